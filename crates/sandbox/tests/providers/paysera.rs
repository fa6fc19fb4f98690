//! The Wallet API.

use std::{net::SocketAddr, time::Duration};

use pazemo_sandbox::{
    Seconds,
    chrono::{DateTime, Utc},
    paysera::{
        BodyHash, ErrorDetails, HostPort, MissingProject, OtherPaths, Replay, Sandbox,
        SandboxBuilder, Seed,
    },
};
use serde_json::json;

use crate::{
    http::request,
    signer::{ID, Signer, body_hash},
};

const NOW: i64 = 1_700_000_000;
const BALANCE: &str = "/rest/v1/wallet/14471/balance";

fn moment(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

fn start(change: impl FnOnce(SandboxBuilder) -> SandboxBuilder) -> (Sandbox, SocketAddr) {
    let builder = Sandbox::builder().fixed_time(moment(NOW));
    let sandbox = change(builder).start_blocking().unwrap();
    let address = sandbox.address();
    (sandbox, address)
}

#[test]
fn the_requests_of_the_page_are_let_in_with_their_signatures_as_they_are_printed() {
    let moment = moment(1_343_811_600);
    let sandbox = Sandbox::builder()
        .fixed_time(moment)
        .switch(Replay::Accepted)
        .switch(HostPort::Number(443))
        .start_blocking()
        .unwrap();
    let address = sandbox.address();
    let common =
        r#"MAC id="wkVd93h2uS", ts="1343811600", nonce="nQnNaSNyubfPErjRO55yaaEYo9YZfKHN""#;
    let header = format!(
        r#"{common}, mac="EOhN6gBf49tR2KxMflaaiN7bBVGDhfG6co8gcSBLyiQ=", ext="project_id=3""#
    );
    let printed = request("GET", BALANCE).header("Host", "wallet.paysera.com");
    let answer = printed
        .clone()
        .header("Authorization", &header)
        .send(address);
    assert_eq!(
        (answer.status, answer.json()["amount"].as_str()),
        (200, Some("1000.00"))
    );
    // Any letter of it otherwise, and it is refused.
    for (from, to) in [
        ("EOhN", "EOhM"),
        ("project_id=3", "project_id=4"),
        ("nQnN", "nQnM"),
    ] {
        let header = header.replace(from, to);
        let answer = printed
            .clone()
            .header("Authorization", &header)
            .send(address);
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (401, "unauthorized"),
            "{to}"
        );
    }
    // The other two are for what needs no signature, and for other hosts they would not be right.
    for (path, field) in [
        ("/rest/v1/server", "time"),
        ("/rest/v1/configuration", "minimum_password_length"),
    ] {
        let header = format!(r#"{common}, mac="0SiVJuv1zLJzQaw3dtKkZ4++CUs9CwCHI54s/rAsSnQ=""#);
        let answer = request("GET", path)
            .header("Authorization", &header)
            .send(address);
        assert_eq!(answer.status, 200);
        assert!(answer.json()[field].is_u64());
    }
}

#[test]
fn the_server_tells_the_time_of_the_sandbox_to_everybody() {
    let (sandbox, address) = start(|builder| builder);
    let time = || request("GET", "/rest/v1/server").send(address).json();
    assert_eq!(time(), json!({ "time": NOW }));
    sandbox
        .control()
        .advance_clock(Duration::from_secs(90))
        .unwrap();
    assert_eq!(time(), json!({ "time": NOW + 90 }));
}

#[test]
fn whatever_is_missing_double_or_wrong_in_a_signature_is_refused_with_the_error_object() {
    let (sandbox, address) = start(|builder| builder);
    let host = address.ip().to_string();
    let right = |signer: &Signer| signer.header("GET", BALANCE, &host, address.port());
    let send = |headers: &[String]| {
        let mut sent = request("GET", BALANCE);
        for header in headers {
            sent = sent.header("Authorization", header);
        }
        sent.send(address)
    };
    assert_eq!(send(&[right(&Signer::at(NOW))]).status, 200);
    let fresh = || right(&Signer::at(NOW));
    let unknown = Signer {
        id: "nobody".to_owned(),
        ..Signer::at(NOW)
    };
    let wrong_key = Signer {
        key: "wrong".to_owned(),
        ..Signer::at(NOW)
    };
    let others_key = Signer {
        id: "sandbox-other".to_owned(),
        ..Signer::at(NOW)
    };
    let refused: Vec<(&str, Vec<String>)> = vec![
        ("no header", vec![]),
        ("two headers", vec![fresh(), fresh()]),
        ("bearer", vec!["Bearer abc".to_owned()]),
        ("no mac", vec![fresh().replace(", mac=", ", nothing=")]),
        ("an id twice", vec![fresh() + &format!(r#", id="{ID}""#)]),
        (
            "no quotes",
            vec![fresh().replace(&format!("\"{NOW}\""), &NOW.to_string())],
        ),
        ("cut off", vec![fresh()[..40].to_owned()]),
        ("unknown client", vec![right(&unknown)]),
        ("wrong key", vec![right(&wrong_key)]),
        ("another client's key", vec![right(&others_key)]),
        (
            "another method",
            vec![Signer::at(NOW).header("POST", BALANCE, &host, address.port())],
        ),
        (
            "another path",
            vec![Signer::at(NOW).header("GET", "/rest/v1/server", &host, address.port())],
        ),
        (
            "another host",
            vec![Signer::at(NOW).header("GET", BALANCE, "localhost", address.port())],
        ),
        (
            "another port",
            vec![Signer::at(NOW).header("GET", BALANCE, &host, 443)],
        ),
        (
            "ext left out",
            vec![
                right(&Signer::at(NOW).ext("project_id=3")).replace(r#", ext="project_id=3""#, ""),
            ],
        ),
        ("ext added", vec![fresh() + r#", ext="project_id=3""#]),
    ];
    for (what, headers) in refused {
        let answer = send(&headers);
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (401, "unauthorized"),
            "{what}"
        );
        assert_eq!(answer.header("www-authenticate"), Some("MAC"), "{what}");
        assert_eq!(
            answer.header("content-type"),
            Some("application/json"),
            "{what}"
        );
        assert!(answer.json()["error_description"].is_string(), "{what}");
    }
    assert_eq!(sandbox.control().counts().carried_out, 1);
}

#[test]
fn path_and_query_are_signed_byte_for_byte_and_the_host_in_lower_case() {
    let (_sandbox, address) = start(|builder| builder.switch(OtherPaths::All));
    let port = address.port();
    for target in [
        "/rest/v1/a%2Fb?x=%20&y=+",
        "/rest/v1//?",
        "/rest/v1/%C3%A4?q",
    ] {
        let signed = Signer::at(NOW).request("GET", target, address);
        assert_eq!(signed.send(address).status, 200, "{target}");
        let other = target
            .replace("%2F", "%2f")
            .replace("//", "/")
            .replace("%C3", "%c3");
        let header = Signer::at(NOW).header("GET", &other, &address.ip().to_string(), port);
        let sent = request("GET", target).header("Authorization", &header);
        assert_eq!(sent.send(address).status, 401, "{target}");
    }
    let header = Signer::at(NOW).header("GET", BALANCE, "localhost", port);
    let sent = request("GET", BALANCE)
        .header("Host", &format!("LOCALHOST:{port}"))
        .header("Authorization", &header);
    assert_eq!(sent.send(address).status, 200);
    // Without a port it is that of the scheme, which is HTTP here.
    let header = Signer::at(NOW).header("GET", BALANCE, "localhost", 80);
    let sent = request("GET", BALANCE).header("Host", "localhost");
    let sent = sent.header("Authorization", &header);
    assert_eq!(sent.send(address).status, 200);
}

#[test]
fn a_signature_is_good_once() {
    let (sandbox, address) = start(|builder| builder);
    let signer = Signer::at(NOW);
    assert_eq!(signer.get(BALANCE, address).status, 200);
    let again = signer.get(BALANCE, address);
    assert_eq!(
        (again.status, again.error().as_str()),
        (401, "unauthorized")
    );
    // Neither for another path; but with another time, or for another client.
    assert_eq!(
        signer.get("/rest/v1/wallet/14472/balance", address).status,
        401
    );
    let later = Signer {
        time: NOW + 1,
        ..signer.clone()
    };
    assert_eq!(later.get(BALANCE, address).status, 200);
    let control = sandbox.control();
    assert_eq!(control.remembered_nonces(), 2);
    // What was not let in used nothing up.
    let mut wrong = Signer::at(NOW);
    let key = std::mem::replace(&mut wrong.key, "wrong".to_owned());
    assert_eq!(wrong.get(BALANCE, address).status, 401);
    assert_eq!(Signer { key, ..wrong }.get(BALANCE, address).status, 200);
    control.set_switches(control.switches().with(Replay::Accepted));
    assert_eq!(signer.get(BALANCE, address).status, 200);
}

#[test]
fn nonces_are_remembered_for_as_long_as_their_time_is_good() {
    let (sandbox, address) = start(|builder| builder);
    let control = sandbox.control();
    for round in 0..5 {
        let now = NOW + round * 400;
        for _ in 0..20 {
            assert_eq!(Signer::at(now).get(BALANCE, address).status, 200);
        }
        assert_eq!(control.remembered_nonces(), 20);
        control.advance_clock(Duration::from_secs(400)).unwrap();
    }
}

#[test]
fn the_time_of_a_signature_has_to_be_within_the_window() {
    let (sandbox, address) = start(|builder| builder);
    let status = |time| Signer::at(time).get(BALANCE, address).status;
    for off in [0, 300, -300] {
        assert_eq!(status(NOW + off), 200, "{off}");
    }
    for off in [301, -301, 86_400, -86_400, i64::MAX - NOW] {
        assert_eq!(status(NOW + off), 401, "{off}");
    }
    let control = sandbox.control();
    let mut switches = control.switches();
    switches.clock_window = Seconds(10);
    control.set_switches(switches);
    assert_eq!((status(NOW + 10), status(NOW + 11)), (200, 401));
    control.fix_clock(moment(NOW + 86_400)).unwrap();
    assert_eq!((status(NOW), status(NOW + 86_400)), (401, 200));
}

#[test]
fn a_wallet_is_for_those_who_have_its_project() {
    let (sandbox, address) = start(|builder| builder);
    let own = |ext: &str, wallet: &str| {
        let path = format!("/rest/v1/wallet/{wallet}/balance");
        let answer = Signer::at(NOW).ext(ext).get(&path, address);
        (
            answer.status,
            if answer.status == 200 {
                String::new()
            } else {
                answer.error()
            },
        )
    };
    let done = (200, String::new());
    let forbidden = (403, "forbidden".to_owned());
    assert_eq!(own("", "14471"), done);
    assert_eq!(own("project_id=3", "14471"), done);
    assert_eq!(own("project_id=3&location_id=1", "14471"), done);
    assert_eq!(own("project_id=4", "14471"), forbidden);
    assert_eq!(own("", "14472"), forbidden);
    assert_eq!(own("project_id=3", "14472"), forbidden);
    assert_eq!(own("", "1"), (404, "not_found".to_owned()));
    assert_eq!(own("project_id=3&project_id=3", "14471").0, 401);

    let other = Signer {
        id: "sandbox-other".to_owned(),
        key: "sandbox-other-key-0123456789abcdef".to_owned(),
        ..Signer::at(NOW)
    };
    let path = "/rest/v1/wallet/14472/balance";
    assert_eq!(other.get(path, address).status, 200);
    let control = sandbox.control();
    control.set_switches(control.switches().with(MissingProject::Refused));
    let again = |nonce: &str| Signer {
        nonce: nonce.to_owned(),
        ..other.clone()
    };
    assert_eq!(again("b").get(path, address).status, 403);
    assert_eq!(
        again("c").ext("project_id=4").get(path, address).status,
        200
    );
    assert_eq!(
        again("d").ext("project_id=5").get(path, address).status,
        403
    );
}

#[test]
fn a_body_has_to_be_the_one_that_was_signed_for() {
    let (sandbox, address) = start(|builder| builder.switch(OtherPaths::Writes));
    let path = "/rest/v1/transaction";
    let json = "application/json";
    let body = r#"{"payments":[{"price":100}]}"#;
    let signed = Signer::at(NOW)
        .ext("project_id=3&location_id=7")
        .post(path, json, body, address);
    let answer = signed.send(address);
    assert_eq!((answer.status, &answer.json()["number"]), (200, &json!(1)));
    let form = Signer::at(NOW).post(
        path,
        "application/x-www-form-urlencoded",
        "a=1&b=%2B",
        address,
    );
    assert_eq!(form.send(address).status, 200);

    let replaced = Signer::at(NOW)
        .post(path, json, body, address)
        .body(json, "{}");
    let twice = Signer::at(NOW).ext(&format!(
        "body_hash={}&body_hash={}",
        body_hash("{}"),
        body_hash("{}")
    ));
    let unsigned = Signer::at(NOW)
        .request("POST", path, address)
        .body(json, "{}");
    for (what, sent) in [
        ("another body", replaced),
        ("no hash", unsigned.clone()),
        (
            "a hash twice",
            twice.request("POST", path, address).body(json, "{}"),
        ),
        (
            "no base64",
            Signer::at(NOW)
                .ext("body_hash=%25")
                .request("POST", path, address),
        ),
        (
            "a hash without a body",
            Signer::at(NOW)
                .ext(&format!("body_hash={}", body_hash("{}")))
                .request("POST", path, address),
        ),
    ] {
        assert_eq!(sent.send(address).status, 401, "{what}");
    }
    let writes = sandbox.control().writes();
    assert_eq!(writes.len(), 2);
    assert_eq!(
        (
            writes[0].number,
            writes[0].method.as_str(),
            writes[0].path.as_str()
        ),
        (1, "POST", path)
    );
    assert_eq!(
        (writes[0].client.as_str(), writes[0].project.as_deref()),
        (ID, Some("3"))
    );
    assert_eq!(
        (writes[0].location.as_deref(), &writes[0].body[..]),
        (Some("7"), body.as_bytes())
    );

    let control = sandbox.control();
    control.set_switches(control.switches().with(BodyHash::Optional));
    assert_eq!(unsigned.send(address).status, 200);
}

#[test]
fn other_paths_answer_as_the_switch_says() {
    for (switch, get, post) in [
        (OtherPaths::Missing, 404, 404),
        (OtherPaths::Writes, 404, 200),
        (OtherPaths::All, 200, 200),
    ] {
        let (_sandbox, address) = start(|builder| builder.switch(switch));
        let path = "/rest/v1/payment/7";
        assert_eq!(Signer::at(NOW).get(path, address).status, get);
        let sent = Signer::at(NOW).post(path, "application/json", "{}", address);
        assert_eq!(sent.send(address).status, post);
        assert_eq!(Signer::at(NOW).get("/elsewhere", address).status, 404);
        let posted = Signer::at(NOW)
            .request("POST", "/rest/v1/server", address)
            .send(address);
        assert_eq!(posted.status, post);
        assert_eq!(request("GET", path).send(address).status, 401);
        if post == 200 {
            let sent = Signer::at(NOW)
                .post(path, "application/json", "{", address)
                .send(address);
            assert_eq!(
                (sent.status, sent.error().as_str()),
                (400, "invalid_request")
            );
        }
    }
}

#[test]
fn formats_that_nobody_knows_are_not_acceptable() {
    let (_sandbox, address) = start(|builder| builder.switch(OtherPaths::Writes));
    for (accept, status) in [
        ("application/json", 200),
        ("*/*", 200),
        ("text/html, application/*;q=0.5", 200),
        ("text/html", 406),
        ("application/json;q=0", 406),
        ("application/xml", 406),
    ] {
        let answer = request("GET", "/rest/v1/server")
            .header("Accept", accept)
            .send(address);
        assert_eq!(answer.status, status, "{accept}");
        if status == 406 {
            assert_eq!(answer.error(), "not_acceptable");
        }
    }
    let xml = Signer::at(NOW)
        .post("/rest/v1/a", "application/xml", "<a/>", address)
        .send(address);
    assert_eq!((xml.status, xml.error().as_str()), (406, "not_acceptable"));
}

#[test]
fn optional_elements_of_errors_are_left_out_and_never_null() {
    let (_sandbox, address) = start(|builder| builder.switch(ErrorDetails::Absent));
    let bare = request("GET", BALANCE).send(address);
    assert_eq!(bare.json(), json!({ "error": "unauthorized" }));
    let (_sandbox, address) = start(|builder| builder.switch(ErrorDetails::Address));
    let full = request("GET", BALANCE).send(address).json();
    assert!(full["error_uri"].is_string() && full["error_description"].is_string());
}

#[test]
fn every_code_of_the_page_can_be_had_by_a_fault() {
    let (sandbox, address) = start(|builder| builder);
    for (status, code) in [
        (400, "invalid_request"),
        (401, "unauthorized"),
        (403, "forbidden"),
        (404, "not_found"),
        (406, "not_acceptable"),
        (409, "invalid_state"),
        (500, "internal_server_error"),
    ] {
        let fault = format!("getServer: status={status}").parse().unwrap();
        sandbox.control().add_faults(&fault).unwrap();
        let answer = request("GET", "/rest/v1/server").send(address);
        assert_eq!((answer.status, answer.error().as_str()), (status, code));
    }
}

#[test]
fn a_key_that_was_changed_ends_the_old_one() {
    let (sandbox, address) = start(|builder| builder);
    let control = sandbox.control();
    assert!(control.change_key(ID, "new-key".into()));
    assert!(!control.change_key("nobody", "new-key".into()));
    assert_eq!(Signer::at(NOW).get(BALANCE, address).status, 401);
    let new = Signer {
        key: "new-key".to_owned(),
        ..Signer::at(NOW)
    };
    assert_eq!(new.get(BALANCE, address).status, 200);
    control.reset();
    assert_eq!(Signer::at(NOW).get(BALANCE, address).status, 200);
}

#[test]
fn a_seed_can_be_a_file() {
    let text = "clients:\n  - { id: me, key: mine, projects: ['9'] }\nwallets:\n  - { id: w, project: '9', balance: { amount: '0.10', limit: 150.00 } }\n";
    let seed = Seed::read("seed.yaml", text).unwrap();
    let (_sandbox, address) = start(|builder| builder.seed(seed));
    let me = Signer {
        id: "me".to_owned(),
        key: "mine".to_owned(),
        ..Signer::at(NOW)
    };
    let answer = me.get("/rest/v1/wallet/w/balance", address);
    let state = request("GET", "/_sandbox/state").send(address);
    for body in [answer.body, state.body] {
        let text = String::from_utf8(body).unwrap();
        let balance = r#"{"amount":"0.10","limit":150.00}"#;
        assert!(text.contains(balance), "{text}");
    }
    for (wrong, says) in [
        (
            text.replace("projects", "project"),
            "unknown field `project`",
        ),
        (text.replace("key: mine", "key: [canary]"), "clients[0].key"),
        (text.replace("clients:", "client:"), "client"),
    ] {
        let error = Seed::read("seed.yaml", &wrong).unwrap_err().to_string();
        assert!(error.contains(says) && !error.contains("canary"), "{error}");
    }
}
