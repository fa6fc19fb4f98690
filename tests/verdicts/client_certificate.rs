//! The server wants a certificate of the client, and says so by a TLS alert.

use std::time::Duration;

use pazemo::ErrorKind::Connect;

use crate::{
    connecting::{over_tls, tls},
    scenario::{BOTH, ONE, Scenario, Shown, custom, play},
    server::Http,
    subject::Subject,
    support::tls::{Handshake, Tls},
};

pub(crate) const SCENARIOS: &[Scenario] = &[
    custom(
        "client-certificate-refused",
        "at once",
        BOTH,
        Some(Connect),
        0,
        |subject, http| Box::pin(without_a_certificate(subject, http, Duration::ZERO)),
    ),
    custom(
        "client-certificate-refused",
        "after the request was written",
        ONE,
        Some(Connect),
        0,
        |subject, http| {
            Box::pin(without_a_certificate(
                subject,
                http,
                Duration::from_millis(200),
            ))
        },
    ),
];

async fn without_a_certificate(subject: Subject, http: Http, reads_late: Duration) -> Shown {
    let tls = Tls {
        wants_client_certificate: true,
        versions: vec![&rustls::version::TLS13],
        reads_late,
        ..tls(http, Handshake::Complete)
    };
    over_tls(subject, tls).await
}

/// Before TLS 1.3 the handshake is not over when a certificate is lacking, so it is an ordinary failure of it. With HTTP/2 a late
/// alert may end the connection before the request is taken, or after: by which row, a race decides, but not what it says.
#[tokio::test]
async fn a_lacking_client_certificate_was_not_sent_whenever_it_is_found_out() {
    let late = Duration::from_millis(200);
    for (http, version, reads_late) in [
        (Http::One, &rustls::version::TLS12, Duration::ZERO),
        (Http::Two, &rustls::version::TLS12, Duration::ZERO),
        (Http::Two, &rustls::version::TLS13, late),
    ] {
        for subject in Subject::ALL {
            let tls = Tls {
                wants_client_certificate: true,
                versions: vec![version],
                reads_late,
                ..tls(http, Handshake::Complete)
            };
            let shown = over_tls(*subject, tls).await;
            assert_eq!(shown.delivery, Some(pazemo::Delivery::NotSent), "{shown:?}");
            assert_eq!(shown.requests, 0, "{shown:?}");
        }
    }
}

#[tokio::test]
async fn what_a_server_refused_for_lack_of_a_certificate_was_not_sent() {
    play(SCENARIOS).await;
}
