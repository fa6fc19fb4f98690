//! Greeting, log, end.

use super::*;

#[test]
fn the_curl_line_of_the_greeting_works() {
    let mut running = Running::start(&[]);
    let mut greeting = String::new();
    while !greeting.contains("Ctrl-C") {
        greeting.push_str(&running.line());
    }
    let line = greeting
        .lines()
        .find(|line| line.contains("curl "))
        .unwrap();
    assert!(greeting.contains("sandbox-full-token") && greeting.contains("/openapi.yaml"));
    let has_curl = Command::new("curl").arg("--version").output().is_ok();
    if has_curl {
        let output = Command::new("sh")
            .args(["-c", line.trim()])
            .output()
            .unwrap();
        let me: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(me["id"], "string", "{}", text(&output.stderr));
    } else {
        let url = line.rsplit(' ').next().unwrap();
        let url = url.strip_suffix("/users/me").unwrap();
        assert!(line.contains("-H 'Authorization: Bearer sandbox-full-token' "));
        let greeting = serde_json::json!({ "url": url, "token": "sandbox-full-token" });
        assert_eq!(get(&greeting, "/users/me")["id"], "string");
    }
}

#[test]
fn the_first_line_in_json_has_the_url_and_the_token() {
    let (running, greeting) = Running::with_json(&[]);
    assert_eq!(greeting["token"], "sandbox-full-token");
    assert_eq!(greeting["code"], "string");
    assert_eq!(get(&greeting, "/users/me")["id"], "string");
    let (status, yaml) = request_as(&greeting, "", "GET", "/openapi.yaml", None);
    assert_eq!(status, 200);
    assert!(yaml.contains("\nservers:\n  - url: /\n"));
    let (status, _) = request_as(&greeting, "", "GET", "/openapi.json", None);
    assert_eq!(status, 200);
    let administration = greeting["administration"].as_str().unwrap();
    assert!(administration.ends_with("/_sandbox/openapi.yaml"));
    let (_, rest, _) = running.end(Signal::TERM);
    assert_eq!(rest, "", "nothing but the first line");
}

#[test]
fn both_signals_end_it_in_good_order() {
    for signal in [Signal::TERM, Signal::INT] {
        let (running, greeting) = Running::with_json(&["--fault", "ping: delay=0.5;when=after"]);
        let slow = std::thread::spawn(move || request(&greeting, "GET", "/ping", None));
        std::thread::sleep(std::time::Duration::from_millis(200));
        let (code, ..) = running.end(signal);
        assert_eq!(code, Some(0));
        assert_eq!(slow.join().unwrap().0, 200, "what is under way is finished");
    }
}

#[test]
fn a_second_signal_does_not_wait_for_anything() {
    let (mut running, greeting) = Running::with_json(&["--fault", "ping: delay=4"]);
    let host = greeting["url"]
        .as_str()
        .unwrap()
        .strip_prefix("http://")
        .unwrap();
    let mut hanging = TcpStream::connect(host).unwrap();
    write!(
        hanging,
        "GET /ping HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer sandbox-full-token\r\n\r\n"
    )
    .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(200));
    running.signal(Signal::INT);
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert!(running.child.try_wait().unwrap().is_none(), "it waits");
    let before = std::time::Instant::now();
    let (code, ..) = running.end(Signal::INT);
    assert_eq!(code, Some(0));
    assert!(before.elapsed().as_secs() < 2);
}

#[test]
fn a_log_that_nobody_reads_keeps_nobody() {
    let (running, greeting) = Running::with_json(&[]);
    let host = greeting["url"]
        .as_str()
        .unwrap()
        .strip_prefix("http://")
        .unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let request = format!(
        "GET /nowhere/{} HTTP/1.1\r\nHost: {host}\r\n\r\n",
        "x".repeat(4000)
    );
    let mut answer = [0; 8192];
    // More than a pipe holds.
    for _ in 0..100 {
        stream.write_all(request.as_bytes()).unwrap();
        assert!(stream.read(&mut answer).unwrap() > 0);
    }
    let mut running = running;
    running.signal(Signal::TERM);
    let before = std::time::Instant::now();
    let mut rest = String::new();
    running.stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(running.child.wait().unwrap().code(), Some(0));
    assert!(before.elapsed().as_secs() < 10);
}

#[test]
fn the_log_has_a_line_for_each_request_and_no_secret() {
    let seed = "users: [{id: alice, tokens: [{value: canary-token}], accounts: [{id: a, currencyId: SGD, money: 5}]}]";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seed.yaml");
    std::fs::write(&file, seed).unwrap();
    let file = file.to_str().unwrap();
    let body = r#"{"amount": 1, "id": "w", "notes": "canary-note"}"#;
    let code = r#"{"authorizationCode": "canary-code"}"#;
    let arguments = ["--seed-file", file, "--switch", "static-code=canary-code"];
    let talk = |greeting: &Value| {
        assert_eq!(greeting["token"], "canary-token");
        assert_eq!(
            request(greeting, "POST", "/accounts/a/withdraw", Some(body)).0,
            200
        );
        let confirm = "/accounts/a/withdraw/w/confirm?canary-query";
        assert_eq!(request(greeting, "POST", confirm, Some(code)).0, 200);
        assert_eq!(
            request_as(greeting, "canary-wrong", "GET", "/users/me", None).0,
            401
        );
    };

    let (running, greeting) = Running::with_json(&arguments);
    talk(&greeting);
    let (_, rest, log) = running.end(Signal::TERM);
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let seen: Vec<(&str, u64)> = lines
        .iter()
        .map(|line| {
            (
                line["operation"].as_str().unwrap(),
                line["status"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("createWithdraw", 200),
            ("confirmWithdraw", 200),
            ("getCurrentUser", 401)
        ]
    );
    assert!(
        !log.contains("canary") && !rest.contains("canary"),
        "{log}{rest}"
    );

    let mut running = Running::start(&arguments);
    let mut human = String::new();
    while !human.contains("Ctrl-C") {
        human.push_str(&running.line());
    }
    assert!(!human.contains("canary-code"), "{human}");
    talk(&serde_json::json!({
        "url": human.lines().find_map(|line| line.trim().strip_prefix("URL").map(str::trim)).unwrap(),
        "token": "canary-token",
    }));
    let (_, _, log) = running.end(Signal::TERM);
    assert_eq!(log.lines().count(), 3, "{log}");
    assert!(
        log.contains(" POST /accounts/a/withdraw 200 ") && !log.contains("canary"),
        "{log}"
    );
}
