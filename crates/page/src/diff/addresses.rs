//! Base addresses. They are facts of the page: that every line of it goes to another host is one address gone and one come.

use std::collections::BTreeMap;

use crate::model::Page;

use super::{
    Change, ClaimSource,
    endpoints::Pair,
    kind::{BASE_URL_ADDED, BASE_URL_REMOVED},
    lost,
    report::Report,
    samples,
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

fn in_samples(page: &Page) -> Addresses<'_> {
    let mut addresses = Addresses::new();
    for sample in page
        .operations
        .iter()
        .flat_map(|operation| &operation.samples)
    {
        if let Some(origin) = sample.url.as_deref().and_then(origin) {
            addresses
                .entry(comparable(origin))
                .or_insert((origin, sample.line));
        }
    }
    addresses
}

/// Base addresses that came and went.
pub(super) struct Changed<'a> {
    removed: Addresses<'a>,
    added: Addresses<'a>,
}

impl<'a> Changed<'a> {
    /// Those that the pages list, and those that lines of operations moved to or from. A line that comes with a new operation says nothing of the page.
    /// Where neither says where calls go, samples do.
    pub(super) fn of(pages: &Pair<'a>) -> Self {
        let (old_listed, new_listed) = (listed(pages.old), listed(pages.new));
        let (old_lines, new_lines) = (in_lines(pages.old), in_lines(pages.new));
        let mut changed = Self {
            removed: missing(&old_listed, &new_listed, &new_lines),
            added: missing(&new_listed, &old_listed, &old_lines),
        };
        for (old, new) in pages.operations() {
            if let (Some(from), Some(to)) = (&old.base, &new.base) {
                let from = (from.as_str(), old.line);
                let to = (to.as_str(), new.line);
                changed.moved(
                    from,
                    to,
                    [&old_listed, &old_lines],
                    [&new_listed, &new_lines],
                );
            }
        }
        if [&old_listed, &new_listed, &old_lines, &new_lines]
            .iter()
            .all(|addresses| addresses.is_empty())
        {
            let (old_samples, new_samples) = (in_samples(pages.old), in_samples(pages.new));
            for (one, other) in samples::moves(pages) {
                changed.moved(one, other, [&old_samples; 2], [&new_samples; 2]);
            }
        }
        changed
    }

    fn moved(
        &mut self,
        from: (&'a str, usize),
        to: (&'a str, usize),
        old: [&Addresses; 2],
        new: [&Addresses; 2],
    ) {
        let (one, other) = (comparable(from.0), comparable(to.0));
        if one == other {
            return;
        }
        if new.iter().all(|addresses| !addresses.contains_key(&one)) {
            self.removed.entry(one).or_insert(from);
        }
        if old.iter().all(|addresses| !addresses.contains_key(&other)) {
            self.added.entry(other).or_insert(to);
        }
    }

    /// Whether a move of hosts is told by these.
    pub(super) fn tell(&self, from: &str, to: &str) -> bool {
        let has = |addresses: &Addresses, host: &str| {
            addresses
                .values()
                .any(|(address, _)| origin(address).is_some_and(|it| same_address(it, host)))
        };
        has(&self.removed, from) || has(&self.added, to)
    }

    /// Reports them.
    pub(super) fn report(&self, pages: &Pair, report: &mut Report) {
        for &(address, line) in self.removed.values() {
            if lost::shows_address(pages.new, address) {
                report.unread(line, "base addresses");
                continue;
            }
            report.push(
                Change::new(BASE_URL_REMOVED)
                    .source(source(line, pages.old))
                    .values(address.to_owned(), None)
                    .lines(line, None),
            );
        }
        for &(address, line) in self.added.values() {
            if lost::shows_address(pages.old, address) {
                report.unread(line, "base addresses");
                continue;
            }
            report.push(
                Change::new(BASE_URL_ADDED)
                    .source(source(line, pages.new))
                    .values(None, address.to_owned())
                    .lines(None, line),
            );
        }
    }
}

fn source(line: usize, page: &Page) -> ClaimSource {
    let mut bases = page.base_urls.iter();
    let mut operations = page.operations.iter();
    if operations.any(|operation| operation.line == line) {
        ClaimSource::Line
    } else if let Some(base) = bases.find(|base| base.line == line) {
        match base.name {
            Some(_) => ClaimSource::Table,
            None => ClaimSource::Prose,
        }
    } else {
        ClaimSource::Sample
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
