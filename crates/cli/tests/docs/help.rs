//! What the program says about itself.

use std::process::Command;

use crate::support::docs;

#[test]
fn help_teaches() {
    insta::assert_snapshot!(docs(&["--help"]).out);
    insta::assert_snapshot!(docs(&["model", "--help"]).out);
    insta::assert_snapshot!(docs(&["diff", "--help"]).out);
    insta::assert_snapshot!(docs(&["check", "--help"]).out);
    insta::assert_snapshot!(docs(&["propose", "--help"]).out);
}

#[test]
fn completions_know_the_commands() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pazemo"));
    let script = command.args(["completions", "bash"]).output().unwrap();
    let script = String::from_utf8(script.stdout).unwrap();
    for part in ["pazemo__subcmd__docs__subcmd__diff", "markdown", "github"] {
        assert!(script.contains(part), "{part}");
    }
}
