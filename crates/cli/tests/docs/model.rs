//! What was read from a page.

use std::fs;

use crate::support::{command, docs, docs_with_input, file, page, run};

#[test]
fn a_page_is_shown_to_people() {
    let said = docs(&["model", "history/harbour.md"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    insta::assert_snapshot!(said.out);
}

#[test]
fn as_json_nothing_is_left_out() {
    let model = docs(&["model", "pages/lantern/page.html", "--format", "json"]).json();
    assert_eq!(model["form"], "html");
    let operations = model["operations"].as_array().unwrap();
    let lamps = operations
        .iter()
        .find(|one| one["path"] == "/lamps")
        .unwrap();
    assert_eq!(lamps["method"], "GET");
    for part in [
        "request",
        "response",
        "examples",
        "samples",
        "conflicts",
        "line",
    ] {
        assert!(!lamps[part].is_null(), "{part}");
    }
}

#[test]
fn a_page_may_come_by_standard_input() {
    let text = page("history/harbour.md");
    let piped = docs_with_input(&["model", "-", "--format", "json"], text.as_bytes());
    let named = docs(&["model", "history/harbour.md", "--format", "json"]);
    assert_eq!(piped.code, Some(0));
    assert_eq!(piped.out, named.out);
}

#[test]
fn a_page_may_be_a_folder_of_a_slate_site() {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir(site.path().join("includes")).unwrap();
    let index = "---\ntitle: Boats\nincludes:\n  - errors\n---\n\n# Boats\n\n`GET /boats`\n";
    fs::write(site.path().join("index.html.md"), index).unwrap();
    let errors = "# Errors\n\nCode | Meaning\n---|---\n404 | No such boat\n409 | Taken\n";
    fs::write(site.path().join("includes/_errors.md"), errors).unwrap();
    let said = docs(&["model", site.path().to_str().unwrap(), "--format", "json"]);
    let model = said.json();
    assert_eq!(model["operations"][0]["path"], "/boats");
    assert_eq!(model["statuses"][1]["code"], 409);
}

#[test]
fn a_page_that_says_nothing_of_an_api_is_noted() {
    let (_folder, path) = file(b"# Recipes\n\nTake two eggs.\n");
    let said = docs(&["model", &path]);
    assert_eq!(said.code, Some(0));
    assert!(said.out.contains("0 operations"), "{said:?}");
    assert!(said.err.contains("says nothing of an API"), "{said:?}");
}

/// Colours are for terminals: none where the output goes elsewhere, unless they are asked for, and never against `NO_COLOR`.
#[test]
fn colours_are_for_terminals() {
    let coloured = |name: &str| {
        let mut command = command(&["model", "history/harbour.md"]);
        if !name.is_empty() {
            command.env(name, "1");
        }
        run(command).out.contains('\u{1b}')
    };
    assert!(!coloured(""));
    assert!(coloured("CLICOLOR_FORCE"));
    assert!(!coloured("NO_COLOR"));
}

/// A page is somebody else's text.
#[test]
fn nothing_of_a_page_speaks_to_the_terminal() {
    let page = "# Boats \u{1b}[31mred\n\n`GET /boats`\n\nField | Description\n---|---\nid\u{1b}[2J | x\n\n# B\u{7}\n\n`GET /b\u{1b}]0;x\u{7}`\n";
    let (_folder, path) = file(page.as_bytes());
    let (_other, old) = file(b"# Boats\n\n`GET /other`\n");
    for arguments in [
        vec!["model", &path],
        vec!["diff", &old, &path],
        vec!["diff", &path, &old, "--format", "markdown"],
        vec!["diff", &old, &path, "--format", "github"],
    ] {
        let mut command = command(&arguments);
        command.env("CLICOLOR_FORCE", "1");
        let said = run(command);
        // Our own colours are the only sequences.
        let foreign = said.out.replace("\u{1b}[1m", "").replace("\u{1b}[0m", "");
        assert!(
            !foreign.contains(['\u{1b}', '\u{7}']),
            "{arguments:?}: {:?}",
            said.out
        );
    }
}
