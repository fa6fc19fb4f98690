//! The error object and its codes, in every form that the page allows.

use pazemo::{
    Basis, Delivery, Error, RawRequest,
    paysera::{ErrorBody, types::ErrorCode},
};

use crate::{
    support::{gatekeeper::serving, listener::keep_alive_answer},
    wallet::{balance, builder},
};

/// The table of both pages, written down a second time.
const CODES: [(&str, u16); 8] = [
    ("invalid_request", 400),
    ("invalid_parameters", 400),
    ("unauthorized", 401),
    ("forbidden", 403),
    ("not_found", 404),
    ("not_acceptable", 406),
    ("invalid_state", 409),
    ("internal_server_error", 500),
];

async fn failing(status: u16, body: &str) -> Error {
    let body = body.to_owned();
    let server = serving(move |request| match request.target() {
        "/rest/v1/server" => keep_alive_answer(200, "application/json", r#"{"time":1700000000}"#),
        _ => keep_alive_answer(status, "application/json;charset=utf-8", &body),
    })
    .await;
    let client = builder(&server.url()).build().expect("a client");
    balance(&client).await.expect_err("a failure")
}

fn code(error: &Error) -> Option<&ErrorCode> {
    match error.body_as::<ErrorBody>()? {
        ErrorBody::ErrorObject(body) => Some(&body.error),
        _ => None,
    }
}

#[test]
fn every_code_has_the_status_of_the_table() {
    assert_eq!(ErrorCode::KNOWN.len(), CODES.len());
    for (text, status) in CODES {
        let code = ErrorCode::from(text);
        assert!(ErrorCode::KNOWN.contains(&code), "{text}");
        assert_eq!(code.status(), Some(status), "{text}");
    }
    assert_eq!(ErrorCode::from("something_else").status(), None);
}

#[tokio::test]
async fn every_code_is_read_with_its_status_and_judged() {
    for (text, status) in CODES {
        let error = failing(status, &format!(r#"{{"error":"{text}"}}"#)).await;
        assert_eq!(error.status(), Some(status));
        assert_eq!(code(&error), Some(&ErrorCode::from(text)));
        let delivery = match status {
            500 => Delivery::Unknown,
            _ => Delivery::Refused,
        };
        assert_eq!(error.delivery(), delivery, "{text}");
        assert!(error.body().is_none(), "that would be Pazemo's");
    }
}

#[tokio::test]
async fn what_is_optional_may_be_missing_and_what_is_new_is_kept() {
    let error = failing(
        403,
        r#"{"error":"forbidden","error_description":"d","error_uri":"https://x","new":1}"#,
    )
    .await;
    let Some(ErrorBody::ErrorObject(body)) = error.body_as() else {
        panic!("no body");
    };
    assert_eq!(body.error_description.as_deref(), Some("d"));
    assert_eq!(body.error_uri.as_deref(), Some("https://x"));
    let error = failing(400, r#"{"error":"limit_exceeded"}"#).await;
    let Some(ErrorBody::ErrorObject(body)) = error.body_as() else {
        panic!("no body");
    };
    assert_eq!(body.error.as_str(), "limit_exceeded");
    assert_eq!((&body.error_description, &body.error_uri), (&None, &None));
    // Written, it is as it came: what is missing is not null.
    let written = serde_json::to_string(body).expect("JSON");
    assert_eq!(written, r#"{"error":"limit_exceeded"}"#);
}

#[tokio::test]
async fn a_body_of_another_form_is_no_error_object() {
    for body in ["", "{}", "[]", "<html></html>", r#"{"error":null}"#] {
        let error = failing(400, body).await;
        assert_eq!(code(&error), None, "{body}");
        assert_eq!(error.raw_body(), body.as_bytes());
        assert_eq!(error.basis(), Basis::Assumption, "{body}");
    }
}

#[tokio::test]
async fn a_refused_signature_is_told_in_words_of_this_provider() {
    let server = serving(|_| keep_alive_answer(401, "application/json", "{}")).await;
    let client = builder(&server.url()).build().expect("a client");
    let error = client.raw(RawRequest::post("/rest/v1/payment")).await;
    let told = error.expect_err("a refusal").to_string();
    assert!(told.contains("look at identifier, key and time"), "{told}");
    assert!(!told.contains("authorization code"), "{told}");
}
