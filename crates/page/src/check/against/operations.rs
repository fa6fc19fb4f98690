//! Operations and the parameters of their paths.

use crate::check::{
    names::letters,
    sink::Sink,
    view::{View, parameters},
};

pub(in crate::check) fn not_in_document(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, seen) in view.each() {
        if seen.documented.is_none() {
            let place = view.place(Some(at), "path", "prose", None, seen.on_page.line);
            sink.find(
                format!("the page has {}, the document has not", seen.label),
                vec![place],
            );
        }
    }
}

pub(in crate::check) fn parameter_differs(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, seen) in view.each() {
        let Some(documented) = seen.documented else {
            continue;
        };
        let names = parameters(documented.path);
        for (on_page, name) in seen.on_page.path_parameters.iter().zip(names) {
            if on_page != name {
                let source = if seen.on_page.from_sample {
                    "sample"
                } else {
                    "prose"
                };
                let place = view.place(Some(at), "path", source, Some(on_page), seen.on_page.line);
                sink.find_at(
                    format!(
                        "{}: the path has {on_page} where the document has {name}",
                        seen.label
                    ),
                    vec![place],
                    &documented.pointer,
                );
            }
        }
    }
}

pub(in crate::check) fn parameter_unknown(view: &View<'_>, sink: &mut Sink<'_>) {
    // Parameters of query and header that the page's address shows: `/users?limit={limit}`.
    for (at, sample) in view.samples() {
        let Some(seen) = view.operations.get(at) else {
            continue;
        };
        let (Some(documented), Some(url)) = (seen.documented, &sample.url) else {
            continue;
        };
        let query = url.split_once('?').map_or("", |(_, query)| query);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let name = pair.split('=').next().unwrap_or_default();
            let known = documented
                .parameters
                .iter()
                .any(|known| letters(known.name) == letters(name));
            let plain = name
                .chars()
                .all(|c| c.is_alphanumeric() || "_-.[]".contains(c));
            if !known && plain && !name.is_empty() {
                let place = view.place(Some(at), "path", "sample", Some(name), sample.line);
                sink.find_at(
                    format!(
                        "{}: a sample sends the parameter {name}, which the document has not",
                        seen.label
                    ),
                    vec![place],
                    &documented.pointer,
                );
            }
        }
    }
}

pub(in crate::check) fn not_on_page(views: &[View<'_>], sink: &mut Sink<'_>) {
    let Some(first) = views.first() else { return };
    for documented in first.documented {
        let label = format!("{} {}", documented.method, documented.path);
        let mut seen = views.iter().flat_map(|view| &view.operations);
        if !seen.any(|seen| seen.label == label) {
            let mut place = first.place(None, "path", "prose", None, 0);
            place.operation.clone_from(&label);
            sink.find_at(
                format!("the document has {label}, the page has not"),
                vec![place],
                &documented.pointer,
            );
        }
    }
}
