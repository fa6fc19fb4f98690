//! What the attempts of a call did together: every sequence of up to four, over HTTP/2, through the whole client.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crate::support::{
    TOKEN,
    listener::Listener,
    stream::Stream,
    tls::{self, Tls},
};
use bytes::Bytes;
use h2::{Reason, server::SendResponse};
use pazemo::{Basis, Client, Delivery, Environment, Error, RawRequest, Retry, RetryPolicy};
use tokio::task::JoinSet;

use Basis::{Assumption, Http, Page, Wire};
use Delivery::{Done, NotSent, Refused, Unknown};

/// What comes of an attempt. Its letter stands in the path, so that the server knows what to play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Played {
    letter: u8,
    delivery: Delivery,
    basis: Basis,
    is_repeated: bool,
}

const fn played(letter: u8, delivery: Delivery, basis: Basis, is_repeated: bool) -> Played {
    Played {
        letter,
        delivery,
        basis,
        is_repeated,
    }
}

const PLAYED: [Played; 8] = [
    // REFUSED_STREAM
    played(b'n', NotSent, Http, true),
    // 429 without a documented body
    played(b'r', Refused, Assumption, true),
    // 503 with one
    played(b'u', Unknown, Page, true),
    // Another reset before a status
    played(b'l', Unknown, Wire, true),
    // A 200 that breaks off
    played(b'd', Done, Page, true),
    // 400 with a documented body
    played(b'R', Refused, Page, false),
    // 409
    played(b'U', Unknown, Assumption, false),
    // A 200 that is too long
    played(b'D', Done, Page, false),
];

const LIMIT: usize = 100;
const ERROR: &str = r#"{"error":"e","error_description":"d"}"#;

type Counts = Arc<Mutex<HashMap<String, usize>>>;

async fn server(counts: Counts) -> Listener {
    Listener::start_tls(Tls::http2(), move |connection| {
        let counts = Arc::clone(&counts);
        async move {
            if let Stream::Tls(stream) = &connection.stream {
                // Or an answer's second frame waits 40 ms for the client to acknowledge the first.
                stream.get_ref().0.set_nodelay(true).expect("an option");
            }
            let Ok(mut connection) = h2::server::handshake(connection.stream).await else {
                return;
            };
            while let Some(Ok((request, respond))) = connection.accept().await {
                let path = request.uri().path();
                let (_, letters) = path.rsplit_once('/').expect("a path");
                let nth = {
                    let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
                    let count = counts.entry(path.to_owned()).or_default();
                    *count += 1;
                    *count - 1
                };
                let letter = letters.as_bytes()[nth];
                let mut body = request.into_body();
                tokio::spawn(async move {
                    // Whoever answers before the request has come whole has to reset its stream, too.
                    while body.data().await.is_some() {}
                    play(letter, respond);
                });
            }
        }
    })
    .await
}

fn play(letter: u8, mut respond: SendResponse<Bytes>) {
    let status = match letter {
        b'n' => return respond.send_reset(Reason::REFUSED_STREAM),
        b'l' => return respond.send_reset(Reason::INTERNAL_ERROR),
        b'r' => 429,
        b'u' => 503,
        b'R' => 400,
        b'U' => 409,
        _ => 200,
    };
    let mut head = http::Response::builder()
        .status(status)
        .header("content-type", "application/json");
    if letter == b'd' {
        head = head.header("content-length", "50");
    }
    let head = head.body(()).expect("an answer");
    let mut stream = respond.send_response(head, false).expect("a stream");
    let body = match letter {
        b'D' => "1".repeat(LIMIT + 1),
        b'd' => "{".to_owned(),
        b'u' | b'R' => ERROR.to_owned(),
        _ => "<html></html>".to_owned(),
    };
    stream.send_data(Bytes::from(body), true).expect("a stream");
}

/// Every sequence of so many attempts that the client makes: only the last one may be of a kind that is not repeated.
fn sequences(length: usize) -> Vec<Vec<Played>> {
    let mut all = vec![Vec::new()];
    for place in 1..=length {
        let possible = PLAYED.iter();
        let possible = possible.filter(|played| played.is_repeated || place == length);
        let possible: Vec<Played> = possible.copied().collect();
        all = all
            .iter()
            .flat_map(|begun| {
                possible.iter().map(|next| {
                    let mut longer: Vec<Played> = begun.clone();
                    longer.push(*next);
                    longer
                })
            })
            .collect();
    }
    all
}

/// The rule in the words of its table, and the basis of the last attempt that decided.
fn folded(attempts: &[Played]) -> (Delivery, Basis) {
    for wanted in [Done, Unknown, Refused] {
        let last = attempts.iter().rev();
        if let Some(found) = last.clone().find(|played| played.delivery == wanted) {
            return (wanted, found.basis);
        }
    }
    (NotSent, attempts.last().expect("an attempt").basis)
}

fn client(url: &str) -> Client {
    Client::builder(Environment::custom(url).expect("a base URL"))
        .token(TOKEN)
        .add_roots_pem(tls::root_pem().as_bytes())
        .response_limit(LIMIT)
        .build()
        .expect("a client")
}

async fn call(client: &Client, retry: Retry, sequence: &[Played]) -> Error {
    let letters: Vec<u8> = sequence.iter().map(|played| played.letter).collect();
    let letters = String::from_utf8(letters).expect("ASCII");
    let attempts = u32::try_from(sequence.len()).expect("a number");
    let policy = RetryPolicy::new()
        .with_attempts(attempts)
        .with_backoff(Duration::ZERO, Duration::ZERO);
    let options = pazemo::CallOptions::new().with_retry_policy(policy);
    let result = match retry {
        Retry::Safe => {
            let user = letters.as_str().parse().expect("an id");
            client.users().with(options).get(&user).await.map(drop)
        }
        _ => {
            let request = RawRequest::post(format!("/keyed/{letters}"))
                .with_body("text/plain", "once")
                .expect("a media type");
            let request = request.with_retry(retry).with_options(options);
            client.raw(request).await.map(drop)
        }
    };
    result.expect_err(&format!("{retry:?} {letters} ends in no success"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_sequences_of_up_to_four_attempts_of_a_call_fold_by_the_rule() {
    let counts = Counts::default();
    let listener = Arc::new(server(Arc::clone(&counts)).await);
    let all: Vec<_> = (1..=4).flat_map(sequences).collect();
    assert_eq!(all.len(), 8 + 5 * 8 + 25 * 8 + 125 * 8);
    let mut running = JoinSet::new();
    for retry in [Retry::Safe, Retry::Keyed] {
        // The budget of one client is enough for this many calls of four attempts.
        for some in all.chunks(32) {
            let (some, listener) = (some.to_vec(), Arc::clone(&listener));
            running.spawn(async move {
                let client = client(&listener.url());
                for sequence in some {
                    let error = call(&client, retry, &sequence).await;
                    let found = (error.delivery(), error.basis());
                    assert_eq!(found, folded(&sequence), "{retry:?} {sequence:?}: {error}");
                    assert_eq!(error.attempts() as usize, sequence.len(), "{sequence:?}");
                }
            });
        }
    }
    running.join_all().await;
    // The attempts were made, and no others.
    let counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
    assert_eq!(counts.len(), all.len() * 2);
    for (path, count) in counts.iter() {
        let (_, letters) = path.rsplit_once('/').expect("a path");
        assert_eq!(*count, letters.len(), "{path}");
    }
}
