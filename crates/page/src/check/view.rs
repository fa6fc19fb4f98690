//! A page beside the document, as rules look at it: operations with their partners, rows of tables, values of examples.

use std::ops::Range;

use pazemo_openapi::{Document, Operation as Documented};

use super::{
    json::{self, Leaf},
    names::letters,
    report::Place,
};
use crate::model::{ExampleBody, ExampleRole, Field, FieldTable, Operation, Page, Sample};

/// A page, and what of the document belongs to it.
pub(super) struct View<'a> {
    pub(super) page: &'a Page,
    /// Which of the pages, from 0.
    pub(super) at: usize,
    pub(super) document: &'a Document,
    pub(super) documented: &'a [Documented<'a>],
    pub(super) operations: Vec<Seen<'a>>,
    pub(super) rows: Vec<Row<'a>>,
    pub(super) values: Vec<Value<'a>>,
    /// Where the rows and values of each operation are.
    own: Vec<(Range<usize>, Range<usize>)>,
}

/// An operation of the page.
pub(super) struct Seen<'a> {
    pub(super) on_page: &'a Operation,
    /// As the document writes it; as the page does, if the document has none.
    pub(super) label: String,
    pub(super) documented: Option<&'a Documented<'a>>,
    /// Its path without the names of parameters.
    pub(super) shape: String,
}

/// A row of an operation's table.
pub(super) struct Row<'a> {
    pub(super) operation: usize,
    pub(super) side: &'static str,
    pub(super) field: &'a Field,
}

/// A value of an example, or of a body that a sample sends.
pub(super) struct Value<'a> {
    /// Nothing for errors of the whole page.
    pub(super) operation: Option<usize>,
    pub(super) side: &'static str,
    pub(super) source: &'static str,
    /// Which example of the side it belongs to: its line.
    pub(super) example: usize,
    pub(super) leaf: Leaf<'a>,
    pub(super) line: usize,
}

impl<'a> View<'a> {
    pub(super) fn of(
        page: &'a Page,
        at: usize,
        document: &'a Document,
        documented: &'a [Documented<'a>],
    ) -> Self {
        let operations: Vec<Seen<'a>> = page
            .operations
            .iter()
            .map(|operation| {
                let partner = partner(operation, document, documented);
                Seen {
                    on_page: operation,
                    label: partner.map_or_else(
                        || format!("{} {}", operation.method, operation.path),
                        |partner| format!("{} {}", partner.method, partner.path),
                    ),
                    documented: partner,
                    shape: shape(&operation.path),
                }
            })
            .collect();
        let mut rows = Vec::new();
        let mut values = Vec::new();
        let mut own = Vec::new();
        for (place, seen) in operations.iter().enumerate() {
            let (first_row, first_value) = (rows.len(), values.len());
            let sides: [(&'static str, &'a [FieldTable]); 2] = [
                ("request", &seen.on_page.request),
                ("response", &seen.on_page.response),
            ];
            for (side, tables) in sides {
                rows.extend(
                    tables
                        .iter()
                        .flat_map(|table| &table.fields)
                        .map(|field| Row {
                            operation: place,
                            side,
                            field,
                        }),
                );
            }
            for example in &seen.on_page.examples {
                let (side, source) = match example.role {
                    ExampleRole::Request => ("request", "sample"),
                    _ => ("response", "example"),
                };
                collect(Some(place), side, source, example, &mut values);
            }
            own.push((first_row..rows.len(), first_value..values.len()));
        }
        for example in &page.error_examples {
            collect(None, "response", "example", example, &mut values);
        }
        Self {
            page,
            at,
            document,
            documented,
            operations,
            rows,
            values,
            own,
        }
    }

    /// A place of an operation, or of the whole page.
    pub(super) fn place(
        &self,
        operation: Option<usize>,
        side: &'static str,
        source: &'static str,
        field: Option<&str>,
        line: usize,
    ) -> Place {
        let label = operation.and_then(|operation| self.operations.get(operation));
        Place {
            operation: label.map_or_else(|| "page".to_owned(), |seen| seen.label.clone()),
            side,
            source,
            field: field.map(str::to_owned),
            page: self.at,
            line,
        }
    }

    pub(super) fn row_place(&self, row: &Row<'_>) -> Place {
        self.place(
            Some(row.operation),
            row.side,
            "table",
            Some(&row.field.name),
            row.field.line,
        )
    }

    pub(super) fn value_place(&self, value: &Value<'_>) -> Place {
        let name = value.leaf.name();
        self.place(value.operation, value.side, value.source, name, value.line)
    }

    /// The operations with their number.
    pub(super) fn each(&self) -> impl Iterator<Item = (usize, &Seen<'a>)> {
        self.operations.iter().enumerate()
    }

    /// The samples of operations.
    pub(super) fn samples(&self) -> impl Iterator<Item = (usize, &'a Sample)> {
        self.each()
            .flat_map(|(at, seen)| seen.on_page.samples.iter().map(move |sample| (at, sample)))
    }

    /// The rows of one side of an operation.
    pub(super) fn rows_of(&self, operation: usize, side: &str) -> impl Iterator<Item = &Row<'a>> {
        let range = self.own.get(operation).map(|own| own.0.clone());
        let rows = range.and_then(|range| self.rows.get(range));
        rows.unwrap_or_default()
            .iter()
            .filter(move |row| row.side == side)
    }

    /// The values of one side of an operation.
    pub(super) fn values_of(
        &self,
        operation: usize,
        side: &str,
    ) -> impl Iterator<Item = &Value<'a>> {
        let range = self.own.get(operation).map(|own| own.1.clone());
        let values = range.and_then(|range| self.values.get(range));
        values
            .unwrap_or_default()
            .iter()
            .filter(move |value| value.side == side)
    }

    /// Whether an operation's answer is shown.
    pub(super) fn shows_answer(&self, operation: usize) -> bool {
        self.values_of(operation, "response").next().is_some()
    }

    /// The text of the page in lower case, a passage a line.
    pub(super) fn says(&self, words: &[&str]) -> Option<usize> {
        self.page.passages.iter().find_map(|passage| {
            let text = passage.text.to_lowercase();
            words
                .iter()
                .any(|word| text.contains(word))
                .then_some(passage.line)
        })
    }
}

fn collect<'a>(
    operation: Option<usize>,
    side: &'static str,
    source: &'static str,
    example: &'a crate::model::Example,
    values: &mut Vec<Value<'a>>,
) {
    let ExampleBody::Json(text) = &example.body else {
        return;
    };
    for leaf in json::leaves(text) {
        values.push(Value {
            operation,
            side,
            source,
            example: example.line,
            line: example.line + leaf.lines_before,
            leaf,
        });
    }
}

/// The operation of the document that an operation of the page is: same method and path, but for names of parameters and the base path.
fn partner<'a>(
    operation: &Operation,
    document: &Document,
    documented: &'a [Documented<'a>],
) -> Option<&'a Documented<'a>> {
    let same = |candidate: &&Documented<'_>| candidate.method == operation.method;
    let exact = |path: &str| {
        let candidates = documented.iter().filter(same);
        let mut alike = candidates.filter(|candidate| shape(candidate.path) == shape(path));
        alike.next()
    };
    exact(&operation.path).or_else(|| {
        let servers = document.servers();
        let base = operation.base.as_deref().unwrap_or_default();
        let full = format!("{}{}", base_path(base), operation.path);
        servers.iter().find_map(|server| {
            let base = base_path(&server.url);
            let path = full.strip_prefix(&base).filter(|_| !base.is_empty());
            path.or(Some(full.as_str())).and_then(&exact)
        })
    })
}

/// The path of a base address, without slash at the end.
pub(super) fn base_path(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("");
    path.trim_end_matches('/').to_owned()
}

/// A path without the names of its parameters.
pub(super) fn shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let segments: Vec<&str> = path
        .trim_matches('/')
        .split('/')
        .map(|segment| {
            if segment.starts_with(['{', ':', '<', '[']) {
                "{}"
            } else {
                segment
            }
        })
        .collect();
    segments.join("/")
}

/// The names of the parameters of a documented path, in their order.
pub(super) fn parameters(path: &str) -> Vec<&str> {
    path.split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
        .collect()
}

/// A documented parameter by the letters of its name.
pub(super) fn parameter<'d>(
    operation: &'d Documented<'d>,
    name: &str,
) -> Option<&'d pazemo_openapi::Parameter<'d>> {
    let same = |place: &dyn Fn(&str) -> bool| {
        operation
            .parameters
            .iter()
            .find(|parameter| place(parameter.name))
    };
    same(&|other| other == name).or_else(|| same(&|other| letters(other) == letters(name)))
}
