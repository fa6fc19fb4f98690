//! Fields that the document does not describe, in answers.

use bytes::Bytes;
use pazemo_contract::parse_json;
use pazemo_openapi::{Entry, Node, Value};

use super::{answer::Answer, api::Api};

/// A name that no schema has.
const NAME: &str = "undocumentedField";
/// A bit of everything that JSON has.
const CONTENT: &str = r#"{"list":[1.10,"text",true,null],"object":{}}"#;

/// A success with one more field in each of its objects, but for those whose fields the document leaves free.
pub(crate) fn add(mut answer: Answer, api: &Api) -> Answer {
    let body = std::str::from_utf8(&answer.body).ok();
    let node = body.and_then(|text| parse_json(text).ok());
    let (Some(mut node), Ok(content)) = (node, parse_json(CONTENT)) else {
        return answer;
    };
    widen(&mut node, &content, &api.free_fields);
    if let Ok(written) = serde_json::to_vec(&node) {
        answer.body = Bytes::from(written);
    }
    answer
}

fn widen(node: &mut Node, content: &Node, free: &[String]) {
    match &mut node.value {
        Value::Sequence(items) => items.iter_mut().for_each(|item| widen(item, content, free)),
        Value::Mapping(fields) => {
            let described = fields.iter_mut().filter(|field| !free.contains(&field.key));
            described.for_each(|field| widen(&mut field.node, content, free));
            fields.push(Entry {
                key: NAME.to_owned(),
                key_position: content.position,
                node: content.clone(),
            });
        }
        _ => {}
    }
}
