//! The guide says what is so.

use std::{fmt::Write as _, fs, path::Path};

use pazemo_sandbox::{SWITCHES, Seed, Switches};

fn guide() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/sandbox.md");
    fs::read_to_string(path).unwrap()
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
            .map(|value| match value.name == default {
                true => format!("**`{}`**", value.name),
                false => format!("`{}`", value.name),
            })
            .collect();
        let values = match switch.form {
            Some(form) => format!("{form}; **`{default}`**"),
            None => values.join(", "),
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

#[test]
fn its_tokens_and_its_administration_are_those_there_are() {
    let guide = guide();
    for line in Seed::DEFAULT_FILE.lines() {
        if let Some(token) = line.trim().strip_prefix("- value: ") {
            assert!(guide.contains(&format!("| `{token}` |")), "{token}");
        }
    }
    let document = include_str!("../admin.yaml");
    let paths = guide.split('`').filter_map(|code| code.split(' ').nth(1));
    let paths: Vec<&str> = paths
        .filter(|path| path.starts_with("/_sandbox/"))
        .collect();
    assert!(paths.len() > 10);
    for path in paths {
        assert!(document.contains(&format!("\n  {path}:\n")), "{path}");
    }
}
