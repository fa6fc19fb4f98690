//! Servers that misbehave: every call ends, soon, within the bounds, and with an error that keeps what is known.

use std::time::{Duration, Instant};

use crate::support::{
    builder, client,
    listener::{Listener, answer, head, json_answer},
};
use pazemo::{Error, ErrorKind, types::CurrentUser};

const USER: &str = r#"{"id":"u","email":"e","name":"n"}"#;
const JSON: &str = "Content-Type: application/json";

/// The answer of a server that sends these bytes and closes.
async fn answered(bytes: impl Into<Vec<u8>>) -> Result<CurrentUser, Error> {
    let listener = Listener::answering(bytes).await;
    let result = client(&listener.url()).users().me().await;
    assert_eq!(listener.received().len(), 1, "nothing is repeated");
    if let Err(error) = &result {
        assert_eq!(error.operation(), Some("getCurrentUser"));
    }
    result
}

async fn failed(bytes: impl Into<Vec<u8>>) -> Error {
    answered(bytes).await.expect_err("no success")
}

/// A body of exactly this many bytes that decodes.
fn user_of_length(length: usize) -> String {
    let filled = "n".repeat(length - USER.len() + 1);
    USER.replace(r#""n"}"#, &format!(r#""{filled}"}}"#))
}

#[tokio::test]
async fn a_page_of_a_proxy_keeps_its_status_and_body() {
    let page = "<html><body>Bad Gateway</body></html>";
    let error = failed(answer(502, "text/html", page)).await;
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status(), Some(502));
    assert_eq!(error.raw_body(), page.as_bytes());
    assert!(error.body().is_none());
    assert!(!error.to_string().contains("html"), "{error}");
}

#[tokio::test]
async fn an_error_body_that_cannot_be_read_is_kept() {
    for body in [
        &b""[..],
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe\x00",
        br#"{"errors":"none"}"#,
        br#"{"error":"e"}"#,
    ] {
        for status in [400, 401, 404, 418, 500, 503, 599] {
            let error = failed(answer(status, "application/json", body)).await;
            assert_eq!(error.kind(), ErrorKind::Status);
            assert_eq!(error.status(), Some(status));
            assert_eq!(error.raw_body(), body);
            assert!(error.body().is_none(), "{error}");
        }
    }
}

#[tokio::test]
async fn a_long_error_body_is_kept_up_to_its_bound() {
    let page: Vec<u8> = (0..200_000_u32).map(|i| b'a' + (i % 26) as u8).collect();
    let error = failed(answer(500, "text/html", &page)).await;
    assert_eq!(error.status(), Some(500));
    assert_eq!(error.raw_body(), &page[..64 * 1024]);

    // A documented form is read whole, even where only its beginning is kept.
    let text = "x".repeat(100_000);
    let body = format!(r#"{{"error":"unauthorized","error_description":"{text}"}}"#);
    let error = failed(answer(401, "application/json", &body)).await;
    assert!(error.body().is_some());
    assert_eq!(error.raw_body().len(), 64 * 1024);

    // The same bound holds for a success that is none.
    let error = failed(answer(200, "text/html", &page)).await;
    assert_eq!(error.raw_body().len(), 64 * 1024);
}

#[tokio::test]
async fn the_response_limit_is_obeyed_to_the_byte() {
    let limit = 1000;
    for (length, fits) in [(limit - 1, true), (limit, true), (limit + 1, false)] {
        let body = user_of_length(length);
        assert_eq!(body.len(), length);
        let mut chunked = head(200, &[JSON, "Transfer-Encoding: chunked"]);
        for part in body.as_bytes().chunks(77) {
            chunked.extend_from_slice(format!("{:x}\r\n", part.len()).as_bytes());
            chunked.extend_from_slice(part);
            chunked.extend_from_slice(b"\r\n");
        }
        chunked.extend_from_slice(b"0\r\n\r\n");
        let mut until_close = head(200, &[JSON]);
        until_close.extend_from_slice(body.as_bytes());
        let compressed = gzip(body.as_bytes());
        let length_line = format!("Content-Length: {}", compressed.len());
        let mut gzipped = head(200, &[JSON, "Content-Encoding: gzip", &length_line]);
        gzipped.extend_from_slice(&compressed);

        for bytes in [json_answer(&body), chunked, until_close, gzipped] {
            let listener = Listener::answering(bytes).await;
            let client = builder(&listener.url()).response_limit(limit).build();
            let result = client.expect("a client").users().me().await;
            match result {
                Ok(user) => {
                    assert!(fits, "{length}");
                    assert_eq!(serde_json::to_string(&user).expect("JSON"), body);
                }
                Err(error) => {
                    assert!(!fits, "{length}: {error}");
                    assert_eq!(error.kind(), ErrorKind::ResponseTooLarge);
                    assert_eq!(error.status(), Some(200));
                }
            }
        }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

#[tokio::test]
async fn redirects_are_not_followed_and_the_token_goes_nowhere_else() {
    for status in [300, 301, 302, 303, 304, 307, 308] {
        let target = Listener::answering(json_answer(USER)).await;
        for location in [
            format!("{}/users/me", target.url()),
            "/elsewhere".to_owned(),
        ] {
            let location = format!("Location: {location}");
            let redirect = head(status, &[&location, "Content-Length: 0"]);
            // `failed` makes sure that the redirecting server got one request.
            let error = failed(redirect).await;
            assert_eq!(error.kind(), ErrorKind::Status, "{status}");
            assert_eq!(error.status(), Some(status));
        }
        assert!(target.received().is_empty(), "{status}");
    }
}

#[tokio::test]
async fn a_success_that_is_not_what_the_document_says_keeps_its_status() {
    use ErrorKind::{Decode, UnexpectedContent};
    for (status, content_type, body, kind) in [
        (200, "text/html", "<html>welcome</html>", UnexpectedContent),
        (200, "text/plain", USER, UnexpectedContent),
        (200, "application/json", "", UnexpectedContent),
        (201, "application/json", "", UnexpectedContent),
        (200, "application/json", "<html>", Decode),
        (200, "application/json", "[]", Decode),
        (200, "application/json", "null", Decode),
        (200, "application/json", r#"{"id":"u"}"#, Decode),
        (202, "application/json", r#"{"id":"u","email""#, Decode),
        (
            200,
            "application/json",
            r#"{"id":{},"email":"e","name":"n"}"#,
            Decode,
        ),
    ] {
        let error = failed(answer(status, content_type, body)).await;
        assert_eq!(error.kind(), kind, "{content_type} {body}");
        assert_eq!(error.status(), Some(status), "{body}");
        assert_eq!(error.raw_body(), body.as_bytes());
    }
    let error = failed(head(204, &[])).await;
    assert_eq!(error.kind(), UnexpectedContent);
    assert_eq!(error.status(), Some(204));
    let mut unlabelled = head(200, &[]);
    unlabelled.extend_from_slice(USER.as_bytes());
    assert_eq!(failed(unlabelled).await.kind(), UnexpectedContent);
}

#[tokio::test]
async fn another_success_status_that_decodes_is_a_success() {
    for (status, content_type) in [
        (201, "application/json"),
        (202, "application/json; charset=utf-8"),
        (299, "Application/JSON"),
        (203, "application/vnd.pazemo+json"),
    ] {
        let user = answered(answer(status, content_type, USER)).await;
        assert_eq!(user.expect("a user").id.as_str(), "u");
    }
}

#[tokio::test]
async fn broken_connections_are_interruptions() {
    // Closed before an answer, within the head, within the body.
    for bytes in ["", "HTTP/1.1 200 OK\r\nContent-Ty"] {
        let error = failed(bytes).await;
        assert_eq!(error.kind(), ErrorKind::Interrupted, "{error}");
        assert_eq!(error.status(), None);
    }
    let short = [head(200, &[JSON, "Content-Length: 100"]), USER.into()].concat();
    let chunk = format!("fff\r\n{USER}").into_bytes();
    let chunked = [head(200, &[JSON, "Transfer-Encoding: chunked"]), chunk].concat();
    let zipped = gzip(USER.as_bytes());
    let cut = zipped[..zipped.len() - 12].to_vec();
    let zipped = [head(200, &[JSON, "Content-Encoding: gzip"]), cut].concat();
    for bytes in [short, chunked, zipped] {
        let error = failed(bytes).await;
        assert_eq!(error.kind(), ErrorKind::Interrupted, "{error}");
        assert_eq!(error.status(), Some(200));
    }
}

#[tokio::test]
async fn what_is_no_http_at_all_is_an_error() {
    for bytes in [
        "SSH-2.0-OpenSSH_9.9\r\n",
        "\0\0\0\0\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
    ] {
        let error = failed(bytes).await;
        assert_eq!(error.kind(), ErrorKind::Interrupted, "{error}");
    }
}

#[tokio::test]
async fn a_refused_port_is_no_connection() {
    let unused = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = unused.local_addr().expect("an address");
    drop(unused);
    let error = client(&format!("http://{address}")).users().me().await;
    let error = error.expect_err("nobody listens");
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    assert_eq!(error.status(), None);
    assert_eq!(error.operation(), Some("getCurrentUser"));
}

/// How slowly an answer comes.
#[derive(Debug, Clone, Copy)]
enum Slow {
    Never,
    Head,
    Body,
}

#[tokio::test]
async fn slow_and_silent_servers_end_in_a_timeout_near_the_limit() {
    let (short, long) = (Duration::from_millis(250), Duration::from_secs(60));
    for slow in [Slow::Never, Slow::Head, Slow::Body] {
        // Either limit ends the call, whichever is shorter.
        for (attempt, total) in [(short, long), (long, short)] {
            let listener = Listener::start(move |mut connection| async move {
                connection.read_request().await;
                let bytes = json_answer(USER);
                let at_once = match slow {
                    Slow::Never => std::future::pending().await,
                    Slow::Head => 0,
                    Slow::Body => bytes.len() - USER.len(),
                };
                connection.send(&bytes[..at_once]).await;
                // A byte now and then must not begin the time anew.
                for byte in &bytes[at_once..] {
                    connection.send(&[*byte]).await;
                    tokio::time::sleep(Duration::from_millis(40)).await;
                }
            })
            .await;
            let client = builder(&listener.url())
                .attempt_timeout(attempt)
                .total_timeout(total)
                .build()
                .expect("a client");
            let start = Instant::now();
            let error = client.users().me().await.expect_err("too slow");
            let elapsed = start.elapsed();
            assert_eq!(error.kind(), ErrorKind::Timeout, "{slow:?}: {error}");
            assert!(elapsed >= short, "{slow:?}: {elapsed:?}");
            assert!(elapsed < short * 8, "{slow:?}: {elapsed:?}");
        }
    }
}
