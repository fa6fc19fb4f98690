//! The scripted servers of `tests/support` do what they are told, as a plain HTTP client sees it.

mod http2;

use std::{error::Error, io, sync::Arc, time::Duration};

use crate::support::{
    addresses::{BlackHole, refused, unresolvable_without_asking},
    listener::{Listener, answer, answering, json_answer, keep_alive_answer},
    tls::{self, Handshake, Tls},
};
use reqwest::Version;
use rustls::{
    AlertDescription,
    pki_types::{CertificateDer, pem::PemObject},
    version,
};
use tokio::{
    net::TcpStream,
    time::{Instant, sleep, timeout},
};

const SHORT: Duration = Duration::from_millis(400);
const JSON: &str = "application/json";

fn builder(shows_certificate: bool) -> reqwest::ClientBuilder {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(tls::roots());
    let mut config = if shows_certificate {
        let (chain, key) = tls::client_identity();
        config.with_client_auth_cert(chain, key).expect("a key")
    } else {
        config.with_no_client_auth()
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    reqwest::Client::builder()
        .tls_backend_preconfigured(config)
        .retry(reqwest::retry::never())
        .timeout(Duration::from_secs(10))
        .no_proxy()
}

fn client() -> reqwest::Client {
    builder(false).build().expect("a client")
}

async fn get(url: &str) -> Result<(Version, String), reqwest::Error> {
    read(client().get(url)).await
}

async fn post(url: &str, bytes: usize) -> Result<(Version, String), reqwest::Error> {
    read(client().post(url).body(vec![b'x'; bytes])).await
}

async fn read(request: reqwest::RequestBuilder) -> Result<(Version, String), reqwest::Error> {
    let answer = request.send().await?;
    Ok((answer.version(), answer.text().await?))
}

/// What of this type is among an error's sources.
fn source<T: Error + 'static>(error: &reqwest::Error) -> Option<&T> {
    let first: &(dyn Error + 'static) = error;
    std::iter::successors(Some(first), |error| (*error).source())
        .find_map(|error| error.downcast_ref())
}

fn io_kind(error: &reqwest::Error) -> Option<io::ErrorKind> {
    source::<io::Error>(error).map(io::Error::kind)
}

/// Waits for what the other side does in its own time.
async fn eventually(holds: impl Fn() -> bool) {
    let waiting = async {
        while !holds() {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(10), waiting)
        .await
        .expect("it holds in the end");
}

#[tokio::test]
async fn one_script_runs_over_tcp_and_over_both_versions_of_tls() {
    let script = || answering(json_answer("{}"));
    let only = |version| Tls {
        versions: vec![version],
        ..Tls::http1()
    };
    for listener in [
        Listener::start(script()).await,
        Listener::start_tls(only(&version::TLS12), script()).await,
        Listener::start_tls(only(&version::TLS13), script()).await,
    ] {
        for host in ["127.0.0.1", "localhost"] {
            let url = listener.url().replace("127.0.0.1", host);
            assert_eq!(
                get(&url).await.expect(host),
                (Version::HTTP_11, "{}".into())
            );
        }
        assert_eq!((listener.connections(), listener.received().len()), (2, 2));
    }
}

#[test]
fn the_root_is_one_and_the_same_in_pem_and_der() {
    let read = CertificateDer::from_pem_slice(tls::root_pem().as_bytes());
    assert_eq!(read.expect("a certificate"), tls::root_der());
}

#[tokio::test]
async fn a_connection_that_is_kept_brings_one_request_after_the_other() {
    let listener = Listener::start_tls(Tls::http1(), |mut connection| async move {
        while let Some(request) = connection.read_request().await {
            let answer = keep_alive_answer(200, "text/plain", request.body_text());
            connection.send(&answer).await;
        }
    })
    .await;
    let client = client();
    for body in ["one", "", "three"] {
        let request = client.post(listener.url()).body(body);
        assert_eq!(read(request).await.expect(body).1, body);
    }
    assert_eq!((listener.connections(), listener.received().len()), (1, 3));
}

#[tokio::test]
async fn a_request_whose_body_was_half_read_is_counted_apart() {
    let listener = Listener::start(|mut connection| async move {
        connection.read_part(1000).await;
        connection.reset();
    })
    .await;
    let error = post(&listener.url(), 8_000_000).await.expect_err("a reset");
    assert_eq!(io_kind(&error), Some(io::ErrorKind::ConnectionReset));
    assert_eq!(listener.received().len(), 0);
    let half = listener.half_received();
    assert_eq!(half.len(), 1);
    assert!((1000..8_000_000).contains(&half[0].body.len()));
}

#[tokio::test]
async fn an_answer_of_http_1_ends_as_the_script_says() {
    for (end, kind) in [
        ("close", io::ErrorKind::UnexpectedEof),
        ("cut", io::ErrorKind::UnexpectedEof),
        ("reset", io::ErrorKind::ConnectionReset),
    ] {
        let listener = Listener::start_tls(Tls::http1(), move |mut connection| async move {
            connection.read_request().await;
            let whole = answer(200, JSON, "[1, 2, 3]");
            connection.send(&whole[..whole.len() - 4]).await;
            // A reset throws away what has not been read.
            sleep(Duration::from_millis(100)).await;
            match end {
                "close" => connection.close().await,
                "cut" => connection.cut().await,
                _ => connection.reset(),
            }
        })
        .await;
        let error = get(&listener.url()).await.expect_err(end);
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(io_kind(&error), Some(kind), "{end}: {error:?}");
        let says_tls = format!("{error:?}").contains("close_notify");
        assert_eq!(says_tls, end == "cut", "{error:?}");
    }
}

#[tokio::test]
async fn a_handshake_fails_as_the_script_says() {
    for (handshake, times_out, says) in [
        (Handshake::Hangs, true, "TimedOut"),
        (Handshake::Closes, false, "tls handshake eof"),
        (Handshake::Resets, false, "ConnectionReset"),
    ] {
        let listener =
            Listener::start_tls(Tls::that(handshake), answering(json_answer("{}"))).await;
        let client = builder(false).connect_timeout(SHORT).build();
        let request = client.expect("a client").get(listener.url());
        let error = read(request).await.expect_err("no handshake");
        assert_eq!((error.is_connect(), error.is_timeout()), (true, times_out));
        assert!(format!("{error:?}").contains(says), "{error:?}");
        assert_eq!((listener.connections(), listener.received().len()), (1, 0));
    }
}

#[tokio::test]
async fn who_has_no_certificate_hears_an_alert_and_with_tls_1_3_only_after_its_handshake() {
    for (version, reads_late, in_handshake) in [
        (&version::TLS12, Duration::ZERO, true),
        (&version::TLS13, Duration::ZERO, false),
        (&version::TLS13, SHORT, false),
    ] {
        let listener = Listener::start_tls(
            Tls {
                versions: vec![version],
                wants_client_certificate: true,
                reads_late,
                ..Tls::http1()
            },
            answering(json_answer("{}")),
        )
        .await;
        let started = Instant::now();
        let error = post(&listener.url(), 300_000).await.expect_err("an alert");
        assert!(started.elapsed() >= reads_late);
        assert_eq!(error.is_connect(), in_handshake, "{error:?}");
        if !in_handshake {
            let io = source::<io::Error>(&error).and_then(io::Error::get_ref);
            let alert = io.and_then(|inner| inner.downcast_ref::<rustls::Error>());
            let expected = rustls::Error::AlertReceived(AlertDescription::CertificateRequired);
            assert_eq!(alert, Some(&expected), "{error:?}");
        }
        assert!(format!("{error:?}").contains("CertificateRequired"));
        assert_eq!(listener.received().len(), 0);
        eventually(|| !listener.failed_handshakes().is_empty()).await;

        let client = builder(true).build().expect("a client");
        let answered = read(client.get(listener.url())).await;
        assert_eq!(answered.expect("a certificate").1, "{}");
    }
}

#[tokio::test]
async fn into_a_black_hole_no_connection_succeeds_or_fails() {
    let hole = BlackHole::dig().await;
    for _ in 0..2 {
        let connected = timeout(SHORT, TcpStream::connect(hole.address())).await;
        assert!(connected.is_err(), "{connected:?}");
    }
    let client = builder(false).connect_timeout(SHORT).build();
    let url = format!("http://{}", hole.address());
    let request = client.expect("a client").get(url);
    let error = read(request).await.expect_err("silence");
    assert!(error.is_connect() && error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn a_refused_port_and_an_impossible_name_fail_at_once() {
    let error = get(&format!("http://{}", refused().await)).await;
    let error = error.expect_err("refused");
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
    assert_eq!(io_kind(&error), Some(io::ErrorKind::ConnectionRefused));
    let error = get(&format!("http://{}", unresolvable_without_asking())).await;
    let error = error.expect_err("no such name");
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
    assert!(format!("{error:?}").contains("dns error"), "{error:?}");
}
