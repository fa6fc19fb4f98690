//! Tables that a broken heading or line has moved: between an operation and an object, without a row of theirs changed. They are put back where they stood,
//! and a warning says so.

use std::{borrow::Cow, collections::HashMap};

use super::lost::Lost;
use crate::model::{Field, FieldTable, ObjectTable, Operation, Page, Warning};

/// What a table says, row by row.
type Rows<'a> = Vec<(&'a str, &'a str)>;

/// Rows that a form broke are left out: the example that tells what they were does not move along.
fn rows<'a>(fields: &'a [Field], lost: &Lost) -> Rows<'a> {
    fields
        .iter()
        .filter(|row| !lost.at(row.line))
        .map(|row| (row.name.as_str(), row.description.as_str()))
        .collect()
}

fn tables(operation: &Operation) -> impl Iterator<Item = &FieldTable> {
    operation.request.iter().chain(&operation.response)
}

/// Both pages, with tables that wandered put back; and a warning for each.
pub(super) fn settled<'a>(
    old: &'a Page,
    new: &'a Page,
) -> (Cow<'a, Page>, Cow<'a, Page>, Vec<Warning>) {
    let mut warnings = Vec::new();
    let (old_of, new_of) = (Moves::of(old, new), Moves::of(new, old));
    if old_of.is_empty() && new_of.is_empty() {
        return (Cow::Borrowed(old), Cow::Borrowed(new), warnings);
    }
    let old = old_of.settle(old, &mut warnings);
    let new = new_of.settle(new, &mut warnings);
    (old, new, warnings)
}

/// What is left out of a page because it stands elsewhere on the other: an object here that was an operation's table there, and that table.
struct Moves {
    objects: Vec<usize>,
    tables: Vec<(usize, bool, usize)>,
}

impl Moves {
    fn is_empty(&self) -> bool {
        self.objects.is_empty() && self.tables.is_empty()
    }

    /// The objects of a page that are tables of operations on the other, and tables of operations that are objects there.
    fn of(page: &Page, other: &Page) -> Self {
        let (lost, other_lost) = (Lost::of(page), Lost::of(other));
        let (here, there) = (Count::of(page, &lost), Count::of(other, &other_lost));
        let mut objects = Vec::new();
        for (place, object) in page.objects.iter().enumerate() {
            let rows = rows(&object.fields, &lost);
            // Each side has one more of its kind than the other has.
            if here.objects(&rows) > there.objects(&rows)
                && there.tables(&rows) > here.tables(&rows)
            {
                objects.push(place);
            }
        }
        let mut tables = Vec::new();
        for (place, operation) in page.operations.iter().enumerate() {
            for (request, all) in [(true, &operation.request), (false, &operation.response)] {
                for (at, table) in all.iter().enumerate() {
                    let rows = rows(&table.fields, &lost);
                    if here.tables(&rows) > there.tables(&rows)
                        && there.objects(&rows) > here.objects(&rows)
                        && !stands((other, &other_lost), operation, &rows)
                    {
                        tables.push((place, request, at));
                    }
                }
            }
        }
        Self { objects, tables }
    }

    fn settle<'a>(&self, page: &'a Page, warnings: &mut Vec<Warning>) -> Cow<'a, Page> {
        if self.is_empty() {
            return Cow::Borrowed(page);
        }
        let mut page = page.clone();
        let mut warn = |line: usize, name: &str| {
            warnings.push(Warning {
                kind: "table-moved",
                message: format!(
                    "a table of {name:?} stands in another place on the other page, with the same rows"
                ),
                line,
            });
        };
        for &place in self.objects.iter().rev() {
            let ObjectTable { name, line, .. } = page.objects.remove(place);
            warn(line, &name);
        }
        for &(place, request, at) in self.tables.iter().rev() {
            let Some(operation) = page.operations.get_mut(place) else {
                continue;
            };
            let table = if request {
                operation.request.remove(at)
            } else {
                operation.response.remove(at)
            };
            let title = operation.title.clone();
            warn(table.line, &title);
        }
        Cow::Owned(page)
    }
}

/// Whether the same operation of another page has a table of these rows.
fn stands((page, lost): (&Page, &Lost), operation: &Operation, wanted: &Rows<'_>) -> bool {
    page.operations
        .iter()
        .filter(|other| other.method == operation.method && other.path == operation.path)
        .flat_map(tables)
        .any(|table| rows(&table.fields, lost) == *wanted)
}

/// How often each table stands in operations and as an object.
struct Count<'a> {
    tables: HashMap<Rows<'a>, usize>,
    objects: HashMap<Rows<'a>, usize>,
}

impl<'a> Count<'a> {
    fn of(page: &'a Page, lost: &Lost) -> Self {
        let mut count = Self {
            tables: HashMap::new(),
            objects: HashMap::new(),
        };
        for table in page.operations.iter().flat_map(tables) {
            *count.tables.entry(rows(&table.fields, lost)).or_default() += 1;
        }
        for object in &page.objects {
            *count.objects.entry(rows(&object.fields, lost)).or_default() += 1;
        }
        count
    }

    fn tables(&self, rows: &Rows<'_>) -> usize {
        self.tables.get(rows).copied().unwrap_or_default()
    }

    fn objects(&self, rows: &Rows<'_>) -> usize {
        self.objects.get(rows).copied().unwrap_or_default()
    }
}
