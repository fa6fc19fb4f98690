//! Signatures of what was really sent, and a new one for each attempt.

use std::{collections::HashSet, sync::atomic::Ordering};

use pazemo::{Delivery, RawRequest, Retry};

use crate::{
    support::listener::{Listener, head},
    wallet::{ID, KEY, Mac, Wallet, balance, builder},
};

#[tokio::test]
async fn what_is_signed_is_what_is_sent() {
    let wallet = Wallet::start().await;
    let client = wallet.client().with_project("3");
    for path in [
        "/",
        "/rest/v1/wallet/14471/balance",
        "/a?",
        "/a?b",
        "/a?b=c&d=%20&e=%2F+%C3%A4",
        "/%41%zz/~-._!$&'()*+,;=:@/x?y=/?:@!$&()*+,;",
        "/a//b/?x=[1]",
    ] {
        for request in [
            RawRequest::get(path),
            RawRequest::new("HEAD", path),
            RawRequest::new("DELETE", path),
            RawRequest::post(path).with_json(&[1, 2]).unwrap(),
            RawRequest::new("PUT", path)
                .with_body("application/x-www-form-urlencoded", "a=b&c=d")
                .unwrap(),
            RawRequest::post(path).with_body("text/plain", "").unwrap(),
        ] {
            let answer = client.raw(request.clone()).await;
            answer.unwrap_or_else(|error| panic!("{path} {request:?}: {error}"));
            // The server has checked the signature of what came; here it is what was asked for.
            let signed = wallet.signed();
            assert_eq!(signed.last().expect("a request").target(), path);
        }
    }
}

#[tokio::test]
async fn a_path_of_the_base_address_is_signed_with_the_rest() {
    let wallet = Wallet::start().await;
    let client = builder(&format!("{}/proxy/", wallet.listener.url()));
    let client = client.build().expect("a client");
    client.raw(RawRequest::get("/x?y")).await.expect("accepted");
    assert_eq!(wallet.signed()[0].target(), "/proxy/x?y");
}

#[tokio::test]
async fn every_attempt_has_a_signature_of_its_own() {
    let wallet = Wallet::start().await;
    wallet.state.failures.store(2, Ordering::SeqCst);
    balance(&wallet.client()).await.expect("the third attempt");
    let macs: Vec<_> = wallet.signed().iter().map(Mac::of).collect();
    assert_eq!(macs.len(), 3);
    let nonces: HashSet<_> = macs.iter().map(|mac| &mac.nonce).collect();
    let signatures: HashSet<_> = macs.iter().map(|mac| &mac.mac).collect();
    assert_eq!((nonces.len(), signatures.len()), (3, 3));
    assert!(macs.is_sorted_by_key(|mac| mac.timestamp));
}

#[tokio::test]
async fn what_is_not_documented_is_not_repeated_if_it_may_change_something() {
    let wallet = Wallet::start().await;
    let client = wallet.client();
    for (request, attempts) in [
        (RawRequest::post("/x"), 1),
        (RawRequest::new("PUT", "/x"), 1),
        (RawRequest::new("DELETE", "/x"), 1),
        (RawRequest::get("/x"), 3),
        (RawRequest::post("/x").with_retry(Retry::Safe), 3),
    ] {
        wallet.state.failures.store(3, Ordering::SeqCst);
        let error = client.raw(request).await.expect_err("three failures");
        assert_eq!(error.attempts(), attempts);
        assert_eq!(error.delivery(), Delivery::Unknown);
    }
}

#[tokio::test]
async fn a_redirect_is_told_and_not_followed() {
    let elsewhere = Wallet::start().await;
    let location = format!("Location: {}/rest/v1/x", elsewhere.listener.url());
    for status in [301, 302, 303, 307, 308] {
        let server = Listener::answering(head(status, &[&location, "Content-Length: 0"])).await;
        // The server's time is answered by a redirect as well.
        let client = builder(&server.url()).build().expect("a client");
        let post = RawRequest::post("/x").with_json(&1).expect("a body");
        for error in [
            balance(&client).await.expect_err("no success"),
            client.raw(post).await.expect_err("no success"),
        ] {
            assert_eq!(error.status(), Some(status));
            assert_eq!(error.attempts(), 1);
        }
    }
    assert_eq!(elsewhere.listener.connections(), 0);
}

#[tokio::test]
async fn what_needs_no_signature_has_none() {
    let wallet = Wallet::start().await;
    let client = wallet.client().with_project("3");
    let information = client.server().get().await.expect("the time");
    assert!(information.time > 1_700_000_000);
    let configuration = client.configuration().get().await.expect("variables");
    assert_eq!(configuration.minimum_password_length, 8);
    assert_eq!(wallet.listener.received().len(), 2);
    assert!(wallet.signed().is_empty());
}

#[tokio::test]
async fn the_server_that_checks_would_notice_another_key() {
    let wallet = Wallet::start().await;
    balance(&wallet.client()).await.expect("accepted");
    let request = wallet.signed().remove(0);
    let mac = Mac::of(&request);
    mac.assert_signed(&request, ID, KEY);
    let is_noticed = std::panic::catch_unwind(|| mac.assert_signed(&request, ID, "another"));
    assert!(is_noticed.is_err());
}
