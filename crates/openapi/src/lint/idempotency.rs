//! Rules about `x-value: idempotency-key`: the header by which a server knows a repeated creation.

use super::{
    Hit,
    operations::{operations, parameters},
    shape::Kind,
    walk::{Place, Walk},
};
use crate::node::Node;

/// Whether a schema, given in place or by reference, is an idempotency key.
fn is_key(walk: &Walk<'_>, schema: &Node) -> bool {
    // The pointer leads into the walked document, so the node may be looked up by its address.
    let target = schema.get("allOf").and_then(|all| all.items().first());
    let target = target.unwrap_or(schema).str("$ref");
    let target = target
        .and_then(|target| crate::Pointer::parse(target.strip_prefix('#')?)?.resolve(walk.root));
    target.unwrap_or(schema).str("x-value") == Some("idempotency-key")
}

/// `keyed` promises that the same key makes nothing twice: there has to be one, and what has one is `keyed`.
pub(super) fn keyed_header(walk: &Walk<'_>) -> Vec<Hit> {
    operations(walk)
        .filter_map(|(path, place)| {
            let keys = parameters(walk, path, place.node)
                .into_iter()
                .filter(|parameter| parameter.str("in") == Some("header"))
                .filter_map(|parameter| parameter.get("schema"))
                .filter(|schema| is_key(walk, schema))
                .count();
            let keyed = place.node.str("x-retry") == Some("keyed");
            let message = match (keyed, keys) {
                (true, 1) | (false, 0) => return None,
                (true, 0) => "a `keyed` operation without a header for the key".to_owned(),
                (true, several) => format!("a `keyed` operation with {several} keys"),
                (false, _) => "a key for an operation that is not `keyed`".to_owned(),
            };
            Some(Hit::new(&place.pointer, place.position, message))
        })
        .collect()
}

/// A key is made by the client for one call; as part of a body, a path or a query it would be data.
pub(super) fn key_place(walk: &Walk<'_>) -> Vec<Hit> {
    let is_reference = |place: &&Place<'_>| {
        place.kind == Kind::Schema && place.node.get("$ref").is_some() && is_key(walk, place.node)
    };
    walk.places
        .iter()
        .filter(is_reference)
        .filter(|place| {
            let holder = place.pointer.tokens().split_last().map(|(_, holder)| {
                holder
                    .iter()
                    .fold(crate::Pointer::root(), |pointer, token| pointer.key(token))
            });
            let holder = holder.and_then(|pointer| pointer.resolve(walk.root));
            holder.and_then(|holder| holder.str("in")) != Some("header")
        })
        .map(|place| {
            let message = "an idempotency key that is no header of a request";
            Hit::new(&place.pointer, place.position, message)
        })
        .collect()
}
