//! A call that is dropped returns nothing to anybody: an event says what may have happened.

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
};

use pazemo::{Basis, CallOptions, Delivery, Error};
use tracing::{Level, instrument::WithSubscriber};

use crate::{
    scenario::{BOTH, Scenario, Shown, custom, play},
    server::{Answer, Http, Server, Treatment},
    subject::{Subject, client},
};

pub(crate) const SCENARIOS: &[Scenario] = &[
    custom(
        "dropped",
        "while the answer is waited for",
        BOTH,
        None,
        1,
        |subject, http| Box::pin(dropped(subject, http, Treatment::Silence)),
    ),
    custom(
        "dropped",
        "while the body is waited for",
        BOTH,
        None,
        1,
        |subject, http| {
            let whole = subject.success();
            let part = Answer::json(200, &whole[..whole.len() / 2]);
            Box::pin(dropped(subject, http, Treatment::Stall(part)))
        },
    ),
];

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// The lines with this in them.
    fn lines(&self, with: &str) -> Vec<String> {
        let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let log = String::from_utf8_lossy(&log);
        let lines = log.lines().filter(|line| line.contains(with));
        lines.map(str::to_owned).collect()
    }
}

/// What happens inside is logged here and nowhere else.
async fn logged<T>(inside: impl Future<Output = T>) -> (T, Log) {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(Level::INFO)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    (inside.with_subscriber(subscriber).await, log)
}

/// What the event says of a call that was dropped when its request had arrived.
async fn dropped(subject: Subject, http: Http, treatment: Treatment) -> Shown {
    let server = Server::start(http, vec![treatment]).await;
    let client = client(&server.url());
    let ((), log) = logged(async {
        tokio::select! {
            result = subject.plain(&client) => panic!("no answer was sent: {result:?}"),
            () = server.requests_are(1) => {}
        }
    })
    .await;
    let lines = log.lines("the call was dropped");
    let [line] = lines.as_slice() else {
        panic!("one event: {lines:?}");
    };
    assert!(
        line.contains(&format!("operation=\"{}\"", subject.operation())),
        "{line}"
    );
    let level = if subject == Subject::Me {
        "INFO"
    } else {
        "WARN"
    };
    assert!(line.contains(level), "{line}");
    assert_eq!(client.calls_in_flight(), 0);
    let deliveries = [
        ("not_sent", Delivery::NotSent),
        ("refused", Delivery::Refused),
        ("unknown", Delivery::Unknown),
        ("done", Delivery::Done),
    ];
    let bases = [
        ("wire", Basis::Wire),
        ("http", Basis::Http),
        ("page", Basis::Page),
        ("assumption", Basis::Assumption),
    ];
    let said = |name: &str, word: &str| {
        // The span has fields of the same name; the event's stand last.
        let last = line.rsplit(&format!(" {name}=\"")).next();
        last.is_some_and(|rest| rest.starts_with(&format!("{word}\"")))
    };
    let delivery = deliveries
        .into_iter()
        .find(|(word, _)| said("delivery", word));
    let basis = bases.into_iter().find(|(word, _)| said("basis", word));
    Shown {
        delivery: delivery.map(|(_, delivery)| delivery),
        basis: basis.map(|(_, basis)| basis),
        error: None,
        requests: server.bodies().len(),
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_under_way_leaves_an_event_with_its_verdict() {
    play(SCENARIOS).await;
}

/// Before anything was sent there is nothing in doubt.
#[tokio::test]
async fn a_call_that_is_dropped_before_it_was_sent_says_so() {
    for subject in Subject::ALL {
        let client = client("http://127.0.0.1:1");
        let ((), log) = logged(async {
            let mut call = Box::pin(subject.call(&client, CallOptions::new(), 0));
            std::future::poll_fn(|context| {
                drop(call.as_mut().poll(context));
                std::task::Poll::Ready(())
            })
            .await;
        })
        .await;
        let lines = log.lines("the call was dropped");
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].contains("delivery=\"not_sent\""), "{lines:?}");
        assert!(lines[0].contains("basis=\"wire\""), "{lines:?}");
    }
}

/// It is a success, and somebody should know that the document does not describe it.
#[tokio::test]
async fn another_success_is_noted() {
    for (status, notes) in [(200, 0), (201, 1), (202, 1)] {
        let answer = Answer::json(status, Subject::Confirm.success());
        let server = Server::start(Http::One, vec![Treatment::Answer(answer)]).await;
        let client = client(&server.url());
        let (result, log): (Result<(), Error>, Log) = logged(Subject::Confirm.plain(&client)).await;
        result.expect("a success");
        let lines = log.lines("a success with a status that the document does not describe");
        assert_eq!(lines.len(), notes, "{status}: {lines:?}");
    }
}
