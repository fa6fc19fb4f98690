//! Client certificates in real handshakes. What else a server may say of one, and when, is tested beside the code that tells the cases apart
//! (`src/runtime/refused_handshake/`).

use pazemo::{
    Basis, ClientIdentity, Delivery, Error, ErrorKind, RawRequest, RetryPolicy,
    paysera::{Client, Environment, MacCredentials},
};
use rustls::{
    SupportedProtocolVersion,
    version::{TLS12, TLS13},
};

use crate::support::{
    calls::shown,
    canary::all_of,
    captured::{capture_logs, captured_logs},
    http2::{Behaviour, Http2Connection, Http2Listener},
    listener::{Connection, Listener, Received, json_answer},
    tls::{self, Tls},
};

/// A server that answers everything, over HTTP/1.1 or HTTP/2.
enum Server {
    One(Listener),
    Two(Http2Listener),
}

impl Server {
    async fn start(tls: Tls) -> Self {
        if tls.alpn == ["h2"] {
            let answering = |mut connection: Http2Connection| async move {
                while let Some(stream) = connection.next_request().await {
                    connection
                        .answer(stream, 200, "application/json", "{}")
                        .await;
                }
            };
            let listener = Http2Listener::start_tls(tls, Behaviour::default(), answering);
            return Self::Two(listener.await);
        }
        let answering = |mut connection: Connection| async move {
            while connection.read_request().await.is_some() {
                connection.send(&json_answer("{}")).await;
            }
        };
        Self::One(Listener::start_tls(tls, answering).await)
    }

    fn url(&self) -> String {
        match self {
            Self::One(listener) => listener.url(),
            Self::Two(listener) => listener.url(),
        }
    }

    fn requests(&self) -> usize {
        match self {
            Self::One(listener) => listener.received().len(),
            Self::Two(listener) => listener.streams().len(),
        }
    }
}

fn identity((chain, key): (String, String)) -> ClientIdentity {
    ClientIdentity::from_pem(chain, key).expect("an identity")
}

fn showing(url: &str, identity: ClientIdentity) -> Client {
    let environment = Environment::custom(url).expect("a URL");
    Client::with_certificate(environment, identity)
        .add_roots_pem(tls::root_pem().as_bytes())
        .retry_policy(RetryPolicy::never())
        .project("3")
        .location("7")
        .build()
        .expect("a client")
}

/// A client of another kind, which has no certificate.
fn showing_none(url: &str) -> Client {
    let environment = Environment::custom(url).expect("a URL");
    let credentials = MacCredentials::new("wkVd93h2uS", "a-key").expect("credentials");
    Client::with_mac(environment, credentials)
        .add_roots_pem(tls::root_pem().as_bytes())
        .retry_policy(RetryPolicy::never())
        .build()
        .expect("a client")
}

/// A read and a write.
fn requests() -> [RawRequest; 2] {
    let write = RawRequest::post("/rest/v1/payment").with_json(&["a payment"]);
    let read = RawRequest::get("/rest/v1/wallet/1").with_retry(pazemo::Retry::Safe);
    [read, write.expect("JSON")]
}

fn demanding() -> impl Iterator<Item = (Tls, &'static SupportedProtocolVersion)> {
    [Tls::http1(), Tls::http2()].into_iter().flat_map(|tls| {
        [&TLS13, &TLS12].map(|version| {
            let tls = Tls {
                wants_client_certificate: true,
                versions: vec![version],
                ..tls.clone()
            };
            (tls, version)
        })
    })
}

#[tokio::test]
async fn a_certificate_opens_the_server_that_demands_it() {
    for (tls, _) in demanding() {
        let server = Server::start(tls).await;
        let client = showing(&server.url(), identity(tls::client_pem()));
        for request in requests() {
            client.raw(request).await.expect("an answer");
        }
        assert_eq!(server.requests(), 2);
    }
}

#[tokio::test]
async fn with_a_certificate_nothing_is_signed_and_project_and_location_travel_in_headers() {
    let tls = Tls {
        wants_client_certificate: true,
        ..Tls::http1()
    };
    let server = Server::start(tls).await;
    let client = showing(&server.url(), identity(tls::client_pem()));
    for request in requests() {
        client.raw(request).await.expect("an answer");
    }
    let Server::One(listener) = &server else {
        panic!("HTTP/1.1 was asked for");
    };
    let received: Vec<Received> = listener.received();
    assert_eq!(received.len(), 2, "no time was asked for");
    for request in received {
        assert_eq!(request.header("authorization"), None);
        assert_eq!(request.header("wallet-api-project-id"), Some("3"));
        assert_eq!(request.header("wallet-api-location-id"), Some("7"));
    }
}

async fn is_refused(change: impl Fn(&mut Tls), client: impl Fn(&str) -> Client, words: &str) {
    for (mut tls, version) in demanding() {
        change(&mut tls);
        let way = format!("{words}: {:?} and {version:?}", tls.alpn);
        let server = Server::start(tls).await;
        for request in requests() {
            let error = client(&server.url()).raw(request).await;
            let error: Error = error.expect_err(&way);
            let is_tls13 = version.version == rustls::ProtocolVersion::TLSv1_3;
            let basis = if is_tls13 { Basis::Http } else { Basis::Wire };
            assert_eq!(error.delivery(), Delivery::NotSent, "{way}: {error:?}");
            assert_eq!(error.basis(), basis, "{way}: {error:?}");
            assert_eq!(error.kind(), ErrorKind::Connect, "{way}: {error:?}");
            assert!(error.to_string().contains(words), "{way}: {error}");
        }
        assert_eq!(server.requests(), 0, "{way}");
    }
}

#[tokio::test]
async fn a_missing_certificate_is_told_and_nothing_was_sent() {
    is_refused(|_| {}, showing_none, "wants a certificate of the client").await;
}

#[tokio::test]
async fn a_certificate_of_another_authority_is_told_and_nothing_was_sent() {
    let stranger = identity(tls::stranger_pem());
    let client = |url: &str| showing(url, stranger.clone());
    is_refused(|_| {}, client, "does not trust the issuer").await;
}

#[tokio::test]
async fn an_expired_certificate_is_told_and_nothing_was_sent() {
    let client = |url: &str| showing(url, identity(tls::client_pem()));
    let change = |tls: &mut Tls| tls.lives_in_the_future = true;
    is_refused(change, client, "has expired").await;
}

#[tokio::test]
async fn the_private_key_shows_itself_nowhere() {
    capture_logs();
    let (chain, key) = tls::client_pem();
    let (other_chain, other_key) = tls::stranger_pem();
    let mut texts = Vec::new();
    for wrong in [
        ClientIdentity::from_pem(&other_chain, &*key),
        ClientIdentity::from_pem(&key, &*key),
        ClientIdentity::from_pem(key.replace('\n', ""), &*key),
        ClientIdentity::from_pem(&chain, key.replace('\n', "")),
        ClientIdentity::from_pem(&chain, key.replace("END", "and")),
        ClientIdentity::from_pem(&chain, format!("{key}{key}")),
    ] {
        texts.extend(all_of(&wrong.expect_err("something is wrong")));
    }
    for (tls, _) in demanding() {
        let server = Server::start(tls).await;
        for pem in [(&chain, &key), (&other_chain, &other_key)] {
            let identity = identity((pem.0.clone(), pem.1.clone()));
            texts.extend(shown(&identity));
            let environment = Environment::custom(&server.url()).expect("a URL");
            texts.extend(shown(&Client::with_certificate(
                environment,
                identity.clone(),
            )));
            let client = showing(&server.url(), identity);
            texts.extend(shown(&client));
            for request in requests() {
                if let Err(error) = client.raw(request).await {
                    texts.extend(all_of(&error));
                }
            }
        }
    }
    let log = captured_logs();
    assert!(log.contains("pazemo.call"), "no call was logged");
    texts.push(log);
    for key in [key, other_key] {
        let lines: Vec<_> = key.lines().filter(|line| !line.starts_with('-')).collect();
        assert!(lines.len() > 1);
        for line in lines {
            // The beginning of the first says only which kind of key it is.
            let end = &line[line.len().saturating_sub(16)..];
            for text in &texts {
                assert!(!text.contains(end), "the key is in {text}");
            }
        }
    }
}
