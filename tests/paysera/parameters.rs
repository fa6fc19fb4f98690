//! Project and location: where they travel, for which calls, and what is not sent.

use pazemo::{
    ClientIdentity, Delivery, ErrorKind, RawRequest, RetryPolicy,
    paysera::{Client, ClientType, Environment},
};
use rcgen::{CertificateParams, KeyPair};

use crate::{
    support::{
        gatekeeper::serving,
        listener::{Listener, keep_alive_answer},
    },
    wallet::{BALANCE, Mac, Wallet, balance, builder, error},
};

fn identity() -> ClientIdentity {
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(Vec::new()).expect("parameters");
    let certificate = params.self_signed(&key).expect("a certificate");
    ClientIdentity::from_pem(certificate.pem(), key.serialize_pem()).expect("an identity")
}

async fn accepting() -> Listener {
    serving(|_| keep_alive_answer(200, "application/json", BALANCE)).await
}

fn with_certificate(server: &Listener) -> Client {
    let environment = Environment::custom(&server.url()).expect("an address");
    let builder = Client::with_certificate(environment, identity());
    builder.build().expect("a client")
}

#[tokio::test]
async fn signed_requests_have_them_in_ext_and_always_in_the_same_order() {
    let wallet = Wallet::start().await;
    let client = wallet.client();
    let both = client.with_location("kiosk 7").with_project("3");
    let post = RawRequest::post("/x").with_body("text/plain", "abc");
    let post = post.expect("a body");
    for (client, with_body, ext) in [
        (&client, false, None),
        (&client.with_project("3"), false, Some("project_id=3")),
        (
            &client.with_location("a&b"),
            false,
            Some("location_id=a%26b"),
        ),
        (&both, false, Some("project_id=3&location_id=kiosk+7")),
        (
            &client,
            true,
            Some("body_hash=ungWv48Bz%2BpBQUDeXa4iI7ADYaOWF3qctBD%2FYfIAFa0%3D"),
        ),
        (
            &both,
            true,
            Some(
                "body_hash=ungWv48Bz%2BpBQUDeXa4iI7ADYaOWF3qctBD%2FYfIAFa0%3D&project_id=3&location_id=kiosk+7",
            ),
        ),
    ] {
        match with_body {
            true => drop(client.raw(post.clone()).await.expect("accepted")),
            false => balance(client).await.expect("accepted"),
        }
        let request = wallet.signed().pop().expect("a request");
        assert_eq!(Mac::of(&request).ext.as_deref(), ext);
        assert!(!request.head.to_lowercase().contains("wallet-api-"));
    }
}

#[tokio::test]
async fn with_a_certificate_they_are_headers_and_nothing_is_signed() {
    let server = accepting().await;
    let client = with_certificate(&server);
    let both = client.with_project("3").with_location("kiosk 7");
    for (client, project, location) in [
        (&client, None, None),
        (&client.with_project("3"), Some("3"), None),
        (&client.with_location("7"), None, Some("7")),
        (&both, Some("3"), Some("kiosk 7")),
    ] {
        balance(client).await.expect("accepted");
        let request = server.received().pop().expect("a request");
        assert_eq!(request.header("Wallet-Api-Project-Id"), project);
        assert_eq!(request.header("Wallet-Api-Location-Id"), location);
        assert_eq!(request.header("authorization"), None);
    }
    // What a request brings along does not stand beside it, and what needs no proof has none.
    let request = RawRequest::get("/x").with_header("wallet-api-project-id", "4");
    both.raw(request.expect("a header"))
        .await
        .expect("accepted");
    let request = server.received().pop().expect("a request");
    let projects: Vec<_> = request
        .headers()
        .filter(|(name, _)| name.eq_ignore_ascii_case("wallet-api-project-id"))
        .map(|(_, value)| value)
        .collect();
    assert_eq!(projects, ["3"]);
    assert!(
        server
            .received()
            .iter()
            .all(|r| r.target() != "/rest/v1/server")
    );
}

#[tokio::test]
async fn a_derived_client_leaves_the_other_as_it_was() {
    let wallet = Wallet::start().await;
    let client = wallet.builder().project("1").location("9").build();
    let client = client.expect("a client");
    let derived = client.with_project("2");
    for (client, ext) in [
        (&derived, "project_id=2&location_id=9"),
        (&client, "project_id=1&location_id=9"),
        (&derived.clone(), "project_id=2&location_id=9"),
    ] {
        balance(client).await.expect("accepted");
        let request = wallet.signed().pop().expect("a request");
        assert_eq!(Mac::of(&request).ext.as_deref(), Some(ext));
    }
}

#[tokio::test]
async fn one_that_cannot_be_sent_keeps_the_call_from_being_sent() {
    let wallet = Wallet::start().await;
    let server = accepting().await;
    for client in [wallet.client(), with_certificate(&server)] {
        for wrong in ["", " ", "3 ", "\t3", "3\r\nX: y", "ä", "\u{7f}"] {
            for client in [client.with_project(wrong), client.with_location(wrong)] {
                let error = balance(&client).await.expect_err("not sent");
                assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{wrong:?}");
                assert_eq!(error.delivery(), Delivery::NotSent);
                assert_eq!(error.attempts(), 0);
            }
        }
    }
    assert_eq!(wallet.listener.connections() + server.connections(), 0);
}

#[tokio::test]
async fn a_lack_of_rights_is_told_with_what_the_type_of_client_means() {
    let server = serving(|request| match request.target() {
        "/rest/v1/server" => keep_alive_answer(200, "application/json", r#"{"time":1700000000}"#),
        _ => keep_alive_answer(403, "application/json", &error("forbidden", "no")),
    })
    .await;
    let client = builder(&server.url())
        .retry_policy(RetryPolicy::never())
        .build()
        .expect("a client");
    let mut messages = Vec::new();
    for client in [
        client.clone(),
        client.with_client_type(ClientType::PrivateClient),
        client.with_client_type(ClientType::Application),
        client.with_client_type(ClientType::AppClient),
        client.with_client_type("another".into()),
    ] {
        let error = balance(&client).await.expect_err("forbidden");
        assert!(error.is_forbidden());
        messages.push(error.to_string());
    }
    insta::assert_snapshot!(messages.join("\n"));
}

#[tokio::test]
async fn other_refusals_have_nothing_to_do_with_the_type_of_client() {
    for status in [400, 401, 404, 409, 500] {
        let server = serving(move |_| keep_alive_answer(status, "application/json", "{}")).await;
        let builder = builder(&server.url()).client_type(ClientType::Application);
        let client = builder.build().expect("a client");
        let error = balance(&client).await.expect_err("refused").to_string();
        assert!(!error.contains("application"), "{error}");
    }
}
