//! Tells a server that refuses the client's certificate in the handshake from one that sends the same alert later.
//!
//! With TLS 1.3 a client has done its part of the handshake, and perhaps written a request, before the server looks at its certificate. A server that
//! refuses the certificate says so by an alert and reads nothing of the request. But an alert looks the same at any later time, and then the server may
//! have done what it was asked to do. The difference is what came before: after the server's part of the handshake, the alert is either the first thing
//! that it says, or it comes after a session ticket or a byte of an answer, which a server sends only when it is content with the handshake.
//!
//! rustls knows this and does not tell. So what it decrypts is watched: each direction of a connection numbers its records from zero as often as it gets
//! new keys, and whether they are the first keys behind the handshake is seen by rustls deriving them at that moment.

use std::{
    cell::Cell,
    error::Error as StdError,
    fmt,
    sync::{Arc, LazyLock},
};

use rustls::{
    AlertDescription, ClientConfig, ConnectionTrafficSecrets, ContentType, KeyLog, OtherError,
    SupportedCipherSuite, Tls13CipherSuite,
    crypto::{
        CryptoProvider,
        cipher::{
            AeadKey, InboundOpaqueMessage, InboundPlainMessage, Iv, MessageDecrypter,
            MessageEncrypter, Tls13AeadAlgorithm, UnsupportedOperationError,
        },
        ring,
    },
};

#[cfg(all(test, feature = "paysera"))]
mod tests;

/// An alert about the client's certificate before the server said anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RefusedHandshake(pub(super) AlertDescription);

/// What a server may have against a client's certificate (RFC 8446, section 6.2). The last one is what it says if a signature is wrong: such as that of an
/// issuer that has the name of another.
const ABOUT_CERTIFICATES: [AlertDescription; 9] = [
    AlertDescription::BadCertificate,
    AlertDescription::UnsupportedCertificate,
    AlertDescription::CertificateRevoked,
    AlertDescription::CertificateExpired,
    AlertDescription::CertificateUnknown,
    AlertDescription::UnknownCA,
    AlertDescription::AccessDenied,
    AlertDescription::CertificateRequired,
    AlertDescription::DecryptError,
];

pub(super) fn is_about_a_certificate(alert: AlertDescription) -> bool {
    ABOUT_CERTIFICATES.contains(&alert)
}

impl RefusedHandshake {
    /// As it was given to rustls.
    pub(super) fn within(error: &rustls::Error) -> Option<Self> {
        match error {
            rustls::Error::Other(OtherError(inner)) => inner.downcast_ref().copied(),
            _ => None,
        }
    }

    /// By the words of the error, for HTTP/2: h2 keeps nothing else of a failure underneath.
    pub(super) fn in_words(words: &str) -> Option<Self> {
        let mut all = ABOUT_CERTIFICATES.into_iter().map(Self);
        all.find(|refused| refused.into_error().to_string() == words)
    }

    fn into_error(self) -> rustls::Error {
        rustls::Error::Other(OtherError(Arc::new(self)))
    }
}

impl fmt::Display for RefusedHandshake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        rustls::Error::AlertReceived(self.0).fmt(f)
    }
}

impl StdError for RefusedHandshake {}

/// The cryptography of ring, watched.
pub(super) fn provider() -> CryptoProvider {
    static SUITES: LazyLock<Vec<SupportedCipherSuite>> = LazyLock::new(|| {
        let suites = ring::default_provider().cipher_suites;
        suites.into_iter().map(watched).collect()
    });
    CryptoProvider {
        cipher_suites: SUITES.clone(),
        ..ring::default_provider()
    }
}

/// To be called for each configuration with this module's provider; without it no alert counts as the first.
pub(super) fn watch(config: &mut ClientConfig) {
    config.key_log = Arc::new(Derivations);
}

/// rustls demands suites that last as long as the process.
fn watched(suite: SupportedCipherSuite) -> SupportedCipherSuite {
    let SupportedCipherSuite::Tls13(suite) = suite else {
        return suite;
    };
    SupportedCipherSuite::Tls13(Box::leak(Box::new(Tls13CipherSuite {
        common: rustls::CipherSuiteCommon {
            suite: suite.common.suite,
            hash_provider: suite.common.hash_provider,
            confidentiality_limit: suite.common.confidentiality_limit,
        },
        hkdf_provider: suite.hkdf_provider,
        aead_alg: Box::leak(Box::new(Watched(suite.aead_alg))),
        quic: None,
    })))
}

thread_local! {
    /// Whether the next thing to be decrypted with on this thread are the server's first keys behind the handshake. rustls makes the decrypter right after
    /// it derived the secrets, without decrypting anything in between; an update of keys comes out of a decrypted message.
    static FIRST_KEYS: Cell<bool> = const { Cell::new(false) };
}

/// Hears which secrets are derived, and never asks for them.
#[derive(Debug)]
struct Derivations;

impl KeyLog for Derivations {
    fn will_log(&self, label: &str) -> bool {
        if label == "SERVER_TRAFFIC_SECRET_0" {
            FIRST_KEYS.set(true);
        }
        false
    }

    fn log(&self, _: &str, _: &[u8], _: &[u8]) {}
}

struct Watched(&'static dyn Tls13AeadAlgorithm);

impl Tls13AeadAlgorithm for Watched {
    fn encrypter(&self, key: AeadKey, iv: Iv) -> Box<dyn MessageEncrypter> {
        self.0.encrypter(key, iv)
    }

    fn decrypter(&self, key: AeadKey, iv: Iv) -> Box<dyn MessageDecrypter> {
        Box::new(Watcher {
            decrypter: self.0.decrypter(key, iv),
            has_first_keys: FIRST_KEYS.take(),
        })
    }

    fn key_len(&self) -> usize {
        self.0.key_len()
    }

    fn extract_keys(
        &self,
        key: AeadKey,
        iv: Iv,
    ) -> Result<ConnectionTrafficSecrets, UnsupportedOperationError> {
        self.0.extract_keys(key, iv)
    }

    fn fips(&self) -> bool {
        self.0.fips()
    }
}

struct Watcher {
    decrypter: Box<dyn MessageDecrypter>,
    has_first_keys: bool,
}

impl MessageDecrypter for Watcher {
    fn decrypt<'a>(
        &mut self,
        message: InboundOpaqueMessage<'a>,
        sequence: u64,
    ) -> Result<InboundPlainMessage<'a>, rustls::Error> {
        FIRST_KEYS.set(false);
        let message = self.decrypter.decrypt(message, sequence)?;
        if let (true, 0, ContentType::Alert, [_level, alert]) =
            (self.has_first_keys, sequence, message.typ, message.payload)
        {
            let alert = AlertDescription::from(*alert);
            if is_about_a_certificate(alert) {
                return Err(RefusedHandshake(alert).into_error());
            }
        }
        Ok(message)
    }
}
