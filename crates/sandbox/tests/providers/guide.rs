//! The guide says of the other providers what is so.

use std::{fmt::Write as _, fs, path::Path};

use pazemo_sandbox::{Profiles, paysera, qolo};

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
fn table(profiles: &Profiles) -> String {
    let mut table = "| switch | question | values |\n|---|---|---|\n".to_owned();
    for switch in &profiles.switches {
        let values = switch.values.iter().map(|value| {
            let mark = if value.name == switch.default {
                "**"
            } else {
                ""
            };
            let meaning = in_a_row(value.meaning);
            match meaning == value.name {
                true => format!("{mark}`{}`{mark}", value.name),
                false => format!("{mark}`{}`{mark}: {meaning}", value.name),
            }
        });
        let values = match switch.form {
            Some(form) => format!("{form}; **`{}`**", switch.default),
            None => values.collect::<Vec<_>>().join("<br>"),
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
fn it_lists_every_switch_of_every_provider() {
    let guide = guide();
    for (name, profiles) in [("paysera", paysera::profiles()), ("qolo", qolo::profiles())] {
        let (_, rest) = guide
            .split_once(&format!("<!-- {name} switches -->\n"))
            .unwrap();
        let (listed, _) = rest
            .split_once(&format!("<!-- /{name} switches -->"))
            .unwrap();
        let table = table(&profiles);
        assert!(
            listed == table,
            "docs/sandbox.md should have this between the marks of {name}:\n{table}"
        );
    }
}

#[test]
fn its_data_and_its_tests_are_those_there_are() {
    let guide = guide();
    assert!(
        guide.contains(include_str!("first_steps.rs")),
        "docs/sandbox.md should have the text of tests/providers/first_steps.rs"
    );
    let (_, rest) = guide.split_once("```text\nclients:\n").unwrap();
    let (yaml, _) = rest.split_once("```").unwrap();
    let seed = paysera::Seed::read("docs/sandbox.md", &format!("clients:\n{yaml}")).unwrap();
    assert_eq!(seed.credentials().unwrap().0, "my-client");
    let (_, rest) = guide.split_once("`logins: ").unwrap();
    let (list, _) = rest.split_once('`').unwrap();
    let seed = qolo::Seed::read("docs/sandbox.md", &format!("logins: {list}")).unwrap();
    assert_eq!(seed.credentials().unwrap().0, "my-program");
    for sandbox in [
        paysera::Seed::default().credentials(),
        paysera::Seed::projects().credentials(),
    ] {
        let (id, key) = sandbox.unwrap();
        assert!(
            guide.contains(&format!("`{id}`")) && guide.contains(key.expose()),
            "{id}"
        );
    }
}
