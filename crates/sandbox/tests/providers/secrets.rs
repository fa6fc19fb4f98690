//! Nothing that a sandbox shows has a key, a signature or a token in it.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use pazemo_sandbox::{paysera, qolo};
use serde_json::json;

use crate::{
    http::{Answer, request},
    signer::Signer,
};

const NOW: i64 = 1_700_000_000;

/// Everything that was shown.
#[derive(Clone, Default)]
struct Shown(Arc<Mutex<Vec<u8>>>);

impl Write for Shown {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Shown {
    fn add(&self, what: &impl std::fmt::Debug) {
        let mut shown = self.0.lock().unwrap();
        writeln!(shown, "{what:?} {what:#?}").unwrap();
    }

    fn answer(&self, answer: Answer) {
        self.add(&answer.headers);
        self.0.lock().unwrap().extend(answer.body);
    }

    fn check(&self, secrets: &[&str]) {
        let shown = String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned();
        for secret in secrets {
            assert!(!shown.contains(secret), "{secret} is shown:\n{shown}");
        }
        assert!(shown.lines().count() > 10, "{shown}");
    }
}

fn administration(address: std::net::SocketAddr, shown: &Shown) {
    let document = request("GET", "/_sandbox/openapi.json")
        .send(address)
        .json();
    for (path, item) in document["paths"].as_object().unwrap() {
        if item["get"].is_object() {
            shown.answer(request("GET", path).send(address));
        }
    }
    let wrong = json!({ "switches": { "canary-key": "canary-key" }, "sequence": "canary-key" });
    for path in ["/_sandbox/switches", "/_sandbox/faults"] {
        request("POST", path).json(&wrong).send(address);
    }
}

#[test]
fn a_sandbox_of_paysera_shows_no_key_and_no_signature() {
    let shown = Shown::default();
    let seed = paysera::Seed::default().client("canary", "canary-key".into(), ["3"]);
    let builder = paysera::Sandbox::builder()
        .seed(seed.clone())
        .fixed_time("2023-11-14T22:13:20Z".parse().unwrap())
        .request_log(shown.clone())
        .switch(paysera::OtherPaths::All)
        .keep_exchanges(100);
    shown.add(&seed);
    shown.add(&builder);
    let sandbox = builder.start_blocking().unwrap();
    let address = sandbox.address();
    let signer = || Signer {
        id: "canary".to_owned(),
        key: "canary-key".to_owned(),
        nonce: format!("canary-nonce-{}", Signer::at(0).nonce),
        ..Signer::at(NOW)
    };
    let mut macs = Vec::new();
    for (signer, target) in [
        (signer(), "/rest/v1/wallet/14471/balance"),
        (signer(), "/rest/v1/any?canary-query=1"),
        (
            Signer {
                key: "canary-key-wrong".to_owned(),
                ..signer()
            },
            "/rest/v1/any",
        ),
        (
            Signer {
                time: NOW + 9999,
                ..signer()
            },
            "/rest/v1/any",
        ),
    ] {
        let header = signer.header("GET", target, "127.0.0.1", address.port());
        macs.push(header.split("mac=\"").nth(1).unwrap()[..44].to_owned());
        let answer = request("GET", target)
            .header("Authorization", &header)
            .send(address);
        shown.answer(answer);
        let answer = request("GET", target)
            .header("Authorization", &header.replace("\", ", "\"; "))
            .send(address);
        assert_eq!(answer.status, 401);
        shown.answer(answer);
    }
    let control = sandbox.control();
    control.change_key("canary", "canary-key-2".into());
    shown.add(&sandbox);
    shown.add(&control);
    shown.add(&control.switches());
    shown.add(&control.writes());
    shown.add(&sandbox.exchanges());
    shown.add(&sandbox.credentials());
    assert_eq!(sandbox.exchanges().len(), 8);
    administration(address, &shown);
    drop(sandbox);
    let mut secrets = vec!["canary-key", "canary-nonce", "canary-query", "IrdTc8uQ"];
    secrets.extend(macs.iter().map(String::as_str));
    shown.check(&secrets);
}

#[test]
fn a_sandbox_of_qolo_shows_no_key_and_no_token() {
    for (field, place) in [("apikey", "/token"), ("canary-field", "/data/x")] {
        let shown = Shown::default();
        let seed = qolo::Seed::default().login("canary", "canary-key".into());
        let builder = qolo::Sandbox::builder()
            .seed(seed.clone())
            .request_log(shown.clone());
        let builder = builder.keep_exchanges(100);
        shown.add(&seed);
        shown.add(&builder);
        let sandbox = builder.start_blocking().unwrap();
        let (address, control) = (sandbox.address(), sandbox.control());
        let mut switches = control.switches();
        switches.set("key-field", field).unwrap();
        switches.set("token-place", place).unwrap();
        control.set_switches(switches);
        let login = |key: &str| {
            let body = json!({ "loginid": "canary", field: key });
            request("POST", "/api/v1/auth/login").json(&body)
        };
        let token = login("canary-key").send(address).json();
        let token = token.pointer(place).unwrap().as_str().unwrap().to_owned();
        shown.answer(login("canary-key-wrong").send(address));
        shown.answer(
            request("POST", "/api/v1/auth/login")
                .body("application/json", "canary-key")
                .send(address),
        );
        // Their answers are lost, cut and made up: what is kept of them is no more than of others.
        for fault in [
            "drop;when=after",
            "truncate",
            "status=503;when=after",
            "html=502",
        ] {
            login("canary-key")
                .header("X-Sandbox-Fault", fault)
                .send_for(address);
        }
        for token in [token.as_str(), "canary-token-wrong"] {
            let sent = request("POST", "/api/v1/cards")
                .header("Authorization", &format!("Bearer {token}"))
                .json(&json!({ "name": "a" }));
            shown.answer(sent.send(address));
        }
        shown.add(&sandbox);
        shown.add(&control);
        shown.add(&control.access_tokens());
        shown.add(&control.cards());
        shown.add(&sandbox.exchanges());
        shown.add(&sandbox.credentials());
        assert_eq!(sandbox.exchanges().len(), 9);
        administration(address, &shown);
        drop(sandbox);
        shown.check(&["canary-key", "canary-token", "sandbox-api-key", &token]);
    }
}
