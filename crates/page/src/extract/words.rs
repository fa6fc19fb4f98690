//! The words that pages of this family use for the parts of an operation.

use crate::{foreign, model::ExampleRole};

/// The words of a text, in lower case, without punctuation, in English as far as headings of other languages are known.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in text.split(|character: char| !character.is_alphanumeric() && character != '\'') {
        if word.is_empty() {
            continue;
        }
        let word = word.to_lowercase();
        if let Some(meaning) = foreign::english(&word) {
            words.push(meaning.to_owned());
        } else if let Some(parts) = (!word.is_ascii()).then(|| foreign::parts(&word)).flatten() {
            words.extend(parts.into_iter().map(str::to_owned));
        } else {
            words.push(word);
        }
    }
    words
}

/// Whether a heading names a part of an operation (`Query Parameters`) and not a subject of its own.
pub(super) fn is_part(text: &str) -> bool {
    let words = words(text);
    !words.is_empty()
        && words.len() <= 8
        && words.iter().all(|word| is_part_word(word))
        && words.iter().any(|word| is_strong_part_word(word))
}

/// Whether a heading is about errors or statuses alone, which may be a chapter of its own.
pub(super) fn is_about_statuses(text: &str) -> bool {
    let words = words(text);
    words.iter().any(|word| {
        matches!(
            word.as_str(),
            "error" | "errors" | "status" | "statuses" | "codes"
        )
    }) && !words.iter().any(|word| {
        matches!(
            word.as_str(),
            "request" | "parameters" | "body" | "example" | "sample"
        )
    })
}

fn is_strong_part_word(word: &str) -> bool {
    crate::one_of(
        word,
        "request requests response responses parameter parameters params param argument arguments body header \
         headers returns return endpoint endpoints url uri payload attributes attribute fields properties \
         example examples sample samples result results output input definition method errors error codes \
         path query usage route",
    )
}

fn is_part_word(word: &str) -> bool {
    is_strong_part_word(word)
        || crate::one_of(
            word,
            "http https rest string form data json xml success successful failure failed status code optional \
         required mandatory additional common the of and or for in a an with structure object schema model \
         format type types content values value table details curl field property resource call api full ok \
         possible available this command default message messages line template specification description \
         descriptions name names array returned de la le les des du del da do el los las di",
        )
        || word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a label (`Example Response:`) or heading says of what follows.
pub(super) fn role(text: &str) -> Option<ExampleRole> {
    let words = words(text);
    let has = |any: &[&str]| words.iter().any(|word| any.contains(&word.as_str()));
    let error = has(&[
        "error",
        "errors",
        "failure",
        "failed",
        "invalid",
        "unsuccessful",
        "unauthorized",
        "forbidden",
        "exception",
        "declined",
        "fails",
    ]) || status(text).is_some_and(|status| status >= 400);
    let response = has(&[
        "response",
        "responses",
        "responds",
        "returns",
        "returned",
        "return",
        "result",
        "results",
        "output",
        "answer",
        "reply",
        "received",
        "receive",
    ]);
    let request = has(&[
        "request",
        "requests",
        "payload",
        "body",
        "input",
        "parameter",
        "parameters",
        "params",
        "param",
        "argument",
        "arguments",
        "query",
        "send",
        "sent",
        "call",
        "curl",
    ]);
    if error && (response || !request) {
        Some(ExampleRole::Error)
    } else if response {
        Some(ExampleRole::Response)
    } else if request || has(&["command", "endpoint"]) {
        Some(ExampleRole::Request)
    } else if status(text).is_some() {
        Some(ExampleRole::Response)
    } else {
        None
    }
}

/// What a heading says of all rows of its table: `REQUIRED ARGUMENTS`, `Optional parameters`.
pub(super) fn required(text: &str) -> Option<bool> {
    let words = words(text);
    let has = |any: &[&str]| words.iter().any(|word| any.contains(&word.as_str()));
    match (
        has(&["required", "mandatory"]),
        has(&["optional", "additional"]),
    ) {
        (true, false) => Some(!has(&["not"])),
        (false, true) if !has(&["additional"]) => Some(false),
        _ => None,
    }
}

/// Whether a label is about an example, and not about a table.
pub(super) fn is_about_example(text: &str) -> bool {
    words(text).iter().any(|word| {
        crate::one_of(
            word,
            "example examples sample samples command json curl structured code snippet",
        )
    })
}

/// The status that a text names: three digits that stand alone.
pub(super) fn status(text: &str) -> Option<u16> {
    text.split(|character: char| {
        !character.is_ascii_alphanumeric() && !matches!(character, '.' | '-' | '_' | '/')
    })
    .map(|word| word.trim_matches(['.', '-', '/']))
    .filter(|word| word.len() == 3)
    .filter_map(|word| word.parse().ok())
    .find(|status| (100..600).contains(status))
}

/// Whether all that a text says is a label: it ends in a colon, or is set apart as a whole.
pub(super) fn is_label(text: &str, set_apart: bool) -> bool {
    let count = text.split_whitespace().count();
    let short = if text.ends_with(':') {
        count <= 14
    } else {
        set_apart && count <= 10
    };
    short || count <= 5 && !text.ends_with('.') && is_part(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_operations_are_no_subjects() {
        for part in [
            "HTTP Request",
            "Query Parameters",
            "Response",
            "Request Body",
            "Example 200 Response",
            "Returns",
        ] {
            assert!(is_part(part), "{part}");
        }
        for subject in [
            "Create Request Token",
            "Users",
            "Confirmation",
            "Status",
            "Get parameters of a ship",
            "",
        ] {
            assert!(!is_part(subject), "{subject}");
        }
    }

    #[test]
    fn labels_say_what_follows() {
        assert_eq!(role("Example Response:"), Some(ExampleRole::Response));
        assert_eq!(
            role("The above command returns JSON structured like this:"),
            Some(ExampleRole::Response)
        );
        assert_eq!(role("Request body"), Some(ExampleRole::Request));
        assert_eq!(role("Example 404 Response"), Some(ExampleRole::Error));
        assert_eq!(role("Example Validation Error:"), Some(ExampleRole::Error));
        assert_eq!(role("Notes"), None);
    }

    #[test]
    fn a_status_stands_alone() {
        assert_eq!(status("Example 200 Response"), Some(200));
        assert_eq!(status("Response (404)"), Some(404));
        assert_eq!(status("1200 rows"), None);
        assert_eq!(status("192.168.100.0"), None);
    }
}
