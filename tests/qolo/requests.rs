//! The bytes that a login, a create and a raw call put on the wire, so that no header, field or spelling changes unnoticed.

use pazemo::{
    IdempotencyKey, JsonObject, RawRequest,
    qolo::{Login, resources::CreateCardOptions},
};

use crate::{
    desk::Desk,
    support::{CANARY, listener::Received},
};

/// Method and path, headers in the order of their names, body. What is secret or differs from run to run is replaced.
fn shown(request: &Received, host: &str) -> String {
    let mut headers: Vec<_> = request
        .headers()
        .map(|(name, value)| {
            let value = value.replace(host, "[host]").replace(CANARY, "[secret]");
            let value = value.replace(env!("CARGO_PKG_VERSION"), "[version]");
            format!("{name}: {value}")
        })
        .collect();
    headers.sort();
    let (method, target) = (request.method(), request.target());
    let body = request.body_text().replace(CANARY, "[secret]");
    let text = format!("{method} {target}\n{}\n\n{body}", headers.join("\n"));
    text.trim_end().to_owned()
}

#[tokio::test]
async fn what_goes_out_is_what_it_was() {
    let desk = Desk::start().await;
    let login = Login::new("program-17", CANARY);
    let client = desk.builder().login(login).application("accounting/2.1");
    let client = client.build().expect("a client");
    let body: JsonObject = r#"{"holder":{"name":"A"},"limit":150000.10}"#
        .parse()
        .expect("JSON");
    let key = IdempotencyKey::new("order-17").expect("a key");
    let options = CreateCardOptions::new().with_idempotency_key(key);
    client
        .cards()
        .create_with(&body, &options)
        .await
        .expect("a card");
    let raw = RawRequest::get("/api/v1/programs?page=2");
    client.raw(raw).await.expect("an answer");
    let host = desk.listener.address().to_string();
    let requests = desk.listener.received();
    assert_eq!(requests.len(), 3);
    let text: Vec<_> = requests
        .iter()
        .map(|request| shown(request, &host))
        .collect();
    insta::assert_snapshot!(text.join("\n\n---\n\n"));
}
