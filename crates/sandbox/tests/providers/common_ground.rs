//! What belongs to every sandbox: faults, maintenance, the document, the way it ends.

use std::{net::SocketAddr, time::Duration};

use pazemo_sandbox::{FaultSequence, StartError, paysera, qolo};
use serde_json::json;

use crate::{
    http::{Answer, request},
    signer::Signer,
};

fn server(address: SocketAddr) -> Option<Answer> {
    request("GET", "/rest/v1/server").send_for(address)
}

#[test]
fn faults_strike_operations_and_other_paths_by_name() {
    let sandbox = paysera::Sandbox::builder()
        .fixed_time("2023-11-14T22:13:20Z".parse().unwrap())
        .switch(paysera::OtherPaths::Writes)
        .faults("getServer: drop".parse().unwrap())
        .start_blocking()
        .unwrap();
    let (control, address) = (sandbox.control(), sandbox.address());
    assert!(server(address).is_none());
    assert_eq!(server(address).unwrap().status, 200);
    control
        .add_faults(&"raw: drop;when=after, html=502".parse().unwrap())
        .unwrap();
    assert_eq!(control.waiting_faults(), 2);
    let write = |_| {
        let signer = Signer::at(1_700_000_000);
        let sent = signer.post("/rest/v1/a", "application/json", "{}", address);
        sent.send_for(address).map(|answer| answer.status)
    };
    let statuses: Vec<Option<u16>> = (0..3).map(write).collect();
    assert_eq!(statuses, [None, Some(502), Some(200)]);
    assert_eq!(control.writes().len(), 2, "the first was carried out");
    let counts = control.counts();
    assert_eq!(
        (counts.faults, counts.carried_out, counts.requests),
        (3, 3, 5)
    );
    // A signed request that the network delivers twice is a replay.
    let twice = Signer::at(1_700_000_000).request("GET", "/rest/v1/wallet/14471/balance", address);
    assert_eq!(
        twice
            .header("X-Sandbox-Fault", "duplicate")
            .send(address)
            .status,
        401
    );
    assert_eq!(server_with(address, "nonsense").status, 400);
}

fn server_with(address: SocketAddr, fault: &str) -> Answer {
    let sent = request("GET", "/rest/v1/server").header("X-Sandbox-Fault", fault);
    sent.send(address)
}

#[test]
fn faults_for_an_operation_of_another_provider_are_refused() {
    let faults = |text: &str| text.parse::<FaultSequence>().unwrap();
    let sandbox = qolo::Sandbox::builder().start_blocking().unwrap();
    let error = sandbox
        .control()
        .add_faults(&faults("createWithdraw: drop"));
    let error = error.unwrap_err().to_string();
    assert!(error.contains("login, createCard, raw"), "{error}");
    let error = paysera::Sandbox::builder().faults(faults("createCard: drop"));
    let error = error.start_blocking().unwrap_err();
    assert!(matches!(error, StartError::Faults(_)), "{error}");
    let sandbox = pazemo_sandbox::Sandbox::builder().start_blocking().unwrap();
    assert!(sandbox.control().add_faults(&faults("raw: drop")).is_err());
    let error = qolo::Sandbox::builder()
        .preset("loopback")
        .start_blocking()
        .unwrap_err();
    assert!(error.to_string().contains("plain, harsh"), "{error}");
}

#[test]
fn maintenance_is_503_and_ends() {
    let sandbox = paysera::Sandbox::builder()
        .maintenance(true)
        .start_blocking()
        .unwrap();
    let (control, address) = (sandbox.control(), sandbox.address());
    let closed = server(address).unwrap();
    assert_eq!(
        (closed.status, closed.error().as_str()),
        (503, "internal_server_error")
    );
    control.set_maintenance(false);
    assert_eq!(server(address).unwrap().status, 200);
    control.reset();
    assert!(control.maintenance());
}

#[test]
fn each_serves_its_own_document_with_itself_as_the_server() {
    let wallet = paysera::Sandbox::builder().start_blocking().unwrap();
    let projects = paysera::Sandbox::builder().seed(paysera::Seed::projects());
    let projects = projects.start_blocking().unwrap();
    let qolo = qolo::Sandbox::builder().start_blocking().unwrap();
    for (address, path, paths) in [
        (wallet.address(), "/rest/v1/wallet/{id}/balance", 3),
        (projects.address(), "", 0),
        (qolo.address(), "/api/v1/cards", 2),
    ] {
        let yaml = request("GET", "/openapi.yaml").send(address);
        assert_eq!(yaml.header("content-type"), Some("application/yaml"));
        let document = request("GET", "/openapi.json").send(address).json();
        assert_eq!(document["servers"][0]["url"], "/");
        assert_eq!(document["servers"].as_array().unwrap().len(), 1);
        assert_eq!(document["paths"].as_object().unwrap().len(), paths);
        assert!(path.is_empty() || document["paths"][path].is_object());
        assert_eq!(request("POST", "/openapi.json").send(address).status, 405);
    }
}

#[test]
fn what_is_no_http_is_answered_in_the_form_of_the_provider() {
    let wallet = paysera::Sandbox::builder().start_blocking().unwrap();
    let answer = request("GET", "/ /").send(wallet.address());
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (400, "invalid_request")
    );
    let qolo = qolo::Sandbox::builder().start_blocking().unwrap();
    let answer = request("GET", "/ /").send(qolo.address());
    assert_eq!((answer.status, answer.body.len()), (400, 0));
    let large = request("POST", "/api/v1/auth/login").json(&json!("x".repeat(9 << 20)));
    assert_eq!(large.send(qolo.address()).status, 413);
}

#[tokio::test]
async fn a_shutdown_finishes_what_is_under_way() {
    let sandbox = paysera::Sandbox::start().await.unwrap();
    let address = sandbox.address();
    sandbox
        .fault(
            "getServer",
            [pazemo_sandbox::Fault::delay(Duration::from_millis(300))],
        )
        .unwrap();
    let asked = std::thread::spawn(move || server(address).map(|answer| answer.status));
    while sandbox.control().counts().requests == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    sandbox.shut_down().await;
    assert_eq!(asked.join().unwrap(), Some(200));
    assert!(std::net::TcpStream::connect(address).is_err());
}
