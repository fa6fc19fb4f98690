//! Rules about `x-client-id`: an identifier that the caller chooses before the first attempt of a call.

use super::{
    Hit,
    shape::Kind,
    walk::{Place, Walk},
};
use crate::{
    node::{Entry, Node, Value},
    pointer::Pointer,
};

/// Such a value is chosen and sent: it stands on an identifier among the properties of a request.
pub(super) fn client_id(walk: &Walk<'_>) -> Vec<Hit> {
    let requests = request_objects(walk);
    marked(walk)
        .filter_map(|(place, mark)| {
            let target = walk.resolve(place.node);
            let is_sent = || {
                let holder = place.pointer.tokens().split_last_chunk::<2>();
                let holder = holder.map(|(tokens, _)| {
                    let pointer = Pointer::root();
                    tokens
                        .iter()
                        .fold(pointer, |pointer, token| pointer.key(token))
                });
                let holder = holder.and_then(|pointer| pointer.resolve(walk.root));
                holder
                    .is_some_and(|holder| requests.iter().any(|other| std::ptr::eq(*other, holder)))
            };
            let message = if mark.node.value != Value::Bool(true) {
                "`x-client-id` that is not `true`"
            } else if !place.is_property {
                "`x-client-id` on a schema that is no property"
            } else if target.str("x-value") != Some("identifier") {
                "`x-client-id` on a property that is no identifier"
            } else if !is_sent() {
                "`x-client-id` in an object that no request sends"
            } else {
                return None;
            };
            let pointer = place.pointer.key("x-client-id");
            Some(Hit::new(&pointer, mark.key_position, message))
        })
        .collect()
}

/// A request is told apart by one identifier.
pub(super) fn one_client_id(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for place in walk.of(Kind::Schema) {
        let properties = place.node.get("properties").map(Node::entries);
        let marked = properties
            .unwrap_or_default()
            .iter()
            .filter_map(|property| {
                let mark = property.node.entry("x-client-id")?;
                Some((&property.key, mark))
            });
        for (name, mark) in marked.skip(1) {
            let at = place.pointer.key("properties").key(name).key("x-client-id");
            let message = "a second `x-client-id` in the same object";
            hits.push(Hit::new(&at, mark.key_position, message));
        }
    }
    hits
}

fn marked<'w, 'd>(walk: &'w Walk<'d>) -> impl Iterator<Item = (&'w Place<'d>, &'d Entry)> {
    walk.of(Kind::Schema)
        .filter_map(|place| Some((place, place.node.entry("x-client-id")?)))
}

/// The schemas of all request bodies, references followed.
fn request_objects<'d>(walk: &Walk<'d>) -> Vec<&'d Node> {
    walk.of(Kind::RequestBody)
        .filter_map(|place| place.node.get("content"))
        .flat_map(Node::entries)
        .filter_map(|media| media.node.get("schema"))
        .map(|schema| walk.resolve(schema))
        .collect()
}
