//! What came of an attempt that brought no answer.

use std::{error::Error as StdError, io};

use rustls::AlertDescription;

use super::refused_handshake::{RefusedHandshake, is_about_a_certificate};
use crate::{Error, ErrorKind, delivery::Outcome};

/// Without any further knowledge, the request's body decides: before anyone began to read it, nothing was written.
pub(super) fn without_answer(begun: bool) -> Outcome {
    if begun {
        Outcome::Lost
    } else {
        Outcome::NotBegun
    }
}

/// What reqwest reports, without the URL: it contains identifiers. The client may have shown a certificate.
pub(super) fn transport(error: reqwest::Error, begun: bool, has_certificate: bool) -> Error {
    let error = error.without_url();
    let facts = Facts::of(&error);
    // Without a certificate, alerts about one that was shown say nothing about what the server has read.
    let alert = facts
        .alert
        .filter(|alert| has_certificate || *alert == AlertDescription::CertificateRequired);
    let outcome = if facts.stream_refused {
        Outcome::StreamRefused
    } else if alert.is_some() && facts.is_alert_first {
        Outcome::ClientCertificateRefused
    } else if begun {
        Outcome::Lost
    } else if error.is_builder() {
        Outcome::NotAttempted
    } else if error.is_timeout() {
        Outcome::NotBegun
    } else {
        Outcome::NotConnected
    };
    // Before TLS 1.3 the handshake is not over when the certificate is looked at.
    let alert = alert.filter(|_| facts.is_alert_first || error.is_connect());
    described(error, &facts, alert).with_outcome(outcome)
}

/// What reqwest reports while an answer is read.
pub(super) fn while_reading(error: reqwest::Error) -> Error {
    let error = error.without_url();
    let facts = Facts::of(&error);
    described(error, &facts, None)
}

fn described(error: reqwest::Error, facts: &Facts, refusal: Option<AlertDescription>) -> Error {
    let (kind, message) = if facts.stream_refused {
        (
            ErrorKind::Interrupted,
            "the server gave the request back without having looked at it",
        )
    } else if let Some(alert) = refusal {
        (ErrorKind::Connect, against_the_certificate(alert))
    } else if error.is_timeout() {
        (ErrorKind::Timeout, "a time limit passed")
    } else if error.is_connect() && facts.handshake_failed {
        (
            ErrorKind::Connect,
            "the server broke off the handshake: it wants a certificate of the client, or has no version or cipher in common with it",
        )
    } else if error.is_connect() {
        (ErrorKind::Connect, "no connection to the server")
    } else if error.is_builder() {
        (ErrorKind::InvalidArgument, "the request cannot be built")
    } else {
        (
            ErrorKind::Interrupted,
            "the connection broke before the whole answer had come",
        )
    };
    let described = Error::new(kind, format!("{message} ({})", facts.innermost));
    if facts.quotes_the_server {
        described
    } else {
        described.with_source(error)
    }
}

/// What the server has against the client's certificate.
fn against_the_certificate(alert: AlertDescription) -> &'static str {
    match alert {
        AlertDescription::CertificateRequired => "the server wants a certificate of the client",
        AlertDescription::CertificateExpired => {
            "to the server, the client's certificate has expired or is not valid yet"
        }
        AlertDescription::UnknownCA => {
            "the server does not trust the issuer of the client's certificate, or the chain up to it is incomplete"
        }
        AlertDescription::CertificateRevoked => "the client's certificate has been revoked",
        AlertDescription::UnsupportedCertificate => {
            "the server does not take client certificates of this kind, or for this purpose"
        }
        AlertDescription::BadCertificate => "the server finds the client's certificate to be bad",
        AlertDescription::AccessDenied => {
            "the server knows the client's certificate and gives it no access"
        }
        AlertDescription::DecryptError => {
            "the server finds a signature of the client's certificate or handshake to be wrong"
        }
        _ => "the server does not accept the client's certificate, and does not say why",
    }
}

/// What the chain of an error's sources tells.
struct Facts {
    /// HTTP/2 says that the request was not processed (RFC 9113, sections 6.8 and 8.7): REFUSED_STREAM, or a GOAWAY whose last stream is below ours.
    stream_refused: bool,
    /// What the server said of the client's certificate.
    alert: Option<AlertDescription>,
    /// It was the first thing that the server said once our side of a handshake of TLS 1.3 was done, and the request perhaps written; the server never
    /// came to read that.
    is_alert_first: bool,
    /// Before TLS 1.3 many servers say no more than this to a client that shows no certificate.
    handshake_failed: bool,
    /// A GOAWAY may carry any text of the server, and h2 repeats it.
    quotes_the_server: bool,
    /// The last error of the chain says what really happened.
    innermost: String,
}

impl Facts {
    fn of(error: &(dyn StdError + 'static)) -> Self {
        let mut facts = Self {
            stream_refused: false,
            alert: None,
            is_alert_first: false,
            handshake_failed: false,
            quotes_the_server: false,
            innermost: String::new(),
        };
        let mut next = Some(error);
        while let Some(error) = next {
            facts.innermost = error.to_string();
            if let Some(error) = error.downcast_ref::<h2::Error>() {
                let refused =
                    error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
                // h2 gives the server's GOAWAY as a stream's error only to the streams above the last one that the server names.
                facts.stream_refused |= error.is_remote() && (refused || error.is_go_away());
                if let (true, Some(reason)) = (error.is_go_away(), error.reason()) {
                    facts.quotes_the_server = true;
                    facts.innermost = format!("the connection was given up: {reason}");
                }
            }
            let words = error.is::<io::Error>().then_some(&*facts.innermost);
            let refused = match error.downcast_ref::<rustls::Error>() {
                Some(rustls::Error::AlertReceived(alert)) => {
                    facts.handshake_failed = *alert == AlertDescription::HandshakeFailure;
                    facts.alert = Some(*alert).filter(|alert| is_about_a_certificate(*alert));
                    None
                }
                Some(error) => RefusedHandshake::within(error),
                None => words.and_then(RefusedHandshake::in_words),
            };
            if let Some(refused) = refused {
                facts.alert = Some(refused.0);
                facts.is_alert_first = true;
                facts.innermost = refused.to_string();
            }
            // An `io::Error` passes over the error that it wraps.
            let wrapped = error
                .downcast_ref::<io::Error>()
                .and_then(io::Error::get_ref);
            next = match wrapped {
                Some(wrapped) => Some(wrapped),
                None => error.source(),
            };
        }
        facts
    }
}
