//! Statuses.

use std::collections::BTreeSet;

use crate::check::{sink::Sink, view::View};

pub(in crate::check) fn not_in_document(view: &View<'_>, sink: &mut Sink<'_>) {
    let everywhere: BTreeSet<u16> = view
        .documented
        .iter()
        .flat_map(|operation| &operation.responses)
        .map(|response| response.status)
        .collect();
    for status in &view.page.statuses {
        let seen = status.operation.and_then(|at| view.operations.get(at));
        let known = match seen.and_then(|seen| seen.documented) {
            Some(documented) => documented.response(status.code).is_some(),
            None => everywhere.contains(&status.code),
        };
        if !known {
            let code = status.code.to_string();
            let owner = seen.map_or("the page", |seen| seen.label.as_str());
            sink.find(
                format!("{owner} has the status {code}, the document has not"),
                vec![view.place(
                    status.operation,
                    "response",
                    "table",
                    Some(&code),
                    status.line,
                )],
            );
        }
    }
}

pub(in crate::check) fn not_on_page(views: &[View<'_>], sink: &mut Sink<'_>) {
    let Some(first) = views.first() else { return };
    if views.iter().all(|view| view.page.statuses.is_empty()) {
        return;
    }
    for documented in first.documented {
        let label = format!("{} {}", documented.method, documented.path);
        let mut seen = views.iter().flat_map(|view| &view.operations);
        if !seen.any(|seen| seen.label == label) {
            continue;
        }
        for response in &documented.responses {
            let told = views.iter().any(|view| {
                let of = |at: Option<usize>| {
                    at.is_none_or(|at| {
                        view.operations
                            .get(at)
                            .is_some_and(|seen| seen.label == label)
                    })
                };
                let mut statuses = view.page.statuses.iter();
                let own = view.operations.iter().filter(|seen| seen.label == label);
                let mut examples = own.flat_map(|seen| &seen.on_page.examples);
                statuses.any(|status| status.code == response.status && of(status.operation))
                    || examples.any(|example| example.status == Some(response.status))
            });
            if told {
                continue;
            }
            let code = response.status.to_string();
            // What all operations share is one fact.
            let shared = response
                .pointer
                .tokens()
                .first()
                .is_some_and(|token| token == "components");
            let owner = if shared {
                "the document has".to_owned()
            } else {
                format!("{label} of the document has")
            };
            let mut place = first.place(None, "response", "table", Some(&code), 0);
            if !shared {
                place.operation.clone_from(&label);
            }
            sink.find_at(
                format!("{owner} the status {code}, the page has not"),
                vec![place],
                &response.pointer,
            );
        }
    }
}
