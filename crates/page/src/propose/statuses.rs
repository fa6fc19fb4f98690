//! Statuses, which the document has as responses of their own that operations refer to.

use pazemo_openapi::{Entry, Pointer};

use super::{
    draft::{Draft, remark},
    edit::{Edit, end_of, is_block},
    endpoints::block,
    operation::responses,
    places,
    properties::indented,
    words::{pascal, scalar, sentence},
};
use crate::{diff::Change, model::StatusMeaning};

pub(super) fn added(draft: &mut Draft<'_>, change: &Change) {
    let code = change
        .field
        .as_deref()
        .and_then(|code| code.trim().parse::<u16>().ok());
    let found = code.and_then(|code| {
        let mut all = draft
            .page
            .statuses
            .iter()
            .filter(|status| status.code == code);
        all.clone()
            .find(|status| Some(status.line) == change.new_line)
            .or_else(|| all.next())
    });
    let result = match found {
        Some(status) => add(draft, status, change.operation.as_deref()),
        None => Err("the page has no row of it".to_owned()),
    };
    if let Err(why) = result {
        draft.note_of(change, &why);
    }
}

/// The statuses of the page that no operation of the document has.
pub(super) fn missing(draft: &mut Draft<'_>) {
    for status in &draft.page.statuses {
        let is_there = draft
            .document
            .operations()
            .iter()
            .any(|operation| operation.response(status.code).is_some());
        if is_there || status.operation.is_some() {
            continue;
        }
        if let Err(why) = add(draft, status, None) {
            draft.note(
                Some(status.line),
                format!("status added {}: {why}", status.code),
            );
        }
    }
}

/// A response, and a reference to it in every operation, or in the one whose table it is from.
fn add(draft: &mut Draft<'_>, status: &StatusMeaning, of: Option<&str>) -> Result<(), String> {
    if status.code / 100 == 2 {
        return Err("which operations answer with it is to be decided".to_owned());
    }
    let by_hand = "the document is not written in lines of its own there";
    let document = &draft.document;
    let code = status.code.to_string();
    let operations = match of {
        Some(label) => {
            vec![places::operation(document, label).ok_or("the document has no such operation")?]
        }
        None => document.operations(),
    };
    let components = Pointer::root().key("components").key("responses");
    let all = block(document, &components).ok_or(by_hand)?;
    let first = all.node.entries().first().ok_or(by_hand)?;
    let depth = first.key_position.column - 1;
    let (title, meaning) = status
        .meaning
        .split_once(" -- ")
        .unwrap_or(("", &status.meaning));
    let mut name = pascal(title);
    if name.is_empty() || name.len() > 40 || name.starts_with(|c: char| c.is_ascii_digit()) {
        name = format!("Status{code}");
    }
    if all.node.entry(&name).is_some() {
        name.push_str(&code);
    }
    let meaning = if meaning.trim().is_empty() {
        title
    } else {
        meaning
    };
    let lines = [
        format!("{name}:"),
        format!("  {}", remark(status.line)),
        format!("  description: {}", scalar(&sentence(meaning))),
        "  x-evidence: inferred".to_owned(),
    ];
    let mut edits = vec![Edit::After(
        end_of(&draft.text, all),
        indented(&lines, depth),
    )];
    for operation in &operations {
        if operation.response(status.code).is_some() {
            continue;
        }
        let pointer = operation.pointer.key("responses");
        let holder = block(document, &pointer).ok_or(by_hand)?;
        let own: &[Entry] = responses(document, &operation.pointer);
        let first = own.first().ok_or(by_hand)?;
        let depth = first.key_position.column - 1;
        let lines = [
            format!("'{code}':"),
            format!("  $ref: '#/components/responses/{name}'"),
        ];
        let before = own
            .iter()
            .rfind(|entry| entry.key < code && is_block(entry));
        let after = before.map_or(holder.key_position.line, |entry| end_of(&draft.text, entry));
        edits.push(Edit::After(after, indented(&lines, depth)));
    }
    if edits.len() == 1 {
        return Err("the document has it already".to_owned());
    }
    draft.attempt(&edits)
}
