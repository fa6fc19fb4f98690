//! Inline objects made into components, so that each has a name, a description and a place like any other.

use heck::ToPascalCase;

use crate::{
    document::Document,
    finding::Finding,
    lower::is_json,
    node::{Entry, Node, Value},
    pointer::Pointer,
};

/// The same document with every inline object of a component, request or success moved into a component of its own, named after
/// its place: the property `address` of `User` becomes `UserAddress`, an item of it `UserAddressItem`, the answer of
/// `listBanks` becomes `ListBanksResponse`.
///
/// # Errors
///
/// A place whose name another component has already.
///
/// ```
/// let text = "components: {schemas: {User: {type: object, properties: {home: {type: object, properties: {city: {type: string}}}}}}}";
/// let document = pazemo_openapi::Document::read("api.yaml", text)?;
/// let names: Vec<String> = pazemo_openapi::hoist(&document).unwrap().schemas().map(|(name, _)| name.to_owned()).collect();
/// assert_eq!(names, ["User", "UserHome"]);
/// # Ok::<(), pazemo_openapi::Finding>(())
/// ```
pub fn hoist(document: &Document) -> Result<Document, Vec<Finding>> {
    let mut root = document.root().clone();
    let mut hoisted = Vec::new();
    if let Some(schemas) = child(&mut root, &["components", "schemas"]) {
        for component in entries(schemas).into_iter().flatten() {
            properties(&mut component.node, &component.key, &mut hoisted);
        }
    }
    for operation in document.operations() {
        let name = operation.id.to_pascal_case();
        let success = operation
            .success()
            .into_iter()
            .flat_map(|response| &response.bodies);
        let bodies = operation.request.iter().map(|body| (body, "Request"));
        for (body, role) in bodies.chain(success.map(|body| (body, "Response"))) {
            let path: Vec<&str> = body
                .schema_pointer
                .tokens()
                .iter()
                .map(String::as_str)
                .collect();
            if let (true, Some(schema)) = (is_json(body.media_type), child(&mut root, &path)) {
                schema_at(schema, &format!("{name}{role}"), &mut hoisted);
            }
        }
    }
    let mut findings = Vec::new();
    if !hoisted.is_empty() {
        let schemas = child(&mut root, &["components", "schemas"]).and_then(entries);
        let Some(schemas) = schemas else {
            return Err(vec![document.finding(
                "inline-object",
                &Pointer::root().key("components"),
                "an inline object needs `components` with `schemas` to be moved to".to_owned(),
                "a component for the object".to_owned(),
            )]);
        };
        for entry in hoisted {
            if schemas
                .iter()
                .any(|other| other.key.to_pascal_case() == entry.key)
            {
                let mut finding = document.finding(
                    "inline-object",
                    &Pointer::root(),
                    format!(
                        "the inline object here would be named `{}`, which another component is",
                        entry.key
                    ),
                    "a component for the object, with a name of its own".to_owned(),
                );
                finding.line = entry.key_position.line;
                finding.column = entry.key_position.column;
                findings.push(finding);
            }
            schemas.push(entry);
        }
    }
    if findings.is_empty() {
        Ok(document.with_root(root))
    } else {
        Err(findings)
    }
}

/// The inline objects under the properties of an object.
fn properties(object: &mut Node, name: &str, hoisted: &mut Vec<Entry>) {
    if let Some(properties) = child(object, &["properties"]) {
        for property in entries(properties).into_iter().flatten() {
            let name = format!("{name}{}", property.key.to_pascal_case());
            schema_at(&mut property.node, &name, hoisted);
        }
    }
}

/// An inline schema: replaced by a reference if it is an object, else looked into.
fn schema_at(schema: &mut Node, name: &str, hoisted: &mut Vec<Entry>) {
    if let Some(items) = child(schema, &["items"]) {
        schema_at(items, &format!("{name}Item"), hoisted);
    }
    if let Some(values) = child(schema, &["additionalProperties"]) {
        schema_at(values, &format!("{name}Value"), hoisted);
    }
    if schema
        .get("properties")
        .is_none_or(|properties| properties.entries().is_empty())
    {
        return;
    }
    let mut component = schema.clone();
    properties(&mut component, name, hoisted);
    let position = schema.position;
    let node = |value| Node { value, position };
    let entry = |key: &str, node: Node| Entry {
        key: key.to_owned(),
        key_position: position,
        node,
    };
    // What the place says of itself stays there; what the object is moves.
    let reference = node(Value::Mapping(vec![entry(
        "$ref",
        node(Value::String(format!("#/components/schemas/{name}"))),
    )]));
    let kept = ["description", "x-evidence"].into_iter();
    let kept = kept
        .filter_map(|key| schema.entry(key).cloned())
        .collect::<Vec<_>>();
    *schema = if kept.is_empty() {
        reference
    } else {
        let all_of = entry("allOf", node(Value::Sequence(vec![reference])));
        node(Value::Mapping(
            std::iter::once(all_of).chain(kept).collect(),
        ))
    };
    hoisted.push(Entry {
        key: name.to_owned(),
        key_position: position,
        node: component,
    });
}

fn entries(node: &mut Node) -> Option<&mut Vec<Entry>> {
    match &mut node.value {
        Value::Mapping(entries) => Some(entries),
        _ => None,
    }
}

/// The node at a path of keys.
fn child<'n>(node: &'n mut Node, path: &[&str]) -> Option<&'n mut Node> {
    path.iter()
        .try_fold(node, |node, key| match &mut node.value {
            Value::Mapping(entries) => entries
                .iter_mut()
                .find(|e| e.key == *key)
                .map(|e| &mut e.node),
            Value::Sequence(items) => items.get_mut(key.parse::<usize>().ok()?),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_objects_become_components_named_after_their_place() {
        let text = r"
paths:
  /a:
    post:
      operationId: makeThing
      requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
      responses:
        '200': {content: {application/json: {schema: {type: array, items: {type: object, properties: {b: {type: string}}}}}}}
components:
  schemas:
    User:
      type: object
      properties:
        home:
          type: object
          description: Where.
          x-evidence: table
          properties: {geo: {type: object, properties: {lat: {type: string}}}}
        tags: {type: object, additionalProperties: {type: object, properties: {x: {type: string}}}}
";
        let document = Document::read("t.yaml", text).unwrap();
        let hoisted = hoist(&document).unwrap();
        let mut names: Vec<&str> = hoisted.schemas().map(|(name, _)| name).collect();
        names.sort_unstable();
        let wanted = [
            "MakeThingRequest",
            "MakeThingResponseItem",
            "User",
            "UserHome",
            "UserHomeGeo",
            "UserTagsValue",
        ];
        assert_eq!(names, wanted);
        let home = Pointer::parse("/components/schemas/User/properties/home").unwrap();
        let home = home.resolve(hoisted.root()).unwrap();
        assert_eq!(home.str("description"), Some("Where."));
        assert_eq!(
            home.get("allOf").unwrap().items()[0].str("$ref"),
            Some("#/components/schemas/UserHome")
        );
    }

    #[test]
    fn a_name_that_is_taken_is_refused() {
        let text = "components: {schemas: {UserHome: {type: object}, User: {type: object, properties: {home: {type: object, properties: {a: {type: string}}}}}}}";
        let document = Document::read("t.yaml", text).unwrap();
        assert_eq!(hoist(&document).unwrap_err()[0].rule, "inline-object");
    }
}
