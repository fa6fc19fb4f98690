//! Sandboxes of the other providers, as programs.

use super::*;

fn post(greeting: &Value, path: &str, body: &Value) -> (u16, Value) {
    let (status, text) = request_as(greeting, "", "POST", path, Some(&body.to_string()));
    (status, serde_json::from_str(&text).unwrap_or_default())
}

#[test]
fn each_says_where_it_is_and_with_what_it_is_called() {
    for (provider, id, key) in [
        (
            "paysera",
            ("macId", "wkVd93h2uS"),
            ("macKey", "IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU"),
        ),
        (
            "paysera-projects",
            ("projectId", "3"),
            ("signPassword", "sandbox-sign-password"),
        ),
        (
            "qolo",
            ("loginId", "sandbox-program"),
            ("apiKey", "sandbox-api-key"),
        ),
    ] {
        let (running, greeting) = Running::with_json(&["--provider", provider]);
        assert_eq!(
            (&greeting[id.0], &greeting[key.0]),
            (&Value::from(id.1), &Value::from(key.1))
        );
        let (status, _) = request_as(&greeting, "", "GET", "/openapi.yaml", None);
        assert_eq!(status, 200, "{provider}");
        let (status, _) = request_as(&greeting, "", "GET", "/_sandbox/state", None);
        assert_eq!(status, 200, "{provider}");
        let (code, _, log) = running.end(Signal::TERM);
        assert_eq!(code, Some(0), "{provider}");
        assert!(
            log.contains("/openapi.yaml") && !log.contains(key.1),
            "{log}"
        );
    }
}

#[test]
fn options_reach_the_sandbox_of_qolo() {
    let (running, greeting) = Running::with_json(&[
        "--provider",
        "qolo",
        "--switch",
        "token-place=/data/access",
        "--fixed-time",
        "2026-01-31T12:00:00Z",
        "--fault",
        "login: status=404",
    ]);
    let login = serde_json::json!({ "loginid": "sandbox-program", "apikey": "sandbox-api-key" });
    assert_eq!(post(&greeting, "/api/v1/auth/login", &login).0, 404);
    let (status, answer) = post(&greeting, "/api/v1/auth/login", &login);
    assert_eq!(status, 200);
    let token = answer["data"]["access"].as_str().unwrap();
    let tokens = get(&greeting, "/_sandbox/access-tokens");
    assert_eq!(tokens[0]["expires"], "2026-02-01T00:00:00Z");
    let (_, _, log) = running.end(Signal::TERM);
    assert!(log.contains("\"login\"") && !log.contains(token), "{log}");
}

#[test]
fn a_file_says_who_may_call_and_its_keys_are_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seed.yaml");
    std::fs::write(&file, "logins: [{ id: me, key: canary-key }]\n").unwrap();
    let file = file.to_str().unwrap();
    let (running, greeting) = Running::with_json(&["--provider", "qolo", "--seed-file", file]);
    assert!(!greeting.to_string().contains("canary"), "{greeting}");
    let login = serde_json::json!({ "loginid": "me", "apikey": "canary-key" });
    assert_eq!(post(&greeting, "/api/v1/auth/login", &login).0, 200);
    running.end(Signal::TERM);
}

#[test]
fn what_belongs_to_another_provider_is_refused_with_2() {
    for (arguments, part) in [
        (
            &["--provider", "qolo", "--preset", "loopback"][..],
            "plain, harsh",
        ),
        (
            &["--provider", "qolo", "--switch", "balance=net"],
            "`balance` is no switch",
        ),
        (
            &["--provider", "qolo", "--switch", "key-window=x"],
            "whole number",
        ),
        (&["--switch", "key-window=5"], "`key-window` is no switch"),
        (
            &["--provider", "paysera", "--fault", "createCard: drop"],
            "getServer",
        ),
        (&["--provider", "stripe"], "paysera-projects"),
        (
            &["--provider", "paysera", "--tls-certificate", "a"],
            "--tls-key",
        ),
        (&["--tls-certificate", "a", "--tls-key", "b"], "plain HTTP"),
        (
            &[
                "--provider",
                "paysera",
                "--tls-certificate",
                "/no/such",
                "--tls-key",
                "b",
            ],
            "/no/such",
        ),
    ] {
        let output = output(arguments);
        let message = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {message}");
        assert!(message.contains(part), "{arguments:?}: {message}");
    }
}

#[test]
fn profiles_are_those_of_the_provider() {
    let profiles = |provider: &str| {
        let arguments = ["--provider", provider, "--profiles", "--format", "json"];
        serde_json::from_slice::<Value>(&output(&arguments).stdout).unwrap()
    };
    assert_eq!(profiles("qolo")["switches"][0]["name"], "login-status");
    assert_eq!(profiles("paysera")["switches"][0]["name"], "body-hash");
    assert_eq!(
        profiles("pazemo"),
        serde_json::to_value(pazemo_sandbox::Profiles::all()).unwrap()
    );
}

#[test]
fn a_greeting_shows_what_works_there() {
    let greeting = |arguments: &[&str]| {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_pazemo"))
            .args(["sandbox", "--port", "0", "--quiet"])
            .args(arguments)
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = String::new();
        let mut output = std::io::BufReader::new(child.stdout.take().unwrap());
        while !lines.contains("Ctrl-C") {
            let read = std::io::BufRead::read_line(&mut output, &mut lines).unwrap();
            assert!(read > 0, "{lines}");
        }
        child.kill().unwrap();
        child.wait().unwrap();
        lines
    };
    // No path of it answers without a signature.
    let projects = greeting(&["--provider", "paysera-projects"]);
    assert!(!projects.contains("/rest/v1/server"), "{projects}");
    assert!(projects.contains("PAYSERA_PROJECT_ID='3'"), "{projects}");
    let wallet = greeting(&["--provider", "paysera-wallet"]);
    assert!(wallet.contains("/rest/v1/server"), "{wallet}");
    assert!(
        wallet.contains("PAYSERA_CUSTOM_URL=http://127.0.0.1:"),
        "{wallet}"
    );
    let qolo = greeting(&["--provider", "qolo"]);
    assert!(
        qolo.contains("QOLO_CUSTOM_API_KEY='sandbox-api-key'"),
        "{qolo}"
    );
}
