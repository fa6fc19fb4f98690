//! Rows of tables against parameters and properties.

use pazemo_openapi::{Node, Pointer};

use crate::check::{
    names::{is_slip, letters},
    schema::{self, Property},
    sink::Sink,
    types::{Said, said},
    view::{Row, View, parameter},
};

/// What the document has for a row.
pub(in crate::check) enum Partner<'d> {
    /// By its very name: the schema, where it stands, and whether it has to be there.
    Exact(Option<&'d Node>, Pointer, bool),
    /// Under a name that is written otherwise.
    Otherwise(String, Pointer),
    /// Nothing.
    None,
    /// The document has no operation, or no schema to look at.
    Unknown,
}

/// Looks up a row in the document.
pub(in crate::check) fn partner<'a>(view: &View<'a>, row: &Row<'_>) -> Partner<'a> {
    let documented = view
        .operations
        .get(row.operation)
        .and_then(|seen| seen.documented);
    let Some(documented) = documented else {
        return Partner::Unknown;
    };
    let name = row.field.name.as_str();
    let path: Vec<String> = name
        .replace("[]", "")
        .split('.')
        .map(str::to_owned)
        .collect();
    let mut known: Vec<Property<'a>> = Vec::new();
    let mut any = false;
    for body in schema::bodies(documented, row.side, None) {
        let Some(node) = body.schema else { continue };
        any = true;
        if let Some(found) = schema::at(view.document, node, &body.schema_pointer, &path) {
            return Partner::Exact(Some(found.node), found.pointer, found.required);
        }
        known.extend(schema::properties(
            view.document,
            node,
            &body.schema_pointer,
        ));
        if schema::is_free(view.document, node) {
            return Partner::Unknown;
        }
    }
    let mut names: Vec<(String, Pointer)> = known
        .into_iter()
        .map(|property| (property.name, property.pointer))
        .collect();
    if row.side == "request" {
        if let Some(found) = parameter(documented, name) {
            let pointer = documented.pointer.clone();
            return if found.name == name {
                Partner::Exact(found.schema, pointer, found.required)
            } else {
                Partner::Otherwise(found.name.to_owned(), pointer)
            };
        }
        let parameters = documented.parameters.iter();
        names.extend(parameters.map(|known| (known.name.to_owned(), documented.pointer.clone())));
    } else if !any {
        return Partner::Unknown;
    }
    let near = names.into_iter().find(|(other, _)| {
        letters(other) == letters(name) || is_slip(&letters(other), &letters(name))
    });
    let near = near.or_else(|| within(view, documented, row, name));
    near.map_or(Partner::None, |(name, pointer)| {
        Partner::Otherwise(name, pointer)
    })
}

/// A property of the same name one level deeper.
fn within(
    view: &View<'_>,
    documented: &pazemo_openapi::Operation<'_>,
    row: &Row<'_>,
    name: &str,
) -> Option<(String, Pointer)> {
    for body in schema::bodies(documented, row.side, None) {
        for outer in schema::properties(view.document, body.schema?, &body.schema_pointer) {
            let inner = schema::properties(view.document, outer.node, &outer.pointer);
            if let Some(found) = inner.into_iter().find(|inner| inner.name == name) {
                return Some((format!("{}.{name}", outer.name), found.pointer));
            }
        }
    }
    None
}

pub(in crate::check) fn not_in_document(view: &View<'_>, sink: &mut Sink<'_>) {
    for row in &view.rows {
        if matches!(partner(view, row), Partner::None)
            && let Some(seen) = view.operations.get(row.operation)
            && let Some(documented) = seen.documented
        {
            sink.find_at(
                format!(
                    "{}: the {} table has {}, the document has not",
                    seen.label, row.side, row.field.name
                ),
                vec![view.row_place(row)],
                &documented.pointer,
            );
        }
    }
}

pub(in crate::check) fn spelled_otherwise(view: &View<'_>, sink: &mut Sink<'_>) {
    for row in &view.rows {
        if let Partner::Otherwise(name, pointer) = partner(view, row)
            && let Some(seen) = view.operations.get(row.operation)
        {
            sink.find_at(
                format!(
                    "{}: the {} table has {}, the document has {name}",
                    seen.label, row.side, row.field.name
                ),
                vec![view.row_place(row)],
                &pointer,
            );
        }
    }
}

pub(in crate::check) fn type_differs(view: &View<'_>, sink: &mut Sink<'_>) {
    for row in &view.rows {
        let (Some(written), Partner::Exact(Some(node), pointer, _)) =
            (row.field.r#type.as_deref(), partner(view, row))
        else {
            continue;
        };
        let Some(Said { kind, format }) = said(written) else {
            continue;
        };
        let (types, formats) = schema::types(view.document, node);
        let fits = |known: &String| {
            known == kind
                || matches!(
                    (kind, known.as_str()),
                    ("number", "integer") | ("integer", "number")
                )
        };
        let wrong = !types.is_empty() && !types.iter().any(fits);
        let other = format.is_some_and(|format| {
            let same = |known: &String| {
                known == format || !["date", "date-time"].contains(&known.as_str())
            };
            !formats.is_empty() && !formats.iter().any(same)
        });
        if (wrong || other)
            && let Some(seen) = view.operations.get(row.operation)
        {
            let has = if other { &formats } else { &types };
            sink.find_at(
                format!(
                    "{}: the {} table gives {} the type {written}, the document has {}",
                    seen.label,
                    row.side,
                    row.field.name,
                    has.join(" or ")
                ),
                vec![view.row_place(row)],
                &pointer,
            );
        }
    }
}

pub(in crate::check) fn required_differs(view: &View<'_>, sink: &mut Sink<'_>) {
    for row in &view.rows {
        let (Some(required), Partner::Exact(_, pointer, documented)) =
            (row.field.required, partner(view, row))
        else {
            continue;
        };
        if required != documented
            && let Some(seen) = view.operations.get(row.operation)
        {
            let is = |required: bool| if required { "required" } else { "optional" };
            sink.find_at(
                format!(
                    "{}: the {} table calls {} {}, the document {}",
                    seen.label,
                    row.side,
                    row.field.name,
                    is(required),
                    is(documented)
                ),
                vec![view.row_place(row)],
                &pointer,
            );
        }
    }
}
