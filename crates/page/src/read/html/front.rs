//! What a document says of itself: its title, and the languages of its samples.

use ego_tree::NodeRef;
use scraper::Node;

use super::{element, text_of};
use crate::block::BlockKind;

/// Nothing for a part of a document.
pub(super) fn of(root: NodeRef<'_, Node>) -> Option<BlockKind> {
    let mut title = None;
    let mut languages: Vec<String> = Vec::new();
    for node in root.descendants() {
        let Some(element) = element(&node) else {
            continue;
        };
        match element.name() {
            "title" if title.is_none() => {
                let text = text_of(node)
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ");
                title = Some(text).filter(|text| !text.is_empty());
            }
            "body" if languages.is_empty() => {
                languages.extend(element.attr("data-languages").map(list).unwrap_or_default());
            }
            "x-a" | "button" | "li" => {
                if let Some(language) = element.attr("data-language-name") {
                    let language = language.to_lowercase();
                    if !languages.contains(&language) && languages.len() < 64 {
                        languages.push(language);
                    }
                }
            }
            _ => {}
        }
    }
    (title.is_some() || !languages.is_empty()).then_some(BlockKind::Front { title, languages })
}

/// `["shell","php"]`, or objects as `[{"shell":"cURL"}]`.
fn list(text: &str) -> Vec<String> {
    let Ok(values) = serde_json::from_str::<Vec<serde_json::Value>>(text) else {
        return Vec::new();
    };
    values
        .iter()
        .filter_map(|value| match value {
            serde_json::Value::String(name) => Some(name.to_lowercase()),
            serde_json::Value::Object(names) => names.keys().next().map(|name| name.to_lowercase()),
            _ => None,
        })
        .collect()
}
