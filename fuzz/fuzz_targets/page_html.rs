//! A page in HTML is read, compared and turned into a proposal without panic, and lines are those of the page.
#![no_main]

mod page;

libfuzzer_sys::fuzz_target!(|text: &str| {
    page::play(
        &format!("<!DOCTYPE html><html><body><h1>Fuzz</h1>\n{text}"),
        pazemo_page::Form::Html,
    );
});
