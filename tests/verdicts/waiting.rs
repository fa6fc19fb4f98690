//! A request waits for its turn on a connection of HTTP/2 that takes one stream at a time.

use std::time::Duration;

use pazemo::{CallOptions, Client, ErrorKind::Timeout};
use tokio::{sync::mpsc, task::JoinHandle};

use crate::{
    scenario::{Scenario, Shown, TWO, custom, play},
    subject::{Subject, client},
    support::http2::{Behaviour, Http2Listener},
};

/// Nothing can happen meanwhile.
const SHORT: Duration = Duration::from_millis(150);

pub(crate) const SCENARIOS: &[Scenario] = &[
    custom(
        "not-begun",
        "next in line for a stream",
        TWO,
        Some(Timeout),
        1,
        |subject, _| Box::pin(in_line(subject, 0)),
    )
    // A request without a body counts as begun when it is given to the connection, and one is taken in advance.
    .only(|subject| subject != Subject::Me),
    custom(
        "not-begun",
        "last in line for a stream",
        TWO,
        Some(Timeout),
        1,
        |subject, _| Box::pin(in_line(subject, 1)),
    ),
];

fn in_background(subject: Subject, client: &Client) -> JoinHandle<()> {
    let client = client.clone();
    tokio::spawn(async move { drop(subject.plain(&client).await) })
}

/// One request has the only stream, so many others wait before the one that is looked at.
async fn in_line(subject: Subject, before: usize) -> Shown {
    let (arrived, mut arrivals) = mpsc::unbounded_channel();
    let behaviour = Behaviour {
        max_concurrent_streams: Some(1),
        ..Behaviour::default()
    };
    let listener = Http2Listener::start(behaviour, move |mut connection| {
        let arrived = arrived.clone();
        async move {
            // The first is answered, so that the client has read the settings when it sends the second.
            if let Some(first) = connection.next_request().await {
                let body = subject.success();
                connection
                    .answer(first, 200, "application/json", &body)
                    .await;
            }
            while connection.next_request().await.is_some() {
                let _ = arrived.send(());
            }
        }
    })
    .await;
    let client = client(&listener.url());
    subject.plain(&client).await.expect("a success");
    let mut others = vec![in_background(subject, &client)];
    arrivals.recv().await.expect("the stream is taken");
    for _ in 0..before {
        others.push(in_background(subject, &client));
        // Until it has come as far as it comes.
        tokio::time::sleep(SHORT).await;
    }
    let options = CallOptions::new().with_attempt_timeout(SHORT);
    let result = subject.call(&client, options, 0).await;
    others.iter().for_each(JoinHandle::abort);
    assert_eq!(
        listener.connections(),
        1,
        "they wait for the one connection"
    );
    // Without the one that opened the connection.
    let requests = listener.streams().into_values().filter(|seen| seen.headers);
    Shown::of(result, requests.count() - 1)
}

#[tokio::test]
async fn what_waits_for_a_stream_was_not_sent() {
    play(SCENARIOS).await;
}
