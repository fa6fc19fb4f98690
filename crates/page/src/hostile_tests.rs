//! Texts that nobody writes: no reader may panic, or take more time than the length of the text explains.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::{Form, Source};

fn read(text: &str, form: Form) {
    let source = Source::of_form("page".to_owned(), text.to_owned(), form, Vec::new());
    let _ = crate::read(&source);
}

const FORMS: [Form; 3] = [Form::Markdown, Form::Html, Form::Text];

/// Pieces of which hostile pages are made.
const PIECES: [&str; 64] = [
    "#",
    "## ",
    "# Title\n",
    "\n",
    "\n\n",
    " ",
    "    ",
    "\t",
    "```",
    "```json\n",
    "~~~",
    "````",
    "`",
    "|",
    "| a | b |\n",
    "---|---\n",
    "|---|\n",
    "---",
    "===\n",
    "> ",
    "- ",
    "1. ",
    "* ",
    "**",
    "_",
    "[",
    "]",
    "(",
    ")",
    "[a]: b\n",
    "<",
    ">",
    "<table>",
    "</table>",
    "<!--",
    "-->",
    "<br>",
    "<aside>",
    "</aside>",
    "<id>",
    "{",
    "}",
    "{}",
    "[]",
    "\"",
    "'",
    "\"a\": 1",
    ",",
    "//",
    "/*",
    "*/",
    "GET /a/{b}\n",
    "`POST http://x.example/a`\n",
    "curl -X POST 'http://x.example/a' \\\n",
    "-d '{",
    "-H \"A-Key: b\"\n",
    "HTTP/1.1 200 OK\n",
    "<?php\n",
    "Field | Type\n",
    "Response:\n",
    "404 Not Found - x\n",
    "Base URL: https://x.example/v1\n",
    "é",
    "\u{a0}\r\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_text_makes_the_reader_panic(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..80)) {
        FORMS.into_iter().for_each(|form| read(&pieces.concat(), form));
    }

    #[test]
    fn no_characters_make_the_reader_panic(text in "\\PC{0,200}") {
        FORMS.into_iter().for_each(|form| read(&text, form));
    }
}

fn least(text: &str, form: Form) -> Duration {
    (0..3)
        .map(|_| {
            let start = Instant::now();
            read(text, form);
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

/// Every piece repeated, and every pair that is known to be hard.
fn hard() -> Vec<String> {
    let mut all: Vec<String> = PIECES.iter().map(|piece| (*piece).to_owned()).collect();
    for pair in [
        "[a](",
        "![a",
        "*a _b ",
        "<a ",
        "a`b``",
        "> - ",
        "```json\n{\n\n",
        "~~~\n```\n",
        "| a\n",
        "a | b\n---|---\n",
        "<table><tr>\n",
        "<!-- a\n",
        "## A\n\n`GET /a`\n\n",
        "## A\n\n```\ncurl https://x.example/a/b\n```\n\n",
        "## A\n\nField | Type\n---|---\na | b\n\n",
        "{\"a\":",
        "// a\n{}\n",
        "curl http://x.example/a -d '{\"a\":\n",
        "GET /{ ",
        "`GET /a` ",
        "'a' . ",
        "\\\n",
        "[a]: b\n[a]\n",
        "- `GET /a`\n",
        "```shell\n",
        "`````\n```` \n",
        "## A\n\n`GET /a`\n\nField | Type\n---|---\na b | |\n\n",
        "```\n'a': 'b',\n",
        "| a | b |\n\n",
        "1. a\n   - b\n",
        "<div>",
        "<div><p>x",
        "<b id=a><p>x",
        "<ul><li>x",
        "<table><tr><td>",
        "<table>x<tr>",
        "<pre>x</pre><span>y</span>",
        "<dl><dt>a<dd>b",
        "<h1>A<p>b",
        "<p>a | b ---|--- c | d",
        "<foo a=b c='d'",
        "<!--",
        "&lt;",
        "Field Description Format\n",
        "Field Description Format\nid Text string\n",
        "Example Response:\nabc\n",
        "Word and word:\n\n\n",
        "<?php\n$a = 1;\n\n",
        "curl '",
        "-d'",
        "word and word\n",
    ] {
        all.push(pair.to_owned());
    }
    all
}

/// All pieces in all forms take half a minute: `PAZEMO_ALL_HOSTILE_PAGES=1`. Else each is read in one form, the next one in the next.
fn time_grows_with_the_length_and_not_with_its_square(form: usize) {
    let has_time = std::env::var_os("PAZEMO_ALL_HOSTILE_PAGES").is_some();
    let all = hard().into_iter().enumerate();
    let own = all.filter(|(at, _)| has_time || at % FORMS.len() == form);
    for (_, piece) in own {
        let form = FORMS[form];
        let short = piece.repeat(3_000 / piece.len());
        let long = short.repeat(8);
        // Another attempt, because other programs use the processor too.
        let grows = (0..4).all(|_| {
            let (short, long) = (least(&short, form), least(&long, form));
            long > Duration::from_millis(25) && long > short * 28
        });
        assert!(
            !grows,
            "{piece:?} repeated in {form:?} takes more time than its length explains"
        );
    }
}

#[test]
fn the_time_of_markdown_grows_with_its_length_and_not_with_its_square() {
    time_grows_with_the_length_and_not_with_its_square(0);
}

#[test]
fn the_time_of_html_grows_with_its_length_and_not_with_its_square() {
    time_grows_with_the_length_and_not_with_its_square(1);
}

#[test]
fn the_time_of_text_grows_with_its_length_and_not_with_its_square() {
    time_grows_with_the_length_and_not_with_its_square(2);
}
