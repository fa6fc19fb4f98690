//! How requests are authenticated: the header and its scheme, whatever placeholder stands for the secret.

use std::collections::BTreeMap;

use crate::model::Claim;

use super::{Change, ClaimSource, fold, kind::AUTH_CHANGED, report::Report};

/// Header and scheme of a claim, in lower case.
fn comparable(text: &str) -> (String, String) {
    let text = fold::space(text);
    let Some((name, value)) = text.split_once(':') else {
        return (text.to_lowercase(), String::new());
    };
    let mut words = value.trim().split(' ');
    let first = words.next().unwrap_or_default();
    // `Bearer <token>` has a scheme, `<your token>` and `your-token` have none.
    let is_word = !first.is_empty()
        && first
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || character == '-');
    let scheme = match words.next() {
        Some(_) if is_word => first.to_lowercase(),
        _ => String::new(),
    };
    (name.trim().to_lowercase(), scheme)
}

/// Reports that another header or scheme authenticates requests, as one change.
pub(super) fn compare(old: &[Claim], new: &[Claim], report: &mut Report) {
    let by_form = |claims: &'_ [Claim]| -> BTreeMap<(String, String), usize> {
        let mut forms = BTreeMap::new();
        for (place, claim) in claims.iter().enumerate() {
            forms.entry(comparable(&claim.text)).or_insert(place);
        }
        forms
    };
    let (old_forms, new_forms) = (by_form(old), by_form(new));
    let gone: Vec<usize> = places(&old_forms, &new_forms);
    let come: Vec<usize> = places(&new_forms, &old_forms);
    if gone.is_empty() && come.is_empty() {
        return;
    }
    let text = |claims: &[Claim], places: &[usize]| {
        let texts: Vec<_> = places
            .iter()
            .map(|&place| claims[place].text.as_str())
            .collect();
        (!texts.is_empty()).then(|| texts.join("; "))
    };
    let header = come
        .first()
        .map(|&place| &new[place])
        .or(gone.first().map(|&place| &old[place]))
        .and_then(|claim| claim.text.split_once(':'))
        .map(|(name, _)| name.trim().to_owned());
    let mut change = Change::new(AUTH_CHANGED)
        .source(ClaimSource::Prose)
        .values(text(old, &gone), text(new, &come))
        .lines(
            gone.first()
                .or(old_forms.values().next())
                .map(|&place| old[place].line),
            come.first()
                .or(new_forms.values().next())
                .map(|&place| new[place].line),
        );
    change.field = header;
    report.push(change);
}

fn places(
    forms: &BTreeMap<(String, String), usize>,
    others: &BTreeMap<(String, String), usize>,
) -> Vec<usize> {
    forms
        .iter()
        .filter(|(form, _)| !others.contains_key(*form))
        .map(|(_, place)| *place)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_placeholder_does_not_count_and_the_scheme_does() {
        let same = |one: &str, other: &str| comparable(one) == comparable(other);
        assert!(same(
            "Authorization: Bearer <your api token>",
            "authorization: bearer xxx-xxx"
        ));
        assert!(same("X-Api-Key: <key>", "X-Api-Key: {your key}"));
        assert!(!same("Authorization: Bearer x", "Authorization: Basic x"));
        assert!(!same("X-Api-Key: x", "X-Auth-Token: x"));
    }
}
