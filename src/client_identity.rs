//! The certificate by which a client shows who it is.

use std::{fmt, sync::Arc};

use chrono::DateTime;
use rustls::{
    CertificateError, RootCertStore,
    client::{ResolvesClientCert, verify_server_cert_signed_by_trust_anchor},
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, UnixTime, pem::PemObject},
    server::ParsedCertificate,
    sign::{CertifiedKey, SigningKey, SingleCertAndKey},
};

use crate::{Error, ErrorKind, Secret};

#[cfg(test)]
mod tests;

/// A certificate and its private key, shown to a server that identifies its clients by certificate.
///
/// The key is read once and appears in no `Debug`, no error and no log.
///
/// ```no_run
/// use std::fs;
/// use pazemo::ClientIdentity;
///
/// let chain = fs::read("certificate.pem")?;
/// let key = fs::read_to_string("private-key.pem")?;
/// let identity = ClientIdentity::from_pem(chain, key)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct ClientIdentity(Arc<CertifiedKey>);

impl ClientIdentity {
    /// From the certificate as PEM, followed by those between it and the authority that the server knows; and the private key as PEM: PKCS #8
    /// (`PRIVATE KEY`), PKCS #1 (`RSA PRIVATE KEY`) or SEC 1 (`EC PRIVATE KEY`). RSA from 2048 bits, ECDSA on P-256 and P-384, and Ed25519 are
    /// supported. Either text may hold other things as well; both may be the same.
    ///
    /// The text of the key is overwritten in memory when this returns, and so is what it was decoded to. The key itself stays as long as a clone of this
    /// or a client with it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`], with what is wrong: there is no certificate or no key; there are several keys; the key is encrypted, or of a kind
    /// that is not supported; it does not belong to the first certificate; that certificate cannot be read, has expired or is not valid yet, by the clock
    /// of this machine. Whether a server accepts the certificate is shown by the first call.
    pub fn from_pem(chain: impl AsRef<[u8]>, key: impl Into<Secret>) -> Result<Self, Error> {
        Self::at(UnixTime::now(), chain.as_ref(), &key.into())
    }

    fn at(now: UnixTime, chain: &[u8], key: &Secret) -> Result<Self, Error> {
        let chain = certificates(chain)?;
        let key = signing_key(key)?;
        belongs_to_the_first(&key, &chain)?;
        is_valid(&chain[0], now)?;
        Ok(Self(Arc::new(CertifiedKey::new(chain, key))))
    }

    pub(crate) fn resolver(&self) -> Arc<dyn ResolvesClientCert> {
        Arc::new(SingleCertAndKey::from(Arc::clone(&self.0)))
    }
}

impl fmt::Debug for ClientIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientIdentity")
            .field("certificates", &self.0.cert.len())
            .field("key", &"[redacted]")
            .finish()
    }
}

fn unusable(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Configuration, message)
}

// What the readers of PEM report may repeat a line of it, which may be the key: none of it is passed on.

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Error> {
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let certificates =
        certificates.map_err(|_| unusable("the client's certificate is no well-formed PEM"))?;
    if certificates.is_empty() {
        let message = "there is no client certificate: PEM has a line `-----BEGIN CERTIFICATE-----` before it";
        return Err(unusable(message));
    }
    Ok(certificates)
}

fn signing_key(pem: &Secret) -> Result<Arc<dyn SigningKey>, Error> {
    let text = pem.expose();
    let is_encrypted = [
        "-----BEGIN ENCRYPTED PRIVATE KEY-----",
        "Proc-Type: 4,ENCRYPTED",
    ]
    .iter()
    .any(|mark| text.contains(mark));
    if is_encrypted {
        let message =
            "the client's private key is encrypted: decrypt it first (`openssl pkey -in …`)";
        return Err(unusable(message));
    }
    let mut keys = PrivateKeyDer::pem_slice_iter(text.as_bytes());
    let malformed = || unusable("the client's private key is no well-formed PEM");
    let Some(key) = keys.next() else {
        let message = "there is no private key of the client: PEM has a line such as `-----BEGIN PRIVATE KEY-----` before it";
        return Err(unusable(message));
    };
    // It overwrites what it is given.
    let load = |der| ring::default_provider().key_provider.load_private_key(der);
    let key = load(key.map_err(|_| malformed())?);
    match keys.next() {
        None => {}
        Some(Err(_)) => return Err(malformed()),
        Some(Ok(second)) => {
            drop(load(second));
            return Err(unusable("there are several private keys of the client"));
        }
    }
    key.map_err(|_| {
        unusable(
            "the client's private key cannot be read, or is of a kind that is not supported: \
             RSA from 2048 bits, ECDSA on P-256 or P-384, or Ed25519",
        )
    })
}

fn belongs_to_the_first(
    key: &Arc<dyn SigningKey>,
    chain: &[CertificateDer<'static>],
) -> Result<(), Error> {
    let belongs_to = |certificate: &CertificateDer<'static>| {
        CertifiedKey::new(vec![certificate.clone()], Arc::clone(key)).keys_match()
    };
    match belongs_to(&chain[0]) {
        Ok(()) => Ok(()),
        Err(rustls::Error::InconsistentKeys(_)) => {
            let is_further_on = chain.iter().skip(1).any(|other| belongs_to(other).is_ok());
            Err(unusable(if is_further_on {
                "the client's certificate has to come first, before those of its issuers"
            } else {
                "the private key does not belong to the client's certificate"
            }))
        }
        Err(error) => Err(unreadable(error)),
    }
}

/// No authority is known, so no certificate passes: what matters is that its dates are looked at before its issuer is.
fn is_valid(certificate: &CertificateDer<'static>, now: UnixTime) -> Result<(), Error> {
    let parsed = ParsedCertificate::try_from(certificate).map_err(unreadable)?;
    let nobody = RootCertStore::empty();
    let result = verify_server_cert_signed_by_trust_anchor(&parsed, &nobody, &[], now, &[]);
    let Err(rustls::Error::InvalidCertificate(error)) = result else {
        return Ok(());
    };
    match error {
        CertificateError::ExpiredContext { not_after, .. } => Err(unusable(format!(
            "the client's certificate has expired: it was valid until{}",
            date(not_after)
        ))),
        CertificateError::NotValidYetContext { not_before, .. } => Err(unusable(format!(
            "the client's certificate is not valid yet: it is from{}",
            date(not_before)
        ))),
        CertificateError::Expired => Err(unusable("the client's certificate has expired")),
        CertificateError::NotValidYet => Err(unusable("the client's certificate is not valid yet")),
        _ => Ok(()),
    }
}

fn unreadable(error: rustls::Error) -> Error {
    unusable("the client's certificate cannot be read").with_source(error)
}

/// Such as ` 2030-12-31T23:59:59Z`.
fn date(time: UnixTime) -> String {
    let seconds = i64::try_from(time.as_secs()).ok();
    let date = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    date.map_or_else(String::new, |date| {
        date.format(" %Y-%m-%dT%H:%M:%SZ").to_string()
    })
}
