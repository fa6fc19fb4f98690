//! TLS: the certificate of the sandbox, and whose certificates it demands.

use std::{fmt, sync::Arc};

use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        RootCertStore, ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
        server::WebPkiClientVerifier,
    },
};

/// How a sandbox speaks TLS, in PEM. `Debug` does not show the key.
#[derive(Clone)]
pub struct Tls {
    certificate: Vec<u8>,
    key: Vec<u8>,
    client_authority: Option<Vec<u8>>,
}

impl Tls {
    /// With a certificate (its chain, that of the sandbox first) and its private key. They are looked at when the sandbox starts.
    pub fn new(certificate: impl Into<Vec<u8>>, key: impl Into<Vec<u8>>) -> Self {
        Self {
            certificate: certificate.into(),
            key: key.into(),
            client_authority: None,
        }
    }

    /// Demands of every caller a certificate that one of these authorities has issued. A handshake without one fails.
    #[must_use]
    pub fn demand_certificates_of(mut self, authorities: impl Into<Vec<u8>>) -> Self {
        self.client_authority = Some(authorities.into());
        self
    }

    /// Whether callers need a certificate.
    pub(crate) fn demands_certificates(&self) -> bool {
        self.client_authority.is_some()
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls")
            .field("demands_certificates", &self.demands_certificates())
            .finish_non_exhaustive()
    }
}

/// What accepts connections; what is wrong with certificates or key, if it cannot be made. Nothing of them is quoted.
pub(crate) fn acceptor(tls: &Tls) -> Result<TlsAcceptor, String> {
    let chain = certificates(&tls.certificate, "the certificate of the sandbox")?;
    let key = PrivateKeyDer::from_pem_slice(&tls.key)
        .map_err(|_| "the key of the sandbox is no private key in PEM".to_owned())?;
    let provider = Arc::new(ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| format!("TLS cannot be set up: {error}"))?;
    let builder = match &tls.client_authority {
        None => builder.with_no_client_auth(),
        Some(pem) => {
            let mut authorities = RootCertStore::empty();
            for certificate in certificates(pem, "the authority of the callers")? {
                authorities
                    .add(certificate)
                    .map_err(|error| format!("the authority of the callers: {error}"))?;
            }
            let verifier =
                WebPkiClientVerifier::builder_with_provider(Arc::new(authorities), provider)
                    .build()
                    .map_err(|error| format!("the authority of the callers: {error}"))?;
            builder.with_client_cert_verifier(verifier)
        }
    };
    let config = builder
        .with_single_cert(chain, key)
        .map_err(|error| format!("certificate and key of the sandbox: {error}"))?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn certificates(pem: &[u8], whose: &str) -> Result<Vec<CertificateDer<'static>>, String> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match read {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        _ => Err(format!("{whose} is no certificate in PEM")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_pem_is_refused_by_name_and_not_quoted() {
        let error = acceptor(&Tls::new("canary-certificate", "canary-key")).err();
        let error = error.unwrap();
        assert!(error.contains("certificate of the sandbox"), "{error}");
        assert!(!error.contains("canary"), "{error}");
        let shown = format!("{:?}", Tls::new("canary-certificate", "canary-key"));
        assert!(!shown.contains("canary"), "{shown}");
    }
}
