//! The server of HTTP/2.

use std::{io, time::Duration};

use reqwest::{StatusCode, Version};
use tokio::{
    sync::watch,
    time::{sleep, timeout},
};

use super::{JSON, SHORT, builder, client, eventually, get, io_kind, post, read, source};
use crate::support::http2::{Behaviour, Http2Listener, Seen, frame::code};

#[tokio::test]
async fn http_2_answers_bodies_of_any_length() {
    let listener = Http2Listener::start(Behaviour::default(), |mut connection| async move {
        while let Some(stream) = connection.next_request().await {
            connection.answer(stream, 201, JSON, "{}").await;
        }
    })
    .await;
    let client = client();
    for bytes in [0, 60_000, 300_000] {
        let request = client.post(listener.url()).body(vec![b'x'; bytes]);
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::CREATED);
        assert_eq!(answer.version(), Version::HTTP_2);
        assert_eq!(answer.headers()["content-type"], JSON);
        assert_eq!(answer.text().await.expect("a body"), "{}");
    }
    assert_eq!(listener.connections(), 1);
    let streams = listener.streams();
    let seen: Vec<_> = streams
        .iter()
        .map(|(at, s)| (*at, s.body.len(), s.ended))
        .collect();
    assert_eq!(
        seen,
        [
            ((1, 1), 0, true),
            ((1, 3), 60_000, true),
            ((1, 5), 300_000, true)
        ]
    );
}

#[tokio::test]
async fn a_stream_is_reset_before_its_body_was_read_or_after() {
    for (reads_all, code) in [
        (false, code::REFUSED_STREAM),
        (true, code::INTERNAL_ERROR),
        (true, code::NO_ERROR),
    ] {
        let behaviour = Behaviour {
            opens_windows: reads_all,
            ..Behaviour::default()
        };
        let listener = Http2Listener::start(behaviour, move |mut connection| async move {
            let stream = connection.next_stream().await.expect("a stream");
            if reads_all {
                connection.end_of(stream).await;
            }
            connection.reset_stream(stream, code).await;
            connection.until_the_client_leaves().await;
        })
        .await;
        let error = post(&listener.url(), 100_000).await.expect_err("a reset");
        let found = source::<h2::Error>(&error).expect("an error of HTTP/2");
        assert!(found.is_reset() && found.is_remote(), "{error:?}");
        assert_eq!(found.reason(), Some(code.into()));
        let seen = &listener.streams()[&(1, 1)];
        assert_eq!((seen.headers, seen.ended), (true, reads_all));
    }
}

#[tokio::test]
async fn who_goes_away_below_a_stream_ends_it_and_above_it_does_not() {
    async fn leaving(last: u32, answers: bool) -> Result<(Version, String), reqwest::Error> {
        let listener =
            Http2Listener::start(Behaviour::default(), move |mut connection| async move {
                let stream = connection.next_request().await.expect("a request");
                connection.go_away(last, code::ENHANCE_YOUR_CALM).await;
                if answers {
                    connection.answer(stream, 200, JSON, "{}").await;
                }
                connection.close().await;
            })
            .await;
        get(&listener.url()).await
    }
    let error = leaving(0, false).await.expect_err("not looked at");
    let found = source::<h2::Error>(&error).expect("an error of HTTP/2");
    assert!(found.is_go_away() && found.is_remote(), "{error:?}");
    assert_eq!(found.reason(), Some(h2::Reason::ENHANCE_YOUR_CALM));

    for last in [1, 0x7fff_ffff] {
        let error = leaving(last, false).await.expect_err("closed");
        // That the connection ended hides that the server had said so.
        assert!(source::<h2::Error>(&error).is_none(), "{error:?}");
        assert_eq!(io_kind(&error), Some(io::ErrorKind::BrokenPipe));
        assert_eq!(leaving(last, true).await.expect("an answer").1, "{}");
    }
}

#[tokio::test]
async fn an_answer_of_http_2_ends_as_the_script_says() {
    for end in ["whole", "stream", "close", "cut", "reset"] {
        let listener =
            Http2Listener::start(Behaviour::default(), move |mut connection| async move {
                let stream = connection.next_request().await.expect("a request");
                connection
                    .head(stream, 200, &[("content-type", JSON)])
                    .await;
                for piece in ["[1, ", "2, "] {
                    connection.data(stream, piece, false).await;
                    sleep(Duration::from_millis(50)).await;
                }
                match end {
                    "whole" => {
                        connection.data(stream, "3]", true).await;
                    }
                    "stream" => {
                        connection.reset_stream(stream, code::CANCEL).await;
                    }
                    "close" => return connection.close().await,
                    "cut" => return connection.cut().await,
                    _ => return connection.reset(),
                }
                connection.until_the_client_leaves().await;
            })
            .await;
        let answered = get(&listener.url()).await;
        if end == "whole" {
            assert_eq!(answered.expect("an answer").1, "[1, 2, 3]");
            continue;
        }
        let error = answered.expect_err(end);
        assert!(error.is_decode(), "{error:?}");
        let found = source::<h2::Error>(&error).expect("an error of HTTP/2");
        assert_eq!(found.is_io(), end != "stream", "{error:?}");
        let kind = found.get_io().map(io::Error::kind);
        let expected = match end {
            "stream" => None,
            "close" => Some(io::ErrorKind::BrokenPipe),
            "cut" => Some(io::ErrorKind::UnexpectedEof),
            _ => Some(io::ErrorKind::ConnectionReset),
        };
        assert_eq!(kind, expected, "{error:?}");
    }
}

#[tokio::test]
async fn a_ping_is_answered_unless_the_script_ignores_it() {
    for answers_pings in [true, false] {
        let behaviour = Behaviour {
            answers_pings,
            ..Behaviour::default()
        };
        let listener = Http2Listener::start(behaviour, |mut connection| async move {
            let stream = connection.next_request().await.expect("a request");
            // Reading goes on, and with it what becomes of pings.
            let _ = timeout(4 * SHORT, connection.until(stream, |_| false)).await;
            connection.answer(stream, 200, JSON, "{}").await;
            connection.until_the_client_leaves().await;
        })
        .await;
        let client = builder(false)
            .http2_keep_alive_interval(SHORT / 2)
            .http2_keep_alive_timeout(SHORT);
        let request = client.build().expect("a client").get(listener.url());
        assert_eq!(read(request).await.is_ok(), answers_pings);
    }
}

#[tokio::test]
async fn a_client_that_gives_up_resets_its_stream() {
    let listener = Http2Listener::start(Behaviour::default(), |connection| {
        connection.until_the_client_leaves()
    })
    .await;
    let client = client();
    let error = read(client.get(listener.url()).timeout(SHORT)).await;
    assert!(error.expect_err("silence").is_timeout());
    let cancelled = Seen {
        headers: true,
        ended: true,
        reset: Some(code::CANCEL),
        ..Seen::default()
    };
    eventually(|| listener.streams()[&(1, 1)] == cancelled).await;
}

/// A server that takes one stream at a time, and answers the first when it is told to and the others at once.
async fn one_at_a_time() -> (Http2Listener, watch::Sender<bool>) {
    let behaviour = Behaviour {
        max_concurrent_streams: Some(1),
        ..Behaviour::default()
    };
    let (release, released) = watch::channel(false);
    let listener = Http2Listener::start(behaviour, move |mut connection| {
        let mut released = released.clone();
        async move {
            while let Some(stream) = connection.next_request().await {
                tokio::select! {
                    _ = released.wait_for(|released| *released) => {}
                    _ = connection.until(stream, |_| false) => return,
                }
                connection.answer(stream, 200, JSON, "{}").await;
            }
        }
    })
    .await;
    (listener, release)
}

#[tokio::test]
async fn a_second_call_waits_where_one_stream_is_the_limit() {
    let (listener, release) = one_at_a_time().await;
    let client = client();
    let first = tokio::spawn(read(client.get(listener.url())));
    // The limit counts for a client from when it has read it, and it reads it while it waits for its first answer.
    sleep(SHORT).await;
    let second = tokio::spawn(read(client.get(listener.url())));
    sleep(SHORT).await;
    let before: Vec<_> = listener.streams().into_keys().collect();
    assert_eq!(before, [(1, 1)]);

    release.send(true).expect("a script");
    for call in [first, second] {
        let answered = call.await.expect("no panic").expect("an answer");
        assert_eq!(answered, (Version::HTTP_2, "{}".into()));
    }
    let after: Vec<_> = listener.streams().into_keys().collect();
    assert_eq!(after, [(1, 1), (1, 3)]);
    assert_eq!(listener.connections(), 1);
}

/// Not what one would wish, but what the library underneath does; who calls must know.
#[tokio::test]
async fn a_call_that_was_given_up_while_it_waited_is_sent_as_soon_as_there_is_room() {
    let (listener, release) = one_at_a_time().await;
    let client = client();
    let first = tokio::spawn(read(client.get(listener.url())));
    sleep(SHORT).await;
    let second = client.post(listener.url()).body("all of it").timeout(SHORT);
    let error = read(second).await.expect_err("no room");
    assert!(error.is_timeout() && !error.is_connect(), "{error:?}");
    assert!(!listener.streams().contains_key(&(1, 3)), "nothing is sent");

    release.send(true).expect("a script");
    first.await.expect("no panic").expect("an answer");
    let sent_and_cancelled = Seen {
        headers: true,
        body: b"all of it".to_vec(),
        ended: true,
        reset: Some(code::CANCEL),
    };
    eventually(|| listener.streams().get(&(1, 3)) == Some(&sent_and_cancelled)).await;
}
