//! Which operations of two pages are one, surest first: method, path and title; method and path; the path with its base; the path without the names of
//! its parameters; title and method; title. What is left has been added or removed.

use std::collections::{HashMap, HashSet};

use crate::model::{Operation, Page};

use super::{
    fold,
    pairing::{Pairing, counts},
    paths::{self, Path},
};

/// The operations of a page, as far as matching looks at them.
pub(super) struct Outline {
    method: String,
    path: Path,
    canonical: String,
    full: String,
    shape: String,
    title: String,
    /// The heading above the operation's own, if the form has levels.
    parent: Option<String>,
    title_is_unique: bool,
}

/// The outlines of all operations of a page.
pub(super) fn outlines(page: &Page) -> Vec<Outline> {
    let titles: Vec<String> = page
        .operations
        .iter()
        .map(|operation| fold::words(&operation.title))
        .collect();
    let counted = counts(titles.iter());
    let parents = parents(page);
    let base = common_base(page);
    page.operations
        .iter()
        .enumerate()
        .map(|(place, operation)| {
            let path = Path::of(&operation.path);
            let canonical = path.canonical();
            let base = operation.base.as_deref().map_or(base, paths::of_address);
            Outline {
                method: operation.method.to_uppercase(),
                full: format!("{base}{canonical}"),
                shape: path.shape(),
                canonical,
                path,
                title: titles[place].clone(),
                parent: parents.get(&place).cloned(),
                title_is_unique: counted.get(&titles[place]) == Some(&1),
            }
        })
        .collect()
}

impl Outline {
    /// Whether the page writes another method or path, host and base path aside.
    pub(super) fn is_same_endpoint(&self, other: &Self) -> bool {
        self.method == other.method && (self.path.is_same(&other.path) || self.full == other.full)
    }
}

/// The path of the base addresses, if they agree.
fn common_base(page: &Page) -> &str {
    let mut bases = page
        .base_urls
        .iter()
        .map(|base| paths::of_address(&base.url));
    let first = bases.next().unwrap_or_default();
    if bases.all(|base| base == first) {
        first
    } else {
        ""
    }
}

/// The heading right above each operation's own.
fn parents(page: &Page) -> HashMap<usize, String> {
    let mut above: Vec<(u8, &str)> = Vec::new();
    let mut parents = HashMap::new();
    for section in &page.sections {
        let Some(level) = section.level else { continue };
        above.retain(|(outer, _)| *outer < level);
        if let (Some(operation), Some((_, title))) = (section.operation, above.last()) {
            parents
                .entry(operation)
                .or_insert_with(|| fold::words(title));
        }
        above.push((level, &section.title));
    }
    parents
}

/// Pairs the operations of two pages.
pub(super) fn pair(old: &[Outline], new: &[Outline]) -> Pairing {
    let mut pairing = Pairing::of(old.len(), new.len());
    let stays = Stays::of(old, new);

    pairing.by_key(
        |place| Some(old[place].with_title(&old[place].canonical)),
        |place| Some(new[place].with_title(&new[place].canonical)),
    );
    by_place(&mut pairing, old, new, &stays, |outline| &outline.canonical);
    by_place(&mut pairing, old, new, &stays, |outline| &outline.full);
    by_place(&mut pairing, old, new, &stays, |outline| &outline.shape);

    let related = |one: usize, other: usize| {
        let (one, other) = (&old[one], &new[other]);
        let unique = one.title_is_unique && other.title_is_unique;
        one.path.is_near(&other.path)
            || match (&one.parent, &other.parent) {
                (Some(parent), Some(other)) => parent == other,
                _ => unique,
            }
    };
    let titled = |outline: &Outline, method: bool| {
        let method = if method {
            outline.method.clone()
        } else {
            String::new()
        };
        (!outline.title.is_empty()).then(|| (method, outline.title.clone()))
    };
    for by_method in [true, false] {
        let in_chapter =
            |outline: &Outline| Some((outline.parent.clone()?, titled(outline, by_method)?));
        pairing.by_key_if(
            |place| in_chapter(&old[place]),
            |place| in_chapter(&new[place]),
            related,
        );
        pairing.by_key_if(
            |place| titled(&old[place], by_method),
            |place| titled(&new[place], by_method),
            related,
        );
    }
    pairing.by_score(|one, other| {
        let (one, other) = (&old[one], &new[other]);
        let near = fold::nearness(&one.title, &other.title);
        (one.method == other.method
            && near >= 800
            && one.path.is_alike(&other.path)
            && one.path.is_near(&other.path))
        .then_some(near)
    });
    // What was put off because its title lived on elsewhere, and found no partner there.
    pairing.by_key(
        |place| Some(old[place].key()),
        |place| Some(new[place].key()),
    );
    pairing
}

impl Outline {
    fn key(&self) -> (String, String) {
        (self.method.clone(), self.canonical.clone())
    }

    fn with_title(&self, path: &str) -> (String, String, String) {
        (self.method.clone(), path.to_owned(), self.title.clone())
    }
}

/// Titles that stand over exactly one operation of both pages. Where old and new operation of one path have two such titles, the sections stayed and their
/// request lines were exchanged.
struct Stays<'a>(HashSet<&'a str>);

impl<'a> Stays<'a> {
    fn of(old: &'a [Outline], new: &'a [Outline]) -> Self {
        let unique = |outlines: &'a [Outline]| -> HashSet<&'a str> {
            outlines
                .iter()
                .filter(|outline| outline.title_is_unique)
                .map(|outline| outline.title.as_str())
                .collect()
        };
        Self(unique(old).intersection(&unique(new)).copied().collect())
    }

    fn allow(&self, old: &Outline, new: &Outline) -> bool {
        old.title == new.title
            || !(self.0.contains(old.title.as_str()) && self.0.contains(new.title.as_str()))
    }
}

/// Pairs operations of one method and place: by title, then by near title, then in order.
fn by_place(
    pairing: &mut Pairing,
    old: &[Outline],
    new: &[Outline],
    stays: &Stays,
    of: impl Fn(&Outline) -> &String,
) {
    pairing.by_key(
        |place| Some(old[place].with_title(of(&old[place]))),
        |place| Some(new[place].with_title(of(&new[place]))),
    );
    let key = |outline: &Outline| (outline.method.clone(), of(outline).clone());
    let mut groups: HashMap<(String, String), (Vec<usize>, Vec<usize>)> = HashMap::new();
    for &place in &pairing.old {
        groups.entry(key(&old[place])).or_default().0.push(place);
    }
    for &place in &pairing.new {
        if let Some(group) = groups.get_mut(&key(&new[place])) {
            group.1.push(place);
        }
    }
    let mut pairs = Vec::new();
    for (old_places, new_places) in groups.into_values() {
        if new_places.is_empty() {
            continue;
        }
        let mut group = Pairing::among(old_places, new_places);
        group.by_score(|one, other| {
            let near = fold::nearness(&old[one].title, &new[other].title);
            (near >= 600 && stays.allow(&old[one], &new[other])).then_some(near)
        });
        let rest: Vec<_> = group
            .old
            .iter()
            .zip(&group.new)
            .map(|(one, other)| (*one, *other))
            .filter(|(one, other)| stays.allow(&old[*one], &new[*other]))
            .collect();
        group.take(&rest);
        pairs.extend(group.both);
    }
    pairing.take(&pairs);
}

/// Whether an operation without a partner only stands on its page twice: another one there has its method, path, title and fields.
pub(super) fn is_copy(
    page: &Page,
    outlines: &[Outline],
    place: usize,
    paired: &HashSet<usize>,
) -> bool {
    let one = &outlines[place];
    paired.iter().any(|&other| {
        other != place
            && outlines[other].canonical == one.canonical
            && outlines[other].method == one.method
            && outlines[other].title == one.title
            && names(&page.operations[other]) == names(&page.operations[place])
    })
}

fn names(operation: &Operation) -> HashSet<(bool, &str)> {
    let request = operation.request.iter().map(|table| (true, table));
    let response = operation.response.iter().map(|table| (false, table));
    request
        .chain(response)
        .flat_map(|(sent, table)| {
            table
                .fields
                .iter()
                .map(move |field| (sent, field.name.as_str()))
        })
        .collect()
}

/// `METHOD /path`, as the page writes it.
pub(super) fn label(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}
