//! Operations that came, went or moved, and the comparison of those that stayed.

use std::collections::HashSet;

use crate::model::{FieldTable, Operation, Page};

use super::{
    Change, ClaimSource, Side,
    addresses::Changed,
    examples, fields, fold,
    kind::{ENDPOINT_ADDED, ENDPOINT_PATH_CHANGED, ENDPOINT_REMOVED, TITLE_CHANGED},
    lost::Lost,
    operations::{self, Outline, label},
    report::Report,
    samples,
    samples::Origins,
    tables,
};

/// Two pages, and which of their operations are one.
pub(super) struct Pair<'a> {
    pub(super) old: &'a Page,
    pub(super) new: &'a Page,
    /// Old and new place in `operations`.
    pub(super) both: Vec<(usize, usize)>,
    /// For each old operation, its place in the new page.
    new_of: Vec<Option<usize>>,
    /// For each new operation, its place in the old page.
    old_of: Vec<Option<usize>>,
    gone: Vec<usize>,
    come: Vec<usize>,
    old_outlines: Vec<Outline>,
    new_outlines: Vec<Outline>,
    pub(super) old_lost: Lost,
    pub(super) new_lost: Lost,
}

impl<'a> Pair<'a> {
    pub(super) fn of(old: &'a Page, new: &'a Page) -> Self {
        let (old_outlines, new_outlines) = (operations::outlines(old), operations::outlines(new));
        let mut pairing = operations::pair(&old_outlines, &new_outlines);
        pairing.both.sort_unstable();
        let mut new_of = vec![None; old.operations.len()];
        let mut old_of = vec![None; new.operations.len()];
        for &(one, other) in &pairing.both {
            new_of[one] = Some(other);
            old_of[other] = Some(one);
        }
        Self {
            old,
            new,
            both: pairing.both,
            new_of,
            old_of,
            gone: pairing.old,
            come: pairing.new,
            old_outlines,
            new_outlines,
            old_lost: Lost::of(old),
            new_lost: Lost::of(new),
        }
    }

    /// Where an old operation is on the new page.
    pub(super) fn partner_in_new(&self, place: usize) -> Option<usize> {
        self.new_of.get(place).copied().flatten()
    }

    /// Where a new operation was on the old page.
    pub(super) fn partner_in_old(&self, place: usize) -> Option<usize> {
        self.old_of.get(place).copied().flatten()
    }

    /// The pairs of operations themselves.
    pub(super) fn operations(&self) -> impl Iterator<Item = (&'a Operation, &'a Operation)> {
        let (old, new) = (self.old, self.new);
        self.both
            .iter()
            .map(move |&(one, other)| (&old.operations[one], &new.operations[other]))
    }
}

/// Reports what changed in the operations.
pub(super) fn compare(pair: &Pair, addresses: &Changed, report: &mut Report) {
    arrivals(pair, report);
    let origins = Origins::of(pair, addresses);
    origins.report(report);
    for &(one, other) in &pair.both {
        let (old, new) = (&pair.old.operations[one], &pair.new.operations[other]);
        let lines = (old.line, new.line);
        let name = label(new);
        if !pair.old_outlines[one].is_same_endpoint(&pair.new_outlines[other]) {
            report.push(
                Change::new(ENDPOINT_PATH_CHANGED)
                    .operation(name.clone())
                    .source(source_of(new))
                    .values(label(old), name.clone())
                    .lines(lines.0, lines.1),
            );
        }
        if fold::space(&old.title) != fold::space(&new.title) {
            report.push(
                Change::new(TITLE_CHANGED)
                    .operation(name.clone())
                    .source(ClaimSource::Prose)
                    .values(old.title.clone(), new.title.clone())
                    .lines(lines.0, lines.1),
            );
        }
        let turned = tables::turned(old, new);
        let old = turned.as_ref().unwrap_or(old);
        for (side, old_tables, new_tables) in [
            (Side::Request, &old.request, &new.request),
            (Side::Response, &old.response, &new.response),
        ] {
            let place = fields::Place {
                operation: &name,
                side,
                old_lost: &pair.old_lost,
                new_lost: &pair.new_lost,
                old_lost_table: pair.old_lost.has_table(extent(old), all_tables(old)),
                new_lost_table: pair.new_lost.has_table(extent(new), all_tables(new)),
                old_prose: (pair.old, one),
                new_prose: (pair.new, other),
            };
            fields::compare(&place, old_tables, new_tables, report);
        }
        examples::of_operation(&name, &old.examples, &new.examples, report);
        samples::compare(&name, &old.samples, &new.samples, &origins, report);
    }
}

/// Reports operations that are on one page only.
fn arrivals(pair: &Pair, report: &mut Report) {
    let paired_old: HashSet<usize> = pair.both.iter().map(|both| both.0).collect();
    for &place in &pair.gone {
        let operation = &pair.old.operations[place];
        if !operations::is_copy(pair.old, &pair.old_outlines, place, &paired_old) {
            report.push(
                Change::new(ENDPOINT_REMOVED)
                    .operation(label(operation))
                    .source(source_of(operation))
                    .values(label(operation), None)
                    .lines(operation.line, None),
            );
        }
    }
    let paired_new: HashSet<usize> = pair.both.iter().map(|both| both.1).collect();
    for &place in &pair.come {
        let operation = &pair.new.operations[place];
        if !operations::is_copy(pair.new, &pair.new_outlines, place, &paired_new) {
            report.push(
                Change::new(ENDPOINT_ADDED)
                    .operation(label(operation))
                    .source(source_of(operation))
                    .values(None, label(operation))
                    .lines(None, operation.line),
            );
        }
    }
}

fn source_of(operation: &Operation) -> ClaimSource {
    if operation.from_sample {
        ClaimSource::Sample
    } else {
        ClaimSource::Line
    }
}

fn all_tables(operation: &Operation) -> impl Iterator<Item = &FieldTable> + Clone {
    operation.request.iter().chain(&operation.response)
}

/// The lines on which anything of an operation stands, and a little more: what was lost leaves no line of its own.
fn extent(operation: &Operation) -> (usize, usize) {
    const MORE: usize = 12;
    let lines = all_tables(operation)
        .map(|table| table.fields.last().map_or(table.line, |row| row.line))
        .chain(operation.examples.iter().map(|example| example.line))
        .chain(operation.samples.iter().map(|sample| sample.line))
        .chain([operation.line]);
    let (first, last) = lines.fold((usize::MAX, 0), |(first, last), line| {
        (first.min(line), last.max(line))
    });
    (first.saturating_sub(MORE), last + MORE)
}
