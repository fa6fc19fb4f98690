//! A call is a value: it can be kept, joined with others, raced, and sent to another thread.

use std::future::Future;

use crate::support::{
    client,
    gatekeeper::{serving, success},
};
use pazemo::CallOptions;

fn sendable<T>(call: impl Future<Output = T> + Send) -> impl Future<Output = T> + Send {
    call
}

#[tokio::test]
async fn calls_can_be_kept_and_joined() {
    let server = serving(success).await;
    let client = client(&server.url());
    let kept = client.users().me();
    let (first, second) = tokio::join!(
        sendable(client.users().me()),
        client.users().with(CallOptions::new()).me()
    );
    first.expect("a user");
    second.expect("a user");
    assert_eq!(server.received().len(), 2, "what is not polled is not sent");
    kept.await.expect("a user");
    assert_eq!(server.received().len(), 3);
}
