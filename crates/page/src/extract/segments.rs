//! The page in segments: a heading that names a subject, and what stands below it, up to the next such heading.

use super::{
    code::{self, PieceKind},
    flow::{Item, ItemKind, Place},
    request_line,
    route::Target,
    samples, words,
};
use crate::{
    block::{Inline, SpanKind, Table},
    model::{ExampleBody, ExampleRole, Sample},
};

/// A heading and what stands below it.
pub(super) struct Segment<'a> {
    pub(super) title: &'a str,
    pub(super) has_heading: bool,
    pub(super) level: Option<u8>,
    pub(super) line: usize,
    pub(super) events: Vec<Event<'a>>,
    pub(super) prose: String,
}

/// Something that says something about an API, or may.
pub(super) struct Event<'a> {
    pub(super) line: usize,
    pub(super) kind: EventKind<'a>,
}

pub(super) enum EventKind<'a> {
    /// What names an operation.
    Line(Target),
    /// What says what follows.
    Label(Label),
    Sample(Sample),
    Body {
        label: Option<String>,
        status: Option<u16>,
        body: ExampleBody,
    },
    Other {
        text: String,
        language: Option<String>,
    },
    Table(&'a Table),
    Text {
        text: &'a Inline,
        place: Place,
    },
}

/// What says what follows.
pub(super) struct Label {
    pub(super) text: String,
    pub(super) role: Option<ExampleRole>,
    /// Whether it is about the next examples only, and not about tables.
    pub(super) of_example: bool,
    pub(super) is_heading: bool,
    /// The level of that heading, if the form has levels.
    pub(super) level: Option<u8>,
    /// Whether it is about all that follows, and not only about what comes next.
    pub(super) lasts: bool,
}

/// The segments of a page. Code in one of the languages is a sample, whatever the language is.
pub(super) fn segments<'a>(items: &[Item<'a>], languages: &[String]) -> Vec<Segment<'a>> {
    let mut all = vec![Segment::new("", false, None, 1)];
    let mut method = None;
    for (place, item) in items.iter().enumerate() {
        let Some(current) = all.last_mut() else { break };
        let mut new = None;
        match &item.kind {
            ItemKind::Heading { level, text } => {
                method = None;
                if current.is_empty_copy(&text.text, *level) {
                    continue;
                }
                if begins(&text.text, *level, current) {
                    let mut segment = Segment::new(&text.text, true, *level, item.line);
                    if let Some(found) = request_line::find(&text.text) {
                        segment.add(item.line, EventKind::Line(found.target));
                    }
                    new = Some(segment);
                } else {
                    current.add(
                        item.line,
                        EventKind::Label(Label {
                            level: *level,
                            ..Label::of(&text.text, true, false)
                        }),
                    );
                }
            }
            ItemKind::Text {
                text,
                place: stands,
            } => {
                let before_code = matches!(
                    items.get(place + 1).map(|item| &item.kind),
                    Some(ItemKind::Code { .. })
                );
                current.text(item.line, text, *stands, before_code, &mut method);
            }
            ItemKind::Code { language, text } => {
                method = None;
                current.code(*language, text, item.line, languages);
            }
            ItemKind::Table(table) => {
                method = None;
                current.add(
                    item.line,
                    match target_of(table) {
                        Some(target) => EventKind::Line(target),
                        None => EventKind::Table(table),
                    },
                );
            }
        }
        all.extend(new);
    }
    if all
        .first()
        .is_some_and(|first| first.events.is_empty() && first.prose.is_empty())
    {
        all.remove(0);
    }
    all
}

/// Whether a heading names a subject of its own.
fn begins(text: &str, level: Option<u8>, current: &Segment<'_>) -> bool {
    if !words::is_part(text) || !current.has_heading || request_line::find(text).is_some() {
        return true;
    }
    let alone = words::is_about_statuses(text)
        && !words::words(text)
            .iter()
            .any(|word| word == "response" || word == "responses");
    let in_chapter = !current
        .events
        .iter()
        .any(|event| matches!(event.kind, EventKind::Line(_) | EventKind::Sample(_)));
    match (level, current.level) {
        (Some(level), Some(current)) => {
            level < current || alone && (level == current || in_chapter)
        }
        _ => alone,
    }
}

impl Label {
    fn of(text: &str, is_heading: bool, quoted: bool) -> Self {
        let role = words::role(text);
        Self {
            text: text.to_owned(),
            role,
            of_example: quoted || words::is_about_example(text),
            is_heading,
            level: None,
            lasts: is_heading || words::is_part(text),
        }
    }
}

impl<'a> Segment<'a> {
    fn new(title: &'a str, has_heading: bool, level: Option<u8>, line: usize) -> Self {
        Self {
            title,
            has_heading,
            level,
            line,
            events: Vec::new(),
            prose: String::new(),
        }
    }

    /// Whether a heading says again what the one right above it said.
    fn is_empty_copy(&self, text: &str, level: Option<u8>) -> bool {
        self.has_heading
            && self.title == text
            && self.level == level
            && self.prose.is_empty()
            && self
                .events
                .iter()
                .all(|event| matches!(event.kind, EventKind::Line(_)))
            && self.events.len() <= usize::from(request_line::find(text).is_some())
    }

    fn add(&mut self, line: usize, kind: EventKind<'a>) {
        self.events.push(Event { line, kind });
    }

    fn text(
        &mut self,
        line: usize,
        text: &'a Inline,
        place: Place,
        before_code: bool,
        method: &mut Option<&'static str>,
    ) {
        let in_list = matches!(place, Place::List(items) if items > 1);
        if !in_list && let Some(target) = request_line::parse(&text.text) {
            *method = None;
            self.add(line, EventKind::Line(target));
            return;
        }
        if let Some(found) = request_line::method_only(&text.text) {
            *method = Some(found);
            return;
        }
        if let Some(method_before) = *method {
            if let Some(address) = request_line::address_only(&text.text) {
                *method = None;
                self.add(
                    line,
                    EventKind::Line(Target {
                        method: method_before.to_owned(),
                        address,
                    }),
                );
                return;
            }
            if !in_list {
                *method = None;
            }
        }
        let quoted = place == Place::Quote;
        let label = !in_list
            && (words::is_label(&text.text, is_strong(text))
                || quoted && before_code && text.text.len() <= 200
                || before_code
                    && text.text.len() <= 120
                    && words::is_about_example(&text.text)
                    && words::role(&text.text).is_some());
        if label {
            let label = Label::of(&text.text, false, quoted && before_code);
            let says = label.role.is_some();
            self.add(line, EventKind::Label(label));
            if says || quoted && before_code {
                return;
            }
        } else {
            self.add(line, EventKind::Text { text, place });
        }
        if !self.prose.is_empty() {
            self.prose.push(' ');
        }
        self.prose.push_str(&text.text);
    }

    fn code(&mut self, language: Option<&str>, text: &str, line: usize, languages: &[String]) {
        for piece in code::pieces(language, text, line) {
            let kind = match piece.kind {
                PieceKind::Line(target) => EventKind::Line(target),
                PieceKind::Sample(sample) => EventKind::Sample(sample),
                PieceKind::Body(body, status) => EventKind::Body {
                    label: piece.label,
                    status,
                    body,
                },
                PieceKind::Other {
                    text,
                    language: Some(language),
                } if languages.contains(&language) && !is_written(&language) => {
                    EventKind::Sample(samples::sample(&language, &text, piece.line))
                }
                PieceKind::Other { text, language } => EventKind::Other { text, language },
            };
            self.add(piece.line, kind);
        }
    }
}

/// Whether all of a text is bold.
fn is_strong(text: &Inline) -> bool {
    let covered: usize = text
        .spans
        .iter()
        .filter(|span| matches!(span.kind, SpanKind::Strong))
        .map(|span| span.end - span.start)
        .sum();
    covered > 0 && covered + 1 >= text.text.trim_end_matches(':').len()
}

/// The request that a table of one row is: `Method | URL`, side by side or one below the other.
fn target_of(table: &Table) -> Option<Target> {
    let text = |cells: &[crate::block::Cell], at: usize| {
        cells
            .get(at)
            .map(|cell| cell.text.text.clone())
            .unwrap_or_default()
    };
    if let [row] = table.rows.as_slice() {
        let column = |names: &[&str]| {
            table.header.iter().position(|cell| {
                words::words(&cell.text.text)
                    .iter()
                    .any(|word| names.contains(&word.as_str()))
            })
        };
        if let Some(method) = column(&["method", "verb"])
            && let Some(address) = column(&["url", "uri", "path", "endpoint", "route", "resource"])
            && let Some(method) = request_line::method(text(&row.cells, method).trim())
            && let Some(address) = request_line::address_only(&text(&row.cells, address))
        {
            return Some(Target {
                method: method.to_owned(),
                address,
            });
        }
    }
    if table.rows.len() > 6 {
        return None;
    }
    let mut method = None;
    let mut address = None;
    for cells in std::iter::once(&table.header).chain(table.rows.iter().map(|row| &row.cells)) {
        if cells.len() != 2 {
            continue;
        }
        let line = format!(
            "{}: {}",
            text(cells, 0).trim_end_matches(':'),
            text(cells, 1)
        );
        if let Some(found) = request_line::method_only(&line) {
            method = Some(found);
        } else if let Some(found) = request_line::address_only(&line) {
            address = Some(found);
        }
    }
    Some(Target {
        method: method?.to_owned(),
        address: address?,
    })
}

/// Whether a language is one that bodies are written in.
pub(super) fn is_written(language: &str) -> bool {
    language.starts_with("json")
        || crate::one_of(language, "xml html text plaintext plain txt csv yaml")
}
