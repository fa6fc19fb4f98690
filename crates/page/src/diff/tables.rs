//! Which tables of two versions of one side of an operation are one.

use std::collections::HashSet;

use crate::model::{Field, FieldTable};

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
