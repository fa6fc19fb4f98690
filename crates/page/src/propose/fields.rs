//! Fields that are new, called otherwise, or said to be something else.

use pazemo_openapi::{Document, Node, Operation, ParameterPlace, Pointer};

use super::{
    draft::{Draft, remark},
    edit::{Edit, end_of, is_block},
    endpoints::{block, schemas_end},
    operation::parameter,
    places,
    properties::{Components, indented},
    shape::Member,
    words::{pascal, scalar, shape},
};
use crate::{
    diff::{Change, Side},
    model::Field,
};

/// A field without text has no place.
const BY_HAND: &str = "the document is not written in lines of its own there";

/// The object of a change in the document, where it stands, and the field's name in it.
struct Place<'d> {
    node: &'d Node,
    pointer: Pointer,
    name: String,
}

/// Where a field of an operation's body, or of an object, belongs.
fn place<'d>(document: &'d Document, change: &Change, name: &str) -> Result<Place<'d>, String> {
    let (from, name) = match change.operation.as_deref() {
        Some(label) => {
            let operation = known(document, label)?;
            let side = change.side.unwrap_or(Side::Response);
            let body = places::body(document, &operation, side);
            let body = body.ok_or("the document has no object there")?;
            (body, name)
        }
        None => {
            let (object, field) = name.split_once('.').ok_or("no object is named")?;
            let component = pascal(object);
            let node = document.schemas().find(|(other, _)| *other == component);
            let (_, node) =
                node.ok_or_else(|| format!("the document has no component `{component}`"))?;
            let pointer = Pointer::root()
                .key("components")
                .key("schemas")
                .key(&component);
            let found = places::object(document, node, pointer);
            (found.ok_or("the component has no properties")?, field)
        }
    };
    let found = places::member(document, from, name);
    let ((node, pointer), last) =
        found.ok_or("the object that it belongs to is not in the document")?;
    Ok(Place {
        node,
        pointer,
        name: last.to_owned(),
    })
}

fn known<'d>(document: &'d Document, label: &str) -> Result<Operation<'d>, String> {
    places::operation(document, label)
        .ok_or_else(|| "the document has no such operation".to_owned())
}

/// The row of the page that a change is about.
fn row<'p>(draft: &Draft<'p>, change: &Change, name: &str) -> Option<(&'p Field, String)> {
    let page = draft.page;
    let operations = page.operations.iter().flat_map(|operation| {
        let tables = operation.request.iter().chain(&operation.response);
        tables.flat_map(|table| {
            let label = table.label.clone().unwrap_or_default();
            table.fields.iter().map(move |field| (field, label.clone()))
        })
    });
    let objects = page
        .objects
        .iter()
        .flat_map(|object| object.fields.iter().map(|field| (field, String::new())));
    let own = name.rsplit_once('.').map_or(name, |(_, last)| last);
    operations.chain(objects).find(|(field, _)| {
        Some(field.line) == change.new_line && (field.name == name || field.name.ends_with(own))
    })
}

pub(super) fn added(draft: &mut Draft<'_>, change: &Change) {
    if let Err(why) = add(draft, change) {
        draft.note_of(change, &why);
    }
}

fn add(draft: &mut Draft<'_>, change: &Change) -> Result<(), String> {
    let name = change.field.clone().ok_or("no field is named")?;
    let (field, label) = row(draft, change, &name).ok_or("the page has no row of it")?;
    if let Some(edit) = query(draft, change, field, &label)? {
        return draft.attempt(&[edit]);
    }
    let place = place(&draft.document, change, &name)?;
    let properties = place.pointer.key("properties");
    if place
        .node
        .get("properties")
        .is_some_and(|all| all.get(&place.name).is_some())
    {
        return Err("the document has it already".to_owned());
    }
    let holder = block(&draft.document, &properties).ok_or(BY_HAND)?;
    let first = holder.node.entries().first().ok_or(BY_HAND)?;
    let depth = first.key_position.column - 1;
    let member = Member::of_field(&place.name, field);
    let mut components = Components::default();
    let owner = match place.pointer.tokens() {
        [_, _, component] => component.clone(),
        _ => change.operation.as_deref().map(pascal).unwrap_or_default(),
    };
    let mut lines = components.property(&draft.document, &owner, &member);
    let users = others(&draft.document, change, &place.pointer);
    if !users.is_empty() {
        lines.insert(
            1,
            format!("# the schema is also that of {}", users.join(", ")),
        );
    }
    let mut edits = vec![Edit::After(
        end_of(&draft.text, holder),
        indented(&lines, depth),
    )];
    if !components.lines.is_empty() {
        edits.push(Edit::After(
            schemas_end(draft).ok_or(BY_HAND)?,
            components.lines,
        ));
    }
    if member.required && change.side == Some(Side::Request) {
        draft.note(
            change.new_line,
            format!("{name} is required as the page says it; the document takes it as optional, for callers that do not send it yet"),
        );
    }
    draft.attempt(&edits)
}

/// A field of a request that travels beside the body.
fn query(
    draft: &Draft<'_>,
    change: &Change,
    field: &Field,
    label: &str,
) -> Result<Option<Edit>, String> {
    let (Some(operation), Some(Side::Request)) = (change.operation.as_deref(), change.side) else {
        return Ok(None);
    };
    let operation = known(&draft.document, operation)?;
    let label = label.to_ascii_lowercase();
    let place = if label.contains("header") {
        "header"
    } else if label.contains("query")
        || operation.request.is_empty()
            && ["GET", "HEAD", "DELETE"].contains(&operation.method.as_str())
    {
        "query"
    } else {
        return Ok(None);
    };
    let is_known = operation.parameters.iter().any(|parameter| {
        parameter.name == field.name
            || parameter.place == ParameterPlace::Path
                && shape_of(parameter.name) == shape_of(&field.name)
    });
    if is_known {
        return Err("the document has it already".to_owned());
    }
    let mut member = Member::of_field(&field.name, field);
    // A parameter that every call has to give would break the callers there are.
    member.required = false;
    let lines = parameter(&draft.document, place, &member);
    let pointer = operation.pointer.key("parameters");
    if let Some(holder) = places::entry(&draft.document, &pointer) {
        let first = holder
            .node
            .items()
            .first()
            .filter(|_| is_block(holder))
            .ok_or(BY_HAND)?;
        let depth = first.position.column.checked_sub(3).ok_or(BY_HAND)?;
        return Ok(Some(Edit::After(
            end_of(&draft.text, holder),
            indented(&lines, depth),
        )));
    }
    let responses = block(&draft.document, &operation.pointer.key("responses")).ok_or(BY_HAND)?;
    let depth = responses.key_position.column - 1;
    let mut all = vec!["parameters:".to_owned()];
    all.extend(indented(&lines, 2));
    Ok(Some(Edit::After(
        responses.key_position.line - 1,
        indented(&all, depth),
    )))
}

fn shape_of(name: &str) -> String {
    shape(&name.to_ascii_lowercase())
}

/// The operations that have a schema as well, and that did not change in the same way.
fn others(document: &Document, change: &Change, pointer: &Pointer) -> Vec<String> {
    let own = change
        .operation
        .as_deref()
        .and_then(|label| places::operation(document, label));
    let own = own.map(|operation| format!("{} {}", operation.method, operation.path));
    let component: Vec<&String> = pointer.tokens().iter().take(3).collect();
    let ["components", "schemas", name] = component
        .iter()
        .map(|token| token.as_str())
        .collect::<Vec<_>>()[..]
    else {
        return Vec::new();
    };
    let component = Pointer::root().key("components").key("schemas").key(name);
    let mut users = places::users(document, &component);
    users.retain(|user| Some(user) != own.as_ref());
    users
}

pub(super) fn renamed(draft: &mut Draft<'_>, change: &Change, all: &[Change]) {
    if let Err(why) = rename(draft, change, all) {
        draft.note_of(change, &why);
    }
}

fn rename(draft: &mut Draft<'_>, change: &Change, all: &[Change]) -> Result<(), String> {
    let (Some(old), Some(new)) = (change.old.as_deref(), change.new.as_deref()) else {
        return Err("the names are not known".to_owned());
    };
    let place = place(&draft.document, change, old)?;
    let new = new.rsplit_once('.').map_or(new, |(_, last)| last);
    let properties = place.node.get("properties").ok_or(BY_HAND)?;
    if properties.get(new).is_some() && properties.get(&place.name).is_none() {
        return Ok(()); // by a change of another operation with the same schema
    }
    let entry = properties
        .entry(&place.name)
        .ok_or("the document has no such field")?;
    let also = |label: &str| {
        all.iter().any(|other| {
            other.kind == change.kind
                && (&other.old, &other.new) == (&change.old, &change.new)
                && other.operation.as_deref().is_some_and(|other| {
                    let found = places::operation(&draft.document, other);
                    found.is_some_and(|one| format!("{} {}", one.method, one.path) == label)
                })
        })
    };
    let users: Vec<String> = others(&draft.document, change, &place.pointer)
        .into_iter()
        .filter(|user| !also(user))
        .collect();
    if !users.is_empty() {
        return Err(format!(
            "the schema is also that of {}, where it did not change",
            users.join(", ")
        ));
    }
    let line = change.new_line.unwrap_or_default();
    let key = entry.key_position;
    let current = draft.text.lines().nth(key.line - 1).unwrap_or_default();
    let behind = current
        .trim_start()
        .trim_start_matches(['\'', '"'])
        .strip_prefix(place.name.as_str());
    let behind = behind
        .map(|rest| rest.trim_start_matches(['\'', '"']))
        .ok_or(BY_HAND)?;
    let lines = [
        format!("{} (it was `{}`)", remark(line), place.name),
        format!("{}{behind}", scalar(new)),
    ];
    let mut edits = vec![Edit::Instead(key.line, indented(&lines, key.column - 1))];
    let required = place
        .node
        .get("required")
        .map(Node::items)
        .unwrap_or_default();
    if let Some(item) = required
        .iter()
        .find(|item| item.as_str() == Some(&place.name))
    {
        let line = draft
            .text
            .lines()
            .nth(item.position.line - 1)
            .unwrap_or_default();
        let Some((margin, _)) = line
            .split_once("- ")
            .filter(|(margin, _)| margin.trim().is_empty())
        else {
            return Err(BY_HAND.to_owned());
        };
        edits.push(Edit::Instead(
            item.position.line,
            vec![format!("{margin}- {}", scalar(new))],
        ));
    }
    draft.attempt(&edits)
}

/// A type, or whether a field has to be there: what the page says stands above the field, for a person to decide.
pub(super) fn remarked(draft: &mut Draft<'_>, change: &Change, why: &str) {
    draft.note_of(change, why);
    let Some(name) = change.field.as_deref() else {
        return;
    };
    let Ok(place) = place(&draft.document, change, name) else {
        return;
    };
    let entry = place
        .node
        .get("properties")
        .and_then(|all| all.entry(&place.name));
    let Some(entry) = entry.filter(|entry| is_block(entry)) else {
        return;
    };
    let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    let kind = change.kind.replace('_', " ");
    let text = match (change.new_line, change.old_line) {
        (None, old) => format!(
            "# the page as it was, line {}: {kind}; decide",
            old.unwrap_or_default()
        ),
        (Some(line), _) => {
            let (old, new) = (said(&change.old), said(&change.new));
            format!("# the page, line {line}: {kind}, {old} → {new}; decide")
        }
    };
    let text = crate::diff::printable(&text);
    let (line, depth) = (entry.key_position.line, entry.key_position.column - 1);
    // A comment breaks no rule.
    let _ = draft.attempt(&[Edit::After(line - 1, indented(&[text], depth))]);
}
