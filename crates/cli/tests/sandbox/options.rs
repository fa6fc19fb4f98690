//! What can be said on the command line.

use super::*;

#[test]
fn every_option_reaches_the_sandbox() {
    let (_running, greeting) = Running::with_json(&[
        "--preset",
        "harsh",
        "--switch",
        "balance=gross",
        "--switch",
        "fee-flat=0.50",
        "--fixed-time",
        "2026-01-31T12:00:00+01:00",
        "--maintenance",
        "--quiet",
        "--fault",
        "createWithdraw: drop;when=after x2, status=503",
        "--fault",
        "*: hang",
    ]);
    let state = get(&greeting, "/_sandbox/state");
    assert_eq!(state["time"], "2026-01-31T11:00:00.000Z");
    assert_eq!(state["clockRuns"], false);
    for (name, value) in [
        ("balance", "gross"),
        ("fee-flat", "0.50"),
        ("locked", "positive"),
    ] {
        assert_eq!(state["switches"][name], value);
    }
    assert_eq!(get(&greeting, "/_sandbox/maintenance")["on"], true);
    let faults = get(&greeting, "/_sandbox/faults");
    assert_eq!(faults.as_array().unwrap().len(), 3);
    assert_eq!(faults[0]["fault"], "drop;when=after");
}

#[test]
fn the_same_random_seed_gives_the_same_identifiers() {
    let made = |seed: &str| {
        let (_running, greeting) = Running::with_json(&["--random-seed", seed]);
        let body = Some(r#"{"currencyId": "SGD"}"#);
        let (_, body) = request(&greeting, "POST", "/users/string/accounts", body);
        let account: Value = serde_json::from_str(&body).unwrap();
        account["id"].as_str().unwrap().to_owned()
    };
    assert_eq!(made("7"), made("7"));
    assert_ne!(made("7"), made("8"));
}

#[test]
fn quiet_is_quiet_and_a_port_is_that_port() {
    let (running, greeting) = Running::with_json(&["--quiet"]);
    get(&greeting, "/users/me");
    let port = greeting["url"]
        .as_str()
        .unwrap()
        .rsplit(':')
        .next()
        .unwrap();
    let taken = output(&["--port", port]);
    assert_eq!(taken.status.code(), Some(2));
    assert!(text(&taken.stderr).contains("is taken; right would be another --port"));
    let (code, _, log) = running.end(Signal::TERM);
    assert_eq!((code, log.as_str()), (Some(0), ""));
    let port = port.to_owned();
    let mut again = command(&["--port", &port, "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(again.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    again.kill().unwrap();
    again.wait().unwrap();
    assert!(line.contains(&format!(":{port}\"")), "{line}");
}

#[test]
fn beyond_loopback_it_warns() {
    let mut running = Running::start(&["--listen", "0.0.0.0", "--quiet", "--format", "json"]);
    let line = running.line();
    assert!(line.contains("http://127.0.0.1:"), "{line}");
    let (_, _, errors) = running.end(Signal::TERM);
    assert!(
        errors.starts_with("warning: the sandbox listens on 0.0.0.0:"),
        "{errors}"
    );
}

#[test]
fn what_cannot_be_used_is_named_and_exits_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seed.yaml");
    std::fs::write(&file, "users:\n  - id: alice\n    money: 5\n").unwrap();
    let file = file.to_str().unwrap();
    let poor = folder.path().join("poor.yaml");
    let overdrawn = "users: [{id: a, accounts: [{id: b, currencyId: SGD, money: 1, withdraws: [{id: w, amount: 5}]}]}]";
    std::fs::write(&poor, overdrawn).unwrap();
    for (arguments, part) in [
        (
            vec!["--seed-file", file],
            "seed.yaml:3:5: error [seed]: unknown key `money`",
        ),
        (vec!["--seed-file", poor.to_str().unwrap()], "\"w\""),
        (
            vec!["--seed-file", "no/such/file.yaml"],
            "no/such/file.yaml",
        ),
        (vec!["--seed-file", "/dev/zero"], "it is no file"),
        (vec!["--preset", "gentle"], "plain, harsh, loopback"),
        (vec!["--switch", "balance"], "NAME=VALUE"),
        (vec!["--switch", "balance=both"], "gross, net"),
        (vec!["--switch", "weather=fine"], "duplicate-id"),
        (vec!["--fault", "createWithdraw: burn"], "`drop`"),
        (vec!["--fault", "drop"], "an operation comes first"),
        (vec!["--fixed-time", "noon"], "RFC 3339"),
        (vec!["--listen", "localhost"], "--listen"),
        (
            vec!["--listen", "192.0.2.1", "--port", "0"],
            "192.0.2.1:0 cannot be listened on",
        ),
        (vec!["--port", "65536"], "--port"),
        (vec!["--random-seed", "x"], "--random-seed"),
    ] {
        let output = output(&arguments);
        let message = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {message}");
        assert!(message.contains(part), "{arguments:?}: {message}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn profiles_list_every_switch_with_every_value() {
    let human = text(&output(&["--profiles"]).stdout);
    let json: Value =
        serde_json::from_slice(&output(&["--profiles", "--format", "json"]).stdout).unwrap();
    assert_eq!(
        json["switches"].as_array().unwrap().len(),
        pazemo_sandbox::SWITCHES.len()
    );
    for switch in pazemo_sandbox::SWITCHES {
        assert!(
            human.contains(&format!("\n{}=", switch.name)),
            "{}",
            switch.name
        );
        assert!(human.contains(switch.question), "{}", switch.name);
        for value in switch.values {
            assert!(
                human.contains(value.meaning),
                "{}={}",
                switch.name,
                value.name
            );
        }
    }
    insta::assert_snapshot!("profiles", human);
}

#[test]
fn help_teaches() {
    insta::assert_snapshot!("help", text(&output(&["--help"]).stdout));
}
