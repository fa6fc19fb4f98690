//! Pages of two fictitious providers in four forms each: Markdown, the HTML that Slate makes of it, and two extractions as plain text. `flat.txt` has no empty
//! lines, no indentation, and has lost each cell that is just `email`; `spaced.txt` has tables without marks.

use pazemo_page::{ExampleBody, Form, Page, Source};
use serde_json::{Value, json};

const LANTERN: [&str; 4] = [
    include_str!("pages/lantern/page.md"),
    include_str!("pages/lantern/page.html"),
    include_str!("pages/lantern/flat.txt"),
    include_str!("pages/lantern/spaced.txt"),
];

const ORCHARD: [&str; 4] = [
    include_str!("pages/orchard/page.md"),
    include_str!("pages/orchard/page.html"),
    include_str!("pages/orchard/flat.txt"),
    include_str!("pages/orchard/spaced.txt"),
];

fn page(text: &str) -> Page {
    pazemo_page::read(&Source::new("page", text)).unwrap()
}

/// What a page says, without what a form may lose: lines, levels, layout of code, the page's title.
fn said(page: &Page) -> Value {
    let mut value = json!({
        "base_urls": page.base_urls,
        "authentication": page.authentication,
        "statuses": page.statuses,
        "error_examples": page.error_examples,
        "objects": page.objects,
        "operations": page.operations,
        "sections": page.sections,
    });
    reduce(&mut value);
    value
}

fn reduce(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("line");
            members.remove("level");
            // Where JSON breaks is said by line and column.
            members.remove("why");
            members.values_mut().for_each(reduce);
        }
        Value::Array(items) => items.iter_mut().for_each(reduce),
        Value::String(text) => *text = text.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => {}
    }
}

fn warnings(page: &Page) -> Vec<&str> {
    page.warnings.iter().map(|warning| warning.kind).collect()
}

#[test]
fn each_form_is_told_by_itself() {
    for pages in [LANTERN, ORCHARD] {
        let forms: Vec<Form> = pages
            .iter()
            .map(|text| Source::new("page", *text).form())
            .collect();
        assert_eq!(forms, [Form::Markdown, Form::Html, Form::Text, Form::Text]);
    }
}

#[test]
fn html_says_what_its_markdown_says() {
    for [markdown, html, ..] in [LANTERN, ORCHARD] {
        let (markdown, html) = (page(markdown), page(html));
        assert_eq!(said(&html), said(&markdown));
        assert_eq!(html.title, markdown.title);
        assert_eq!(warnings(&html), warnings(&markdown));
    }
}

#[test]
fn text_with_empty_lines_says_what_its_markdown_says() {
    for [markdown, _, _, spaced] in [LANTERN, ORCHARD] {
        assert_eq!(said(&page(spaced)), said(&page(markdown)));
    }
}

#[test]
fn text_without_empty_lines_says_what_its_markdown_says() {
    for [markdown, _, flat, _] in [LANTERN, ORCHARD] {
        assert_eq!(said(&page(flat)), said(&page(markdown)));
    }
}

#[test]
fn what_a_form_has_lost_is_said() {
    let flat = page(LANTERN[2]);
    assert_eq!(warnings(&flat), ["indentation-lost", "cell-recovered"]);
    let email = &flat.operations[0].response[0].fields[1];
    assert_eq!(
        (email.name.as_str(), email.r#type.as_deref()),
        ("email", Some("email"))
    );
    assert_eq!(email.description, "Keeper email");
}

#[test]
fn an_example_that_is_not_json_is_one_example_in_each_form() {
    for text in LANTERN {
        let page = page(text);
        let bodies: Vec<&ExampleBody> = page.operations[2]
            .examples
            .iter()
            .map(|example| &example.body)
            .collect();
        assert!(
            matches!(bodies[..], [ExampleBody::Text(text)] if text == "Lamp is back"),
            "{bodies:?}"
        );
        let broken = &page.operations[3].examples;
        assert!(
            matches!(broken[0].body, ExampleBody::Broken { .. }),
            "{broken:?}"
        );
        assert_eq!(broken.len(), 1);
    }
}

#[test]
fn lines_are_those_of_each_form() {
    for text in LANTERN.into_iter().chain(ORCHARD) {
        let page = page(text);
        let lines: Vec<&str> = text.lines().collect();
        for operation in &page.operations {
            let line = lines[operation.line - 1];
            assert!(
                line.contains(&operation.path),
                "{} is not on line {}: {line}",
                operation.path,
                operation.line
            );
            for field in operation
                .request
                .iter()
                .chain(&operation.response)
                .flat_map(|table| &table.fields)
            {
                let near = lines[field.line - 1..(field.line + 1).min(lines.len())].concat();
                assert!(
                    near.contains(&field.name) || near.contains(&field.description),
                    "{} is not on line {}",
                    field.name,
                    field.line
                );
            }
        }
    }
}
