//! Titles and running text: one change a section. What stands under a heading that only moved, or that came or went with its operation, is silent.

use std::collections::{HashMap, HashSet};

use crate::model::{Operation, Page, Section};

use super::{
    Change, ClaimSource,
    endpoints::Pair,
    fold,
    kind::{PROSE_CHANGED, TITLE_CHANGED},
    operations::label,
    pairing::Pairing,
    report::Report,
};

/// A section that is compared, and the new page's operation that it is about.
struct Entry<'a> {
    operation: Option<usize>,
    section: &'a Section,
    title: String,
    prose: String,
}

fn entries<'a>(page: &'a Page, place_of: impl Fn(usize) -> Option<usize>) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    for section in &page.sections {
        let operation = match section.operation {
            Some(place) => match place_of(place) {
                Some(place) => Some(place),
                None => continue,
            },
            None => None,
        };
        entries.push(Entry {
            operation,
            section,
            title: fold::space(&section.title),
            prose: fold::space(&section.prose),
        });
    }
    entries
}

/// Reports what changed in titles and prose.
pub(super) fn compare(pages: &Pair, report: &mut Report) {
    let (old_title, new_title) = (&pages.old.title, &pages.new.title);
    if old_title.as_deref().map(fold::space) != new_title.as_deref().map(fold::space) {
        report.push(
            Change::new(TITLE_CHANGED)
                .source(ClaimSource::Prose)
                .values(old_title.clone(), new_title.clone()),
        );
    }
    let old = entries(pages.old, |place| pages.partner_in_new(place));
    let new = entries(pages.new, |place| {
        pages.partner_in_old(place).map(|_| place)
    });
    let pairing = pair(&old, &new);
    let mut told: HashSet<usize> = HashSet::new();
    // Where one form lost its lists, words that are missing are no change.
    let list_lost = pages.old_lost.has_list() != pages.new_lost.has_list();
    for &(one, other) in &pairing.both {
        let (one, other) = (&old[one], &new[other]);
        let name = other
            .operation
            .map(|place| label(&pages.new.operations[place]));
        let lines = (one.section.line, other.section.line);
        // An operation's title is told with the operation.
        let told_there = one.operation.and_then(|place| {
            let before = &pages.old.operations[pages.partner_in_old(place)?];
            let after = &pages.new.operations[place];
            Some(
                fold::space(&before.title) == one.title && fold::space(&after.title) == other.title,
            )
        });
        let is_page_title = |title: &Option<String>, entry: &Entry| {
            title.as_deref().map(fold::space).as_ref() == Some(&entry.title)
        };
        let told_above = is_page_title(old_title, one) && is_page_title(new_title, other);
        if one.title != other.title && told_there != Some(true) && !told_above {
            report.push(
                Change::new(TITLE_CHANGED)
                    .operation(name.clone())
                    .source(ClaimSource::Prose)
                    .values(one.title.clone(), other.title.clone())
                    .lines(lines.0, lines.1),
            );
        }
        if one.prose != other.prose && !(list_lost && is_part(&one.prose, &other.prose)) {
            told.extend(other.operation);
            let (before, after) = fold::excerpts(&one.prose, &other.prose);
            report.push(
                Change::new(PROSE_CHANGED)
                    .operation(name)
                    .source(ClaimSource::Prose)
                    .field(other.title.clone())
                    .values(before, after)
                    .lines(lines.0, lines.1),
            );
        }
    }
    arrivals(pages, &old, &pairing.old, false, report);
    arrivals(pages, &new, &pairing.new, true, report);
    for &(one, other) in &pages.both {
        if !told.contains(&other) {
            descriptions(
                &pages.old.operations[one],
                &pages.new.operations[other],
                report,
            );
        }
    }
}

/// Whether one text has all words of the other, in their order.
fn is_part(one: &str, other: &str) -> bool {
    let (short, long) = match one.len() < other.len() {
        true => (one, other),
        false => (other, one),
    };
    let mut words = long.split(' ');
    short
        .split(' ')
        .all(|word| words.any(|other| other == word))
}

/// Reports sections on one page only, if they say anything.
fn arrivals(pages: &Pair, entries: &[Entry], places: &[usize], came: bool, report: &mut Report) {
    for &place in places {
        let entry = &entries[place];
        if entry.prose.is_empty() {
            continue;
        }
        let text = fold::excerpt(&entry.prose);
        let change = Change::new(PROSE_CHANGED)
            .operation(
                entry
                    .operation
                    .map(|place| label(&pages.new.operations[place])),
            )
            .source(ClaimSource::Prose)
            .field(entry.title.clone());
        report.push(if came {
            change.values(None, text).lines(None, entry.section.line)
        } else {
            change.values(text, None).lines(entry.section.line, None)
        });
    }
}

/// Pairs sections: by operation, title and prose; by operation and title; by prose; by operation in order of likeness.
fn pair(old: &[Entry], new: &[Entry]) -> Pairing {
    let mut pairing = Pairing::of(old.len(), new.len());
    let whole = |entry: &Entry| Some((entry.operation, entry.title.clone(), entry.prose.clone()));
    pairing.by_key(|place| whole(&old[place]), |place| whole(&new[place]));
    let titled = |entry: &Entry| Some((entry.operation, fold::words(&entry.title)));
    pairing.by_key(|place| titled(&old[place]), |place| titled(&new[place]));
    let said =
        |entry: &Entry| (entry.prose.len() > 30).then(|| (entry.operation, entry.prose.clone()));
    pairing.by_key(|place| said(&old[place]), |place| said(&new[place]));
    let mut groups: HashMap<Option<usize>, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for &place in &pairing.old {
        groups
            .entry(old[place].operation)
            .or_default()
            .0
            .push(place);
    }
    for &place in &pairing.new {
        groups
            .entry(new[place].operation)
            .or_default()
            .1
            .push(place);
    }
    let mut pairs = Vec::new();
    for (old_places, new_places) in groups.into_values() {
        let mut group = Pairing::among(old_places, new_places);
        group.by_score(|one, other| {
            let (one, other) = (&old[one], &new[other]);
            let title = fold::nearness(&one.title, &other.title);
            let prose = match one.prose.is_empty() || other.prose.is_empty() {
                true => 0,
                false => fold::overlap(&one.prose, &other.prose),
            };
            let level = one.section.level == other.section.level;
            (title >= 700 || prose >= 700 || (level && title + prose >= 1000))
                .then_some(title + prose)
        });
        pairs.extend(group.both);
    }
    pairing.take(&pairs);
    pairing
}

/// Reports, once for an operation, that rows of its tables are described in other words.
fn descriptions(old: &Operation, new: &Operation, report: &mut Report) {
    fn described(operation: &Operation) -> HashMap<(bool, &str), (&str, usize)> {
        let request = operation.request.iter().map(|table| (true, table));
        let response = operation.response.iter().map(|table| (false, table));
        let mut rows = HashMap::new();
        for (sent, table) in request.chain(response) {
            for row in &table.fields {
                rows.entry((sent, row.name.as_str()))
                    .or_insert((row.description.as_str(), row.line));
            }
        }
        rows
    }
    let (before, after) = (described(old), described(new));
    let first = after
        .iter()
        .filter_map(|(key, now)| Some((before.get(key)?, now)))
        .filter(|(was, now)| {
            // A column of descriptions that a form lost is layout.
            let (was, now) = (fold::words(was.0), fold::words(now.0));
            was != now && !was.is_empty() && !now.is_empty()
        })
        .min_by_key(|(_, now)| now.1);
    if let Some((was, now)) = first {
        let (before, after) = fold::excerpts(was.0, now.0);
        report.push(
            Change::new(PROSE_CHANGED)
                .operation(label(new))
                .source(ClaimSource::Table)
                .field(fold::space(&new.title))
                .values(before, after)
                .lines(was.1, now.1),
        );
    }
}
