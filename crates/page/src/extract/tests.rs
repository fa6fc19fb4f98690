use super::*;
use crate::Source;

/// A page of a fictitious provider, in the habits of Slate.
const HARBOUR: &str = include_str!("harbour.md");

fn read(text: &str) -> Page {
    crate::read(&Source::of_form(
        "page".to_owned(),
        text.to_owned(),
        Form::Markdown,
        Vec::new(),
    ))
    .expect("a page")
}

#[test]
fn a_page_is_read_as_a_whole() {
    let model = serde_json::to_string_pretty(&read(HARBOUR)).unwrap();
    insta::assert_snapshot!(model);
}
