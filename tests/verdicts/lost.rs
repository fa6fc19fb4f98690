//! The request is under way, and what comes is no status; or HTTP/2 says that nobody looked at it.

use pazemo::ErrorKind::{Interrupted, Timeout};

use crate::{
    scenario::{BOTH, ONE, Scenario, Shown, TWO, custom, play, treated},
    server::{Answer, Http, Server, Treatment},
    subject::{Subject, client},
    support::http2::frame::code,
};

pub(crate) const SCENARIOS: &[Scenario] = &[
    treated("lost", "silence", BOTH, Some(Timeout), |_| {
        Treatment::Silence
    }),
    treated("lost", "half a head", ONE, Some(Timeout), |_| {
        Treatment::HalfHead
    }),
    treated("lost", "no HTTP", BOTH, Some(Interrupted), |_| {
        Treatment::Garbage
    }),
    treated("lost", "end", BOTH, Some(Interrupted), |_| Treatment::Close),
    treated("lost", "reset", BOTH, Some(Interrupted), |_| {
        Treatment::Reset
    }),
    treated(
        "lost",
        "reset within the body",
        BOTH,
        Some(Interrupted),
        |_| Treatment::ResetWithin,
    )
    .only(|subject| subject != Subject::Me),
    treated(
        "lost",
        "CANCEL for the stream",
        TWO,
        Some(Interrupted),
        |_| Treatment::ResetStream(code::CANCEL),
    ),
    treated(
        "lost",
        "INTERNAL_ERROR for the stream",
        TWO,
        Some(Interrupted),
        |_| Treatment::ResetStream(code::INTERNAL_ERROR),
    ),
    treated(
        "lost",
        "NO_ERROR for the stream",
        TWO,
        Some(Interrupted),
        |_| Treatment::ResetStream(code::NO_ERROR),
    ),
    treated("lost", "GOAWAY above it", TWO, Some(Interrupted), |_| {
        Treatment::GoAwayAbove
    }),
    custom(
        "lost",
        "reset on a connection that was used before",
        BOTH,
        Some(Interrupted),
        2,
        |subject, http| Box::pin(on_a_reused_connection(subject, http, Treatment::Reset)),
    ),
    custom(
        "lost",
        "end of a connection that was used before",
        BOTH,
        Some(Interrupted),
        2,
        |subject, http| Box::pin(on_a_reused_connection(subject, http, Treatment::Close)),
    ),
    treated(
        "stream-refused",
        "REFUSED_STREAM",
        TWO,
        Some(Interrupted),
        |_| Treatment::ResetStream(code::REFUSED_STREAM),
    ),
    treated(
        "stream-refused",
        "GOAWAY below it",
        TWO,
        Some(Interrupted),
        |_| Treatment::GoAwayBelow,
    ),
    custom(
        "stream-refused",
        "REFUSED_STREAM on a connection that was used before",
        TWO,
        Some(Interrupted),
        2,
        |subject, http| {
            let refusal = Treatment::ResetStream(code::REFUSED_STREAM);
            Box::pin(on_a_reused_connection(subject, http, refusal))
        },
    ),
    custom(
        "stream-refused",
        "GOAWAY below it on a connection that was used before",
        TWO,
        Some(Interrupted),
        2,
        |subject, http| {
            Box::pin(on_a_reused_connection(
                subject,
                http,
                Treatment::GoAwayBelow,
            ))
        },
    ),
];

async fn on_a_reused_connection(subject: Subject, http: Http, second: Treatment) -> Shown {
    let first = Treatment::Answer(Answer::json(200, subject.success()));
    let server = Server::start(http, vec![first, second]).await;
    let client = client(&server.url());
    subject.plain(&client).await.expect("a success");
    let result = subject.plain(&client).await;
    assert_eq!(server.connections(), 1, "the connection was kept");
    Shown::of(result, server.bodies().len())
}

#[tokio::test]
async fn what_was_under_way_and_got_no_status_is_unknown_and_what_http_2_gave_back_was_not_sent() {
    play(SCENARIOS).await;
}
