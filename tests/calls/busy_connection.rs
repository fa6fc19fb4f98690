//! A request that waits for room on a busy connection of HTTP/2 is withdrawn when its caller gives it up.
//!
//! Left alone, the HTTP library would send all of it as soon as there is room.

use std::time::Duration;

use crate::support::{
    http2::{Behaviour, Http2Listener},
    tls,
};
use pazemo::{
    Basis, CallOptions, Client, Delivery, Environment, ErrorKind, Secret,
    types::{AccountId, WithdrawAuthorization, WithdrawId},
};
use tokio::{sync::mpsc, time::sleep};

const GIVES_UP_AFTER: Duration = Duration::from_millis(300);

#[tokio::test]
async fn what_is_given_up_while_it_waits_for_room_is_never_sent() {
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
    assert_eq!(
        (error.delivery(), error.basis()),
        (Delivery::NotSent, Basis::Wire)
    );
    assert_eq!(holder.await.expect("a result").status(), Some(500));
    // There is room again, and the connection still serves.
    assert_eq!(confirm(CallOptions::new()).await.status(), Some(500));
    arrivals.recv().await.expect("the last");
    assert!(arrivals.try_recv().is_err(), "three requests in all");
    let complete = listener.streams().into_values().filter(|seen| seen.ended);
    assert_eq!(complete.count(), 3);
}
