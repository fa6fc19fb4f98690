//! What the program says about itself.

use crate::support::{command, run};

#[test]
fn help_lists_operations_and_exit_codes() {
    let said = run(command(&["--help"]));
    assert_eq!(said.code, Some(0));
    for operation in pazemo::operations() {
        let row = format!("{} {}:", operation.method(), operation.path());
        assert!(said.out.contains(operation.id()), "{}", operation.id());
        assert!(said.out.contains(&row), "{row}");
    }
    insta::assert_snapshot!(said.out);
}

#[test]
fn an_unknown_operation_is_told_which_one_was_meant() {
    let said = run(command(&["createWithdrw"]));
    let message = said.unusable();
    assert!(message.contains("'createWithdraw'"), "{message}");
    for operation in pazemo::operations() {
        assert!(message.contains(operation.id()), "{message}");
    }
}

#[test]
fn other_spellings_of_an_operation_are_understood() {
    for name in ["create-withdraw", "CREATEWITHDRAW", "Create-Withdraw"] {
        let said = run(command(&[name, "--describe"]));
        assert!(said.out.starts_with("createWithdraw ("), "{said:?}");
    }
}

#[test]
fn an_operation_is_described_with_what_it_takes() {
    insta::assert_snapshot!(run(command(&["createWithdraw", "--describe"])).out);
    insta::assert_snapshot!(run(command(&["confirmWithdraw", "--describe"])).out);
}

#[test]
fn completions_know_the_operations() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_pazemo"));
    let script = command.args(["completions", "bash"]).output().unwrap();
    let script = String::from_utf8(script.stdout).unwrap();
    for operation in pazemo::operations() {
        assert!(script.contains(operation.id()), "{}", operation.id());
    }
}
