//! The handle: starting, stopping, and what it says of itself.

use std::{
    net::{SocketAddr, TcpListener, TcpStream},
    time::{Duration, Instant},
};

use crate::support::{Connection, request, sandbox, start};
use pazemo_sandbox::{Sandbox, StartError};

#[tokio::test]
async fn a_client_walks_through_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = sandbox.client().build().unwrap();
    let me = client.users().me().await.unwrap();
    let accounts = client.accounts().list(&me.id).await.unwrap();
    assert!(
        accounts
            .iter()
            .any(|account| account.id.as_str() == "string")
    );
    sandbox.shut_down().await;
}

#[test]
fn a_blocking_client_walks_through_it() {
    let sandbox = sandbox();
    let client = sandbox.client().build_blocking().unwrap();
    assert_eq!(client.users().me().unwrap().id.as_str(), "string");
}

#[test]
fn it_stops_when_it_is_dropped() {
    let sandbox = sandbox();
    let address = sandbox.address();
    let mut hanging = Connection::new(&sandbox);
    hanging.send(request(
        &sandbox,
        "GET",
        "/ping",
        &[("x-sandbox-fault", "hang")],
        None,
    ));
    drop(sandbox);
    assert!(TcpStream::connect(address).is_err());
    // The port is free again.
    let again = start(Sandbox::builder().address(address));
    assert_eq!(again.address(), address);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_graceful_end_finishes_what_is_under_way_and_waits_for_no_more() {
    let sandbox = Sandbox::builder()
        .shutdown_timeout(Duration::from_secs(2))
        .start()
        .await
        .unwrap();
    let mut idle = Connection::new(&sandbox);
    let mut busy = Connection::new(&sandbox);
    let mut endless = Connection::new(&sandbox);
    let fault = [("x-sandbox-fault", "delay=0.3")];
    busy.send(request(&sandbox, "GET", "/users/me", &fault, None));
    endless.send(request(
        &sandbox,
        "GET",
        "/users/me",
        &[("x-sandbox-fault", "slow=60")],
        None,
    ));
    tokio::time::sleep(Duration::from_millis(100)).await;
    let began = Instant::now();
    sandbox.shut_down().await;
    let took = began.elapsed();
    assert!(
        took >= Duration::from_millis(1500) && took < Duration::from_secs(5),
        "{took:?}"
    );
    let answer = tokio::task::spawn_blocking(move || busy.receive()).await;
    assert_eq!(answer.unwrap().unwrap().status, 200);
    assert!(idle.receive().is_err());
}

#[test]
fn what_keeps_it_from_starting_is_said() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let error = Sandbox::builder().address(address).start_blocking();
    assert!(matches!(error, Err(StartError::Io(_))));
    let error = Sandbox::builder().preset("gentle").start_blocking();
    let text = error.unwrap_err().to_string();
    assert!(text.contains("gentle") && text.contains("harsh"), "{text}");
}

#[test]
fn what_listens_everywhere_is_reached_here() {
    let everywhere: SocketAddr = "0.0.0.0:0".parse().unwrap();
    let sandbox = start(Sandbox::builder().address(everywhere));
    assert!(sandbox.address().ip().is_unspecified());
    assert_eq!(
        sandbox.url(),
        format!("http://127.0.0.1:{}", sandbox.address().port())
    );
    let client = sandbox.client().build_blocking().unwrap();
    assert!(client.pings().ping().is_ok());
}

#[test]
fn it_shows_no_secrets() {
    let sandbox = sandbox();
    let builder = Sandbox::builder();
    for shown in [format!("{sandbox:?}"), format!("{builder:?}")] {
        assert!(!shown.contains(sandbox.token().expose()), "{shown}");
    }
    assert!(format!("{sandbox:?}").contains(&sandbox.url()));
}

#[test]
fn several_sandboxes_know_nothing_of_each_other() {
    let (one, two) = (sandbox(), sandbox());
    let body = Some(r#"{"id":"mine","amount":1}"#);
    let path = "/accounts/string/withdraw";
    assert_eq!(crate::support::ask(&one, "POST", path, body).status, 200);
    assert_eq!(crate::support::ask(&two, "POST", path, body).status, 200);
    assert_ne!(one.url(), two.url());
}
