//! Snapshots of requests as they are sent.

use pazemo::{RawRequest, paysera::ProjectClient};

use crate::{
    support::listener::Received,
    wallet::{ID, Mac, Wallet, balance},
};

/// The request with what differs from one to the next replaced.
fn shown(request: &Received) -> String {
    let mut text = format!("{}\r\n\r\n{}", request.head, request.body_text()).replace('\r', "");
    let host = request.header("host").expect("a host").to_owned();
    text = text.replace(&host, "[host]");
    if request.header("authorization").is_some() {
        let mac = Mac::of(request);
        let timestamp = mac.timestamp.to_string();
        text = text.replace(ID, "[id]");
        for (value, name) in [
            (&timestamp, "[ts]"),
            (&mac.nonce, "[nonce]"),
            (&mac.mac, "[mac]"),
        ] {
            text = text.replace(value, name);
        }
    }
    text.replace(env!("CARGO_PKG_VERSION"), "[version]")
}

#[tokio::test]
async fn requests_of_all_kinds() {
    let wallet = Wallet::start().await;
    let client = wallet.client().with_project("3").with_location("7");
    balance(&client).await.expect("accepted");
    client.configuration().get().await.expect("variables");
    let json = RawRequest::post("/rest/v1/payment").with_json(&["x"]);
    client.raw(json.expect("JSON")).await.expect("accepted");
    let form = "application/x-www-form-urlencoded";
    let form = RawRequest::new("PUT", "/rest/v1/payment?a=b").with_body(form, "a=b&c=d");
    client.raw(form.expect("a form")).await.expect("accepted");
    let requests = wallet.listener.received();
    let shown: Vec<_> = requests.iter().map(shown).collect();
    insta::assert_snapshot!(shown.join("\n----\n"));
}

#[tokio::test]
async fn a_request_of_a_project() {
    let wallet = Wallet::start().await;
    let url = wallet.listener.url();
    let builder = ProjectClient::builder(&url, crate::wallet::ID, crate::wallet::KEY);
    let client = builder.expect("a builder").build().expect("a client");
    client.raw(RawRequest::get("/x")).await.expect("accepted");
    insta::assert_snapshot!(shown(&wallet.listener.one_request()));
}
