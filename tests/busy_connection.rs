//! A request that waits for room on a busy connection of HTTP/2 may be sent after its caller gave it up.

mod support;

use std::time::Duration;

use pazemo::{
    Basis, CallOptions, Client, Delivery, Environment, ErrorKind, Secret,
    types::{AccountId, WithdrawAuthorization, WithdrawId},
};
use support::{
    http2::{Behaviour, Http2Listener},
    tls,
};
use tokio::{
    sync::mpsc,
    time::{sleep, timeout},
};

const GIVES_UP_AFTER: Duration = Duration::from_millis(300);

#[tokio::test]
async fn what_is_given_up_while_it_waits_for_room_is_unknown_because_it_may_still_be_sent() {
    let behaviour = Behaviour {
        max_concurrent_streams: Some(1),
        ..Behaviour::default()
    };
    let (arrived, mut arrivals) = mpsc::unbounded_channel();
    let listener = Http2Listener::start(behaviour, move |mut connection| {
        let arrived = arrived.clone();
        async move {
            // Answered at once, so that the client knows the limit. The next one keeps the only place for a while.
            let pauses = [Duration::ZERO, GIVES_UP_AFTER * 4, Duration::ZERO];
            for pause in pauses {
                let Some(stream) = connection.next_request().await else {
                    return;
                };
                let _ = arrived.send(());
                sleep(pause).await;
                connection
                    .answer(stream, 500, "application/json", "{}")
                    .await;
            }
        }
    })
    .await;
    let client = Client::builder(Environment::custom(&listener.url()).expect("a URL"))
        .add_roots_pem(tls::root_pem().as_bytes())
        .token("any")
        .build()
        .expect("a client");
    let confirm = |options: CallOptions| {
        let client = client.clone();
        async move {
            let account: AccountId = "account-1".parse().expect("an identifier");
            let id: WithdrawId = "withdraw-1".parse().expect("an identifier");
            let authorization = WithdrawAuthorization::new(Secret::new("1"));
            let withdraws = client.withdraws().with(options);
            let called = withdraws.confirm(&account, &id, &authorization).await;
            called.expect_err("500 or nothing")
        }
    };
    assert_eq!(confirm(CallOptions::new()).await.status(), Some(500));
    arrivals.recv().await.expect("the first");
    let holder = tokio::spawn(confirm(CallOptions::new()));
    arrivals.recv().await.expect("it has the only place");

    let error = confirm(CallOptions::new().with_total_timeout(GIVES_UP_AFTER)).await;

    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(arrivals.try_recv().is_err(), "not sent yet");
    let later = timeout(Duration::from_secs(10), arrivals.recv()).await;
    assert!(later.is_ok_and(|came| came.is_some()), "sent all the same");
    assert_eq!(
        (error.delivery(), error.basis()),
        (Delivery::Unknown, Basis::Wire)
    );
    assert_eq!(holder.await.expect("a result").status(), Some(500));
    assert_eq!(listener.connections(), 1);
}
