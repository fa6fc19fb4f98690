//! A page in plain text is read, compared and turned into a proposal without panic, and lines are those of the page.
#![no_main]

mod page;

libfuzzer_sys::fuzz_target!(|text: &str| {
    // What makes it text is that nothing makes it Markdown or HTML; the other targets play those.
    page::play(text, pazemo_page::Form::Text);
});
