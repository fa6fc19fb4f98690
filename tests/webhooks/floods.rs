//! Floods and slow senders: bounded in memory and time.

use std::{
    collections::HashMap,
    convert::Infallible,
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::Request;
use http_body::{Body, Frame, SizeHint};
use pazemo::qolo::webhooks::Receiver;

use super::support::{Folder, send, stored};

/// A body that does not say its length.
pub(crate) struct Chunks {
    left: usize,
    chunk: usize,
    breaking_at: Option<usize>,
}

impl Chunks {
    pub(crate) fn new(length: usize, chunk: usize) -> Self {
        Self {
            left: length,
            chunk,
            breaking_at: None,
        }
    }

    pub(crate) fn breaking_at(mut self, left: usize) -> Self {
        self.breaking_at = Some(left);
        self
    }
}

impl Body for Chunks {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if self.breaking_at == Some(self.left) {
            return Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into())));
        }
        let length = self.chunk.min(self.left);
        self.left -= length;
        let frame = Frame::data(Bytes::from(vec![b' '; length]));
        Poll::Ready((length > 0).then_some(Ok(frame)))
    }
}

/// A body of a known length that comes when it is told to, and counts how many of its kind are being read.
struct Counted {
    left: usize,
    comes: Duration,
    sleep: Option<Pin<Box<tokio::time::Sleep>>>,
    reading: Arc<Reading>,
}

#[derive(Default)]
struct Reading {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Body for Counted {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.sleep.is_none() {
            let now = self.reading.now.fetch_add(1, Ordering::SeqCst) + 1;
            self.reading.most.fetch_max(now, Ordering::SeqCst);
            self.sleep = Some(Box::pin(tokio::time::sleep(self.comes)));
        }
        if let Some(sleep) = &mut self.sleep {
            std::task::ready!(sleep.as_mut().poll(context));
        }
        let length = std::mem::take(&mut self.left);
        let frame = Frame::data(Bytes::from(vec![b' '; length]));
        Poll::Ready((length > 0).then_some(Ok(frame)))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left as u64)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        if self.sleep.is_some() {
            self.reading.now.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// So many requests at a time, and how often each answer came.
async fn flood(to: &Receiver, requests: usize, body: impl Fn() -> Counted) -> HashMap<u16, usize> {
    let mut senders = tokio::task::JoinSet::new();
    for _ in 0..requests {
        let request = Request::post("/").body(body()).expect("a request");
        let to = to.clone();
        senders.spawn(async move { send(&to, request).await.as_u16() });
    }
    let mut answers = HashMap::new();
    for answer in senders.join_all().await {
        *answers.entry(answer).or_default() += 1;
    }
    answers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_flood_no_more_is_read_at_a_time_than_the_memory_allows_and_all_are_stored() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let to = Receiver::builder(&inbox).body_limit(4096).memory(50 * 4096);
    // The time is not what this is about, and the machine may be busy.
    let to = to
        .time_limit(Duration::from_secs(60))
        .build()
        .expect("a receiver");
    let reading = Arc::new(Reading::default());
    let answers = flood(&to, 2000, || Counted {
        left: 4096,
        comes: Duration::from_millis(1),
        sleep: None,
        reading: Arc::clone(&reading),
    });
    let answers = answers.await;
    assert_eq!(answers, HashMap::from([(200, 2000)]));
    let most = reading.most.load(Ordering::SeqCst);
    assert!((10..=50).contains(&most), "{most}");
    assert_eq!(inbox.counts().await.expect("counts").waiting, 2000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_senders_are_given_up_and_more_of_them_than_there_are_places_are_refused_at_once() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let limit = Duration::from_millis(300);
    let to = Receiver::builder(&inbox).requests(100).time_limit(limit);
    let to = to.build().expect("a receiver");
    let reading = Arc::new(Reading::default());
    let start = Instant::now();
    let answers = flood(&to, 2000, || Counted {
        left: 10,
        comes: Duration::from_secs(3600),
        sleep: None,
        reading: Arc::clone(&reading),
    });
    let answers = answers.await;
    assert_eq!(answers, HashMap::from([(408, 100), (503, 1900)]));
    assert!((limit..Duration::from_secs(10)).contains(&start.elapsed()));
    assert_eq!(inbox.counts().await.expect("counts").waiting, 0);
    // And then there is room again.
    stored(&to, "{}").await;
}

// One thread: all begin at nearly the same time.
#[tokio::test]
async fn who_waits_for_room_longer_than_the_time_limit_gets_503() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let limit = Duration::from_millis(200);
    let to = Receiver::builder(&inbox).body_limit(1000).memory(1000);
    let to = to.time_limit(limit).build().expect("a receiver");
    let reading = Arc::new(Reading::default());
    let start = Instant::now();
    let answers = flood(&to, 20, || Counted {
        left: 1000,
        comes: Duration::from_secs(3600),
        sleep: None,
        reading: Arc::clone(&reading),
    });
    let answers = answers.await;
    // Who began a moment later has a moment left when there is room again.
    assert!(answers[&503] >= 10, "{answers:?}");
    assert_eq!(answers[&408] + answers[&503], 20, "{answers:?}");
    assert_eq!(reading.most.load(Ordering::SeqCst), 1);
    assert!((limit..Duration::from_secs(10)).contains(&start.elapsed()));
}
