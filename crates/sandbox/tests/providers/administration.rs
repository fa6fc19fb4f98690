//! The administration of the other providers.

use std::net::SocketAddr;

use pazemo_sandbox::{paysera, qolo};
use serde_json::{Value, json};

use crate::http::request;

fn get(address: SocketAddr, path: &str) -> Value {
    let answer = request("GET", path).send(address);
    assert_eq!(answer.status, 200, "{path}");
    answer.json()
}

#[test]
fn whatever_is_described_is_there_and_reads_answer() {
    let paysera = paysera::Sandbox::builder().start_blocking().unwrap();
    let qolo = qolo::Sandbox::builder().start_blocking().unwrap();
    for (address, title, own) in [
        (paysera.address(), "Paysera", &["/_sandbox/writes"][..]),
        (
            qolo.address(),
            "Qolo",
            &[
                "/_sandbox/cards",
                "/_sandbox/logins",
                "/_sandbox/access-tokens",
            ][..],
        ),
    ] {
        let document = get(address, "/_sandbox/openapi.json");
        let described = document["info"]["title"].as_str().unwrap();
        assert!(described.contains(title), "{described}");
        let paths = document["paths"].as_object().unwrap();
        for path in own {
            assert!(paths.contains_key(*path), "{path}");
        }
        assert!(!paths.contains_key("/_sandbox/accounts"));
        for (path, item) in paths {
            for method in ["get", "post", "put", "patch", "delete"] {
                let sent = request(&method.to_uppercase(), &path.replace("{number}", "7"));
                let status = sent.send(address).status;
                let is_there = status != 405 && (status != 404 || path.contains("{number}"));
                assert_eq!(
                    is_there,
                    item[method].is_object(),
                    "{method} {path}: {status}"
                );
                if method == "get" && item[method].is_object() {
                    assert_eq!(status, 200, "{path}");
                }
            }
        }
    }
}

#[test]
fn clock_switches_faults_and_reset_work_from_outside() {
    let sandbox = qolo::Sandbox::builder().start_blocking().unwrap();
    let address = sandbox.address();
    let time = json!({ "time": "2100-01-01T00:00:00Z", "runs": false });
    let clock = request("PUT", "/_sandbox/clock").json(&time).send(address);
    assert_eq!(clock.json()["runs"], false);
    let advance = request("POST", "/_sandbox/clock/advance").json(&json!({ "seconds": 60 }));
    assert_eq!(
        advance.send(address).json()["time"],
        "2100-01-01T00:01:00.000Z"
    );
    let back = json!({ "time": "2000-01-01T00:00:00Z" });
    assert_eq!(
        request("PUT", "/_sandbox/clock")
            .json(&back)
            .send(address)
            .status,
        409
    );

    let change = json!({ "preset": "harsh", "switches": { "key-window": "5" } });
    let switches = request("PATCH", "/_sandbox/switches")
        .json(&change)
        .send(address)
        .json();
    assert_eq!(switches["switches"]["key-window"], "5");
    assert_eq!(switches["switches"]["missing-key"], "refused");
    let wrong = json!({ "switches": { "key-window": "6", "no-such": "1" } });
    let wrong = request("PATCH", "/_sandbox/switches")
        .json(&wrong)
        .send(address);
    assert_eq!(wrong.status, 400);
    assert_eq!(
        get(address, "/_sandbox/switches")["switches"]["key-window"],
        "5"
    );
    assert_eq!(
        get(address, "/_sandbox/profiles")["presets"][1]["switches"]["key-window"],
        "60"
    );

    let faults = json!({ "sequence": "createCard: drop x2" });
    let faults = request("POST", "/_sandbox/faults")
        .json(&faults)
        .send(address);
    assert_eq!(
        (faults.status, &faults.json()[0]["times"]),
        (201, &json!(2))
    );
    let foreign = json!({ "sequence": "getServer: drop" });
    let foreign = request("POST", "/_sandbox/faults")
        .json(&foreign)
        .send(address);
    assert_eq!(foreign.status, 400);
    let status = request("POST", "/_sandbox/reset").send(address).json();
    assert_eq!(
        (&status["waitingFaults"], &status["clockRuns"]),
        (&json!(0), &json!(true))
    );
    assert_eq!(
        get(address, "/_sandbox/switches")["switches"]["missing-key"],
        "accepted"
    );
}

#[test]
fn a_web_page_of_another_origin_is_kept_away() {
    let sandbox = paysera::Sandbox::builder().start_blocking().unwrap();
    let foreign = request("GET", "/_sandbox/state").header("Origin", "https://example.com");
    assert_eq!(foreign.send(sandbox.address()).status, 403);
}
