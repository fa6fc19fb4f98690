//! What an operation, its tag and its types are called.

use pazemo_openapi::Document;

use super::words::{Segment, camel, pascal, segments, singular, words};
use crate::model::Operation;

/// Words with which titles of operations begin.
const VERBS: &str = "get list create add update delete remove cancel confirm check find search send retrieve fetch show make request approve reject \
    book return refund pay withdraw deposit transfer start stop close open set change verify validate resend generate download upload register \
    activate deactivate lock unlock freeze unfreeze load unload estimate quote convert exchange submit revoke enable disable ping";

/// Words that say nothing in a name.
const ARTICLES: &str = "a an the all of for by your this";

/// An identifier that no operation has.
pub(super) fn operation_id(document: &Document, operation: &Operation) -> String {
    let mut title = words(&operation.title);
    title.retain(|word| !crate::one_of(word, ARTICLES));
    let is_said = title.len() >= 2
        && title.len() <= 6
        && title.first().is_some_and(|word| crate::one_of(word, VERBS));
    let id = if is_said {
        camel(&title.join(" "))
    } else {
        camel(&by_path(operation))
    };
    let is_taken = |id: &str| document.operations().iter().any(|other| other.id == id);
    if !is_taken(&id) {
        return id;
    }
    let long = camel(&format!("{id} {}", path_words(operation)));
    let mut number = 2;
    let mut free = long.clone();
    while is_taken(&free) {
        free = format!("{long}{number}");
        number += 1;
    }
    free
}

/// A verb for the method, and what the path ends with.
fn by_path(operation: &Operation) -> String {
    let segments = segments(&operation.path);
    let last = segments.iter().rev().find_map(|segment| match segment {
        Segment::Word(word) => Some(*word),
        Segment::Parameter(_) => None,
    });
    let noun = last.unwrap_or("root");
    let is_one = matches!(segments.last(), Some(Segment::Parameter(_)));
    let one = singular(noun);
    match operation.method.as_str() {
        "GET" if !is_one && noun != one => format!("list {noun}"),
        "GET" | "HEAD" => format!("get {one}"),
        "POST" if crate::one_of(noun, VERBS) => format!("{noun} {}", owner(&segments)),
        "POST" => format!("create {one}"),
        "PUT" | "PATCH" => format!("update {one}"),
        "DELETE" => format!("delete {one}"),
        other => format!("{} {one}", other.to_ascii_lowercase()),
    }
}

/// The noun before the last word.
fn owner(segments: &[Segment<'_>]) -> String {
    let mut nouns = segments.iter().rev().filter_map(|segment| match segment {
        Segment::Word(word) => Some(*word),
        Segment::Parameter(_) => None,
    });
    nouns.nth(1).map(singular).unwrap_or_default()
}

fn path_words(operation: &Operation) -> String {
    segments(&operation.path)
        .iter()
        .map(|segment| match segment {
            Segment::Word(word) | Segment::Parameter(word) => *word,
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// The tags that fit, the best first: that of the operations on the same resource, or one of its own.
pub(super) fn tags(document: &Document, operation: &Operation) -> Vec<String> {
    let own = segments(&operation.path);
    let nouns: Vec<&str> = own
        .iter()
        .filter_map(|segment| match segment {
            Segment::Word(word) => Some(*word),
            Segment::Parameter(_) => None,
        })
        .collect();
    let mut tags: Vec<String> = Vec::new();
    let mut push = |tag: &str| {
        if !tag.is_empty() && !tags.iter().any(|other| other == tag) {
            tags.push(tag.to_owned());
        }
    };
    let operations = document.operations();
    let last = nouns.last().copied().unwrap_or_default();
    let same = |one: &str, other: &str| {
        singular(&one.to_ascii_lowercase()) == singular(&other.to_ascii_lowercase())
    };
    for other in &operations {
        if same(other.tag, last) {
            push(other.tag);
        }
    }
    // What ends in a verb is about what stands before it.
    let is_action = !matches!(own.last(), Some(Segment::Parameter(_)))
        && nouns.len() > 1
        && operation.method != "GET"
        && singular(last) == last;
    let plural = if singular(last) == last {
        format!("{last}s")
    } else {
        last.to_owned()
    };
    let fresh = camel(&plural);
    if !is_action {
        push(&fresh);
    }
    let shared = |path: &str| {
        let theirs = segments(path);
        own.iter()
            .zip(&theirs)
            .take_while(|pair| match pair {
                (Segment::Word(one), Segment::Word(other)) => one == other,
                (Segment::Parameter(_), Segment::Parameter(_)) => true,
                _ => false,
            })
            .count()
    };
    let nearest = operations
        .iter()
        .map(|other| (shared(other.path), other.tag))
        .filter(|(shared, _)| *shared > 0)
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    if let Some((_, tag)) = nearest {
        push(tag);
    }
    push(&fresh);
    push(&format!("{fresh}Api"));
    tags
}

/// A name for a component that is not taken.
pub(super) fn component(document: &Document, drafted: &[String], wanted: &str) -> String {
    let name = pascal(wanted);
    let name = if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("Value{name}")
    } else {
        name
    };
    let is_taken = |name: &str| {
        document.schemas().any(|(other, _)| other == name)
            || drafted.iter().any(|other| other == name)
    };
    let mut free = name.clone();
    let mut number = 2;
    while is_taken(&free) {
        free = format!("{name}{number}");
        number += 1;
    }
    free
}
