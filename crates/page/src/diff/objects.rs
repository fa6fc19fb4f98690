//! Tables of objects apart from operations. An object that comes or goes reports its fields; there is no rename here.

use crate::model::{ObjectTable, Page};

use super::{
    Change, ClaimSource, fields, fold,
    kind::{REQUIRED_CHANGED, SCHEMA_FIELD_ADDED, SCHEMA_FIELD_REMOVED, SCHEMA_TYPE_CHANGED},
    lost::{self, Lost},
    pairing::Pairing,
    report::Report,
    tables,
};

/// Reports what changed in the tables of objects.
pub(super) fn compare(
    (old, old_lost): (&Page, &Lost),
    (new, new_lost): (&Page, &Lost),
    report: &mut Report,
) {
    let (old_page, new_page) = (old, new);
    let (old, new) = (&old.objects, &new.objects);
    let mut pairing = Pairing::of(old.len(), new.len());
    let name = |object: &ObjectTable| Some(fold::words(&object.name));
    pairing.by_key(|place| name(&old[place]), |place| name(&new[place]));
    // An object that got another name has not lost its fields.
    pairing.by_score(|one, other| {
        let shared = tables::shared(
            &tables::names(&old[one].fields),
            &tables::names(&new[other].fields),
        );
        (shared >= 800 && new[other].fields.len() > 1).then_some(shared)
    });
    for &(one, other) in &pairing.both {
        rows((&old[one], old_lost), (&new[other], new_lost), report);
    }
    let twice = |object: &ObjectTable, others: &[ObjectTable], place: usize| {
        others.iter().enumerate().any(|(other, twin)| {
            other != place
                && name(twin) == name(object)
                && tables::names(&twin.fields).is_superset(&tables::names(&object.fields))
                && (other < place || tables::names(&twin.fields) != tables::names(&object.fields))
        })
    };
    for &place in &pairing.old {
        if !twice(&old[place], old, place) && !is_text(&old[place], new_page, report) {
            all(&old[place], false, report);
        }
    }
    for &place in &pairing.new {
        if !twice(&new[place], new, place) && !is_text(&new[place], old_page, report) {
            all(&new[place], true, report);
        }
    }
}

/// Whether an object's table is running text on the other page.
fn is_text(object: &ObjectTable, page: &Page, report: &mut Report) -> bool {
    let stands = lost::stands_in_text(lost::prose_of(page, None), fields::texts(&object.fields));
    if stands {
        report.unread(object.line, &object.name);
    }
    stands
}

/// Reports every field of an object that came or went.
fn all(object: &ObjectTable, came: bool, report: &mut Report) {
    for (name, row) in fields::in_order(&object.fields, &fields::by_name(&object.fields)) {
        let field = format!("{}.{name}", object.name);
        let change = if came {
            Change::new(SCHEMA_FIELD_ADDED)
                .values(None, row.name.clone())
                .lines(None, row.line)
        } else {
            Change::new(SCHEMA_FIELD_REMOVED)
                .values(row.name.clone(), None)
                .lines(row.line, None)
        };
        report.push(change.field(field).source(ClaimSource::Table));
    }
}

fn rows(
    (old, old_lost): (&ObjectTable, &Lost),
    (new, new_lost): (&ObjectTable, &Lost),
    report: &mut Report,
) {
    let (old_rows, new_rows) = (fields::by_name(&old.fields), fields::by_name(&new.fields));
    let mut missing = Vec::new();
    for (name, old_row) in fields::in_order(&old.fields, &old_rows) {
        let Some(new_row) = new_rows.get(name) else {
            missing.push(old_row);
            continue;
        };
        let lost = (old_lost.at(old_row.line), new_lost.at(new_row.line));
        let changes = [
            (
                SCHEMA_TYPE_CHANGED,
                fields::types(
                    (&old.fields, old_row, lost.0),
                    (&new.fields, new_row, lost.1),
                ),
            ),
            (
                REQUIRED_CHANGED,
                fields::required(
                    (&old.fields, old_row, lost.0),
                    (&new.fields, new_row, lost.1),
                ),
            ),
        ];
        for (kind, values) in changes {
            let Some((before, after)) = values else {
                continue;
            };
            report.push(
                Change::new(kind)
                    .source(ClaimSource::Table)
                    .field(format!("{}.{name}", new.name))
                    .values(before, after)
                    .lines(old_row.line, new_row.line),
            );
        }
    }
    let excused = new_lost.unread(&missing, &old.fields, &new.fields, new.line);
    for row in missing {
        if !excused.contains(&row.name.as_str()) {
            report.push(
                Change::new(SCHEMA_FIELD_REMOVED)
                    .source(ClaimSource::Table)
                    .field(format!("{}.{}", new.name, row.name))
                    .values(row.name.clone(), None)
                    .lines(row.line, None),
            );
        }
    }
    let missing: Vec<_> = fields::in_order(&new.fields, &new_rows)
        .into_iter()
        .filter(|(name, _)| !old_rows.contains_key(name))
        .map(|(_, row)| row)
        .collect();
    let excused = old_lost.unread(&missing, &new.fields, &old.fields, old.line);
    for row in missing {
        if !excused.contains(&row.name.as_str()) {
            report.push(
                Change::new(SCHEMA_FIELD_ADDED)
                    .source(ClaimSource::Table)
                    .field(format!("{}.{}", new.name, row.name))
                    .values(None, row.name.clone())
                    .lines(None, row.line),
            );
        }
    }
}
