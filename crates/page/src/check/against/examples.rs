//! Examples against schemas.

use pazemo_openapi::{Body, Operation};

use crate::check::{
    json::Kind,
    names::{is_slip, letters},
    schema,
    sink::Sink,
    view::{Value, View},
};
use crate::model::{Example, ExampleBody};

/// The bodies of the document that an example may be.
fn bodies<'o, 'd>(
    view: &View<'d>,
    documented: &'o Operation<'d>,
    value: &Value<'_>,
) -> Vec<&'o Body<'d>> {
    let examples = value.operation.and_then(|at| view.operations.get(at));
    let mut examples = examples.into_iter().flat_map(|seen| &seen.on_page.examples);
    let status = examples
        .find(|example| example.line == value.example)
        .and_then(|example| example.status);
    schema::bodies(documented, value.side, status)
}

/// Whether a schema has a property that the document marks as unknown ground: anything goes there.
fn nobody_knows(view: &View<'_>, body: &Body<'_>, path: &[String]) -> bool {
    (0..path.len()).any(|end| {
        let path = path.get(..end).unwrap_or_default();
        let Some(node) = body.schema else { return true };
        if path.is_empty() {
            return schema::is_free(view.document, node);
        }
        schema::at(view.document, node, &body.schema_pointer, path).is_some_and(|property| {
            schema::is_free(view.document, property.node)
                || (schema::properties(view.document, property.node, &property.pointer).is_empty())
        })
    })
}

pub(in crate::check) fn undocumented(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut said = std::collections::BTreeSet::new();
    for value in view
        .values
        .iter()
        .filter(|value| !value.leaf.path.is_empty() && !value.leaf.item)
    {
        let Some((seen, documented)) = partner(view, value) else {
            continue;
        };
        let bodies = bodies(view, documented, value);
        let path = &value.leaf.path;
        let known = bodies.iter().any(|body| {
            body.schema.is_none_or(|node| {
                schema::at(view.document, node, &body.schema_pointer, path).is_some()
            }) || nobody_knows(view, body, path)
        });
        if !known
            && !bodies.is_empty()
            && said.insert((value.operation, value.example, path.join(".")))
        {
            sink.find_at(
                format!(
                    "{seen}: an example of the {} has {}, the document has not",
                    value.side,
                    path.join(".")
                ),
                vec![view.value_place(value)],
                &documented.pointer,
            );
        }
    }
}

pub(in crate::check) fn type_differs(view: &View<'_>, sink: &mut Sink<'_>) {
    for value in view.values.iter().filter(|value| !value.leaf.item) {
        let Some((seen, documented)) = partner(view, value) else {
            continue;
        };
        let bodies = bodies(view, documented, value);
        let mut wrong = None;
        for body in &bodies {
            let Some(node) = body.schema else { return };
            let (node, pointer) = if value.leaf.path.is_empty() {
                (node, body.schema_pointer.clone())
            } else {
                match schema::at(view.document, node, &body.schema_pointer, &value.leaf.path) {
                    Some(property) => (property.node, property.pointer),
                    None => continue,
                }
            };
            let (types, _) = schema::types(view.document, node);
            if types.is_empty() || fits(value.leaf.kind(), &types) {
                wrong = None;
                break;
            }
            wrong = Some((types, pointer));
        }
        if let Some((types, pointer)) = wrong {
            let name = if value.leaf.path.is_empty() {
                "body".to_owned()
            } else {
                value.leaf.path.join(".")
            };
            sink.find_at(
                format!(
                    "{seen}: an example of the {} has {} as {name}, the document has {}",
                    value.side,
                    value.leaf.kind().name(),
                    types.join(" or ")
                ),
                vec![view.value_place(value)],
                &pointer,
            );
        }
    }
}

fn fits(kind: Kind, types: &[String]) -> bool {
    kind == Kind::Null
        || types
            .iter()
            .any(|known| known == kind.name() || (known == "number" && kind == Kind::Integer))
}

fn partner<'v, 'a>(view: &'v View<'a>, value: &Value<'_>) -> Option<(&'v str, &'a Operation<'a>)> {
    let seen = view.operations.get(value.operation?)?;
    Some((seen.label.as_str(), seen.documented?))
}

pub(in crate::check) fn lacks_required(view: &View<'_>, sink: &mut Sink<'_>) {
    for value in &view.values {
        if value.leaf.kind() != Kind::Object || !value.leaf.path.is_empty() {
            continue;
        }
        let Some((seen, documented)) = partner(view, value) else {
            continue;
        };
        let bodies = bodies(view, documented, value);
        let [body] = bodies.as_slice() else { continue };
        let Some(node) = body.schema else { continue };
        let keys: std::collections::BTreeMap<String, serde::de::IgnoredAny> =
            serde_json::from_str(value.leaf.raw).unwrap_or_default();
        for property in schema::properties(view.document, node, &body.schema_pointer) {
            if property.required && !keys.contains_key(&property.name) {
                sink.find_at(
                    format!(
                        "{seen}: an example of the {} lacks {}, which the document requires",
                        value.side, property.name
                    ),
                    vec![view.place(value.operation, value.side, value.source, None, value.line)],
                    &property.pointer,
                );
            }
        }
    }
}

pub(in crate::check) fn field_not_on_page(views: &[View<'_>], sink: &mut Sink<'_>) {
    let Some(first) = views.first() else { return };
    for documented in first.documented {
        let label = format!("{} {}", documented.method, documented.path);
        // The operation on each page, by its number there.
        let on_pages: Vec<(&View<'_>, usize)> = views
            .iter()
            .flat_map(|view| view.each().map(move |(at, seen)| (view, at, seen)))
            .filter(|(_, _, seen)| seen.label == label)
            .map(|(view, at, _)| (view, at))
            .collect();
        for side in ["request", "response"] {
            let rows = || {
                on_pages
                    .iter()
                    .flat_map(|(view, at)| view.rows_of(*at, side))
            };
            let values = || {
                on_pages
                    .iter()
                    .flat_map(|(view, at)| view.values_of(*at, side))
            };
            if rows().next().is_none() && values().next().is_none() {
                continue;
            }
            for body in schema::bodies(documented, side, None) {
                let Some(node) = body.schema else { continue };
                for property in schema::properties(first.document, node, &body.schema_pointer) {
                    let wanted = letters(&property.name);
                    let listed = rows().any(|row| {
                        let name =
                            letters(row.field.name.split(['.', '[']).next().unwrap_or_default());
                        name == wanted || is_slip(&name, &wanted)
                    });
                    let shown =
                        values().any(|value| value.leaf.path.first() == Some(&property.name));
                    if listed || shown {
                        continue;
                    }
                    let source = if side == "request" { "sample" } else { "table" };
                    let places = on_pages.iter().map(|(view, at)| {
                        let line = view.operations.get(*at).map_or(0, |seen| seen.on_page.line);
                        view.place(Some(*at), side, source, Some(&property.name), line)
                    });
                    sink.find_at(
                        format!(
                            "{label}: the document has {} in the {side}, the page has not",
                            property.name
                        ),
                        places.collect(),
                        &property.pointer,
                    );
                }
            }
        }
    }
}

pub(in crate::check) fn error_unknown(view: &View<'_>, sink: &mut Sink<'_>) {
    for example in &view.page.error_examples {
        if answers_error(view, example) == Some(false) {
            sink.find(
                format!(
                    "the error example {} fits no error of the document",
                    example.label.as_deref().unwrap_or("of the page")
                ),
                vec![view.place(None, "response", "example", None, example.line)],
            );
        }
    }
}

/// Whether some error body of the document has all keys of an example; nothing if the example is not JSON.
pub(in crate::check) fn answers_error(view: &View<'_>, example: &Example) -> Option<bool> {
    let ExampleBody::Json(text) = &example.body else {
        return None;
    };
    let leaves = crate::check::json::leaves(text);
    let bodies = view
        .documented
        .iter()
        .flat_map(|operation| &operation.responses);
    let bodies = bodies.filter(|response| {
        example
            .status
            .map_or(response.status >= 400, |status| status == response.status)
    });
    let mut seen = std::collections::BTreeSet::new();
    for body in bodies.flat_map(|response| &response.bodies) {
        let Some(node) = body.schema else {
            return Some(true);
        };
        let (node, pointer) = view.document.resolve(node, body.schema_pointer.clone());
        if !seen.insert(pointer.to_string()) {
            continue;
        }
        let branches: Vec<_> = ["anyOf", "oneOf"]
            .iter()
            .flat_map(|word| {
                node.get(word)
                    .map(pazemo_openapi::Node::items)
                    .unwrap_or_default()
            })
            .collect();
        let candidates = if branches.is_empty() {
            vec![node]
        } else {
            branches
        };
        for candidate in candidates {
            let fits = leaves
                .iter()
                .filter(|leaf| !leaf.path.is_empty() && !leaf.item)
                .all(|leaf| {
                    schema::at(view.document, candidate, &pointer, &leaf.path).is_some_and(
                        |property| {
                            let (types, _) = schema::types(view.document, property.node);
                            types.is_empty() || fits(leaf.kind(), &types)
                        },
                    )
                });
            if fits {
                return Some(true);
            }
        }
    }
    Some(false)
}
