//! `pazemo verify` against its sandbox.

use std::{
    collections::BTreeMap,
    fs,
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use serde_json::Value;

fn pazemo(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pazemo"))
        .arg("verify")
        .args(arguments)
        .current_dir(std::env::temp_dir())
        .output()
        .unwrap()
}

fn report(arguments: &[&str]) -> (Option<i32>, Value) {
    let output = pazemo(&[arguments, &["--format", "json"]].concat());
    let report = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    (output.status.code(), report)
}

/// Rule, operation and pointer of every finding.
fn findings(report: &Value) -> Vec<(String, String, String)> {
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .map(|one| {
            (
                text(one, "rule"),
                text(one, "operation"),
                text(one, "pointer"),
            )
        })
        .collect()
}

fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let files = fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        (path.file_name().unwrap().into(), text)
    });
    files.collect()
}

/// With another text in the place of the one identifier that the client chooses at random.
fn normal(files: BTreeMap<PathBuf, String>) -> BTreeMap<PathBuf, String> {
    let chosen =
        |text: &&String| text.contains("operation: createWithdraw") && !text.contains("flow-");
    let text = files.values().find(chosen).unwrap();
    let (_, rest) = text.split_once(r#"{"id":""#).unwrap();
    let id = rest[..36].to_owned();
    let files = files.into_iter();
    files
        .map(|(name, text)| (name, text.replace(&id, "chosen")))
        .collect()
}

#[test]
fn each_planted_defect_is_found_with_operation_pointer_and_rule() {
    for (defect, rule, operation, pointer) in [
        (
            "wrong-type",
            "wrong-type",
            "createWithdraw",
            "/response/body/amount",
        ),
        (
            "missing-field",
            "missing-required-field",
            "createWithdraw",
            "/response/body",
        ),
        (
            "undocumented-status",
            "undocumented-status",
            "createWithdraw",
            "/response/status",
        ),
        (
            "rounded-amount",
            "flow-value",
            "createWithdraw",
            "/response/body/amount",
        ),
        (
            "rounded-amount",
            "flow-ledger",
            "getAccount",
            "/response/body/balance",
        ),
        (
            "lost-create",
            "flow-state",
            "createWithdraw",
            "/response/body/id",
        ),
        (
            "double-confirm",
            "flow-outcome",
            "confirmWithdraw",
            "/response/status",
        ),
        (
            "double-confirm",
            "flow-ledger",
            "getAccount",
            "/response/body/locked",
        ),
    ] {
        let (code, report) = report(&["--sandbox-defect", defect]);
        assert_eq!(code, Some(1), "{defect}");
        let found = findings(&report);
        let wanted = (rule.to_owned(), operation.to_owned(), pointer.to_owned());
        assert!(found.contains(&wanted), "{defect}: {report:#}");
        let operations = report["operations"].as_array().unwrap().iter();
        let driven = operations.filter(|operation| operation["driven"].as_u64() > Some(0));
        assert_eq!(driven.count(), 12, "{defect}");
    }
}

#[test]
fn what_a_defect_breaks_is_said_once_and_of_nothing_else() {
    for (defect, rules) in [
        ("wrong-type", &["wrong-type"][..]),
        ("missing-field", &["missing-required-field"]),
        ("undocumented-status", &["undocumented-status"]),
        // What is locked is rounded to `-0`, which the client writes as `0`.
        (
            "rounded-amount",
            &["flow-value", "flow-ledger", "type-round-trip"],
        ),
        ("lost-create", &["flow-state", "flow-ledger"]),
        ("double-confirm", &["flow-outcome", "flow-ledger"]),
    ] {
        let (_, report) = report(&["--sandbox-defect", defect]);
        for finding in report["findings"].as_array().unwrap() {
            let rule = finding["rule"].as_str().unwrap();
            assert!(rules.contains(&rule), "{defect}: {finding:#}");
            let file = finding["file"].as_str().unwrap();
            assert!(file.starts_with("driven/"), "{defect}: {finding:#}");
        }
    }
}

#[test]
fn a_defect_is_told_to_people() {
    let output = pazemo(&["--sandbox-defect", "double-confirm"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());
}

#[test]
fn the_live_exchanges_can_be_saved_and_are_accepted_as_recordings() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    for folder in [&one, &two] {
        let output = pazemo(&["--provider", "pazemo", "--save", folder.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0));
    }
    let (first, second) = (normal(files(&one)), normal(files(&two)));
    assert!(first == second, "a run is like every other");
    let (code, report) = report(&["--recordings", one.to_str().unwrap()]);
    assert_eq!((code, findings(&report)), (Some(0), Vec::new()));
    let recorded = report["operations"].as_array().unwrap().iter();
    let recorded: u64 = recorded.filter_map(|one| one["recorded"].as_u64()).sum();
    assert_eq!(recorded, files(&one).len() as u64);
    let schema =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/recordings/recording.schema.json");
    let schema = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for (name, text) in files(&one) {
        let recording = pazemo_openapi::parse("r.yaml", &text).unwrap().to_value();
        let wrong = schema.validate(&recording);
        assert!(wrong.is_ok(), "{}: {wrong:?}", name.display());
        for secret in [
            "sandbox-full-token",
            "sandbox-read-only-token",
            "a-token-of-nobody",
        ] {
            assert!(!text.contains(secret), "{}", name.display());
        }
        assert!(
            !text.contains("authorizationCode\":\"string"),
            "{}",
            name.display()
        );
    }
    let again = pazemo(&["--provider", "pazemo", "--save", one.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(2));
    assert!(
        String::from_utf8(again.stderr)
            .unwrap()
            .contains("empty folder")
    );
}

#[test]
fn the_places_of_live_findings_are_those_in_the_saved_files() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("saved");
    let (_, report) = report(&[
        "--sandbox-defect",
        "wrong-type",
        "--save",
        saved.to_str().unwrap(),
    ]);
    for finding in report["findings"].as_array().unwrap() {
        let text = fs::read_to_string(finding["file"].as_str().unwrap()).unwrap();
        let line = finding["line"].as_u64().unwrap() as usize;
        let line = text.lines().nth(line - 1).unwrap();
        assert!(line.trim_start().starts_with(['{', '[']), "{line}");
    }
}

#[test]
fn another_document_is_held_against_the_live_exchanges() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let document = fs::read_to_string(repository.join("openapi/pazemo.yaml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (old, new, rule, operation, pointer) in [
        (
            "feeAmount:",
            "costs:",
            "undocumented-field",
            "createWithdraw",
            "/response/body/feeAmount",
        ),
        (
            "        '409':\n          $ref: '#/components/responses/Conflict'\n",
            "",
            "undocumented-status",
            "confirmWithdraw",
            "/response/status",
        ),
        (
            "operationId: cancelWithdraw",
            "operationId: stopWithdraw",
            "operation-mismatch",
            "stopWithdraw",
            "/operation",
        ),
    ] {
        assert!(document.contains(old));
        let path = folder.path().join("changed.yaml");
        fs::write(&path, document.replace(old, new)).unwrap();
        let (code, report) = report(&["--document", path.to_str().unwrap()]);
        assert_eq!(code, Some(1));
        let live = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|finding| {
                finding["file"].as_str().unwrap().starts_with("driven/")
                    && finding["rule"] == rule
                    && finding["operation"] == operation
                    && finding["pointer"] == pointer
            });
        assert!(live, "{rule}: {report:#}");
    }
}

#[test]
fn an_operation_that_the_client_does_not_make_is_found() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let document = fs::read_to_string(repository.join("openapi/pazemo.yaml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("changed.yaml");
    fs::write(&path, document.replacen("  /ping:\n", "  /pong:\n", 1)).unwrap();
    let path = path.to_str().unwrap();
    let (_, live) = report(&["--document", path]);
    let rules = |report: &Value| -> Vec<String> {
        findings(report)
            .into_iter()
            .map(|finding| finding.0)
            .collect()
    };
    assert!(rules(&live).contains(&"operation-not-driven".to_owned()));
    let (_, alone) = report(&["--document", path, "--no-drive"]);
    assert!(!rules(&alone).contains(&"operation-not-driven".to_owned()));
    assert!(alone["operations"][0]["driven"].is_null());
}

/// Passes on what comes to a port of its own, and counts the connections. Before the first it sends something of its own.
fn relay(to: u16, stray: &'static [u8]) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    thread::spawn(move || {
        for client in listener.incoming() {
            let client = client.unwrap();
            if counted.fetch_add(1, Ordering::Relaxed) == 0 && !stray.is_empty() {
                let mut server = TcpStream::connect(("127.0.0.1", to)).unwrap();
                server.write_all(stray).unwrap();
                server.read_exact(&mut [0; 12]).unwrap();
            }
            let server = TcpStream::connect(("127.0.0.1", to)).unwrap();
            for (mut from, mut to) in [
                (client.try_clone().unwrap(), server.try_clone().unwrap()),
                (server, client),
            ] {
                thread::spawn(move || {
                    let mut bytes = [0; 4096];
                    while let Ok(read @ 1..) = from.read(&mut bytes) {
                        if to.write_all(&bytes[..read]).is_err() {
                            break;
                        }
                    }
                    let _ = to.shutdown(Shutdown::Write);
                });
            }
        }
    });
    (port, count)
}

fn free_port() -> u16 {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap().port()
}

#[test]
fn the_client_can_be_sent_through_a_proxy() {
    let port = free_port();
    let (proxy, connections) = relay(port, b"");
    let url = format!("http://127.0.0.1:{proxy}");
    let (code, report) = report(&["--port", &port.to_string(), "--through", &url]);
    assert_eq!((code, findings(&report)), (Some(0), Vec::new()));
    assert!(connections.load(Ordering::Relaxed) > 0);
    let live = |report: &Value| -> u64 {
        let operations = report["operations"].as_array().unwrap().iter();
        operations.filter_map(|one| one["driven"].as_u64()).sum()
    };
    let (_, direct) = self::report(&["--provider", "pazemo"]);
    assert_eq!(live(&direct) - live(&report), 3, "three break the document");
}

#[test]
fn an_exchange_that_the_client_did_not_make_is_checked_and_found() {
    let port = free_port();
    let stray = b"GET /nowhere HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let (proxy, _) = relay(port, stray);
    let url = format!("http://127.0.0.1:{proxy}");
    let (code, report) = report(&["--port", &port.to_string(), "--through", &url]);
    assert_eq!(code, Some(1));
    let rules: Vec<String> = findings(&report).into_iter().map(|found| found.0).collect();
    assert_eq!(rules, ["undocumented-operation", "flow-exchanges"]);
}

#[test]
fn what_cannot_be_driven_is_named_and_exits_with_2() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let is_taken = format!("127.0.0.1:{port} is taken; right would be another --port");
    let nobody = "http://127.0.0.1:9";
    for (arguments, part) in [
        (vec!["--port", &port], &*is_taken),
        (vec!["--port", "0", "--through", nobody], "who am I"),
        (vec!["--through", nobody], "--port"),
        (vec!["--no-drive", "--port", "1"], "--no-drive"),
        (vec!["--no-drive", "--save", "x"], "--no-drive"),
        (vec!["--recordings", "x", "--save", "x"], "--recordings"),
        (vec!["--sandbox-defect", "other"], "double-confirm"),
        (vec!["--save", "/dev/null/x"], "/dev/null/x"),
    ] {
        let output = pazemo(&arguments);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {message}");
        assert!(message.contains(part), "{arguments:?}: {message}");
        assert!(output.stdout.is_empty());
    }
}
