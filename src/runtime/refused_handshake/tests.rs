//! Real handshakes with servers that want a certificate: what they refuse was not sent, and what they say later proves nothing.

mod server;

use std::time::Duration;

use rustls::{
    AlertDescription, CertificateError, SupportedProtocolVersion,
    version::{TLS12, TLS13},
};
use server::{Demand, Late, Server, Versions, identity_of_a_stranger};

use crate::{
    Basis, CallOptions, Client, ClientIdentity, Delivery, Environment, Error, ErrorKind,
    RawRequest, RetryPolicy,
};

fn client(server: &Server, identity: Option<ClientIdentity>) -> Client {
    let environment = Environment::custom(&server.url()).expect("a URL");
    let mut builder = Client::builder(environment)
        .token("token")
        .add_roots_pem(server::root_pem().as_bytes())
        .retry_policy(RetryPolicy::never())
        .attempt_timeout(Duration::from_secs(20));
    builder.settings.network.identity = identity;
    builder.build().expect("a client")
}

/// A read, and a request that may do anything.
#[derive(Debug, Clone, Copy)]
enum Call {
    Get,
    Post,
}

impl Call {
    async fn make(self, client: &Client) -> Result<(), Error> {
        let request = match self {
            Self::Get => RawRequest::get("/thing").with_retry(crate::Retry::Safe),
            Self::Post => RawRequest::post("/thing").with_body("text/plain", "do it")?,
        };
        let request = request.with_options(CallOptions::new());
        client.raw(request).await.map(drop)
    }
}

/// Everything that may differ between two handshakes.
fn all_ways() -> impl Iterator<Item = (&'static str, &'static SupportedProtocolVersion, Call)> {
    let protocols = ["http/1.1", "h2"].into_iter();
    protocols.flat_map(|protocol| {
        let versions = [&TLS13, &TLS12].into_iter();
        versions
            .flat_map(move |version| [Call::Get, Call::Post].map(|call| (protocol, version, call)))
    })
}

async fn is_refused(demand: Demand, identity: Option<fn() -> ClientIdentity>, words: &str) {
    for (protocol, version, call) in all_ways() {
        let way = format!("{words}: {call:?} over {protocol} and {version:?}");
        let server = Server::start(protocol, version, demand.clone()).await;
        let client = client(&server, identity.map(|identity| identity()));
        let error = call.make(&client).await.expect_err(&way);
        assert_eq!(error.delivery(), Delivery::NotSent, "{way}: {error:?}");
        let is_tls13 = version.version == rustls::ProtocolVersion::TLSv1_3;
        let basis = if is_tls13 { Basis::Http } else { Basis::Wire };
        assert_eq!(error.basis(), basis, "{way}: {error:?}");
        assert_eq!(error.kind(), ErrorKind::Connect, "{way}: {error:?}");
        assert!(error.to_string().contains(words), "{way}: {error}");
        assert_eq!(server.requests(), 0, "{way}");
    }
}

#[tokio::test]
async fn a_server_sees_the_certificate_that_it_demands() {
    for (protocol, version, call) in all_ways() {
        let server = Server::start(protocol, version, Demand::FromOurs).await;
        let client = client(&server, Some(server::identity()));
        call.make(&client).await.expect("a success");
        call.make(&client).await.expect("another");
        assert_eq!(server.requests(), 2);
        assert_eq!(server.certificates(), [server::certificate()], "{protocol}");
    }
}

#[tokio::test]
async fn a_certificate_is_shown_to_nobody_who_does_not_ask() {
    let server = Server::start("http/1.1", &TLS13, Demand::Nothing).await;
    let client = client(&server, Some(server::identity()));
    Call::Get.make(&client).await.expect("a success");
    assert!(server.certificates().is_empty());
}

#[tokio::test]
async fn a_missing_certificate_is_not_sent_and_named() {
    is_refused(Demand::FromOurs, None, "wants a certificate").await;
}

#[tokio::test]
async fn a_certificate_of_another_issuer_is_not_sent_and_named() {
    let words = "does not trust the issuer";
    is_refused(Demand::FromOurs, Some(identity_of_a_stranger), words).await;
}

#[tokio::test]
async fn a_certificate_that_has_expired_since_is_not_sent_and_named() {
    is_refused(Demand::InTheFuture, Some(server::identity), "has expired").await;
}

#[tokio::test]
async fn whatever_else_a_server_has_against_a_certificate_is_not_sent_and_named() {
    use CertificateError::{
        ApplicationVerificationFailure, BadEncoding, BadSignature, InvalidPurpose, Other, Revoked,
    };
    let unknown = Other(rustls::OtherError(std::sync::Arc::new(
        std::io::Error::other("a reason"),
    )));
    #[allow(deprecated)]
    for (error, words) in [
        (Revoked, "has been revoked"),
        (BadEncoding, "finds the client's certificate to be bad"),
        (InvalidPurpose, "certificates of this kind"),
        (ApplicationVerificationFailure, "gives it no access"),
        (unknown, "does not say why"),
        (BadSignature, "a signature"),
    ] {
        is_refused(Demand::Never(error), Some(server::identity), words).await;
    }
}

#[tokio::test]
async fn a_server_that_breaks_off_without_a_word_about_certificates_may_want_one() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    /// A record of TLS 1.2 with a fatal `handshake_failure`: what OpenSSL says to a client without a certificate.
    const FAILURE: [u8; 7] = [21, 3, 3, 0, 2, 2, 40];
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("a port");
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(&FAILURE).await;
        }
    });
    let client = Client::builder(Environment::custom(&url).expect("a URL"))
        .token("token")
        .retry_policy(RetryPolicy::never())
        .build()
        .expect("a client");
    for call in [Call::Get, Call::Post] {
        let error = call.make(&client).await.expect_err("a failure");
        assert_eq!(error.delivery(), Delivery::NotSent, "{error:?}");
        assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
        assert!(error.to_string().contains("wants a certificate"), "{error}");
    }
}

/// What a client has to say of a request that was read before the server said this.
async fn is_unknown(
    late: Late,
    protocol: &'static str,
    versions: Versions,
    alert: AlertDescription,
) {
    for call in [Call::Get, Call::Post] {
        let way = format!("{late:?}, {alert:?}: {call:?} over {protocol} and {versions:?}");
        let server = Server::late(protocol, versions, late, alert).await;
        let client = client(&server, Some(server::identity()));
        if late == Late::AfterAnAnswer {
            call.make(&client).await.expect("the first is answered");
        }
        let error = call.make(&client).await.expect_err(&way);
        assert_eq!(error.delivery(), Delivery::Unknown, "{way}: {error:?}");
        assert_eq!(error.basis(), Basis::Wire, "{way}: {error:?}");
        assert_eq!(error.kind(), ErrorKind::Interrupted, "{way}: {error:?}");
        assert_eq!(server.connections(), 1, "{way}");
    }
}

#[tokio::test]
async fn an_alert_that_is_not_the_first_thing_said_proves_nothing() {
    for versions in [&TLS13, &TLS12] {
        for protocol in ["http/1.1", "h2"] {
            for alert in super::ABOUT_CERTIFICATES {
                is_unknown(Late::AfterTickets, protocol, versions, alert).await;
            }
        }
        is_unknown(
            Late::AfterAnAnswer,
            "http/1.1",
            versions,
            AlertDescription::CertificateRequired,
        )
        .await;
    }
    // The numbers of records begin anew then.
    for protocol in ["http/1.1", "h2"] {
        let alert = AlertDescription::CertificateRevoked;
        is_unknown(Late::AfterNewKeys, protocol, &TLS13, alert).await;
    }
}

/// A server that sends no tickets and breaks the standard cannot be told from one that keeps it.
#[tokio::test]
async fn a_server_whose_first_word_is_an_alert_is_believed() {
    for protocol in ["http/1.1", "h2"] {
        let alert = AlertDescription::CertificateUnknown;
        let server = Server::late(protocol, &TLS13, Late::AsFirstWord, alert).await;
        let client = client(&server, Some(server::identity()));
        let error = Call::Post.make(&client).await.expect_err("an alert");
        assert_eq!(error.delivery(), Delivery::NotSent, "{error:?}");
        assert_eq!(error.basis(), Basis::Http, "{error:?}");
    }
}

#[tokio::test]
async fn without_a_certificate_what_is_said_of_one_proves_nothing() {
    for alert in super::ABOUT_CERTIFICATES {
        let server = Server::late("http/1.1", &TLS13, Late::AsFirstWord, alert).await;
        let error = Call::Post.make(&client(&server, None)).await;
        let error = error.expect_err("an alert");
        let expected = match alert {
            AlertDescription::CertificateRequired => Delivery::NotSent,
            _ => Delivery::Unknown,
        };
        assert_eq!(error.delivery(), expected, "{alert:?}: {error:?}");
    }
}

#[tokio::test]
async fn other_alerts_prove_nothing() {
    let alert = AlertDescription::InternalError;
    is_unknown(Late::AsFirstWord, "http/1.1", &TLS13, alert).await;
}
