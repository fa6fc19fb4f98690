//! Blocking calls where nobody may wait: an error that says that nothing was sent, and never a panic.

use std::{
    cell::RefCell,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use crate::support::{
    TOKEN,
    blocking_calls::blocking_call,
    calls::Arguments,
    document, request_example,
    test_server::{account, new_withdraw, server},
};
use pazemo::{
    Attempt, Basis, Client, Delivery, Error, ErrorKind, RawRequest, blocking, testing::Server,
};
use tokio::runtime::{Builder, Handle, Runtime};

fn blocking(server: &Server) -> blocking::Client {
    let builder = Client::builder(server.environment()).token(TOKEN);
    builder.build_blocking().expect("a client")
}

fn runtimes() -> [Runtime; 2] {
    [Builder::new_current_thread(), Builder::new_multi_thread()].map(|mut builder| {
        let runtime = builder.enable_all().build();
        runtime.expect("a runtime")
    })
}

#[track_caller]
fn assert_refused(error: &Error, operation: Option<&str>) {
    assert_eq!(error.kind(), ErrorKind::AsyncContext);
    assert_eq!(
        (error.delivery(), error.basis()),
        (Delivery::NotSent, Basis::Wire)
    );
    assert_eq!(error.attempts(), 0);
    assert_eq!(error.operation(), operation);
    let text = error.to_string();
    assert!(
        text.contains("inside an async runtime; use the async client there"),
        "{text}"
    );
}

#[test]
fn every_operation_is_refused_at_once_inside_a_runtime_and_nothing_is_sent() {
    let server = server();
    let client = blocking(&server);
    for runtime in runtimes() {
        let start = Instant::now();
        runtime.block_on(async {
            for operation in document().operations() {
                let arguments = Arguments::new("first", "second", &request_example(&operation));
                let error = blocking_call(&client, operation.id, &arguments);
                assert_refused(&error.expect_err("refused"), Some(operation.id));
            }
            let error = client.raw(RawRequest::get("/ping")).expect_err("refused");
            assert_refused(&error, Some("raw"));
            assert_refused(&client.shut_down().expect_err("refused"), None);
        });
        assert!(start.elapsed() < Duration::from_secs(2));
    }
    assert!(server.requests().is_empty());
    // Shutting down was refused, too.
    server.on_ping().ok("pong");
    assert_eq!(client.pings().ping().expect("a success"), "pong");
}

#[test]
fn tasks_blocking_threads_and_entered_runtimes_count_as_inside() {
    let server = server();
    for runtime in runtimes() {
        let client = blocking(&server);
        let call = move || client.withdraws().create(&account(), &new_withdraw());
        let in_task = call.clone();
        let in_task = runtime.block_on(runtime.spawn(async move { in_task() }));
        let in_thread = runtime.block_on(runtime.spawn_blocking(call.clone()));
        for error in [in_task, in_thread] {
            let error = error.expect("no panic").expect_err("refused");
            assert_refused(&error, Some("createWithdraw"));
        }
        let entered = runtime.enter();
        assert_refused(&call().expect_err("refused"), Some("createWithdraw"));
        drop(entered);
    }
    let [_, threads] = runtimes();
    let client = blocking(&server);
    let in_place =
        threads.spawn(async move { tokio::task::block_in_place(|| client.pings().ping()) });
    let in_place = threads.block_on(in_place).expect("no panic");
    assert_refused(&in_place.expect_err("refused"), Some("ping"));
    assert!(server.requests().is_empty());
}

#[test]
fn where_blocking_is_allowed_the_async_client_can_be_waited_for() {
    let server = server();
    server.on_ping().ok("pong").times(2);
    for runtime in runtimes() {
        let client = blocking(&server);
        let answer = runtime.block_on(async move {
            let wait = move || Handle::current().block_on(client.as_async().pings().ping());
            tokio::task::spawn_blocking(wait).await
        });
        assert_eq!(answer.expect("no panic").expect("a success"), "pong");
    }
}

#[test]
fn a_blocking_call_of_an_observer_is_refused_and_the_call_it_observes_goes_on() {
    let server = server();
    server.on_ping().ok("pong");
    let (inner, (refusals, refused)) = (blocking(&server), mpsc::channel());
    let client = Client::builder(server.environment())
        .token(TOKEN)
        .on_attempt(move |_: Attempt| {
            let error = inner.users().me().expect_err("refused");
            let refusals = refusals.clone();
            async move { refusals.send(error) }
        })
        .build_blocking()
        .expect("a client");
    assert_eq!(client.pings().ping().expect("a success"), "pong");
    assert_refused(&refused.recv().expect("an error"), Some("getCurrentUser"));
}

#[test]
fn a_client_is_made_and_dropped_inside_a_runtime_without_a_panic() {
    let server = server();
    for runtime in runtimes() {
        server.on_ping().ok("pong");
        let used = blocking(&server);
        assert_eq!(used.pings().ping().expect("a success"), "pong");
        let task = runtime.spawn(async move {
            drop(used);
            tokio::task::yield_now().await;
        });
        runtime.block_on(task).expect("no panic");
        runtime.block_on(async { drop(blocking(&server)) });
    }
    // The shared runtime has outlived them.
    server.on_ping().ok("pong");
    assert_eq!(blocking(&server).pings().ping().expect("a success"), "pong");
}

/// Makes a call when its thread ends.
struct AtTheEnd(blocking::Client, mpsc::Sender<Result<String, Error>>);

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        let _ = self.1.send(self.0.pings().ping());
    }
}

thread_local! {
    static AT_THE_END: RefCell<Option<AtTheEnd>> = const { RefCell::new(None) };
}

#[test]
fn a_call_of_a_thread_that_has_lost_its_state_is_refused() {
    let server = server();
    server.on_ping().ok("pong").always();
    let client = blocking(&server);
    let (results, result) = mpsc::channel();
    let ended = thread::spawn(move || {
        // Of what a thread keeps, the first comes last; what the call keeps is gone before.
        AT_THE_END.set(Some(AtTheEnd(client.clone(), results)));
        client.pings().ping().expect("a success");
    });
    ended.join().expect("no panic");
    let error = result.recv().expect("no abort").expect_err("refused");
    assert_eq!(
        (error.kind(), error.delivery()),
        (ErrorKind::AsyncContext, Delivery::NotSent)
    );
    assert!(
        error.to_string().contains("a thread that is ending"),
        "{error}"
    );
}
