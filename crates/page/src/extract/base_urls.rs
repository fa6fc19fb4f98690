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
    if let Some(behind) = base_words(&text.text) {
        let name = environment(&text.text);
        return text
            .text
            .get(behind..)
            .unwrap_or("")
            .split(' ')
            .filter_map(address)
            .take(1)
            .map(|url| BaseUrl {
                url: url.to_owned(),
                name: name.clone(),
                line,
            })
            .collect();
    }
    if announced || is_about_bases(heading) {
        return named_address(&text.text, line).into_iter().collect();
    }
    Vec::new()
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
