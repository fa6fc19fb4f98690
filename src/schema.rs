//! JSON Schemas of the types of this crate (feature `schemars`).
//!
//! ```
//! let schemas = pazemo::schema::json_schemas();
//! let (_, account) = schemas.iter().find(|(name, _)| *name == "Account").unwrap();
//! assert_eq!(account.get("type").unwrap(), "object");
//! ```

use schemars::{JsonSchema, Schema, generate::SchemaSettings, transform::RecursiveTransform};

/// The schema of each type by its name in the document. References lead to `#/components/schemas/…`, as they do there.
pub fn json_schemas() -> Vec<(&'static str, Schema)> {
    all(crate::generated::SCHEMAS)
}

/// The same for another provider, by the name of its document: `paysera-wallet` and `qolo` with the features that bring them.
///
/// ```
/// let schemas = pazemo::schema::json_schemas_of("paysera-wallet").ok_or("the feature `paysera` is off")?;
/// assert!(!schemas.is_empty());
/// # Ok::<(), &str>(())
/// ```
pub fn json_schemas_of(provider: &str) -> Option<Vec<(&'static str, Schema)>> {
    Some(all(match provider {
        "pazemo" => crate::generated::SCHEMAS,
        #[cfg(feature = "paysera")]
        "paysera-wallet" => crate::paysera::SCHEMAS,
        #[cfg(feature = "qolo")]
        "qolo" => crate::qolo::SCHEMAS,
        _ => return None,
    }))
}

/// The name of a schema, and what makes it.
type Named = (&'static str, fn() -> Schema);

fn all(schemas: &[Named]) -> Vec<(&'static str, Schema)> {
    schemas
        .iter()
        .map(|(name, schema)| (*name, schema()))
        .collect()
}

pub(crate) fn of<T: JsonSchema>() -> Schema {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    settings.meta_schema = None;
    settings
        .transforms
        .push(Box::new(RecursiveTransform(without_null)));
    settings
        .transforms
        .push(Box::new(RecursiveTransform(without_width)));
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.remove("components");
    schema.remove("title");
    schema
}

/// Rust's word for the width of an integer is none of the document's.
fn without_width(schema: &mut Schema) {
    if schema.get("type").is_some_and(|name| name == "integer") {
        schema.remove("format");
    }
}

/// An optional field may be left out; the API never says that it may be null, though the client would read that, too.
fn without_null(schema: &mut Schema) {
    if let Some(types) = schema
        .get_mut("type")
        .and_then(|types| types.as_array_mut())
    {
        types.retain(|name| name != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            schema.insert("type".to_owned(), one);
        }
    }
    let Some(alternatives) = schema.get_mut("anyOf").and_then(|any| any.as_array_mut()) else {
        return;
    };
    let before = alternatives.len();
    alternatives.retain(|alternative| alternative.get("type").is_none_or(|name| name != "null"));
    if let (true, [one]) = (alternatives.len() < before, alternatives.as_slice()) {
        let one = one.clone();
        schema.remove("anyOf");
        if let Some(object) = one.as_object() {
            for (key, value) in object {
                schema.insert(key.clone(), value.clone());
            }
        }
    }
}
