//! What a single call does differently from its client, for every operation.

use std::time::{Duration, Instant};

use crate::support::{
    body_text, builder,
    calls::received,
    client, document,
    gatekeeper::{USER, serving},
    listener::{Listener, keep_alive_answer},
    request_example,
};
use pazemo::{CallOptions, Client, CodeRequest, Error, ErrorKind, RetryPolicy, Secret};

/// Calls an operation with options of its own, by each of its methods.
async fn call(client: &Client, options: CallOptions, id: &str, body: &str) -> Vec<Option<Error>> {
    macro_rules! body {
        () => {
            &serde_json::from_str(body).expect("a body")
        };
    }
    let codes = |_: CodeRequest| async { Ok::<_, Error>(Secret::new("493021")) };
    let users = client.users().with(options);
    let accounts = client.accounts().with(options);
    let beneficiaries = client.beneficiaries().with(options);
    let withdraws = client.withdraws().with(options);
    let pings = client.pings().with(options);
    let (account, withdraw) = (received("a"), received("w"));
    match id {
        "getCurrentUser" => vec![users.me().await.err()],
        "getUser" => vec![users.get(&received("u")).await.err()],
        "createAccount" => vec![accounts.create(&received("u"), body!()).await.err()],
        "listAccounts" => vec![accounts.list(&received("u")).await.err()],
        "getAccount" => vec![accounts.get(&received("u"), &received("a")).await.err()],
        "createBeneficiary" => vec![beneficiaries.create(body!()).await.err()],
        "createWithdraw" => vec![withdraws.create(&account, body!()).await.err()],
        "confirmWithdraw" => vec![
            withdraws.confirm(&account, &withdraw, body!()).await.err(),
            withdraws
                .confirm_with_code(&account, &withdraw, &codes)
                .await
                .err(),
        ],
        "cancelWithdraw" => vec![
            withdraws.cancel(&account, &withdraw, body!()).await.err(),
            withdraws
                .cancel_with_code(&account, &withdraw, &codes)
                .await
                .err(),
        ],
        "check" => vec![pings.check().await.err()],
        "ping" => vec![pings.ping().await.err()],
        "pingQueue" => vec![pings.ping_queue().await.err()],
        other => panic!("the operation `{other}` has no call in tests/calls/options.rs"),
    }
}

fn kinds(errors: &[Option<Error>]) -> Vec<Option<ErrorKind>> {
    let kinds = errors.iter().map(|error| error.as_ref().map(Error::kind));
    kinds.collect()
}

#[tokio::test]
async fn the_bound_of_an_answer_is_the_calls_own_on_every_method() {
    for operation in document().operations() {
        let answer = &operation.success().expect("a success").bodies[0];
        let (media_type, text) = (
            answer.media_type.to_owned(),
            body_text(answer, answer.examples[0].value),
        );
        let server = serving(move |_| keep_alive_answer(200, &media_type, &text)).await;
        let body = request_example(&operation);
        let (narrow, wide) = (
            CallOptions::new().with_response_limit(1),
            CallOptions::new().with_response_limit(1024 * 1024),
        );
        let too_large = Some(ErrorKind::ResponseTooLarge);
        let large = client(&server.url());
        let found = call(&large, narrow, operation.id, &body).await;
        assert!(
            kinds(&found).iter().all(|kind| *kind == too_large),
            "{found:?}"
        );
        let small = builder(&server.url()).response_limit(1).build();
        let small = small.expect("a client");
        let found = call(&small, wide, operation.id, &body).await;
        assert!(
            kinds(&found).iter().all(|kind| *kind != too_large),
            "{found:?}"
        );
        let found = call(&small, CallOptions::new(), operation.id, &body).await;
        assert!(
            kinds(&found).iter().all(|kind| *kind == too_large),
            "{found:?}"
        );
    }
}

#[tokio::test]
async fn time_limits_are_the_calls_own_on_every_method() {
    let server = Listener::start(|connection| connection.until_the_client_leaves()).await;
    let client = client(&server.url());
    let short = Duration::from_millis(40);
    for operation in document().operations() {
        let body = request_example(&operation);
        for options in [
            CallOptions::new().with_total_timeout(short),
            CallOptions::new().with_attempt_timeout(short),
        ] {
            let began = Instant::now();
            let found = call(&client, options, operation.id, &body).await;
            assert!(began.elapsed() < Duration::from_secs(3), "{}", operation.id);
            let timeout = Some(ErrorKind::Timeout);
            assert!(
                kinds(&found).iter().all(|kind| *kind == timeout),
                "{found:?}"
            );
        }
    }
}

#[tokio::test]
async fn the_policy_of_repeats_is_the_calls_own() {
    let server = serving(|_| keep_alive_answer(503, "text/plain", USER)).await;
    let backoff = Duration::from_millis(1);
    let four = RetryPolicy::new()
        .with_attempts(4)
        .with_backoff(backoff, backoff);
    let never = client(&server.url());
    let options = CallOptions::new().with_retry_policy(four);
    let error = never.users().with(options).me().await.expect_err("a 503");
    assert_eq!(error.attempts(), 4);
    let repeating = builder(&server.url()).retry_policy(four).build();
    let repeating = repeating.expect("a client");
    let options = CallOptions::new().with_retry_policy(RetryPolicy::never());
    let error = repeating
        .users()
        .with(options)
        .me()
        .await
        .expect_err("a 503");
    assert_eq!(error.attempts(), 1);
    // Options of one call do not stay.
    let error = repeating.users().me().await.expect_err("a 503");
    assert_eq!(error.attempts(), 4);
}
