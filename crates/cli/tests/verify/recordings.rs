//! The program as a user runs it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

fn pazemo(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pazemo"))
        .args(arguments)
        .current_dir(std::env::temp_dir())
        .env("COLUMNS", "100")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A copy of the recordings in which `old` is replaced by `new` in one file.
fn recordings(file: &str, old: &str, new: &str) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(repository().join("tests/recordings")).unwrap() {
        let path = entry.unwrap().path();
        // The folders are those of the other providers.
        if path.is_file() {
            fs::copy(&path, copy.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    let path = copy.path().join(file);
    let content = fs::read_to_string(&path).unwrap();
    assert!(content.contains(old), "{old:?} is not in {file}");
    fs::write(path, content.replacen(old, new, 1)).unwrap();
    copy
}

/// The findings of `verify --format json` on a copy of the recordings, with the exit code.
fn findings(copy: &tempfile::TempDir, more: &[&str]) -> (i32, Vec<serde_json::Value>) {
    let mut arguments = vec![
        "verify",
        "--format",
        "json",
        "--recordings",
        copy.path().to_str().unwrap(),
    ];
    arguments.extend(more);
    let output = pazemo(&arguments);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["operations"].as_array().unwrap().len(), 12);
    (
        output.status.code().unwrap(),
        report["findings"].as_array().unwrap().clone(),
    )
}

#[test]
fn what_is_shipped_holds() {
    let output = pazemo(&["verify"]);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    insta::assert_snapshot!(text(&output.stdout));
    let json: serde_json::Value =
        serde_json::from_slice(&pazemo(&["verify", "--format", "json"]).stdout).unwrap();
    assert_eq!(json["findings"], serde_json::json!([]));
    let operations = json["operations"].as_array().unwrap();
    assert_eq!(operations.len(), 17);
    for operation in operations {
        // The page of Qolo shows no exchange.
        let is_shown = operation["provider"] != "qolo";
        let recorded = operation["recorded"].as_u64();
        assert_eq!(recorded >= Some(1), is_shown, "{operation}");
        assert!(operation["driven"].as_u64() >= Some(1), "{operation}");
    }
}

#[test]
fn a_provider_can_be_checked_alone() {
    let output = pazemo(&["verify", "--provider", "qolo", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let operations = json["operations"].as_array().unwrap();
    let ids: Vec<_> = operations.iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, ["login", "createCard"]);

    let saved = tempfile::tempdir().unwrap();
    let folder = saved.path().join("driven");
    let folder = folder.to_str().unwrap();
    let qolo = ["verify", "--provider", "qolo"];
    let driven = pazemo(&[&qolo[..], &["--save", folder]].concat());
    assert_eq!(driven.status.code(), Some(0));
    let recorded = pazemo(&[&qolo[..], &["--recordings", folder]].concat());
    assert_eq!(
        recorded.status.code(),
        Some(0),
        "{}",
        text(&recorded.stdout)
    );
    // To another provider these are nothing.
    let other = pazemo(&["verify", "--recordings", folder]);
    assert_eq!(other.status.code(), Some(1));

    let two = [
        "--provider",
        "qolo",
        "--provider",
        "pazemo",
        "--recordings",
        folder,
    ];
    let output = pazemo(&[&["verify"][..], &two].concat());
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("one provider"));
}

#[test]
fn the_name_that_the_sandbox_has_for_a_provider_is_good_here_too() {
    let operations = |name: &str| {
        let arguments = ["verify", "--no-drive", "--format", "json", "--provider"];
        let output = pazemo(&[&arguments[..], &[name]].concat());
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["operations"].clone()
    };
    assert_eq!(operations("paysera"), operations("paysera-wallet"));
    assert_eq!(operations("paysera")[0]["provider"], "paysera-wallet");
}

#[test]
fn a_provider_of_which_nothing_is_recorded_needs_to_be_driven() {
    let output = pazemo(&["verify", "--provider", "qolo", "--no-drive"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("nothing to check"));
    assert_eq!(pazemo(&["verify", "--no-drive"]).status.code(), Some(0));
}

#[test]
fn each_defect_of_a_recording_is_found_by_its_own_rule() {
    for (file, old, new, rule, pointer, severity) in [
        (
            "get-user.yaml",
            "\"id\": \"string\"",
            "\"id\": [1]",
            "wrong-type",
            "/response/body/id",
            "error",
        ),
        (
            "list-accounts.yaml",
            "\"balance\": 9.1,",
            "\"balance\": \"9.1\",",
            "wrong-type",
            "/response/body/2/balance",
            "error",
        ),
        (
            "create-withdraw.yaml",
            "\"amount\": 0,",
            "",
            "missing-required-field",
            "/request/body",
            "error",
        ),
        (
            "get-current-user.yaml",
            "\"id\": \"string\",",
            "",
            "missing-required-field",
            "/response/body",
            "error",
        ),
        (
            "get-account.yaml",
            "\"locked\": 0",
            "\"locked\": 0, \"colour\": 1",
            "undocumented-field",
            "/response/body/colour",
            "warning",
        ),
        (
            "check.yaml",
            "status: 200",
            "status: 201",
            "undocumented-status",
            "/response/status",
            "error",
        ),
        (
            "list-accounts.yaml",
            "948775.42",
            "948775.43",
            "documented-example-differs",
            "/response/body/1/balance",
            "error",
        ),
        (
            "list-accounts.yaml",
            "\"balance\": 9.1,",
            "\"balance\": 9.10,",
            "documented-example-differs",
            "/response/body/2/balance",
            "error",
        ),
        (
            "create-withdraw.yaml",
            "\"amount\": 0,",
            "\"amount\": 0.0,",
            "documented-example-differs",
            "/request/body/amount",
            "error",
        ),
        (
            "ping.yaml",
            "PingController.ping",
            "PingController.pong",
            "documented-example-differs",
            "/response/body",
            "error",
        ),
        (
            "get-user.yaml",
            "Content-Type: application/json",
            "Content-Type: text/html",
            "undocumented-media-type",
            "/response/headers",
            "error",
        ),
        (
            "get-user.yaml",
            "path: /users/string",
            "path: /customers/string",
            "undocumented-operation",
            "/request/path",
            "error",
        ),
        (
            "get-user.yaml",
            "operation: getUser",
            "operation: getCurrentUser",
            "operation-mismatch",
            "/operation",
            "error",
        ),
        (
            "get-user.yaml",
            "\"roles\":",
            "\"roles\" ",
            "body-not-json",
            "/response/body",
            "error",
        ),
        (
            "get-user.yaml",
            "\"id\": \"string\"",
            "\"id\": \"string\", \"id\": \"string\"",
            "duplicate-field",
            "/response/body/id",
            "error",
        ),
    ] {
        let copy = recordings(file, old, new);
        let (code, found) = findings(&copy, &[]);
        let first: Vec<&serde_json::Value> = found
            .iter()
            .filter(|f| f["rule"] != "operation-not-covered")
            .collect();
        assert_eq!(first.len(), 1, "{file} {rule}: {found:#?}");
        let finding = first[0];
        assert_eq!(
            (&finding["rule"], &finding["pointer"]),
            (&rule.into(), &pointer.into()),
            "{finding:#}"
        );
        assert_eq!(finding["severity"], severity);
        assert!(finding["file"].as_str().unwrap().ends_with(file));
        assert!(!finding["advice"].as_str().unwrap().is_empty());
        // The line is where the defect stands in the file; what is missing has the line of the object that lacks it.
        let content = fs::read_to_string(copy.path().join(file)).unwrap();
        let line = content
            .lines()
            .nth(finding["line"].as_u64().unwrap() as usize - 1)
            .unwrap();
        let expected = if new.is_empty() {
            "{"
        } else {
            new.lines().next().unwrap()
        };
        let is_headers = pointer.ends_with("headers");
        assert!(
            line.contains(expected) || is_headers,
            "{rule}: {line:?} has no {expected:?}"
        );
        assert_eq!(code, 1);
        if severity == "warning" {
            assert_eq!(findings(&copy, &["--fail-on", "error"]).0, 0);
        }
    }
}

#[test]
fn an_operation_without_recording_is_found() {
    let copy = recordings("ping.yaml", "", "");
    fs::remove_file(copy.path().join("ping.yaml")).unwrap();
    let (code, found) = findings(&copy, &[]);
    assert_eq!(code, 1);
    assert_eq!(
        (&found[0]["rule"], &found[0]["operation"]),
        (&"operation-not-covered".into(), &"ping".into())
    );
}

#[test]
fn a_document_that_no_longer_fits_the_client_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("changed.yaml");
    let document = fs::read_to_string(repository().join("openapi/pazemo.yaml")).unwrap();
    let changed = document.replacen("      x-retry: safe\n", "", 1);
    fs::write(&copy, changed).unwrap();
    let output = pazemo(&[
        "verify",
        "--document",
        copy.to_str().unwrap(),
        "--format",
        "json",
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("missing-retry"));
}

#[test]
fn what_cannot_be_used_is_named_and_exits_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (broken, empty) = (
        file("broken.yaml", "a: [1\n"),
        file("empty.yaml", "openapi: 3.0.3\n"),
    );
    let folder_name = folder.path().to_str().unwrap();
    for (arguments, part) in [
        (
            vec!["verify", "--document", "no/such/file.yaml"],
            "no/such/file.yaml",
        ),
        (vec!["verify", "--document", &broken], "broken.yaml:"),
        (vec!["verify", "--document", &empty], "no operations"),
        (vec!["verify", "--document", folder_name], "cannot be read"),
        (vec!["verify", "--document", "/dev/zero"], "it is no file"),
        (
            vec!["verify", "--recordings", "no/such/folder"],
            "no/such/folder",
        ),
        (
            vec!["verify", "--recordings", folder_name],
            "right would be",
        ),
        (vec!["verify", "--format", "xml"], "xml"),
        (vec!["verfy"], "verify"),
        (vec![], "Usage"),
    ] {
        let output = pazemo(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let message = text(&output.stderr);
        assert!(message.contains(part), "{arguments:?}: {message}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn help_teaches() {
    for (name, arguments) in [
        ("help", &["--help"][..]),
        ("help_verify", &["verify", "--help"]),
        ("help_completions", &["completions", "--help"]),
    ] {
        let output = pazemo(arguments);
        assert_eq!(output.status.code(), Some(0));
        insta::assert_snapshot!(name, text(&output.stdout));
    }
}

#[test]
fn completions_and_colours_follow_the_terminal() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = pazemo(&["completions", shell]);
        assert!(
            output.status.success() && text(&output.stdout).contains("recordings"),
            "{shell}"
        );
    }
    let escapes = |output: Output| output.stdout.contains(&0x1b);
    assert!(!escapes(pazemo(&["verify"])), "piped output has no colours");
    let forced = |name: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pazemo"));
        command
            .arg("verify")
            .env_remove("NO_COLOR")
            .env(name, "1")
            .output()
            .unwrap()
    };
    assert!(escapes(forced("CLICOLOR_FORCE")));
    assert!(!escapes(forced("NO_COLOR")));
}
