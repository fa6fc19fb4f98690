//! How requests are authenticated: the header and its scheme, whatever placeholder stands for the secret.

use std::collections::{BTreeMap, HashSet};

use crate::model::{Claim, Page};

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

/// Header and scheme.
type Form = (String, String);

/// Reports that another header or scheme authenticates requests, as one change. Where the text about it came or went, but samples send the header on both
/// pages, nothing changed.
pub(super) fn compare(old_page: &Page, new_page: &Page, report: &mut Report) {
    let (old, new) = (&old_page.authentication, &new_page.authentication);
    let by_form = |claims: &[Claim]| -> BTreeMap<Form, usize> {
        let mut forms = BTreeMap::new();
        for (place, claim) in claims.iter().enumerate() {
            forms.entry(comparable(&claim.text)).or_insert(place);
        }
        forms
    };
    let (old_forms, new_forms) = (by_form(old), by_form(new));
    let mut gone: Vec<usize> = places(&old_forms, &new_forms);
    let mut come: Vec<usize> = places(&new_forms, &old_forms);
    if come.is_empty() && !gone.is_empty() {
        let sent = sent(new_page);
        gone.retain(|&place| !sent.contains(&comparable(&old[place].text)));
    } else if gone.is_empty() && !come.is_empty() {
        let sent = sent(old_page);
        come.retain(|&place| !sent.contains(&comparable(&new[place].text)));
    }
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

/// What samples send.
fn sent(page: &Page) -> HashSet<Form> {
    let samples = page.operations.iter().flat_map(|one| &one.samples);
    samples
        .flat_map(|sample| &sample.headers)
        .map(|(name, value)| comparable(&format!("{name}: {value}")))
        .collect()
}

fn places(forms: &BTreeMap<Form, usize>, others: &BTreeMap<Form, usize>) -> Vec<usize> {
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
