//! Rows of tables: added, removed, renamed, of another type, no longer optional.
//!
//! A side of an operation is compared as a whole: a row that moved to another table of that side has not been removed, and a table that was cut in two or
//! got another heading is layout. A name that stands in a table twice stands there once.

use std::collections::{HashMap, HashSet};

use crate::model::{Field, FieldTable, Page};

use super::{
    Change, ClaimSource, Side, fold,
    kind::{
        Kind, REQUEST_FIELD_ADDED, REQUEST_FIELD_REMOVED, REQUEST_FIELD_RENAMED, REQUIRED_CHANGED,
        RESPONSE_FIELD_ADDED, RESPONSE_FIELD_REMOVED, RESPONSE_FIELD_RENAMED, TYPE_CHANGED,
    },
    lost::{self, Lost},
    report::Report,
    tables,
};

/// Which side of which operation is compared, and what the pages lost there.
pub(super) struct Place<'a> {
    pub(super) operation: &'a str,
    pub(super) side: Side,
    pub(super) old_lost: &'a Lost,
    pub(super) new_lost: &'a Lost,
    /// Whether the old page lost a table of the operation, so that one of the new page may have been there.
    pub(super) old_lost_table: bool,
    /// Whether the new page lost one.
    pub(super) new_lost_table: bool,
    /// The page and the operation's place in it, for its running text.
    pub(super) old_prose: (&'a Page, usize),
    pub(super) new_prose: (&'a Page, usize),
}

/// A row that is on one page only, with its table's place.
type Stray<'a> = (usize, &'a Field);

/// Reports what changed in the tables of one side.
pub(super) fn compare(place: &Place, old: &[FieldTable], new: &[FieldTable], report: &mut Report) {
    let pairing = tables::pair(old, new);
    let (mut removed, mut added): (Vec<Stray>, Vec<Stray>) = (Vec::new(), Vec::new());
    for &(one, other) in &pairing.both {
        let (one_table, other_table) = (&old[one], &new[other]);
        let new_rows = by_name(&other_table.fields);
        let old_rows = by_name(&one_table.fields);
        for (name, old_row) in in_order(&one_table.fields, &old_rows) {
            match new_rows.get(name) {
                Some(new_row) => {
                    compare_rows(place, (one_table, old_row), (other_table, new_row), report);
                }
                None => removed.push((one, old_row)),
            }
        }
        for (name, new_row) in in_order(&other_table.fields, &new_rows) {
            if !old_rows.contains_key(name) {
                added.push((other, new_row));
            }
        }
        excuse(&mut removed, one, one_table, other_table, place.new_lost);
        excuse(&mut added, other, other_table, one_table, place.old_lost);
    }
    if !place.new_lost_table {
        let gone = without_text(&pairing.old, old, place.new_prose, place.operation, report);
        removed.extend(alone(&gone, old));
    }
    if !place.old_lost_table {
        let come = without_text(&pairing.new, new, place.old_prose, place.operation, report);
        added.extend(alone(&come, new));
    }
    join_moved(place, (old, &mut removed), (new, &mut added), report);
    drop_repeats(&mut removed, &pairing.old, new);
    drop_repeats(&mut added, &pairing.new, old);

    for &(one, other) in &pairing.both {
        renamed(
            place,
            (one, &old[one], &mut removed),
            (other, &new[other], &mut added),
            report,
        );
    }
    for (_, row) in removed {
        report.push(
            place
                .change(pick(
                    place.side,
                    REQUEST_FIELD_REMOVED,
                    RESPONSE_FIELD_REMOVED,
                ))
                .field(row.name.clone())
                .values(row.name.clone(), None)
                .lines(row.line, None),
        );
    }
    for (_, row) in added {
        report.push(
            place
                .change(pick(place.side, REQUEST_FIELD_ADDED, RESPONSE_FIELD_ADDED))
                .field(row.name.clone())
                .values(None, row.name.clone())
                .lines(None, row.line),
        );
    }
}

impl Place<'_> {
    fn change(&self, kind: Kind) -> Change {
        Change::new(kind)
            .operation(self.operation.to_owned())
            .side(self.side)
            .source(ClaimSource::Table)
    }
}

fn pick(side: Side, request: Kind, response: Kind) -> Kind {
    match side {
        Side::Request => request,
        Side::Response => response,
    }
}

/// The tables without a counterpart that do not stand in the other page's running text either.
fn without_text(
    places: &[usize],
    tables: &[FieldTable],
    (page, operation): (&Page, usize),
    name: &str,
    report: &mut Report,
) -> Vec<usize> {
    let mut left = places.to_vec();
    left.retain(|&place| {
        let table = &tables[place];
        let stands =
            lost::stands_in_text(lost::prose_of(page, Some(operation)), texts(&table.fields));
        if stands {
            report.unread(table.line, name);
        }
        !stands
    });
    left
}

/// Names and descriptions of rows.
pub(super) fn texts(fields: &[Field]) -> impl Iterator<Item = (String, String)> {
    fields
        .iter()
        .map(|row| (row.name.clone(), row.description.clone()))
}

/// The rows of tables that have no counterpart.
fn alone<'a>(places: &[usize], tables: &'a [FieldTable]) -> Vec<Stray<'a>> {
    let rows = |place: usize| {
        let fields = &tables[place].fields;
        in_order(fields, &by_name(fields))
            .into_iter()
            .map(move |(_, row)| (place, row))
    };
    places.iter().flat_map(|&place| rows(place)).collect()
}

/// A whole table that says again what stands elsewhere on its side of the other page says nothing new.
fn drop_repeats(strays: &mut Vec<Stray>, alone: &[usize], others: &[FieldTable]) {
    let known: HashSet<&str> = others
        .iter()
        .flat_map(|table| table.fields.iter().map(|row| row.name.as_str()))
        .collect();
    strays.retain(|(table, row)| !(alone.contains(table) && known.contains(row.name.as_str())));
}

/// The first row of each name.
pub(super) fn by_name(fields: &[Field]) -> HashMap<&str, &Field> {
    let mut rows = HashMap::with_capacity(fields.len());
    for field in fields {
        rows.entry(field.name.as_str()).or_insert(field);
    }
    rows
}

/// The first rows of each name, in the order of the table.
pub(super) fn in_order<'a>(
    fields: &'a [Field],
    rows: &HashMap<&'a str, &'a Field>,
) -> Vec<(&'a str, &'a Field)> {
    fields
        .iter()
        .filter(|field| {
            rows.get(field.name.as_str())
                .is_some_and(|row| std::ptr::eq(*row, *field))
        })
        .map(|field| (field.name.as_str(), field))
        .collect()
}

/// Takes back what is missing only because a row of the other table cannot be read.
fn excuse(
    strays: &mut Vec<Stray>,
    place: usize,
    fuller: &FieldTable,
    table: &FieldTable,
    lost: &Lost,
) {
    let missing: Vec<&Field> = strays
        .iter()
        .filter(|stray| stray.0 == place)
        .map(|stray| stray.1)
        .collect();
    if missing.is_empty() {
        return;
    }
    let excused = lost.unread(&missing, &fuller.fields, &table.fields, table.line);
    strays.retain(|(table, row)| *table != place || !excused.contains(&row.name.as_str()));
}

/// Pairs rows that are in another table of the same side now.
fn join_moved<'a>(
    place: &Place,
    (old, removed): (&[FieldTable], &mut Vec<Stray<'a>>),
    (new, added): (&[FieldTable], &mut Vec<Stray<'a>>),
    report: &mut Report,
) {
    let mut waiting: HashMap<&str, Vec<Stray>> = HashMap::new();
    for &stray in added.iter().rev() {
        waiting
            .entry(stray.1.name.as_str())
            .or_default()
            .push(stray);
    }
    let mut moved: Vec<*const Field> = Vec::new();
    removed.retain(|&(table, row)| {
        let Some((other, partner)) = waiting.get_mut(row.name.as_str()).and_then(Vec::pop) else {
            return true;
        };
        compare_rows(place, (&old[table], row), (&new[other], partner), report);
        moved.push(std::ptr::from_ref(partner));
        false
    });
    added.retain(|(_, row)| !moved.contains(&std::ptr::from_ref(*row)));
}

/// A rename is exactly one row removed and one added, in the same table, at the same position, of the same type.
fn renamed(
    place: &Place,
    (one, old, removed): (usize, &FieldTable, &mut Vec<Stray>),
    (other, new, added): (usize, &FieldTable, &mut Vec<Stray>),
    report: &mut Report,
) {
    let only = |strays: &[Stray], table: usize| {
        let mut here = strays
            .iter()
            .enumerate()
            .filter(|(_, stray)| stray.0 == table);
        let first = here.next().map(|(place, _)| place);
        first.filter(|_| here.next().is_none())
    };
    let (Some(gone), Some(come)) = (only(removed, one), only(added, other)) else {
        return;
    };
    let (old_row, new_row) = (removed[gone].1, added[come].1);
    let position = |table: &FieldTable, row: &Field| {
        table
            .fields
            .iter()
            .position(|field| std::ptr::eq(field, row))
    };
    let typed = |row: &Field| row.r#type.as_deref().and_then(fold::type_of);
    if position(old, old_row) != position(new, new_row) || typed(old_row) != typed(new_row) {
        return;
    }
    report.push(
        place
            .change(pick(
                place.side,
                REQUEST_FIELD_RENAMED,
                RESPONSE_FIELD_RENAMED,
            ))
            .field(new_row.name.clone())
            .values(old_row.name.clone(), new_row.name.clone())
            .lines(old_row.line, new_row.line),
    );
    if let Some((old, new)) = required((&old.fields, old_row, false), (&new.fields, new_row, false))
    {
        report.push(
            place
                .change(REQUIRED_CHANGED)
                .field(new_row.name.clone())
                .values(old, new)
                .lines(old_row.line, new_row.line),
        );
    }
    removed.remove(gone);
    added.remove(come);
}

/// Reports what changed between two rows of one name.
fn compare_rows(
    place: &Place,
    (old_table, old): (&FieldTable, &Field),
    (new_table, new): (&FieldTable, &Field),
    report: &mut Report,
) {
    let lost = (place.old_lost.at(old.line), place.new_lost.at(new.line));
    let changes = [
        (
            TYPE_CHANGED,
            types(
                (&old_table.fields, old, lost.0),
                (&new_table.fields, new, lost.1),
            ),
        ),
        (
            REQUIRED_CHANGED,
            required(
                (&old_table.fields, old, lost.0),
                (&new_table.fields, new, lost.1),
            ),
        ),
    ];
    for (kind, values) in changes {
        let Some((before, after)) = values else {
            continue;
        };
        report.push(
            place
                .change(kind)
                .field(new.name.clone())
                .values(before, after)
                .lines(old.line, new.line),
        );
    }
}

/// What two things were and are, if they differ.
pub(super) type Differing = Option<(Option<String>, Option<String>)>;

/// The types of two rows, if they differ. A table without types says nothing of them, and neither does a row that lost cells.
pub(super) fn types(
    (old_rows, old, old_lost): (&[Field], &Field, bool),
    (new_rows, new, new_lost): (&[Field], &Field, bool),
) -> Differing {
    let typed = |row: &Field| row.r#type.as_deref().and_then(fold::type_of);
    let silent = |rows: &[Field], row: &Field, lost: bool| {
        typed(row).is_none() && (lost || rows.iter().all(|row| typed(row).is_none()))
    };
    let differ = typed(old) != typed(new)
        && !silent(old_rows, old, old_lost)
        && !silent(new_rows, new, new_lost);
    differ.then(|| (old.r#type.clone(), new.r#type.clone()))
}

/// Whether two rows have to be there, if they differ in it. A blank is an optional field where other rows say otherwise; a column of it that came or went
/// as a whole is layout.
pub(super) fn required(
    (old_rows, old, old_lost): (&[Field], &Field, bool),
    (new_rows, new, new_lost): (&[Field], &Field, bool),
) -> Differing {
    if (old_lost && old.required.is_none()) || (new_lost && new.required.is_none()) {
        return None;
    }
    let says = |rows: &[Field]| rows.iter().filter(|row| row.required.is_some()).count();
    let (old_says, new_says) = (says(old_rows), says(new_rows));
    let column_came =
        |one: usize, other: usize, rows: &[Field]| one == 0 && (other > 1 || other == rows.len());
    if column_came(old_says, new_says, new_rows) || column_came(new_says, old_says, old_rows) {
        return None;
    }
    let differ = old.required.unwrap_or(false) != new.required.unwrap_or(false);
    let text = |row: &Field| row.required.map(|required| required.to_string());
    differ.then(|| (text(old), text(new)))
}
