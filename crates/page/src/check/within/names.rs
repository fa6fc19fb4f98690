//! Names that are written in several ways.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    check::{
        names::{is_slip, letters},
        report::Place,
        sink::Sink,
        view::View,
    },
    model::PassageKind,
};

/// All names of parameters and fields, with their places.
fn names(view: &View<'_>) -> Vec<(String, Place)> {
    let mut all = Vec::new();
    for (at, seen) in view.each() {
        for name in &seen.on_page.path_parameters {
            all.push((
                name.clone(),
                view.place(Some(at), "path", "prose", Some(name), seen.on_page.line),
            ));
        }
        for sample in &seen.on_page.samples {
            for name in sample
                .url
                .as_deref()
                .into_iter()
                .flat_map(crate::check::view::parameters)
            {
                let field = if sample.text.contains("CURLOPT_URL") {
                    "CURLOPT_URL"
                } else {
                    name
                };
                all.push((
                    name.to_owned(),
                    view.place(Some(at), "path", "sample", Some(field), sample.line),
                ));
            }
        }
    }
    all.extend(
        view.rows
            .iter()
            .map(|row| (row.field.name.clone(), view.row_place(row))),
    );
    let values = view.values.iter().filter(|value| !value.leaf.item);
    all.extend(
        values.filter_map(|value| Some((value.leaf.name()?.to_owned(), view.value_place(value)))),
    );
    all
}

pub(in crate::check) fn letter_case(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut by: BTreeMap<String, BTreeMap<String, Vec<Place>>> = BTreeMap::new();
    for (name, place) in names(view) {
        by.entry(letters(&name))
            .or_default()
            .entry(name)
            .or_default()
            .push(place);
    }
    for spellings in by.into_values().filter(|spellings| spellings.len() > 1) {
        let Some(usual) = spellings
            .iter()
            .max_by_key(|(_, places)| places.len())
            .map(|(name, _)| name.clone())
        else {
            continue;
        };
        let others: Vec<&str> = spellings
            .keys()
            .filter(|name| **name != usual)
            .map(String::as_str)
            .collect();
        let message = format!("{usual} is also written {}", others.join(" and "));
        let places = spellings
            .iter()
            .filter(|(name, _)| **name != usual)
            .flat_map(|(_, places)| places.clone());
        sink.find(message, places.collect());
    }
}

pub(in crate::check) fn slips(view: &View<'_>, sink: &mut Sink<'_>) {
    for row in &view.rows {
        let name = letters(&row.field.name);
        let keys: Vec<_> = view
            .values_of(row.operation, row.side)
            .filter(|value| !value.leaf.item)
            .collect();
        if keys
            .iter()
            .any(|value| value.leaf.name().is_some_and(|key| letters(key) == name))
        {
            continue;
        }
        let near = keys.iter().find(|value| {
            value
                .leaf
                .name()
                .is_some_and(|key| is_slip(&letters(key), &name))
        });
        if let Some(value) = near {
            let key = value.leaf.name().unwrap_or_default();
            let listed = view
                .rows_of(row.operation, row.side)
                .any(|other| other.field.name == key);
            if !listed {
                sink.find(
                    format!("the table has {}, the example {key}", row.field.name),
                    vec![view.row_place(row), view.value_place(value)],
                );
            }
        }
    }
}

pub(in crate::check) fn product(view: &View<'_>, sink: &mut Sink<'_>) {
    let title = view.document.title().0.to_lowercase();
    let hosts = view.document.servers().into_iter().map(|server| server.url);
    let known: BTreeSet<String> = hosts
        .flat_map(|url| {
            url.split(['/', '.', ':'])
                .map(str::to_lowercase)
                .collect::<Vec<_>>()
        })
        .filter(|word| word.len() >= 5 && title.split_whitespace().any(|part| part == word))
        .collect();
    let mut found: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for passage in view.page.passages.iter().filter(|passage| {
        matches!(
            passage.kind,
            PassageKind::Text | PassageKind::Item | PassageKind::Heading
        )
    }) {
        for word in passage.text.split(|c: char| !c.is_alphanumeric()) {
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            if capital
                && known
                    .iter()
                    .any(|known| is_slip(known, &word.to_lowercase()))
            {
                found.entry(word.to_owned()).or_default().push(view.place(
                    None,
                    "page",
                    "prose",
                    None,
                    passage.line,
                ));
            }
        }
    }
    for (word, places) in found {
        sink.find(
            format!("{word} seems to be the product's name, misspelt"),
            places,
        );
    }
}

pub(in crate::check) fn letter_style(view: &View<'_>, sink: &mut Sink<'_>) {
    let is_snake = |name: &str| {
        name.contains('_')
            && name
                .chars()
                .all(|c| c.is_lowercase() || c.is_numeric() || c == '_')
    };
    let is_camel = |name: &str| {
        !name.contains(['_', '-'])
            && name.chars().next().is_some_and(char::is_lowercase)
            && name.chars().any(char::is_uppercase)
    };
    let all: Vec<(String, Place)> = names(view)
        .into_iter()
        .filter(|(_, place)| place.side != "path")
        .collect();
    let distinct = |style: &dyn Fn(&str) -> bool| {
        all.iter()
            .filter(|(name, _)| style(name))
            .map(|(name, _)| name)
            .collect::<BTreeSet<_>>()
            .len()
    };
    let (snake, camel) = (distinct(&is_snake), distinct(&is_camel));
    if snake == 0 || camel == 0 {
        return;
    }
    let few_snake = snake <= camel;
    let places = all
        .iter()
        .filter(|(name, _)| {
            if few_snake {
                is_snake(name)
            } else {
                is_camel(name)
            }
        })
        .map(|(_, place)| place.clone());
    let (few, many) = if few_snake {
        ("underscores", "camel case")
    } else {
        ("camel case", "underscores")
    };
    sink.find(
        format!("names are in {many}, these in {few}"),
        places.collect(),
    );
}
