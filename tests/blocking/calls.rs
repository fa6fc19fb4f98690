//! The blocking client: the same calls, limits, verdicts and providers, on threads without async code.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use crate::support::{
    TOKEN,
    blocking_calls::blocking_call,
    body_text, builder,
    calls::{Arguments, call},
    document,
    listener::{Listener, answer},
    request_example,
    test_server::{account, new_withdraw, server},
};
use pazemo::{
    Attempt, Basis, CallOptions, Client, CodeRequest, Delivery, ErrorKind, RawRequest, RetryPolicy,
    Secret, Token, blocking,
    testing::{Server, examples},
    types::WithdrawId,
};
use tokio::runtime::{Handle, Runtime};

fn blocking(server: &Server) -> blocking::Client {
    let builder = Client::builder(server.environment()).token(TOKEN);
    let builder = builder.retry_policy(RetryPolicy::never());
    builder.build_blocking().expect("a client")
}

/// The identifier that the document's examples of answers have, so that an answer is about the request.
fn withdraw() -> WithdrawId {
    examples::answers::confirm_withdraw().id
}

#[test]
fn every_operation_has_a_method_that_sends_and_answers_as_the_async_one_does() {
    let runtime = Runtime::new().expect("a runtime for the server");
    let documented = document().operations();
    for operation in pazemo::operations() {
        let id = operation.id();
        let described = documented.iter().find(|described| described.id == id);
        let described = described.expect("the document has the client's operations");
        let body = &described.success().expect("a success").bodies[0];
        let text = body_text(body, body.examples[0].value);
        let listener = Listener::answering(answer(200, body.media_type, text));
        let listener = runtime.block_on(listener);
        let client = builder(&listener.url()).build().expect("a client");
        // As in the examples of the answers.
        let arguments = Arguments::new("string", "string", &request_example(described));

        let waited = runtime.block_on(call(&client, id, &arguments));
        let waited = waited.unwrap_or_else(|error| panic!("{error}"));
        let blocked = blocking_call(&client.into(), id, &arguments);
        let blocked = blocked.unwrap_or_else(|error| panic!("{error}"));

        assert_eq!(blocked, waited.text, "{id}");
        let received = listener.received();
        assert_eq!(received.len(), 2, "{id}");
        assert_eq!(received[0].head, received[1].head, "{id}");
        assert_eq!(received[0].body, received[1].body, "{id}");
    }
}

#[test]
fn a_request_that_the_document_does_not_describe_passes_through() {
    let server = server();
    server.on_ping().ok("pong");
    let answer = blocking(&server).raw(RawRequest::get("/ping"));
    assert_eq!(answer.expect("a success").body(), b"pong");
}

#[test]
fn many_threads_call_at_the_same_time() {
    const THREADS: usize = 16;
    let server = server();
    server.on_ping().ok("pong").times(THREADS);
    let together = Arc::new(tokio::sync::Barrier::new(THREADS));
    let client = Client::builder(server.environment())
        .token(TOKEN)
        .total_timeout(Duration::from_secs(10))
        // No call goes on before all are here.
        .on_attempt(move |_: Attempt| {
            let together = Arc::clone(&together);
            async move {
                together.wait().await;
                Ok::<_, Infallible>(())
            }
        })
        .build_blocking()
        .expect("a client");
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| assert_eq!(client.pings().ping().expect("a success"), "pong"));
        }
    });
    server.assert_done();
    assert_eq!(client.calls_in_flight(), 0);
}

#[test]
fn a_lost_answer_has_the_verdict_and_the_identifier_of_the_async_client() {
    let server = server();
    server.on_create_withdraw().hang();
    let client = Client::builder(server.environment())
        .token(TOKEN)
        .attempt_timeout(Duration::from_millis(200))
        .build_blocking()
        .expect("a client");
    let error = client.withdraws().create(&account(), &new_withdraw());
    let error = error.expect_err("no answer");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(
        (error.delivery(), error.basis()),
        (Delivery::Unknown, Basis::Wire)
    );
    assert_eq!(error.operation(), Some("createWithdraw"));
    assert_eq!(error.attempts(), 1, "retry class never");
    let sent: pazemo::types::NewWithdraw = server.requests()[0].body();
    assert!(sent.id.is_some(), "chosen by the client");
    assert_eq!(error.withdraw_id(), sent.id.as_ref());
}

#[test]
fn options_hold_for_the_calls_made_with_them() {
    let server = server();
    server.on_get_current_user().hang().status(503).ok_example();
    let client = blocking(&server);
    let users = client.users();
    let limit = Duration::from_millis(200);
    let quick = users.with(CallOptions::new().with_total_timeout(limit));
    assert_eq!(
        quick.me().expect_err("no answer").kind(),
        ErrorKind::Timeout
    );

    let wait = Duration::from_millis(10);
    let policy = RetryPolicy::new().with_backoff(wait, wait);
    let patient = users.with(CallOptions::new().with_retry_policy(policy));
    assert!(patient.me().is_ok(), "repeated after the 503");
    server.assert_done();
}

#[test]
fn a_code_is_asked_for_on_the_calling_thread_and_sent() {
    let server = server();
    server.on_confirm_withdraw().ok_example();
    server.on_cancel_withdraw().ok_example();
    let client = blocking(&server);
    let caller = thread::current().id();
    let asked = AtomicUsize::new(0);
    let codes = |request: CodeRequest| {
        let number = asked.fetch_add(1, Ordering::Relaxed);
        async move {
            assert_eq!(thread::current().id(), caller);
            assert_eq!(request.withdraw_id, Some(withdraw()));
            // Whoever has to ask somebody may block.
            thread::sleep(Duration::from_millis(10));
            Ok::<_, std::io::Error>(Secret::new(format!("code-{number}")))
        }
    };
    let withdraws = client.withdraws();
    let confirmed = withdraws.confirm_with_code(&account(), &withdraw(), &codes);
    assert_eq!(confirmed.expect("a success").id, withdraw());
    let cancelled = withdraws.cancel_with_code(&account(), &withdraw(), &codes);
    assert_eq!(cancelled.expect("a success").id, withdraw());

    let requests = server.requests();
    let bodies: Vec<_> = requests.iter().map(|request| request.body_text()).collect();
    assert_eq!(
        bodies,
        [
            r#"{"authorizationCode":"code-0"}"#,
            r#"{"authorizationCode":"code-1"}"#
        ]
    );

    let none = |_: CodeRequest| async { Err::<Secret, _>(std::io::Error::other("nobody there")) };
    let error = withdraws.confirm_with_code(&account(), &withdraw(), &none);
    let error = error.expect_err("no code");
    assert_eq!(
        (error.kind(), error.delivery()),
        (ErrorKind::Provider, Delivery::NotSent)
    );
    assert_eq!(server.requests().len(), 2, "nothing was sent");
}

/// What a future sees of the runtime it runs on: the runtime itself, how many threads it has, and the name of one of them.
async fn surroundings() -> (String, usize, Option<String>) {
    let runtime = Handle::current();
    tokio::time::sleep(Duration::from_millis(1)).await;
    let name = tokio::spawn(async { thread::current().name().map(str::to_owned) });
    let name = name.await.expect("no panic");
    (
        runtime.id().to_string(),
        runtime.metrics().num_workers(),
        name,
    )
}

#[test]
fn providers_and_observers_of_all_clients_run_on_one_small_runtime() {
    let server = server();
    server.on_ping().ok("pong").times(2);
    let (seen, all_seen) = mpsc::channel();
    for _ in 0..2 {
        let (by_provider, by_observer) = (seen.clone(), seen.clone());
        let builder = Client::builder(server.environment())
            .token_provider(move || {
                let seen = by_provider.clone();
                async move {
                    seen.send(surroundings().await)?;
                    Ok::<_, mpsc::SendError<_>>(Token::new(TOKEN))
                }
            })
            .on_attempt(move |_: Attempt| {
                let seen = by_observer.clone();
                async move { seen.send(surroundings().await) }
            });
        // From another thread each time.
        let call = || builder.build_blocking()?.pings().ping();
        let answer = thread::scope(|scope| scope.spawn(call).join());
        assert_eq!(answer.expect("no panic").expect("a success"), "pong");
    }
    drop(seen);
    let all: Vec<_> = all_seen.iter().collect();
    assert_eq!(all.len(), 4);
    let (_, threads, name) = &all[0];
    assert_eq!(*threads, 2);
    assert_eq!(name.as_deref(), Some("pazemo-blocking"));
    assert!(all.iter().all(|one| one == &all[0]), "{all:?}");
    let token = format!("Bearer {TOKEN}");
    assert_eq!(server.requests()[0].header("authorization"), Some(&*token));
}

#[test]
fn an_observer_that_refuses_ends_the_call_before_it_is_sent() {
    let server = server();
    let client = Client::builder(server.environment())
        .token(TOKEN)
        .on_attempt(|_: Attempt| async { Err(std::io::Error::other("payments are stopped")) })
        .build_blocking()
        .expect("a client");
    let error = client.withdraws().create(&account(), &new_withdraw());
    let error = error.expect_err("refused");
    assert_eq!(
        (error.kind(), error.delivery()),
        (ErrorKind::Observer, Delivery::NotSent)
    );
    assert!(server.requests().is_empty());
}

#[test]
fn shutting_down_waits_for_the_calls_of_other_threads_and_refuses_later_ones() {
    let server = server();
    server
        .on_ping()
        .ok("pong")
        .delayed(Duration::from_millis(300));
    let client = blocking(&server);
    let clone = client.clone();
    let other = thread::spawn(move || clone.pings().ping());
    while server.requests().is_empty() {
        thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(client.calls_in_flight(), 1);
    client.shut_down().expect("no runtime is here");
    assert_eq!(client.calls_in_flight(), 0);
    assert_eq!(other.join().expect("no panic").expect("a success"), "pong");
    let error = client.pings().ping().expect_err("shut down");
    assert_eq!(
        (error.kind(), error.delivery()),
        (ErrorKind::ShutDown, Delivery::NotSent)
    );
    let error = client.as_async().pings();
    let error = Runtime::new().expect("a runtime").block_on(error.ping());
    assert_eq!(
        error.expect_err("the same client").kind(),
        ErrorKind::ShutDown
    );
}

#[test]
fn a_client_whose_first_runtime_has_ended_goes_on() {
    let server = server();
    server.on_ping().ok("pong").times(2);
    let client = Client::builder(server.environment()).token(TOKEN).build();
    let client = client.expect("a client");
    let runtime = Runtime::new().expect("a runtime");
    assert_eq!(
        runtime.block_on(client.pings().ping()).expect("a success"),
        "pong"
    );
    drop(runtime);
    let client = blocking::Client::from(client);
    assert_eq!(client.pings().ping().expect("a success"), "pong");
    server.assert_done();
}
