//! Which tables of two versions of one side of an operation are one.

use std::collections::HashSet;

use crate::model::{Field, FieldTable, Operation};

use super::{fold, pairing::Pairing};

/// Pairs tables: by label and shared rows, by shared rows, by label, then in order.
pub(super) fn pair(old: &[FieldTable], new: &[FieldTable]) -> Pairing {
    let mut pairing = Pairing::of(old.len(), new.len());
    if old.len() == 1 && new.len() == 1 {
        pairing.in_order();
        return pairing;
    }
    let label = |table: &FieldTable| {
        table
            .label
            .as_deref()
            .map(fold::words)
            .filter(|label| !label.is_empty())
    };
    let (old_names, new_names) = (all_names(old), all_names(new));
    pairing.by_score(|one, other| {
        let score = shared(&old_names[one], &new_names[other]);
        (score > 0 && label(&old[one]).is_some() && label(&old[one]) == label(&new[other]))
            .then_some(score)
    });
    pairing.by_score(|one, other| {
        let score = shared(&old_names[one], &new_names[other]);
        (score > 0).then_some(score)
    });
    pairing.by_key(|place| label(&old[place]), |place| label(&new[place]));
    if pairing.old.len() == pairing.new.len() {
        pairing.in_order();
    }
    pairing
}

/// The old operation as it is compared: a table whose heading no longer says which side it is on, or says so at last, has not lost its rows on one side and
/// got them on the other. Nothing if there is no such table.
pub(super) fn turned(old: &Operation, new: &Operation) -> Option<Operation> {
    let is_alike =
        old.request.len() == new.request.len() && old.response.len() == new.response.len();
    if is_alike {
        return None;
    }
    let (request, response) = (
        pair(&old.request, &new.request),
        pair(&old.response, &new.response),
    );
    let sent = crossed((&request.old, &old.request), (&response.new, &new.response));
    let answered = crossed((&response.old, &old.response), (&request.new, &new.request));
    if sent.is_empty() && answered.is_empty() {
        return None;
    }
    let mut turned = old.clone();
    let take = |tables: &mut Vec<FieldTable>, places: &[usize]| -> Vec<FieldTable> {
        let mut taken: Vec<_> = places.iter().map(|&place| tables[place].clone()).collect();
        let mut place = 0;
        tables.retain(|_| {
            place += 1;
            !places.contains(&(place - 1))
        });
        taken.sort_by_key(|table| table.line);
        taken
    };
    let to_response = take(&mut turned.request, &sent);
    let to_request = take(&mut turned.response, &answered);
    turned.response.extend(to_response);
    turned.request.extend(to_request);
    Some(turned)
}

/// The old tables that stand on the other side of the new page.
fn crossed(
    (old_places, old): (&[usize], &[FieldTable]),
    (new_places, new): (&[usize], &[FieldTable]),
) -> Vec<usize> {
    let mut pairing = Pairing::among(old_places.to_vec(), new_places.to_vec());
    pairing.by_score(|one, other| {
        let (one, other) = (&old[one].fields, &new[other].fields);
        let shared = shared(&names(one), &names(other));
        let is_same_row = |one: &[Field], other: &[Field]| {
            one.iter()
                .zip(other)
                .all(|(one, other)| one.description == other.description)
        };
        // A row that lost its name is recovered on one side only.
        let is_one_less = one.len().abs_diff(other.len()) == 1
            && one.len().min(other.len()) > 1
            && one.iter().all(|row| {
                let twin = other.iter().find(|twin| twin.name == row.name);
                twin.is_none_or(|twin| twin.description == row.description)
            })
            && (names(one).is_subset(&names(other)) || names(other).is_subset(&names(one)));
        (shared >= 800 && (one.len() > 1 || is_same_row(one, other)) || is_one_less)
            .then_some(shared)
    });
    pairing.both.into_iter().map(|pair| pair.0).collect()
}

fn all_names(tables: &[FieldTable]) -> Vec<HashSet<&str>> {
    tables.iter().map(|table| names(&table.fields)).collect()
}

/// The names of some rows.
pub(super) fn names(fields: &[Field]) -> HashSet<&str> {
    fields.iter().map(|field| field.name.as_str()).collect()
}

/// The share of names that two tables have in common, in thousandths.
pub(super) fn shared(old: &HashSet<&str>, new: &HashSet<&str>) -> u32 {
    let common = old.intersection(new).count();
    let all = old.len() + new.len() - common;
    u32::try_from(common * 1000 / all.max(1)).unwrap_or(1000)
}
