//! The pages of two providers that do not exist, step by step: each step is one or more edits of the text, and what `docs diff` has to say of it.

#![allow(missing_docs)]

#[path = "history_support/mod.rs"]
mod forms;

use std::{collections::BTreeMap, fs, path::PathBuf};

use pazemo_page::{
    Page, Source,
    diff::{Changes, KINDS, Level, diff},
    read,
};
use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/history")
}

fn text(name: &str) -> String {
    fs::read_to_string(folder().join(name)).expect("the file is there")
}

fn steps(name: &str) -> Vec<Value> {
    serde_json::from_str(&text(name)).expect("steps are JSON")
}

fn page(text: &str) -> Page {
    read(&Source::new("page", text)).expect("a page")
}

/// A text after the edits of a step. What is looked for stands there once.
fn edited(text: &str, step: &Value) -> String {
    let pairs = |key: &str| -> Vec<(String, String)> {
        let pairs = step[key].as_array().cloned().unwrap_or_default();
        pairs
            .iter()
            .map(|pair| {
                let text = |place: usize| pair[place].as_str().expect("a text").to_owned();
                (text(0), text(1))
            })
            .collect()
    };
    let mut text = text.to_owned();
    for (find, put) in pairs("edits") {
        assert_eq!(text.matches(&find).count(), 1, "{}: {find:?}", step["why"]);
        text = text.replacen(&find, &put, 1);
    }
    for (find, put) in pairs("every") {
        assert!(text.contains(&find), "{}: {find:?}", step["why"]);
        text = text.replace(&find, &put);
    }
    text
}

/// Whether a change has all that is expected of it.
fn fits(change: &Value, expected: &Value) -> bool {
    let expected = expected.as_object().expect("an object");
    expected.iter().all(|(key, value)| &change[key] == value)
}

/// What is wrong with the changes of a step.
fn wrong(changes: &Changes, step: &Value) -> Vec<String> {
    let only_api = step["only_api"] == true;
    let mut found: Vec<Value> = changes
        .changes
        .iter()
        .filter(|change| !only_api || change.level == Level::Api)
        .map(|change| serde_json::to_value(change).expect("JSON"))
        .collect();
    let mut wrong = Vec::new();
    for expected in step["expected"].as_array().expect("a list") {
        match found.iter().position(|change| fits(change, expected)) {
            Some(place) => drop(found.remove(place)),
            None => wrong.push(format!("{}: missing {expected}", step["why"])),
        }
    }
    for allowed in step["at_most"].as_array().into_iter().flatten() {
        if let Some(place) = found.iter().position(|change| fits(change, allowed)) {
            found.remove(place);
        }
    }
    wrong.extend(
        found
            .iter()
            .map(|change| format!("{}: too much {change}", step["why"])),
    );
    wrong
}

/// How often each kind occurs; `mirrored`, as seen from the other side.
fn counted(changes: &Changes, mirrored: bool) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for change in &changes.changes {
        let kind = match change.kind.rsplit_once('_') {
            Some((thing, "added")) if mirrored => format!("{thing}_removed"),
            Some((thing, "removed")) if mirrored => format!("{thing}_added"),
            _ => change.kind.to_owned(),
        };
        *counts.entry(kind).or_default() += 1;
    }
    counts
}

/// A step from one text to another, and back.
fn check(old: &str, new: &str, step: &Value) -> Vec<String> {
    let (old, new) = (page(old), page(new));
    let there = diff(&old, &new);
    let mut wrong = wrong(&there, step);
    let back = diff(&new, &old);
    if step["only_api"] != true && counted(&there, false) != counted(&back, true) {
        wrong.push(format!(
            "{}: the way back differs: {}",
            step["why"],
            back.human()
        ));
    }
    wrong
}

/// The history of a page, in the form that `form` makes of its Markdown.
fn history(name: &str, form: impl Fn(&str) -> String, only_api: bool) -> Vec<String> {
    let mut text = text(&format!("{name}.md"));
    let mut all = Vec::new();
    for mut step in steps(&format!("{name}.json")) {
        let new = edited(&text, &step);
        if only_api {
            let expected = step["expected"].as_array_mut().expect("a list");
            expected.retain(|change| {
                KINDS
                    .iter()
                    .any(|(kind, level)| change["kind"] == *kind && *level == Level::Api)
            });
            step["only_api"] = true.into();
        }
        all.extend(check(&form(&text), &form(&new), &step));
        text = new;
    }
    all
}

#[test]
fn the_history_of_harbour_is_told_exactly() {
    let wrong = history("harbour", str::to_owned, false);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_history_of_lantern_is_told_exactly() {
    let wrong = history("lantern", str::to_owned, false);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_histories_are_told_exactly_from_rendered_pages() {
    for name in ["harbour", "lantern"] {
        let wrong = history(name, forms::rendered, false);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn the_histories_are_told_exactly_at_level_api_from_text_with_pipes() {
    for name in ["harbour", "lantern"] {
        let wrong = history(name, forms::text_with_pipes, true);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn the_histories_are_told_exactly_at_level_api_from_text_with_words() {
    for name in ["harbour", "lantern"] {
        let wrong = history(name, forms::text_with_words, true);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn forms_of_one_page_differ_in_nothing_of_level_api() {
    let forms: [fn(&str) -> String; 4] = [
        str::to_owned,
        forms::rendered,
        forms::text_with_pipes,
        forms::text_with_words,
    ];
    for name in ["harbour", "lantern"] {
        let text = text(&format!("{name}.md"));
        for (one, other) in [(0, 1), (1, 2), (2, 3), (3, 0)] {
            let changes = diff(&page(&forms[one](&text)), &page(&forms[other](&text)));
            assert!(!changes.has_api(), "{name}: {}", changes.human());
        }
    }
}

#[test]
fn a_chapter_served_as_raw_markdown_is_still_that_chapter() {
    let markdown = text("harbour.md");
    let html = forms::rendered(&markdown);
    let chapter = |text: &str, start: &str, end: &str| {
        let start = text.find(start).expect("the chapter begins");
        let end = start + text[start..].find(end).expect("the next one begins");
        text[start..end].to_owned()
    };
    let raw = chapter(&markdown, "# Pilots", "# Ship Object");
    let rendered = chapter(&html, "<h1>Pilots", "<h1>Ship Object");
    let raw = raw
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let served = html.replace(&rendered, &format!("<p>{raw}</p>\n"));
    assert_ne!(html, served);
    for (old, new) in [(&html, &served), (&served, &html)] {
        let changes = diff(&page(old), &page(new));
        assert!(!changes.has_api(), "{}", changes.human());
    }
}

#[test]
fn no_trap_makes_a_cascade() {
    let mut all = Vec::new();
    for trap in steps("traps/traps.json") {
        let base = text(&format!("{}.md", trap["page"].as_str().expect("a page")));
        all.extend(check(&base, &edited(&base, &trap), &trap));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn the_histories_have_forty_changes_and_more_of_every_kind() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for name in ["harbour.json", "lantern.json"] {
        for step in steps(name) {
            for expected in step["expected"].as_array().expect("a list") {
                let kind = expected["kind"].as_str().expect("a kind").to_owned();
                *seen.entry(kind).or_default() += 1;
            }
        }
    }
    for (kind, _) in KINDS {
        assert!(seen.contains_key(*kind), "{kind}");
    }
    assert!(seen.values().sum::<usize>() >= 40);
}
