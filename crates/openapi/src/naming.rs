//! The names of operations in a client.

/// `createAccount` under the tag `accounts` is `create`; `pingQueue` under `pings` keeps its words, because
/// it begins with the noun.
pub(crate) fn method_name(operation_id: &str, tag: &str) -> String {
    let mut name = words(operation_id);
    let plural = words(tag);
    let mut singular = plural.clone();
    if let Some(last) = singular.last_mut() {
        *last = match (last.strip_suffix("ies"), last.strip_suffix('s')) {
            (Some(stem), _) => format!("{stem}y"),
            (None, Some(stem)) => stem.to_owned(),
            (None, None) => last.clone(),
        };
    }
    for noun in [plural, singular] {
        let found = (1..name.len()).find(|start| name[*start..].starts_with(&noun));
        if let (Some(start), false) = (found, noun.is_empty()) {
            name.drain(start..start + noun.len());
        }
    }
    name.join("_")
}

/// The lower-case words of an identifier in any case.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous_lower = false;
    for c in text.chars() {
        if !c.is_alphanumeric() {
            previous_lower = false;
            words.push(String::new());
            continue;
        }
        if words.is_empty() || (c.is_uppercase() && previous_lower) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
        previous_lower = c.is_lowercase() || c.is_numeric();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::method_name;

    #[test]
    fn a_method_is_the_operation_without_the_noun_of_its_tag() {
        for (operation, tag, method) in [
            ("createAccount", "accounts", "create"),
            ("listAccounts", "accounts", "list"),
            ("createBeneficiary", "beneficiaries", "create"),
            ("listBanks", "Banks", "list"),
            ("listBankBranches", "bank branches", "list"),
            ("check", "pings", "check"),
            ("ping", "pings", "ping"),
            ("pingQueue", "pings", "ping_queue"),
            ("getAccountHistory", "accounts", "get_history"),
            ("doThing", "", "do_thing"),
        ] {
            assert_eq!(method_name(operation, tag), method, "{operation}");
        }
    }
}
