//! Operations and base addresses.

use pazemo_openapi::{Document, Entry, Pointer};

use super::{
    bodies,
    draft::{Draft, remark},
    edit::{Edit, end_of, is_block},
    names,
    operation::{self, Drafted},
    places,
    properties::indented,
    words::{Segment, scalar, segments, shape, words},
};
use crate::{diff::Change, model::Operation};

pub(super) fn added(draft: &mut Draft<'_>, change: &Change) {
    let label = change.operation.as_deref().unwrap_or_default();
    let page = draft.page;
    let mut all = page
        .operations
        .iter()
        .filter(|operation| format!("{} {}", operation.method, operation.path) == label);
    let found = all
        .clone()
        .find(|operation| Some(operation.line) == change.new_line)
        .or_else(|| all.next());
    match found {
        Some(operation) => add(draft, operation),
        None => draft.note_of(change, "the page does not show it as an operation"),
    }
}

/// The operations of the page that the document does not have.
pub(super) fn missing(draft: &mut Draft<'_>) {
    for operation in &draft.page.operations {
        let label = format!("{} {}", operation.method, operation.path);
        if places::operation(&draft.document, &label).is_none() {
            add(draft, operation);
        }
    }
}

fn add(draft: &mut Draft<'_>, operation: &Operation) {
    let label = format!("{} {}", operation.method, operation.path);
    let note = |draft: &mut Draft<'_>, why: &str| {
        draft.note(
            Some(operation.line),
            format!("endpoint added {label}: {why}"),
        );
    };
    if places::operation(&draft.document, &label).is_some() {
        note(draft, "the document has it already");
        return;
    }
    let id = names::operation_id(&draft.document, operation);
    let mut refused = String::new();
    for tag in names::tags(&draft.document, operation) {
        let drafted = operation::draft(&draft.document, operation, &id, &tag);
        let Some(edits) = edits(draft, operation, &tag, &drafted) else {
            note(
                draft,
                "the document is not written in lines of its own there; right would be block style",
            );
            return;
        };
        match draft.attempt(&edits) {
            Ok(()) => {
                if id.starts_with("list") && bodies::is_only_listed(operation) {
                    let message = format!(
                        "{label} has a table of its answer and no example: whether it is one object or a list of them is to be decided"
                    );
                    draft.note(Some(operation.line), message);
                }
                for conflict in &operation.conflicts {
                    let message = format!(
                        "{label} is proposed as its line has it: {}",
                        conflict.message
                    );
                    draft.note(Some(conflict.line), message);
                }
                return;
            }
            Err(why) => refused = why,
        }
    }
    note(
        draft,
        &format!("what was proposed would break a rule of the document: {refused}"),
    );
}

fn edits(
    draft: &Draft<'_>,
    operation: &Operation,
    tag: &str,
    drafted: &Drafted,
) -> Option<Vec<Edit>> {
    let document = &draft.document;
    let text = draft.text.as_str();
    let mut edits = Vec::new();
    let paths = block(document, &Pointer::root().key("paths"))?;
    let wanted = shape(&drafted.path);
    match paths
        .node
        .entries()
        .iter()
        .find(|entry| shape(&entry.key) == wanted)
    {
        Some(item) => {
            let first = is_block(item).then(|| item.node.entries().first())??;
            let depth = first.key_position.column - 1;
            edits.push(Edit::After(
                end_of(text, item),
                indented(&drafted.lines, depth),
            ));
        }
        None => {
            let first = paths.node.entries().first()?;
            let depth = first.key_position.column - 1;
            let neighbour = neighbour(paths.node.entries(), &drafted.path).unwrap_or(paths);
            let mut lines = vec![format!("{}:", path_key(&drafted.path))];
            lines.extend(indented(&drafted.lines, 2));
            edits.push(Edit::After(
                end_of(text, neighbour),
                indented(&lines, depth),
            ));
        }
    }
    let is_declared = document.tags().any(|(name, _)| name == tag);
    if let (false, Some(tags)) = (is_declared, block(document, &Pointer::root().key("tags"))) {
        let first = tags.node.items().first()?;
        let depth = first.position.column.checked_sub(3)?;
        let lines = [
            format!("- name: {}", scalar(tag)),
            format!("  {}", remark(operation.line)),
            format!(
                "  description: {}",
                scalar(&format!("What the page has under {}.", operation.path))
            ),
        ];
        edits.push(Edit::After(end_of(text, tags), indented(&lines, depth)));
    }
    if !drafted.components.is_empty() {
        edits.push(Edit::After(schemas_end(draft)?, drafted.components.clone()));
    }
    Some(edits)
}

/// Where a component can be added, which stands four spaces deep.
pub(super) fn schemas_end(draft: &Draft<'_>) -> Option<usize> {
    let pointer = Pointer::root().key("components").key("schemas");
    let schemas = block(&draft.document, &pointer)?;
    let first = schemas.node.entries().first()?;
    (first.key_position.column == 5).then(|| end_of(&draft.text, schemas))
}

/// An entry whose value stands in lines of its own.
pub(super) fn block<'d>(document: &'d Document, pointer: &Pointer) -> Option<&'d Entry> {
    places::entry(document, pointer).filter(|entry| is_block(entry))
}

/// The last path that begins with the same word.
fn neighbour<'e>(paths: &'e [Entry], path: &str) -> Option<&'e Entry> {
    let begin = segments(path).first().copied()?;
    paths.iter().rfind(|entry| {
        matches!(begin, Segment::Word(_)) && segments(&entry.key).first() == Some(&begin)
    })
}

fn address(url: &str) -> String {
    let is_plain = url
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "/-_.~:".contains(c));
    if is_plain {
        url.to_owned()
    } else {
        scalar(url)
    }
}

fn path_key(path: &str) -> String {
    let is_plain = path
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "/{}-_.~".contains(c));
    if is_plain {
        path.to_owned()
    } else {
        scalar(path)
    }
}

/// Another path for an operation, if it keeps its parameters and has the path for itself.
pub(super) fn moved(draft: &mut Draft<'_>, change: &Change) {
    let (Some(old), Some(new)) = (change.old.as_deref(), change.new.as_deref()) else {
        draft.note_of(change, "the paths are not known");
        return;
    };
    let path_of = |label: &str| {
        label
            .split_once(' ')
            .map_or(label, |(_, path)| path)
            .to_owned()
    };
    let (old, new) = (path_of(old), path_of(new));
    let Some(label) = change.operation.as_deref() else {
        draft.note_of(change, "no operation is named");
        return;
    };
    let method = label.split(' ').next().unwrap_or_default();
    let Some(operation) = places::operation(&draft.document, &format!("{method} {old}")) else {
        draft.note_of(change, "the document has no such operation");
        return;
    };
    let names = |path: &str| -> Vec<String> {
        segments(path)
            .iter()
            .filter_map(|segment| match segment {
                Segment::Parameter(name) => Some(words(name).concat()),
                Segment::Word(_) => None,
            })
            .collect()
    };
    if shape(&old) == shape(&new) {
        draft.note_of(
            change,
            "only a parameter is called otherwise, which no request shows",
        );
        return;
    }
    let item = Pointer::root().key("paths").key(operation.path);
    let entry = places::entry(&draft.document, &item);
    let is_alone = entry.is_some_and(|entry| entry.node.entries().len() == 1);
    if !is_alone || names(&old) != names(&new) || names(&old) != names(operation.path) {
        draft.note_of(
            change,
            "it shares its path, or its parameters changed as well; to be changed by hand",
        );
        return;
    }
    let Some(entry) = entry else { return };
    let mut own = segments(operation.path)
        .into_iter()
        .filter_map(|segment| match segment {
            Segment::Parameter(name) => Some(name),
            Segment::Word(_) => None,
        });
    let path: String = segments(&new)
        .iter()
        .map(|segment| match segment {
            Segment::Word(word) => format!("/{word}"),
            Segment::Parameter(_) => format!("/{{{}}}", own.next().unwrap_or_default()),
        })
        .collect();
    let depth = entry.key_position.column - 1;
    let line = change.new_line.or(change.old_line).unwrap_or_default();
    let lines = [remark(line), format!("{}:", path_key(&path))];
    let edit = Edit::Instead(entry.key_position.line, indented(&lines, depth));
    let result = match is_block(entry) {
        true => draft.attempt(&[edit]),
        false => Err("the document is not written in lines of its own there".to_owned()),
    };
    if let Err(why) = result {
        draft.note_of(change, &why);
    }
}

pub(super) fn base_url(draft: &mut Draft<'_>, change: &Change) {
    let url = change
        .new
        .as_deref()
        .or(change.field.as_deref())
        .unwrap_or_default()
        .to_owned();
    if let Err(why) = server(draft, &url, change.new_line.unwrap_or_default()) {
        draft.note_of(change, &why);
    }
}

fn server(draft: &mut Draft<'_>, url: &str, line: usize) -> Result<(), String> {
    let same = |one: &str, other: &str| {
        let bare = |url: &str| {
            let url = url.trim_end_matches('/');
            url.split_once("://")
                .map_or(url, |(_, rest)| rest)
                .to_ascii_lowercase()
        };
        bare(one) == bare(other)
    };
    if draft
        .document
        .servers()
        .iter()
        .any(|server| same(&server.url, url))
    {
        return Err("the document has it already".to_owned());
    }
    let by_hand = "the document's `servers` are not written in lines of their own";
    let servers = block(&draft.document, &Pointer::root().key("servers")).ok_or(by_hand)?;
    let first = servers.node.items().first().ok_or(by_hand)?;
    let depth = first.position.column.checked_sub(3).ok_or(by_hand)?;
    let bases = &draft.page.base_urls;
    let named = bases
        .iter()
        .find(|base| same(&base.url, url))
        .and_then(|base| base.name.as_deref());
    let is_said = |word: &String| !crate::one_of(word, "api environment env base url the");
    let mut name: Vec<String> = words(named.unwrap_or_default())
        .into_iter()
        .filter(is_said)
        .collect();
    name.truncate(1);
    let name = name.pop().unwrap_or_else(|| "other".to_owned());
    let lines = [
        format!("- url: {}", address(url.trim_end_matches('/'))),
        format!("  {}", remark(line)),
        "  description: A base address that the page has.".to_owned(),
        format!("  x-environment: {name}"),
    ];
    let edit = Edit::After(end_of(&draft.text, servers), indented(&lines, depth));
    draft.attempt(&[edit])
}
