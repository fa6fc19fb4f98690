//! What cannot be used, and what is said of it.

use crate::support::{docs, docs_with_input, file};

const HARBOUR: &str = "history/harbour.md";

#[test]
fn a_file_that_is_not_there_is_named() {
    for arguments in [
        ["model", "no-such-page.md"].as_slice(),
        &["diff", HARBOUR, "no-such-page.md"],
        &["diff", "no-such-page.md", HARBOUR],
    ] {
        let said = docs(arguments);
        let message = said.unusable();
        assert!(
            message.starts_with("no-such-page.md cannot be read: "),
            "{message}"
        );
    }
}

#[test]
fn what_is_no_text_is_refused() {
    for bytes in [
        b"\x89PNG\r\n\x1a\n\xff\xfe".as_slice(),
        b"# A page\0with zeros",
        "\u{feff}# A page"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>()
            .as_slice(),
    ] {
        let (_folder, path) = file(bytes);
        let piped = docs_with_input(&["model", "-"], bytes);
        assert!(piped.unusable().contains("standard input"), "{piped:?}");
        let said = docs(&["diff", HARBOUR, &path]);
        assert!(said.unusable().contains("right would be"), "{said:?}");
    }
}

#[test]
fn an_empty_page_is_refused() {
    for text in ["", " \n\n\t\n"] {
        let said = docs_with_input(&["model", "-"], text.as_bytes());
        let message = said.unusable();
        assert!(
            message.starts_with("standard input is empty; right would be"),
            "{message}"
        );
    }
}

/// An answer that only says to switch JavaScript on, or a page of an error, has not removed everything.
#[test]
fn a_page_that_lost_all_of_its_api_is_refused_as_the_new_one() {
    let (_folder, path) = file(b"<html><body><h1>404</h1><p>Not found.</p></body></html>");
    let said = docs(&["diff", HARBOUR, &path]);
    assert!(
        said.unusable().contains("says nothing of an API"),
        "{said:?}"
    );
    let said = docs(&["diff", &path, HARBOUR]);
    assert_eq!(said.code, Some(1), "{said:?}");
}

#[test]
fn pages_without_an_api_are_compared_with_a_note() {
    let (_folder, old) = file(b"# Recipes\n\nTake two eggs.\n");
    let (_other, new) = file(b"# Recipes\n\nTake three eggs.\n");
    let said = docs(&["diff", &old, &new]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.err.starts_with("note: neither page"), "{said:?}");
}

#[test]
fn both_pages_cannot_be_standard_input() {
    let said = docs_with_input(&["diff", "-", "-"], b"# A page\n");
    assert!(said.unusable().contains("both pages"), "{said:?}");
}

#[test]
fn a_folder_without_an_index_is_refused_with_advice() {
    let folder = tempfile::tempdir().unwrap();
    let said = docs(&["model", folder.path().to_str().unwrap()]);
    assert!(said.unusable().contains("index.html.md"), "{said:?}");
}
