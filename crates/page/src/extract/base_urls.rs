//! Base addresses: from tables of environments, and from text that says so.

use super::{
    flow::{Item, ItemKind},
    route::is_host,
    words::words,
};
use crate::{
    block::{Inline, Table},
    model::BaseUrl,
};

/// All that a page names, each once.
pub(super) fn all(items: &[Item<'_>]) -> Vec<BaseUrl> {
    let mut found: Vec<BaseUrl> = Vec::new();
    let mut heading = "";
    let mut announced = false;
    for item in items {
        let mut new = Vec::new();
        let mut announces = false;
        match &item.kind {
            ItemKind::Heading { text, .. } => {
                heading = &text.text;
            }
            ItemKind::Table(table) => new = of_table(table, heading),
            ItemKind::Text { text, .. } => {
                new = of_text(text, heading, announced, item.line);
                announces = mentions_base(&text.text)
                    && new.is_empty()
                    && text.text.trim_end().ends_with(':')
                    || announced && !new.is_empty() && mentions_base_list(&text.text);
            }
            ItemKind::Code { text, .. } => {
                if announced || is_about_bases(heading) {
                    new = text
                        .lines()
                        .filter_map(|line| named_address(line.trim(), item.line))
                        .collect();
                    if new.len() != text.lines().filter(|line| !line.trim().is_empty()).count() {
                        new.clear();
                    }
                }
            }
        }
        for base in new {
            if !found.iter().any(|known| known.url == base.url) && found.len() < 64 {
                found.push(base);
            }
        }
        announced = announces;
    }
    found
}

fn mentions_base_list(text: &str) -> bool {
    text.split_whitespace().count() <= 6
}

/// Whether a heading is about base addresses.
fn is_about_bases(heading: &str) -> bool {
    let words = words(heading);
    words.len() <= 6
        && words.iter().any(|word| {
            matches!(
                word.as_str(),
                "environment"
                    | "environments"
                    | "servers"
                    | "hosts"
                    | "host"
                    | "base"
                    | "baseurl"
                    | "server"
                    | "urls"
            )
        })
}

/// Where a text speaks of a base address: the offset behind the words.
fn base_words(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    [
        "base url",
        "base uri",
        "base-url",
        "baseurl",
        "base_url",
        "base address",
        "base endpoint",
        "base path",
        "root url",
        "root uri",
        "api url",
        "api root",
        "api base",
        "root endpoint",
        "base api",
        "api host",
        "host url",
        "server url",
    ]
    .iter()
    .filter_map(|words| lower.find(words).map(|at| at + words.len()))
    .min()
}

/// Where a text says that requests go somewhere. Only an address of an API follows.
fn call_words(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let at = [
        "requests should be",
        "calls go to",
        "calls are made to",
        "calls should be",
        "calls must be",
        "requests to",
        "send requests to",
        "send all requests",
        "api lives at",
        "api base is",
        "accessed at",
        "endpoint for all",
        "requests must be",
        "requests are made",
        "requests are sent",
        "requests go to",
        "api is available at",
        "api is reached at",
        "api is hosted at",
        "api is accessible at",
        "api endpoint is",
        "api endpoint:",
        "served from",
        "relative to",
        "production endpoint",
        "sandbox endpoint",
        "production url",
        "sandbox url",
        "live url",
        "test url",
        "production host",
        "sandbox host",
    ]
    .iter()
    .filter_map(|words| lower.find(words).map(|at| at + words.len()))
    .min()?;
    let is_api = lower.get(at..)?.split(' ').filter_map(address).any(|url| {
        let host = url.split_once("://").map_or(url, |(_, rest)| rest);
        host.contains("api")
            || host.contains("sandbox")
            || host
                .split('/')
                .nth(1)
                .is_some_and(|path| path.starts_with('v'))
    });
    is_api.then_some(at)
}

fn mentions_base(text: &str) -> bool {
    base_words(text).is_some()
}

fn of_table(table: &Table, heading: &str) -> Vec<BaseUrl> {
    let width = table.header.len();
    let title = |column: usize| {
        table
            .header
            .get(column)
            .map(|cell| words(&cell.text.text))
            .unwrap_or_default()
    };
    let about = is_about_bases(heading)
        || (0..width).any(|column| {
            let title = title(column);
            let has = |word: &str| title.iter().any(|other| other == word);
            has("base") || has("environment") || has("environments") || has("server") || has("host")
        });
    if !about || table.rows.is_empty() {
        return Vec::new();
    }
    let addresses = |column: usize| {
        table
            .rows
            .iter()
            .filter(|row| {
                row.cells
                    .get(column)
                    .is_some_and(|cell| address(&cell.text.text).is_some())
            })
            .count()
    };
    // All rows but one, if there are many, have an address there; a column called `Base URL` comes first.
    let fitting: Vec<usize> = (0..width.max(2))
        .filter(|column| addresses(*column) * 2 > table.rows.len())
        .collect();
    let Some(column) = fitting
        .iter()
        .copied()
        .find(|column| title(*column).iter().any(|word| word == "base"))
        .or_else(|| fitting.first().copied())
    else {
        return Vec::new();
    };
    table
        .rows
        .iter()
        .filter_map(|row| {
            let url = address(&row.cells.get(column)?.text.text)?;
            let name = row
                .cells
                .iter()
                .enumerate()
                .find(|(at, cell)| *at != column && !cell.text.text.is_empty())
                .map(|(_, cell)| cell.text.text.clone());
            Some(BaseUrl {
                url: url.to_owned(),
                name,
                line: row.line,
            })
        })
        .collect()
}

/// The address that a text is, and nothing else.
fn address(text: &str) -> Option<&str> {
    let text = text.trim_matches([' ', '`', '*', '"', '\'', '<', '>', '.', ',', ';', '(', ')']);
    if text.contains(' ') {
        return None;
    }
    let host = match text.split_once("://") {
        Some((scheme, rest)) => {
            if !matches!(scheme, "http" | "https" | "ws" | "wss") {
                return None;
            }
            return (!rest.is_empty()).then_some(text);
        }
        None => text.split('/').next().unwrap_or(""),
    };
    (is_host(host) && host.matches('.').count() >= 2 && !text.contains('@')).then_some(text)
}

fn of_text(text: &Inline, heading: &str, announced: bool, line: usize) -> Vec<BaseUrl> {
    if let Some(behind) = base_words(&text.text).or_else(|| call_words(&text.text)) {
        return all_behind(&text.text, behind, line);
    }
    if announced || is_about_bases(heading) {
        return named_address(&text.text, line).into_iter().collect();
    }
    Vec::new()
}

/// The addresses behind an offset, each named by the environment that is spoken of before it; or behind it, if none is spoken of
/// before the first.
fn all_behind(text: &str, from: usize, line: usize) -> Vec<BaseUrl> {
    let mut found = Vec::new();
    let mut at = from;
    for word in text.get(from..).unwrap_or("").split(' ') {
        let end = at + word.len();
        if let Some(url) = address(word).filter(|url| is_short(url)) {
            found.push((url, at, end));
        }
        at = end + 1;
    }
    found.truncate(4);
    let between = |from: usize, to: usize| environment(text.get(from..to).unwrap_or(""));
    let leads = found
        .first()
        .is_some_and(|(_, start, _)| between(0, *start).is_some());
    found
        .iter()
        .enumerate()
        .map(|(place, (url, start, end))| BaseUrl {
            url: (*url).to_owned(),
            name: if leads {
                between(
                    place.checked_sub(1).map_or(0, |before| found[before].2),
                    *start,
                )
            } else {
                between(*end, found.get(place + 1).map_or(text.len(), |next| next.1))
            },
            line,
        })
        .collect()
}

/// Whether an address can be the base of others: a path of two segments at most, without parameters.
fn is_short(url: &str) -> bool {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let mut segments = path
        .split('/')
        .skip(1)
        .filter(|segment| !segment.is_empty());
    segments.clone().count() <= 3
        && !segments.any(|segment| segment.starts_with(':') || segment.contains('?'))
}

/// `Sandbox: https://…`
fn named_address(text: &str, line: usize) -> Option<BaseUrl> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 8 {
        return None;
    }
    let mut addresses = words.iter().filter_map(|word| address(word));
    let url = addresses.next()?;
    if addresses.next().is_some() {
        return None;
    }
    let name = text
        .replace(url, "")
        .trim_matches([' ', ':', '-', '–', '—', '`', '*', '<', '>', '(', ')', '='])
        .to_owned();
    Some(BaseUrl {
        url: url.to_owned(),
        name: (!name.is_empty()).then_some(name),
        line,
    })
}

/// The environment that a sentence about a base address names.
fn environment(text: &str) -> Option<String> {
    const NAMES: [&str; 11] = [
        "sandbox",
        "production",
        "staging",
        "development",
        "test",
        "testing",
        "live",
        "demo",
        "uat",
        "preview",
        "prod",
    ];
    text.split(|character: char| !character.is_alphanumeric())
        .find(|word| NAMES.contains(&word.to_lowercase().as_str()))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{Block, BlockKind};

    fn urls(blocks: &[(&str, bool)]) -> Vec<(String, Option<String>)> {
        let blocks: Vec<Block> = blocks
            .iter()
            .map(|(text, heading)| Block {
                line: 1,
                kind: if *heading {
                    BlockKind::Heading {
                        level: None,
                        text: Inline::plain(*text),
                    }
                } else {
                    BlockKind::Paragraph(Inline::plain(*text))
                },
            })
            .collect();
        all(&super::super::flow::items(&blocks))
            .into_iter()
            .map(|base| (base.url, base.name))
            .collect()
    }

    #[test]
    fn text_that_says_so_names_base_addresses() {
        assert_eq!(
            urls(&[(
                "The base URL of the sandbox is https://api.harbour.example/v1.",
                false
            )]),
            [(
                "https://api.harbour.example/v1".to_owned(),
                Some("sandbox".to_owned())
            )]
        );
        assert_eq!(
            urls(&[(
                "The base url for the Development Environment is api.harbour.example",
                false
            )]),
            [(
                "api.harbour.example".to_owned(),
                Some("Development".to_owned())
            )]
        );
        assert_eq!(
            urls(&[
                ("Environments", true),
                ("Live: https://api.harbour.example", false)
            ]),
            [(
                "https://api.harbour.example".to_owned(),
                Some("Live".to_owned())
            )]
        );
    }

    #[test]
    fn a_sentence_may_name_several() {
        assert_eq!(
            urls(&[(
                "All requests must be sent to https://api.harbour.example in production or https://api.test.harbour.example (sandbox).",
                false
            )]),
            [
                (
                    "https://api.harbour.example".to_owned(),
                    Some("production".to_owned())
                ),
                (
                    "https://api.test.harbour.example".to_owned(),
                    Some("sandbox".to_owned())
                )
            ]
        );
    }

    #[test]
    fn other_addresses_are_none() {
        assert!(urls(&[("Sign up at https://harbour.example/register.", false)]).is_empty());
        assert!(
            urls(&[
                ("Hosting", true),
                ("Read https://harbour.example/pricing", false)
            ])
            .is_empty()
        );
    }
}
