//! Answers without end, plain and compressed: the call ends at the bound, and neither time nor memory is spent on the rest.

mod support;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use flate2::{Compress, Compression, FlushCompress};
use pazemo::{Error, ErrorKind};
use support::{
    builder, client,
    listener::{Listener, head},
};

const GIB: u64 = 1 << 30;
const MIB: u64 = 1 << 20;
const JSON: &str = "Content-Type: application/json";
/// What the sockets of both sides may hold of a flood beyond the client's limit of 8 MiB.
const SENT_AT_MOST: u64 = 64 * MIB;

/// A server that sends a head, then a part again and again, and the number of bytes that it got rid of.
async fn flood(start: Vec<u8>, part: Vec<u8>, times: u64) -> (Listener, Arc<AtomicU64>) {
    let sent = Arc::new(AtomicU64::new(0));
    let (count, start, part) = (Arc::clone(&sent), Arc::new(start), Arc::new(part));
    let listener = Listener::start(move |mut connection| {
        let (count, start, part) = (Arc::clone(&count), Arc::clone(&start), Arc::clone(&part));
        async move {
            connection.read_request().await;
            let mut taken = connection.send(&start).await;
            for _ in 0..times {
                taken = taken && connection.send(&part).await;
                if !taken {
                    return;
                }
                count.fetch_add(part.len() as u64, Ordering::Relaxed);
            }
            connection.close().await;
        }
    })
    .await;
    (listener, sent)
}

/// The error of a call whose answer is too large.
async fn too_large(listener: &Listener) -> Error {
    let before = peak_memory();
    let start = Instant::now();
    let error = client(&listener.url()).pings().check().await;
    let error = error.expect_err("a flood is no success");
    let elapsed = start.elapsed();
    // A refusal stays one, however much the server has to say about it.
    let kind = match error.status() {
        Some(200..=299) | None => ErrorKind::ResponseTooLarge,
        Some(_) => ErrorKind::Status,
    };
    assert_eq!(error.kind(), kind, "{error}");
    assert!(error.raw_body().len() <= 64 * 1024);
    assert_eq!(error.operation(), Some("check"));
    assert!(elapsed < Duration::from_secs(10), "{elapsed:?}");
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        // Other tests of this file run at the same time, each within its own bound.
        let grown = after.saturating_sub(before);
        assert!(grown < 128 * MIB, "memory grew by {grown} bytes");
    }
    error
}

/// The most memory this process has had so far, where the system says so.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024)
}

/// A chunk of the chunked encoding, 64 KiB of spaces, which JSON allows before a value.
fn chunk() -> Vec<u8> {
    [b"10000\r\n".to_vec(), vec![b' '; 0x10000], b"\r\n".to_vec()].concat()
}

#[tokio::test]
async fn a_gibibyte_in_chunks_ends_at_the_limit() {
    for status in [200, 500] {
        let start = head(status, &[JSON, "Transfer-Encoding: chunked"]);
        let (listener, sent) = flood(start, chunk(), GIB / 0x10000).await;
        let error = too_large(&listener).await;
        assert_eq!(error.status(), Some(status));
        let sent = sent.load(Ordering::Relaxed);
        assert!(sent < SENT_AT_MOST, "{sent} bytes were taken");
    }
}

#[tokio::test]
async fn a_gibibyte_that_is_announced_is_not_even_begun() {
    let length = format!("Content-Length: {GIB}");
    let (listener, sent) = flood(
        head(200, &[JSON, &length]),
        vec![b' '; 0x10000],
        GIB / 0x10000,
    )
    .await;
    let error = too_large(&listener).await;
    assert_eq!(error.status(), Some(200));
    let sent = sent.load(Ordering::Relaxed);
    assert!(sent < SENT_AT_MOST, "{sent} bytes were taken");
}

#[tokio::test]
async fn a_body_until_the_end_of_the_connection_ends_at_the_limit() {
    let (listener, sent) = flood(head(200, &[JSON]), vec![b' '; 0x10000], GIB / 0x10000).await;
    assert_eq!(too_large(&listener).await.status(), Some(200));
    let sent = sent.load(Ordering::Relaxed);
    assert!(sent < SENT_AT_MOST, "{sent} bytes were taken");
}

/// A mebibyte of zeros, compressed so that it may be repeated: a full flush forgets what was before.
fn compressed_mebibyte() -> Vec<u8> {
    let zeros = vec![0; MIB as usize];
    let mut compress = Compress::new(Compression::best(), false);
    let mut part = Vec::with_capacity(MIB as usize);
    compress
        .compress_vec(&zeros, &mut part, FlushCompress::Full)
        .expect("zeros compress");
    assert_eq!(compress.total_in(), MIB, "all of it fitted");
    part
}

#[tokio::test]
async fn a_compressed_bomb_ends_at_the_limit() {
    const GZIP_HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    let part = compressed_mebibyte();
    assert!((part.len() as u64) < MIB / 500, "{} is no bomb", part.len());
    for status in [200, 400] {
        let mut start = head(status, &[JSON, "Content-Encoding: gzip"]);
        start.extend_from_slice(&GZIP_HEADER);
        let (listener, _) = flood(start, part.clone(), GIB / MIB).await;
        assert_eq!(too_large(&listener).await.status(), Some(status));
    }
}

/// The bomb is well-formed. Otherwise the test above could pass for another reason.
#[test]
fn the_parts_of_the_bomb_are_readable_one_by_one() {
    let part = compressed_mebibyte();
    let mut decompress = flate2::Decompress::new(false);
    let mut zeros = Vec::with_capacity(4 * MIB as usize);
    for _ in 0..3 {
        decompress
            .decompress_vec(&part, &mut zeros, flate2::FlushDecompress::None)
            .expect("a part can be read after another");
    }
    assert_eq!(decompress.total_out(), 3 * MIB);
}

#[tokio::test]
async fn endless_headers_end_the_call() {
    let start = b"HTTP/1.1 200 OK\r\n".to_vec();
    let line = format!("X-Filler: {}\r\n", "x".repeat(8000)).into_bytes();
    let (listener, sent) = flood(start, line, GIB / 8000).await;
    let error = client(&listener.url()).pings().check().await;
    let error = error.expect_err("no head is that long");
    assert_eq!(error.kind(), ErrorKind::Interrupted, "{error}");
    let sent = sent.load(Ordering::Relaxed);
    assert!(sent < SENT_AT_MOST, "{sent} bytes were taken");
}

#[tokio::test]
async fn a_flood_of_tiny_chunks_ends_by_the_time_limit() {
    // A byte a chunk: the bound of the body is far, the time limit is not.
    let start = head(200, &[JSON, "Transfer-Encoding: chunked"]);
    let (listener, _) = flood(start, b"1\r\n \r\n".to_vec(), u64::MAX).await;
    let client = builder(&listener.url())
        .attempt_timeout(Duration::from_millis(300))
        .build()
        .expect("a client");
    let start = Instant::now();
    let error = client.pings().check().await.expect_err("no end");
    assert!(
        matches!(
            error.kind(),
            ErrorKind::Timeout | ErrorKind::ResponseTooLarge
        ),
        "{error}"
    );
    assert!(start.elapsed() < Duration::from_secs(5));
}
