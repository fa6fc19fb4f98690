//! Tables of objects apart from operations.

use super::{
    segments::{EventKind, Segment},
    statuses, tables,
    words::words,
};
use crate::model::{ObjectTable, Warning};

/// The object that a heading is about: `Ship` of `The Ship Object`.
pub(super) fn name(title: &str) -> Option<String> {
    const ENDS: [&str; 14] = [
        "object",
        "objects",
        "model",
        "models",
        "schema",
        "schemas",
        "entity",
        "resource",
        "structure",
        "attributes",
        "properties",
        "fields",
        "definition",
        "payload",
    ];
    let title = title.trim().trim_end_matches(':');
    if let Some((kind, rest)) = title.split_once(": ")
        && matches!(
            kind.to_lowercase().as_str(),
            "object" | "model" | "schema" | "entity"
        )
    {
        return Some(rest.trim().to_owned());
    }
    let mut kept: Vec<&str> = title.split_whitespace().collect();
    let mut ended = false;
    while let Some(last) = kept.last() {
        let last = last.to_lowercase();
        if ENDS.contains(&last.as_str()) || ended && last == "data" {
            // `Attributes` alone says that a table follows, not what of.
            ended |= !matches!(last.as_str(), "payload");
            kept.pop();
        } else {
            break;
        }
    }
    if kept
        .first()
        .is_some_and(|first| matches!(first.to_lowercase().as_str(), "the" | "a" | "an"))
    {
        kept.remove(0);
    }
    let about_calls = kept.iter().flat_map(|word| words(word)).any(|word| {
        crate::one_of(&word, "request response requests responses returned result results output input body header headers parameter parameters query return returns path url get create \
         update delete list retrieve required optional common")
    });
    (ended && !kept.is_empty() && kept.len() <= 5 && !about_calls)
        .then(|| kept.join(" ").trim_matches(['`', '*', '"']).to_owned())
}

/// The tables of objects in a segment that belongs to no operation, or has an object's heading.
pub(super) fn of_segment(
    segment: &Segment<'_>,
    above: Option<&str>,
    warnings: &mut Vec<Warning>,
) -> Vec<ObjectTable> {
    let mut all = Vec::new();
    let mut label: Option<String> = None;
    let own = name(segment.title);
    for event in &segment.events {
        match &event.kind {
            EventKind::Label(text) => label = Some(text.text.clone()),
            EventKind::Table(table) => {
                let label = label.take();
                if statuses::column(table, segment.title).is_some() {
                    continue;
                }
                let Some(columns) = tables::columns(table) else {
                    continue;
                };
                let by_label = label.as_deref().and_then(name);
                let rows = tables::rows(table, &columns);
                let technical = rows
                    .fields
                    .iter()
                    .filter(|field| tables::is_identifier(&field.name))
                    .count()
                    * 3
                    >= rows.fields.len() * 2;
                let known = own.is_some() || by_label.is_some();
                if rows.fields.is_empty()
                    || !technical
                    || !(known || columns.has_type() || columns.strong)
                {
                    continue;
                }
                let name = by_label
                    .or_else(|| own.clone())
                    .unwrap_or_else(|| fallback(segment.title, above));
                warnings.extend(rows.warnings);
                warnings.extend(rows.lost.iter().map(|lost| Warning {
                    kind: "row-unreadable",
                    message: format!("a row of the table of {name:?} does not name its field"),
                    line: lost.line,
                }));
                all.push(ObjectTable {
                    name,
                    fields: rows.fields,
                    line: event.line,
                });
            }
            _ => {}
        }
    }
    all
}

/// `Attributes` below `Ships` is about ships.
fn fallback(title: &str, above: Option<&str>) -> String {
    let alone = matches!(
        words(title).as_slice(),
        [one] if matches!(one.as_str(), "attributes" | "fields" | "properties" | "object" | "model" | "schema" | "parameters" | "structure" | "definition")
    );
    match above {
        Some(above) if alone => name(above).unwrap_or_else(|| above.to_owned()),
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_objects_name_them() {
        for (title, expected) in [
            ("The Ship Object", Some("Ship")),
            ("Ship object", Some("Ship")),
            ("Harbour Master Model", Some("Harbour Master")),
            ("Ship Object Attributes", Some("Ship")),
            ("Schema: Ship", Some("Ship")),
            ("Response Object", None),
            ("Request Body Schema", None),
            ("Attributes", None),
            ("Create object", None),
            ("Ships", None),
        ] {
            assert_eq!(name(title).as_deref(), expected, "{title}");
        }
    }
}
