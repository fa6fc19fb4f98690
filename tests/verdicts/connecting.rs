//! No connection is made, or a time limit passes before one is there.

use std::time::Duration;

use pazemo::{
    ClientBuilder,
    ErrorKind::{Connect, Timeout},
};
use tokio::time::Instant;

use crate::{
    scenario::{BOTH, ONE, Scenario, Shown, custom, play},
    server::Http,
    subject::{Subject, builder},
    support::{
        addresses::{self, BlackHole, UNRESOLVABLE},
        listener::{Listener, answer, answering, json_answer},
        tls::{Handshake, Tls},
    },
};

/// Nothing can happen meanwhile.
const SHORT: Duration = Duration::from_millis(150);
const LONG: Duration = Duration::from_secs(600);
/// No one asks for this name: the proxy has to.
const BEYOND_THE_PROXY: &str = "https://api.example.invalid";

pub(crate) const SCENARIOS: &[Scenario] = &[
    custom(
        "not-connected",
        "refused port",
        ONE,
        Some(Connect),
        0,
        |subject, _| {
            Box::pin(async move {
                let url = format!("http://{}", addresses::refused().await);
                called(subject, builder(&url)).await
            })
        },
    ),
    custom(
        "not-connected",
        "no such name",
        BOTH,
        Some(Connect),
        0,
        |subject, _| Box::pin(called(subject, builder(&format!("https://{UNRESOLVABLE}")))),
    ),
    custom(
        "not-connected",
        "no such name of a proxy",
        BOTH,
        Some(Connect),
        0,
        |subject, _| {
            let proxy = format!("http://{}:3128", addresses::unresolvable_without_asking());
            Box::pin(called(subject, builder(BEYOND_THE_PROXY).proxy(proxy)))
        },
    ),
    custom(
        "not-connected",
        "TLS ends",
        BOTH,
        Some(Connect),
        0,
        |subject, http| Box::pin(over_tls(subject, tls(http, Handshake::Closes))),
    ),
    custom(
        "not-connected",
        "TLS is reset",
        BOTH,
        Some(Connect),
        0,
        |subject, http| Box::pin(over_tls(subject, tls(http, Handshake::Resets))),
    ),
    custom(
        "not-connected",
        "no common protocol",
        BOTH,
        Some(Connect),
        0,
        |subject, _| {
            let alpn = vec!["other"];
            Box::pin(over_tls(
                subject,
                Tls {
                    alpn,
                    ..Tls::http1()
                },
            ))
        },
    ),
    custom(
        "not-connected",
        "certificate of a stranger",
        BOTH,
        Some(Connect),
        0,
        |subject, http| Box::pin(to_a_stranger(subject, tls(http, Handshake::Complete))),
    ),
    custom(
        "not-connected",
        "no TLS but HTTP",
        ONE,
        Some(Connect),
        0,
        |subject, _| {
            Box::pin(async move {
                let listener = Listener::start(|mut connection| async move {
                    connection.send(&json_answer("{}")).await;
                    connection.close().await;
                })
                .await;
                let url = listener.url().replace("http://", "https://");
                called(subject, builder(&url)).await
            })
        },
    ),
    custom(
        "not-connected",
        "CONNECT refused with 403",
        ONE,
        Some(Connect),
        0,
        |subject, _| Box::pin(through_a_proxy(subject, 403)),
    ),
    custom(
        "not-connected",
        "CONNECT refused with 407",
        ONE,
        Some(Connect),
        0,
        |subject, _| Box::pin(through_a_proxy(subject, 407)),
    ),
    custom(
        "not-connected",
        "CONNECT refused with 502",
        ONE,
        Some(Connect),
        0,
        |subject, _| Box::pin(through_a_proxy(subject, 502)),
    ),
    custom(
        "not-connected",
        "CONNECT without an answer",
        ONE,
        Some(Connect),
        0,
        |subject, _| Box::pin(through_a_proxy(subject, 0)),
    ),
    custom(
        "not-begun",
        "TCP black hole, limit of the connection",
        BOTH,
        Some(Timeout),
        0,
        |subject, _| {
            Box::pin(into_a_black_hole(subject, |builder| {
                builder.connect_timeout(SHORT)
            }))
        },
    ),
    custom(
        "not-begun",
        "TCP black hole, limit of the attempt",
        BOTH,
        Some(Timeout),
        0,
        |subject, _| {
            Box::pin(into_a_black_hole(subject, |builder| {
                builder.attempt_timeout(SHORT)
            }))
        },
    ),
    custom(
        "not-begun",
        "TCP black hole, limit of the call",
        BOTH,
        Some(Timeout),
        0,
        |subject, _| {
            Box::pin(into_a_black_hole(subject, |builder| {
                builder.total_timeout(SHORT)
            }))
        },
    ),
    custom(
        "not-begun",
        "TLS hangs, limit of the connection",
        BOTH,
        Some(Timeout),
        0,
        |subject, http| {
            Box::pin(hanging(subject, http, |builder| {
                builder.connect_timeout(SHORT)
            }))
        },
    ),
    custom(
        "not-begun",
        "TLS hangs, limit of the attempt",
        BOTH,
        Some(Timeout),
        0,
        |subject, http| {
            Box::pin(hanging(subject, http, |builder| {
                builder.attempt_timeout(SHORT)
            }))
        },
    ),
    custom(
        "not-begun",
        "TLS hangs, limit of the call",
        BOTH,
        Some(Timeout),
        0,
        |subject, http| {
            Box::pin(hanging(subject, http, |builder| {
                builder.total_timeout(SHORT)
            }))
        },
    ),
    custom(
        "not-begun",
        "CONNECT hangs",
        ONE,
        Some(Timeout),
        0,
        |subject, _| {
            Box::pin(async move {
                let proxy = Listener::start(|mut connection| async move {
                    connection.read_request().await;
                    connection.until_the_client_leaves().await;
                })
                .await;
                let builder = builder(BEYOND_THE_PROXY).proxy(proxy.url());
                called(subject, builder.attempt_timeout(SHORT)).await
            })
        },
    ),
];

pub(crate) fn tls(http: Http, handshake: Handshake) -> Tls {
    let protocol = match http {
        Http::One => Tls::http1(),
        Http::Two => Tls::http2(),
    };
    Tls {
        handshake,
        ..protocol
    }
}

/// No request can have arrived where nothing is there to take it; a listener says how many it has seen.
async fn called(subject: Subject, builder: ClientBuilder) -> Shown {
    let client = builder.build().expect("a client");
    Shown::of(subject.plain(&client).await, 0)
}

pub(crate) async fn over_tls(subject: Subject, tls: Tls) -> Shown {
    let listener = Listener::start_tls(tls, answering(json_answer("{}"))).await;
    let mut shown = called(subject, builder(&listener.url())).await;
    shown.requests = listener.received().len();
    shown
}

async fn to_a_stranger(subject: Subject, tls: Tls) -> Shown {
    let listener = Listener::start_tls(tls, answering(json_answer("{}"))).await;
    // Without the authority of the tests.
    let mut shown = called(subject, crate::support::builder(&listener.url())).await;
    shown.requests = listener.received().len();
    shown
}

/// A proxy that answers CONNECT with this status, or (0) not at all.
async fn through_a_proxy(subject: Subject, status: u16) -> Shown {
    let reply = match status {
        0 => Vec::new(),
        _ => answer(status, "text/html", "<html>no</html>"),
    };
    let proxy = Listener::answering(reply).await;
    let shown = called(subject, builder(BEYOND_THE_PROXY).proxy(proxy.url())).await;
    let asked = proxy.received();
    assert!(!asked.is_empty(), "the proxy was asked: {shown:?}");
    for request in asked {
        assert_eq!(request.method(), "CONNECT");
        assert_eq!(request.target(), "api.example.invalid:443");
        assert_eq!(request.header("authorization"), None);
    }
    shown
}

async fn into_a_black_hole(subject: Subject, limit: fn(ClientBuilder) -> ClientBuilder) -> Shown {
    let hole = BlackHole::dig().await;
    let builder = without_limits(&format!("https://{}", hole.address()));
    called(subject, limit(builder)).await
}

async fn hanging(subject: Subject, http: Http, limit: fn(ClientBuilder) -> ClientBuilder) -> Shown {
    let listener =
        Listener::start_tls(tls(http, Handshake::Hangs), answering(json_answer("{}"))).await;
    let begin = Instant::now();
    let shown = called(subject, limit(without_limits(&listener.url()))).await;
    assert!(begin.elapsed() >= SHORT, "it is the limit that ends it");
    shown
}

/// So that the one limit that is set is the one that ends the call.
fn without_limits(url: &str) -> ClientBuilder {
    let builder = builder(url).connect_timeout(LONG).attempt_timeout(LONG);
    builder.total_timeout(LONG)
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    play(SCENARIOS).await;
}
