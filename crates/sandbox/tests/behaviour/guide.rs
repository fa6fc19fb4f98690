//! The guide says what is so.

use std::{fmt::Write as _, fs, path::Path};

use pazemo_sandbox::{SWITCHES, Seed, Switches};

fn guide() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/sandbox.md");
    fs::read_to_string(path).unwrap()
}

/// A sentence without what makes it one.
fn in_a_row(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// The switches as the guide lists them.
fn table() -> String {
    let plain = Switches::default();
    let mut table = "| switch | question | values |\n|---|---|---|\n".to_owned();
    for switch in SWITCHES {
        let default = plain.get(switch.name).unwrap();
        let values: Vec<String> = switch
            .values
            .iter()
            .map(|value| {
                let mark = if value.name == default { "**" } else { "" };
                let meaning = in_a_row(value.meaning);
                match meaning == value.name {
                    true => format!("{mark}`{}`{mark}", value.name),
                    false => format!("{mark}`{}`{mark}: {meaning}", value.name),
                }
            })
            .collect();
        let values = match switch.form {
            Some(form) => format!("{form}; **`{default}`**"),
            None => values.join("<br>"),
        };
        let _ = writeln!(
            table,
            "| `{}` | {} | {values} |",
            switch.name, switch.question
        );
    }
    table
}

#[test]
fn it_lists_every_switch_with_its_default_in_bold() {
    let guide = guide();
    let (_, rest) = guide.split_once("<!-- switches -->\n").unwrap();
    let (listed, _) = rest.split_once("<!-- /switches -->").unwrap();
    assert!(
        listed == table(),
        "docs/sandbox.md should have this between its marks:\n{}",
        table()
    );
}

#[test]
fn its_seed_data_can_be_used() {
    let guide = guide();
    let (_, rest) = guide.split_once("```yaml\n").unwrap();
    let (yaml, _) = rest.split_once("```").unwrap();
    let seed = Seed::read("docs/sandbox.md", yaml).unwrap();
    assert_eq!(seed.token().unwrap().expose(), "sandbox-alice-token");
    let builder = pazemo_sandbox::Sandbox::builder().seed(seed);
    assert!(builder.start_blocking().is_ok());
}

/// The requests that a document of the administration describes.
fn requests_of(document: &str) -> Vec<String> {
    let mut path = "";
    let mut requests = Vec::new();
    for line in document.lines() {
        let key = line.trim().trim_end_matches(':');
        if line.starts_with("  /_sandbox/") {
            path = key;
        } else if line.starts_with("    ")
            && ["get", "put", "post", "patch", "delete"].contains(&key)
        {
            requests.push(format!("{} {path}", key.to_uppercase()));
        }
    }
    requests
}

#[test]
fn its_tokens_and_its_administration_are_those_there_are() {
    let guide = guide();
    for line in Seed::DEFAULT_FILE.lines() {
        if let Some(token) = line.trim().strip_prefix("- value: ") {
            assert!(guide.contains(&format!("| `{token}` |")), "{token}");
        }
    }
    let mut requests = requests_of(include_str!("../../admin.yaml"));
    assert!(requests.len() > 30);
    for request in &requests {
        assert!(guide.contains(&format!("\n| `{request}` |")), "{request}");
    }
    // Those of other providers are listed in their own chapters.
    let others = [
        include_str!("../../src/admin/paysera.yaml"),
        include_str!("../../src/admin/qolo.yaml"),
    ];
    let others: Vec<String> = others.into_iter().flat_map(requests_of).collect();
    assert!(others.len() > 5);
    for request in &others {
        assert!(guide.contains(&format!("`{request}`")), "{request}");
    }
    requests.extend(others);
    let told = guide.split('`').filter(|code| code.contains(" /_sandbox/"));
    for request in told.filter(|code| !code.contains('\n')) {
        assert!(requests.iter().any(|one| one == request), "{request}");
    }
}

#[test]
fn its_tests_in_rust_are_those_that_are_run() {
    assert!(
        guide().contains(include_str!("first_steps.rs")),
        "docs/sandbox.md should have the text of tests/behaviour/first_steps.rs"
    );
    let chapter = include_str!("../../../../src/guide/testing.md");
    let (_about, test) = include_str!("two_servers.rs").split_once("\n\n").unwrap();
    assert!(
        chapter.contains(&format!("```text\n{test}```")),
        "src/guide/testing.md should have the text of tests/behaviour/two_servers.rs"
    );
}
