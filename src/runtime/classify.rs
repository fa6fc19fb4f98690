//! What came of an attempt that brought no answer.

use std::{error::Error as StdError, io};

use rustls::AlertDescription;

use crate::{Error, ErrorKind, delivery::Outcome};

/// Without any further knowledge, the request's body decides: before anyone began to read it, nothing was written.
pub(super) fn without_answer(begun: bool) -> Outcome {
    if begun {
        Outcome::Lost
    } else {
        Outcome::NotBegun
    }
}

/// What reqwest reports, without the URL: it contains identifiers.
pub(super) fn transport(error: reqwest::Error, begun: bool) -> Error {
    let error = error.without_url();
    let facts = Facts::of(&error);
    let outcome = if facts.stream_refused {
        Outcome::StreamRefused
    } else if facts.client_certificate_refused {
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
    described(error, &facts).with_outcome(outcome)
}

/// What reqwest reports while an answer is read.
pub(super) fn while_reading(error: reqwest::Error) -> Error {
    let error = error.without_url();
    let facts = Facts::of(&error);
    described(error, &facts)
}

fn described(error: reqwest::Error, facts: &Facts) -> Error {
    let (kind, message) = if facts.stream_refused {
        (
            ErrorKind::Interrupted,
            "the server gave the request back without having looked at it",
        )
    } else if facts.client_certificate_refused {
        (
            ErrorKind::Connect,
            "the server wants a certificate of the client",
        )
    } else if error.is_timeout() {
        (ErrorKind::Timeout, "a time limit passed")
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

/// What the chain of an error's sources tells.
struct Facts {
    /// HTTP/2 says that the request was not processed (RFC 9113, sections 6.8 and 8.7): REFUSED_STREAM, or a GOAWAY whose last stream is below ours.
    stream_refused: bool,
    /// TLS 1.3 says so after our side of the handshake is done and the request perhaps written; the server never came to read it.
    client_certificate_refused: bool,
    /// A GOAWAY may carry any text of the server, and h2 repeats it.
    quotes_the_server: bool,
    /// The last error of the chain says what really happened.
    innermost: String,
}

impl Facts {
    fn of(error: &(dyn StdError + 'static)) -> Self {
        let mut facts = Self {
            stream_refused: false,
            client_certificate_refused: false,
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
            facts.client_certificate_refused |= match error.downcast_ref::<rustls::Error>() {
                Some(error) => *error == CERTIFICATE_REQUIRED,
                // h2 keeps nothing of a failure underneath but its words.
                None => {
                    error.is::<io::Error>() && facts.innermost == CERTIFICATE_REQUIRED.to_string()
                }
            };
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

/// What a server of TLS 1.3 says to a client that showed no certificate. Alerts about a certificate that was shown are not meant: there is none, so
/// they say nothing about what the server has read.
const CERTIFICATE_REQUIRED: rustls::Error =
    rustls::Error::AlertReceived(AlertDescription::CertificateRequired);
