//! Encryption: plain HTTP stays on this machine, old TLS and certificates of strangers are refused before a token is sent.

use std::{
    net::{Ipv4Addr, TcpListener},
    sync::Arc,
    thread::JoinHandle,
};

use crate::support::{client, listener::Listener};
use pazemo::{Environment, ErrorKind};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::AsyncReadExt;

#[test]
fn plain_http_to_another_machine_is_refused() {
    for url in [
        "http://api.pazemo.com",
        "http://api.stg.pazemo.com/",
        "http://10.0.0.1",
        "http://0.0.0.0:80",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "HTTP://API.PAZEMO.COM",
        "http:api.pazemo.com",
    ] {
        let error = Environment::custom(url).expect_err(url);
        assert_eq!(error.kind(), ErrorKind::Configuration, "{url}");
        assert!(error.to_string().contains("plain HTTP"), "{error}");
    }
}

/// A record of TLS: its type and its content.
fn record(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let (header, rest) = bytes.split_at_checked(5)?;
    let length = usize::from(u16::from_be_bytes([header[3], header[4]]));
    Some((header[0], rest.get(..length)?))
}

#[tokio::test]
async fn tls_1_1_is_neither_offered_nor_accepted() {
    const ALERT: u8 = 21;
    const HANDSHAKE: u8 = 22;
    const PROTOCOL_VERSION: u8 = 70;
    // What a server says that knows TLS 1.1 at most: version 3.2, a random, no session, RSA with AES-128-CBC and SHA, no compression.
    let mut server_hello = vec![2, 0, 0, 38, 3, 2];
    server_hello.extend_from_slice(&[7; 32]);
    server_hello.extend_from_slice(&[0, 0x00, 0x2f, 0]);
    let mut answer = vec![HANDSHAKE, 3, 2, 0, 42];
    answer.extend_from_slice(&server_hello);

    let (sender, mut seen) = tokio::sync::mpsc::unbounded_channel();
    let listener = Listener::start(move |mut connection| {
        let (sender, answer) = (sender.clone(), answer.clone());
        async move {
            let mut hello = Vec::new();
            while record(&hello).is_none() {
                if connection.stream.read_buf(&mut hello).await.unwrap_or(0) == 0 {
                    break;
                }
            }
            connection.send(&answer).await;
            let mut reply = Vec::new();
            let _ = connection.stream.read_to_end(&mut reply).await;
            let _ = sender.send((hello, reply));
        }
    })
    .await;
    let url = listener.url().replace("http://", "https://");
    let error = client(&url).users().me().await.expect_err("TLS 1.1");
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");

    let (hello, reply) = seen.recv().await.expect("a connection");
    let (kind, hello) = record(&hello).expect("a record");
    assert_eq!(kind, HANDSHAKE);
    // The extension `supported_versions` (43): five bytes, of them four of list: TLS 1.3 and TLS 1.2, in either order.
    let offered = |versions: [u8; 4]| {
        let extension = [&[0, 43, 0, 5, 4][..], &versions].concat();
        hello.windows(9).any(|window| window == extension)
    };
    assert!(
        offered([3, 4, 3, 3]) || offered([3, 3, 3, 4]),
        "other versions are offered: {hello:02x?}"
    );
    let (kind, alert) = record(&reply).expect("a record");
    assert_eq!((kind, alert), (ALERT, &[2, PROTOCOL_VERSION][..]));
    assert_eq!(reply.len(), 7, "nothing follows the alert");
}

/// A TLS server with a fresh certificate of its own, for one connection. It tells how the handshake ended.
fn stranger(names: &[&str]) -> (u16, JoinHandle<Result<(), rustls::Error>>) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let made = rcgen::generate_simple_self_signed(names).expect("a certificate");
    let certificate: CertificateDer<'static> = made.cert.der().clone();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("a configuration");
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let thread = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let mut tls = rustls::ServerConnection::new(Arc::new(config)).expect("a session");
        while tls.is_handshaking() {
            tls.complete_io(&mut stream).map_err(|error| {
                match error
                    .get_ref()
                    .and_then(|e| e.downcast_ref::<rustls::Error>())
                {
                    Some(error) => error.clone(),
                    None => rustls::Error::General(error.to_string()),
                }
            })?;
        }
        Ok(())
    });
    (port, thread)
}

#[tokio::test]
async fn a_certificate_of_a_stranger_is_refused_before_the_token_is_sent() {
    for (host, name) in [("127.0.0.1", "127.0.0.1"), ("localhost", "localhost")] {
        let (port, server) = stranger(&[name]);
        let url = format!("https://{host}:{port}");
        let error = client(&url).users().me().await.expect_err("a stranger");
        assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
        let ended = tokio::task::spawn_blocking(|| server.join())
            .await
            .expect("a thread")
            .expect("no panic");
        // The client's own reason, as the server hears it. TLS 1.3 has not got further than certificates then.
        assert_eq!(
            ended,
            Err(rustls::Error::AlertReceived(
                rustls::AlertDescription::UnknownCA
            ))
        );
    }
}
