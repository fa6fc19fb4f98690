//! Base addresses. They are facts of the page: that every line of it goes to another host is one address gone and one come.

use std::collections::BTreeMap;

use crate::model::Page;

use super::{
    Change, ClaimSource,
    endpoints::Pair,
    kind::{BASE_URL_ADDED, BASE_URL_REMOVED},
    report::Report,
};

/// Addresses by their comparable form: as written, line.
type Addresses<'a> = BTreeMap<String, (&'a str, usize)>;

/// An address without what does not matter: case of scheme and host, a slash at its end.
fn comparable(address: &str) -> String {
    let address = address.trim().trim_end_matches('/');
    match address.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            format!("{}://{}{path}", scheme.to_lowercase(), host.to_lowercase())
        }
        None => address.to_lowercase(),
    }
}

/// Whether two texts are one address.
pub(super) fn same_address(one: &str, other: &str) -> bool {
    comparable(one) == comparable(other)
}

/// Scheme and host of an address.
pub(super) fn origin(address: &str) -> Option<&str> {
    let host = address.find("://")? + 3;
    let length = address[host..]
        .find(['/', '?', '#'])
        .unwrap_or(address.len() - host);
    Some(&address[..host + length])
}

fn listed(page: &Page) -> Addresses<'_> {
    let mut addresses = Addresses::new();
    for base in &page.base_urls {
        addresses
            .entry(comparable(&base.url))
            .or_insert((&base.url, base.line));
    }
    addresses
}

fn in_lines(page: &Page) -> Addresses<'_> {
    let mut addresses = Addresses::new();
    for operation in &page.operations {
        if let Some(base) = &operation.base {
            addresses
                .entry(comparable(base))
                .or_insert((base, operation.line));
        }
    }
    addresses
}

/// Origins that lines of operations moved from and to.
pub(super) fn moves(pages: &Pair) -> Vec<(String, String)> {
    let mut moves = Vec::new();
    for (old, new) in pages.operations() {
        let (Some(from), Some(to)) = (&old.base, &new.base) else {
            continue;
        };
        let (Some(from), Some(to)) = (origin(from), origin(to)) else {
            continue;
        };
        if comparable(from) != comparable(to) {
            let moved = (from.to_owned(), to.to_owned());
            if !moves.contains(&moved) {
                moves.push(moved);
            }
        }
    }
    moves
}

/// Reports base addresses that came or went: those the page lists, and those that lines of operations moved to or from. A line that comes with a new
/// operation says nothing of the page.
pub(super) fn compare(pages: &Pair, report: &mut Report) {
    let (old_listed, new_listed) = (listed(pages.old), listed(pages.new));
    let (old_lines, new_lines) = (in_lines(pages.old), in_lines(pages.new));
    let mut removed = missing(&old_listed, &new_listed, &new_lines);
    let mut added = missing(&new_listed, &old_listed, &old_lines);
    for (old, new) in pages.operations() {
        let (Some(from), Some(to)) = (&old.base, &new.base) else {
            continue;
        };
        let (one, other) = (comparable(from), comparable(to));
        if one == other {
            continue;
        }
        if !new_listed.contains_key(&one) && !new_lines.contains_key(&one) {
            removed.entry(one).or_insert((from, old.line));
        }
        if !old_listed.contains_key(&other) && !old_lines.contains_key(&other) {
            added.entry(other).or_insert((to, new.line));
        }
    }
    let source = |line: usize, page: &Page| {
        if page
            .operations
            .iter()
            .any(|operation| operation.line == line)
        {
            ClaimSource::Line
        } else if page
            .base_urls
            .iter()
            .any(|base| base.line == line && base.name.is_some())
        {
            ClaimSource::Table
        } else {
            ClaimSource::Prose
        }
    };
    for (address, line) in removed.into_values() {
        report.push(
            Change::new(BASE_URL_REMOVED)
                .source(source(line, pages.old))
                .values(address.to_owned(), None)
                .lines(line, None),
        );
    }
    for (address, line) in added.into_values() {
        report.push(
            Change::new(BASE_URL_ADDED)
                .source(source(line, pages.new))
                .values(None, address.to_owned())
                .lines(None, line),
        );
    }
}

/// The listed addresses that the other page does not list. A page that lists none at all has those of its lines.
fn missing<'a>(
    listed: &Addresses<'a>,
    others: &Addresses,
    other_lines: &Addresses,
) -> Addresses<'a> {
    listed
        .iter()
        .filter(|(address, _)| !others.contains_key(*address))
        .filter(|(address, _)| !(others.is_empty() && other_lines.contains_key(*address)))
        .map(|(address, place)| (address.clone(), *place))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_in_any_case_and_with_a_slash() {
        assert!(same_address(
            "HTTPS://Api.Example.com/",
            "https://api.example.com"
        ));
        assert!(!same_address(
            "http://api.example.com",
            "https://api.example.com"
        ));
        assert!(!same_address(
            "https://api.example.com/v1",
            "https://api.example.com/V1"
        ));
        assert_eq!(origin("https://a.example/v1?x"), Some("https://a.example"));
        assert_eq!(origin("/v1"), None);
    }
}
