//! The project API: signed with the project's name and password, for any path.

use pazemo::{
    ErrorKind, RawRequest,
    paysera::{ErrorBody, ProjectClient, types::ErrorCode},
};

use crate::{
    support::{
        gatekeeper::serving,
        listener::{Listener, keep_alive_answer},
    },
    wallet::{Mac, error, real_time},
};

const PROJECT: &str = "project-c4n4ry";
const PASSWORD: &str = "password-c4n4ry";

async fn server() -> Listener {
    serving(|request| {
        let (status, body) = match request.target() {
            "/rest/v1/server" => (200, r#"{"time":1700000000}"#.to_owned()),
            "/unauthorized" => (401, error("unauthorized", "")),
            "/refused" => (409, error("invalid_state", "")),
            _ => (200, "{}".to_owned()),
        };
        keep_alive_answer(status, "application/json", &body)
    })
    .await
}

#[tokio::test]
async fn requests_to_any_path_are_signed_with_its_password_and_the_time_of_the_system() {
    let server = server().await;
    let builder = ProjectClient::builder(&server.url(), PROJECT, PASSWORD).expect("a builder");
    let client = builder.build().expect("a client");
    let post = RawRequest::post("/any/path?x").with_json(&1).expect("JSON");
    client.raw(post).await.expect("accepted");
    let request = server.one_request();
    let mac = Mac::of(&request);
    mac.assert_signed(&request, PROJECT, PASSWORD);
    assert!((mac.timestamp - real_time()).abs() <= 2);
}

#[tokio::test]
async fn the_time_of_the_server_is_asked_for_only_if_that_is_wanted() {
    let server = server().await;
    let builder = ProjectClient::builder(&server.url(), PROJECT, PASSWORD).expect("a builder");
    let client = builder.ask_for_time().build().expect("a client");
    client.raw(RawRequest::get("/x")).await.expect("accepted");
    let received = server.received();
    assert_eq!(received[0].target(), "/rest/v1/server");
    let timestamp = Mac::of(&received[1]).timestamp;
    assert!((1_700_000_000..1_700_000_010).contains(&timestamp));
}

#[tokio::test]
async fn errors_are_read_as_those_of_the_wallet() {
    let server = server().await;
    let builder = ProjectClient::builder(&server.url(), PROJECT, PASSWORD).expect("a builder");
    let client = builder.build().expect("a client");
    let error = client.raw(RawRequest::post("/refused")).await;
    let error = error.expect_err("refused");
    let Some(ErrorBody::ErrorObject(body)) = error.body_as() else {
        panic!("no body");
    };
    assert_eq!(body.error, ErrorCode::InvalidState);
    assert_eq!(body.error.status(), error.status());
    assert_eq!(error.attempts(), 1);
}

#[test]
fn what_cannot_be_signed_with_or_sent_to_is_a_wrong_setting() {
    let address = "https://api.example.com";
    for (address, id, password) in [
        ("http://api.example.com", PROJECT, PASSWORD),
        ("", PROJECT, PASSWORD),
        (address, "", PASSWORD),
        (address, "a\"b", PASSWORD),
        (address, PROJECT, ""),
    ] {
        let error = ProjectClient::builder(address, id, password).expect_err("no client");
        assert_eq!(error.kind(), ErrorKind::Configuration);
    }
}

#[tokio::test]
async fn a_refused_signature_is_told_with_the_clock_that_it_has_its_time_from() {
    let server = server().await;
    let builder = || ProjectClient::builder(&server.url(), PROJECT, PASSWORD).expect("a builder");
    for (builder, is_told) in [(builder(), true), (builder().ask_for_time(), false)] {
        let client = builder.build().expect("a client");
        let error = client.raw(RawRequest::get("/unauthorized")).await;
        let told = error.expect_err("a refusal").to_string();
        assert_eq!(told.contains("ask_for_time"), is_told, "{told}");
    }
}
