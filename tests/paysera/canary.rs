//! No key and no password shows itself: not in what is printed, and not in what is logged.

use std::sync::atomic::Ordering;

use pazemo::{
    Error, RawRequest,
    paysera::{Client, Environment, MacCredentials, MacRequest, ProjectClient},
};

use crate::{
    support::{
        canary::{all_of, assert_hidden},
        captured::{assert_log_is_clean, capture_logs},
        gatekeeper::serving,
        listener::keep_alive_answer,
    },
    wallet::{ID, KEY, Wallet, balance, builder},
};

fn debugged(value: &impl std::fmt::Debug) -> [String; 2] {
    [format!("{value:?}"), format!("{value:#?}")]
}

#[test]
fn what_has_a_key_does_not_print_it() {
    let credentials = MacCredentials::new(ID, KEY).expect("credentials");
    assert_hidden("the credentials", debugged(&credentials));
    let request = MacRequest {
        timestamp: 1,
        nonce: "c4n4ry",
        method: "GET",
        path_and_query: "/c4n4ry",
        host: "localhost",
        port: 443,
        ext: "project_id=c4n4ry",
    };
    assert_hidden("a request", debugged(&request));
    let builder = Client::with_mac(Environment::Live, credentials)
        .project("c4n4ry")
        .location("c4n4ry");
    assert_hidden("a builder", debugged(&builder));
    let client = builder.build().expect("a client");
    assert_hidden("a client", debugged(&client));
    assert_hidden("a derived client", debugged(&client.with_project("c4n4ry")));
    assert_hidden("a resource", debugged(&client.wallets()));
    let builder = ProjectClient::builder("https://example.com", "c4n4ry", KEY);
    let builder = builder.expect("a builder");
    assert_hidden("a builder of a project", debugged(&builder));
    assert_hidden("a project", debugged(&builder.build().expect("a client")));
}

#[test]
fn what_cannot_be_a_key_is_not_repeated() {
    for error in [
        MacCredentials::new("c4n4ry\"", KEY).map(drop),
        MacCredentials::new("c4n4ry", "").map(drop),
        ProjectClient::builder("c4n4ry", "c4n4ry\n", KEY).map(drop),
    ] {
        assert_hidden("a refusal", all_of(&error.expect_err("a refusal")));
    }
}

#[tokio::test]
async fn neither_errors_nor_logs_show_what_was_sent_or_answered() {
    capture_logs();
    let mut errors: Vec<Error> = Vec::new();
    // A server that sends back what it got, as an error and as a success of another form.
    for status in [200, 400, 401, 403, 409, 500] {
        let server = serving(move |request| {
            let header = request.header("authorization").unwrap_or_default();
            let echo = header.replace('"', "'");
            let body =
                format!(r#"{{"error":"{echo}","time":"{KEY}","error_description":"{KEY}"}}"#);
            keep_alive_answer(status, "application/json", &body)
        })
        .await;
        let client = builder(&server.url()).build().expect("a client");
        let client = client.with_project("c4n4ry").with_location("c4n4ry");
        errors.extend(balance(&client).await.err());
        errors.extend(client.server().get().await.err());
        let post = RawRequest::post("/c4n4ry?c4n4ry")
            .with_json(&KEY)
            .expect("JSON");
        errors.extend(client.raw(post.clone()).await.err());
        let project = ProjectClient::builder(&server.url(), ID, KEY).expect("a builder");
        errors.extend(project.build().expect("a client").raw(post).await.err());
        errors.extend(balance(&client.with_project("c4n4ry\n")).await.err());
    }
    // And one that is not there.
    let client = builder("http://127.0.0.1:1").build().expect("a client");
    errors.extend(balance(&client).await.err());
    // All that is told of repeats, and of what the client asks by itself.
    let wallet = Wallet::start().await;
    wallet.state.failures.store(1, Ordering::SeqCst);
    balance(&wallet.client()).await.expect("accepted");
    wallet.state.refuses_all.store(true, Ordering::SeqCst);
    errors.extend(balance(&wallet.client()).await.err());
    assert!(errors.len() > 20, "{}", errors.len());
    for error in &errors {
        assert_hidden("an error", all_of(error));
    }
    assert_log_is_clean();
}
