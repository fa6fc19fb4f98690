//! A page in Markdown is read, compared and turned into a proposal without panic, and lines are those of the page.
#![no_main]

mod page;

libfuzzer_sys::fuzz_target!(|text: &str| {
    page::play(
        &format!("---\ntitle: Fuzz\n---\n\n# Fuzz\n\n{text}"),
        pazemo_page::Form::Markdown,
    );
});
