//! TLS for the scripted server: an authority of this process, and handshakes that go well or wrong.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose,
};
use rustls::{
    RootCertStore, ServerConfig, SupportedProtocolVersion,
    crypto::CryptoProvider,
    pki_types::{CertificateDer, PrivateKeyDer, UnixTime},
    server::WebPkiClientVerifier,
    time_provider::TimeProvider,
    version::{TLS12, TLS13},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::sleep,
};
use tokio_rustls::{LazyConfigAcceptor, server::TlsStream};

use super::stream::reset;

/// How a server does TLS. Its certificate is for `localhost` and 127.0.0.1.
#[derive(Debug, Clone)]
pub(crate) struct Tls {
    /// What ALPN may settle on, the favourite first; nothing is no ALPN.
    pub(crate) alpn: Vec<&'static str>,
    pub(crate) versions: Vec<&'static SupportedProtocolVersion>,
    /// Clients need a certificate of the authority. With TLS 1.3 a client without one has ended its handshake when it hears that.
    pub(crate) wants_client_certificate: bool,
    /// The server's clock is so far ahead that certificates which are valid today have expired.
    pub(crate) lives_in_the_future: bool,
    /// How long the server waits before it reads the client's last part of the handshake. With TLS 1.3 a client that speaks
    /// first has then written its request.
    pub(crate) reads_late: Duration,
    pub(crate) handshake: Handshake,
}

/// How far a handshake goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Handshake {
    Complete,
    /// TCP accepts; nothing is said until the client goes away.
    Hangs,
    /// The connection ends in order after the client's first words.
    Closes,
    /// The connection is reset after the client's first words.
    Resets,
}

impl Tls {
    pub(crate) fn http1() -> Self {
        Self {
            alpn: vec!["http/1.1"],
            versions: vec![&TLS13, &TLS12],
            wants_client_certificate: false,
            lives_in_the_future: false,
            reads_late: Duration::ZERO,
            handshake: Handshake::Complete,
        }
    }

    pub(crate) fn http2() -> Self {
        let alpn = vec!["h2"];
        Self {
            alpn,
            ..Self::http1()
        }
    }

    pub(crate) fn that(handshake: Handshake) -> Self {
        Self {
            handshake,
            ..Self::http1()
        }
    }

    /// Plays the handshake. The error says why there is no encrypted stream; the connection has ended then.
    pub(super) async fn accept(
        &self,
        mut stream: TcpStream,
    ) -> Result<TlsStream<TcpStream>, String> {
        match self.handshake {
            Handshake::Complete => self.complete(stream).await,
            Handshake::Hangs => {
                drain(stream).await;
                Err("hangs by script".to_owned())
            }
            Handshake::Closes | Handshake::Resets => {
                // All of it, because a close with something unread is a reset.
                let mut hello = Vec::new();
                let _ = stream.read_buf(&mut hello).await;
                if self.handshake == Handshake::Closes {
                    let _ = stream.shutdown().await;
                    drain(stream).await;
                } else {
                    reset(stream);
                }
                Err("ends by script".to_owned())
            }
        }
    }

    async fn complete(&self, stream: TcpStream) -> Result<TlsStream<TcpStream>, String> {
        let hello = LazyConfigAcceptor::new(rustls::server::Acceptor::default(), stream);
        let hello = hello.await.map_err(|error| error.to_string())?;
        let mut accept = hello.into_stream(Arc::new(self.config())).into_fallible();
        let accepted = tokio::select! {
            biased;
            accepted = &mut accept => accepted,
            // After one step: what the server says has gone out, and what the client answers is not there yet.
            () = std::future::ready(()) => {
                sleep(self.reads_late).await;
                accept.await
            }
        };
        match accepted {
            Ok(stream) => Ok(stream),
            Err((error, mut stream)) => {
                // The alert has been sent. A close with something unread would be a reset and might overtake it.
                let _ = stream.shutdown().await;
                drain(stream).await;
                Err(error.to_string())
            }
        }
    }

    fn config(&self) -> ServerConfig {
        let authority = authority();
        let builder = ServerConfig::builder_with_provider(provider())
            .with_protocol_versions(&self.versions)
            .expect("versions");
        let builder = if self.wants_client_certificate {
            let roots = Arc::new(authority.roots());
            let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider())
                .build()
                .expect("a verifier");
            builder.with_client_cert_verifier(verifier)
        } else {
            builder.with_no_client_auth()
        };
        let (chain, key) = authority.server.clone_identity();
        let mut config = builder.with_single_cert(chain, key).expect("a certificate");
        config.alpn_protocols = self
            .alpn
            .iter()
            .map(|name| name.as_bytes().to_vec())
            .collect();
        if self.lives_in_the_future {
            config.time_provider = Arc::new(Year5000);
        }
        config
    }
}

#[derive(Debug)]
struct Year5000;

impl TimeProvider for Year5000 {
    fn current_time(&self) -> Option<UnixTime> {
        let seconds = (5000 - 1970) * 365 * 24 * 60 * 60;
        Some(UnixTime::since_unix_epoch(Duration::from_secs(seconds)))
    }
}

async fn drain(mut stream: TcpStream) {
    let mut rest = Vec::new();
    while stream
        .read_buf(&mut rest)
        .await
        .is_ok_and(|count| count > 0)
    {
        rest.clear();
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// The certificate of the authority, for clients that are to trust the listeners.
pub(crate) fn root_pem() -> String {
    authority().root.pem()
}

/// As `root_pem`, in DER.
pub(crate) fn root_der() -> CertificateDer<'static> {
    authority().root.der().clone()
}

/// Trust in nothing but the authority of this process.
pub(crate) fn roots() -> RootCertStore {
    authority().roots()
}

/// A certificate that listeners take from clients, with its key.
pub(crate) fn client_identity() -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
    authority().client.clone_identity()
}

/// The same as PEM.
pub(crate) fn client_pem() -> (String, String) {
    authority().client.pem.clone()
}

/// A certificate that no listener takes, because another authority issued it; and its key.
pub(crate) fn stranger_pem() -> (String, String) {
    Authority::named("another authority").client.pem
}

struct Authority {
    root: CertifiedIssuer<'static, KeyPair>,
    server: Identity,
    client: Identity,
}

struct Identity {
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
    /// Both as text.
    pem: (String, String),
}

fn authority() -> &'static Authority {
    static AUTHORITY: OnceLock<Authority> = OnceLock::new();
    AUTHORITY.get_or_init(|| Authority::named("an authority"))
}

impl Authority {
    fn named(name: &str) -> Self {
        let mut parameters = CertificateParams::default();
        // Of two authorities with one name, one would be said to have signed wrongly.
        parameters.distinguished_name.push(DnType::CommonName, name);
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let key = KeyPair::generate().expect("a key");
        let root = CertifiedIssuer::self_signed(parameters, key).expect("a certificate");
        let server = ["localhost", "127.0.0.1"].as_slice();
        Self {
            server: Identity::signed_by(&root, server, ExtendedKeyUsagePurpose::ServerAuth),
            client: Identity::signed_by(&root, &["client"], ExtendedKeyUsagePurpose::ClientAuth),
            root,
        }
    }

    fn roots(&self) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        roots.add(self.root.der().clone()).expect("a root");
        roots
    }
}

impl Identity {
    fn signed_by(
        root: &CertifiedIssuer<'static, KeyPair>,
        names: &[&str],
        usage: ExtendedKeyUsagePurpose,
    ) -> Self {
        let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut parameters = CertificateParams::new(names).expect("names");
        parameters.extended_key_usages = vec![usage];
        let key = KeyPair::generate().expect("a key");
        let certificate = parameters.signed_by(&key, root).expect("a certificate");
        Self {
            certificate: certificate.der().clone(),
            pem: (certificate.pem(), key.serialize_pem()),
            key: PrivateKeyDer::try_from(key.serialize_der()).expect("a key"),
        }
    }

    fn clone_identity(&self) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
        (vec![self.certificate.clone()], self.key.clone_key())
    }
}
