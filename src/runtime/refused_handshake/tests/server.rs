//! A server that wants a certificate, or says so when it is too late.

use std::{
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose,
};
use rustls::{
    AlertDescription, CertificateError, ConnectionTrafficSecrets, ContentType,
    DigitallySignedStruct, DistinguishedName, ExtractedSecrets, ProtocolVersion, RootCertStore,
    ServerConfig, ServerConnection, SignatureScheme, SupportedProtocolVersion,
    client::danger::HandshakeSignatureValid,
    crypto::{
        CryptoProvider,
        cipher::{MessageEncrypter, OutboundChunks, OutboundPlainMessage},
        ring::{self, cipher_suite},
    },
    pki_types::{CertificateDer, PrivateKeyDer, UnixTime},
    server::{
        WebPkiClientVerifier,
        danger::{ClientCertVerified, ClientCertVerifier},
    },
    time_provider::TimeProvider,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use crate::ClientIdentity;

pub(super) type Versions = &'static SupportedProtocolVersion;

/// Which certificate a server demands.
#[derive(Debug, Clone)]
pub(super) enum Demand {
    Nothing,
    /// It asks, and takes what it gets.
    Any,
    /// One of the authority's.
    FromOurs,
    /// The same, on a server in whose time all of today's certificates have expired.
    InTheFuture,
    /// Any, and this is what it finds wrong with it.
    Never(CertificateError),
}

/// When a server says something about a certificate although it has read the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Late {
    /// It has said nothing else.
    AsFirstWord,
    /// It has sent tickets, as servers do when the handshake is done; TLS 1.2 has them in the handshake.
    AfterTickets,
    /// It has updated its keys.
    AfterNewKeys,
    /// It has answered another request.
    AfterAnAnswer,
}

#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    requests: AtomicUsize,
    certificates: Mutex<Vec<CertificateDer<'static>>>,
}

pub(super) struct Server {
    port: u16,
    seen: Arc<Seen>,
}

impl Server {
    pub(super) async fn start(protocol: &'static str, version: Versions, demand: Demand) -> Self {
        let config = config(protocol, version, demand);
        Self::serve(config, move |mut stream, seen| async move {
            match protocol {
                "h2" => answer_http2(stream, &seen).await,
                _ => while answer_http1(&mut stream, &seen).await {},
            }
        })
        .await
    }

    /// It asks for a certificate, and says this of it when it has read a request.
    pub(super) async fn late(
        protocol: &'static str,
        version: Versions,
        late: Late,
        alert: AlertDescription,
    ) -> Self {
        let mut config = config(protocol, version, Demand::Any);
        config.send_tls13_tickets = usize::from(late == Late::AfterTickets);
        config.enable_secret_extraction = true;
        Self::serve(config, move |mut stream, seen| async move {
            if late == Late::AfterAnAnswer {
                answer_http1(&mut stream, &seen).await;
            }
            match protocol {
                "h2" => read_http2(&mut stream).await,
                _ => drop(read_http1(&mut stream).await),
            }
            let (mut stream, mut session) = stream.into_inner();
            let mut records = Vec::new();
            if late == Late::AfterNewKeys {
                session.refresh_traffic_keys().expect("TLS 1.3");
                session.write_tls(&mut records).expect("a vector");
            }
            records.extend(record(session, alert));
            stream.write_all(&records).await.expect("a client");
            close(stream).await;
        })
        .await
    }

    async fn serve<S, F>(config: ServerConfig, script: S) -> Self
    where
        S: Fn(TlsStream<TcpStream>, Arc<Seen>) -> F + Clone + Send + 'static,
        F: Future<Output = ()> + Send,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let seen = Arc::new(Seen::default());
        let server = Self {
            port,
            seen: Arc::clone(&seen),
        };
        let acceptor = TlsAcceptor::from(Arc::new(config));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                seen.connections.fetch_add(1, Ordering::SeqCst);
                let (acceptor, seen, script) =
                    (acceptor.clone(), Arc::clone(&seen), script.clone());
                tokio::spawn(async move {
                    match acceptor.accept(stream).into_fallible().await {
                        Ok(stream) => {
                            seen.show(stream.get_ref().1.peer_certificates());
                            script(stream, seen).await;
                        }
                        Err((_, stream)) => close(stream).await,
                    }
                });
            }
        });
        server
    }

    pub(super) fn url(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    pub(super) fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// How many were read and answered.
    pub(super) fn requests(&self) -> usize {
        self.seen.requests.load(Ordering::SeqCst)
    }

    /// One for each connection with one.
    pub(super) fn certificates(&self) -> Vec<CertificateDer<'static>> {
        let seen = self.seen.certificates.lock();
        seen.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Seen {
    fn show(&self, chain: Option<&[CertificateDer<'static>]>) {
        let seen = self.certificates.lock();
        let mut seen = seen.unwrap_or_else(PoisonError::into_inner);
        seen.extend(chain.and_then(|chain| chain.first()).cloned());
    }
}

/// A close with something unread would be a reset and might overtake what was said.
async fn close(mut stream: TcpStream) {
    let _ = stream.shutdown().await;
    let mut rest = Vec::new();
    while stream
        .read_buf(&mut rest)
        .await
        .is_ok_and(|count| count > 0)
    {
        rest.clear();
    }
}

/// Whether a whole one came.
async fn read_http1(stream: &mut TlsStream<TcpStream>) -> bool {
    let mut request = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&request).to_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.split("content-length: ").nth(1);
            let length = length.and_then(|rest| rest.lines().next()?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return true;
            }
        }
        if stream.read_buf(&mut request).await.unwrap_or(0) == 0 {
            return false;
        }
    }
}

async fn answer_http1(stream: &mut TlsStream<TcpStream>, seen: &Seen) -> bool {
    if !read_http1(stream).await {
        return false;
    }
    seen.requests.fetch_add(1, Ordering::SeqCst);
    let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    stream.write_all(answer).await.is_ok() && stream.flush().await.is_ok()
}

async fn answer_http2(stream: TlsStream<TcpStream>, seen: &Seen) {
    let mut connection = h2::server::handshake(stream).await.expect("HTTP/2");
    while let Some(Ok((_request, mut respond))) = connection.accept().await {
        seen.requests.fetch_add(1, Ordering::SeqCst);
        let mut body = respond
            .send_response(http::Response::new(()), false)
            .expect("a stream");
        body.send_data(Bytes::from_static(b"{}"), true)
            .expect("a stream");
    }
}

/// Reads until a stream has ended, and answers nothing, not even the settings.
async fn read_http2(stream: &mut TlsStream<TcpStream>) {
    const PREFACE: usize = 24;
    let mut bytes = Vec::new();
    while stream.read_buf(&mut bytes).await.unwrap_or(0) > 0 {
        let mut frames = bytes.get(PREFACE..).unwrap_or_default();
        while let Some((head, rest)) = frames.split_at_checked(9) {
            let length = usize::from(head[1]) << 8 | usize::from(head[2]);
            let (is_of_a_stream, is_last) = (head[3] <= 1, head[4] & 1 == 1);
            if is_of_a_stream && is_last && rest.len() >= length {
                return;
            }
            frames = rest.get(length..).unwrap_or_default();
        }
    }
}

/// The next record of the session: a fatal alert.
fn record(session: ServerConnection, alert: AlertDescription) -> Vec<u8> {
    let is_tls13 = session.protocol_version() == Some(ProtocolVersion::TLSv1_3);
    let ExtractedSecrets { tx, .. } = session.dangerous_extract_secrets().expect("secrets");
    let (sequence, ConnectionTrafficSecrets::Aes256Gcm { key, iv }) = tx else {
        panic!("another cipher than was configured");
    };
    let mut encrypter: Box<dyn MessageEncrypter> = if is_tls13 {
        let suite = cipher_suite::TLS13_AES_256_GCM_SHA384.tls13();
        suite.expect("TLS 1.3").aead_alg.encrypter(key, iv)
    } else {
        let (fixed, explicit) = iv.as_ref().split_at(4);
        let rustls::SupportedCipherSuite::Tls12(suite) =
            cipher_suite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
        else {
            panic!("TLS 1.2");
        };
        suite.aead_alg.encrypter(key, fixed, explicit)
    };
    let alert = OutboundPlainMessage {
        typ: ContentType::Alert,
        version: ProtocolVersion::TLSv1_2,
        payload: OutboundChunks::Single(&[2, alert.into()]),
    };
    let record = encrypter.encrypt(alert, sequence).expect("a record");
    record.encode()
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(CryptoProvider {
        cipher_suites: vec![
            cipher_suite::TLS13_AES_256_GCM_SHA384,
            cipher_suite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        ],
        ..ring::default_provider()
    })
}

fn config(protocol: &str, version: Versions, demand: Demand) -> ServerConfig {
    let ours = || {
        let mut roots = RootCertStore::empty();
        roots.add(authority().root.der().clone()).expect("a root");
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider())
    };
    let is_in_the_future = matches!(demand, Demand::InTheFuture);
    let verifier: Arc<dyn ClientCertVerifier> = match demand {
        Demand::Nothing => WebPkiClientVerifier::no_client_auth(),
        Demand::Any => ours().allow_unauthenticated().build().expect("a verifier"),
        Demand::FromOurs | Demand::InTheFuture => ours().build().expect("a verifier"),
        Demand::Never(error) => Arc::new(Never(error)),
    };
    let server = &authority().server;
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(&[version])
        .expect("versions")
        .with_client_cert_verifier(verifier)
        .with_single_cert(
            vec![server.certificate.clone()],
            PrivateKeyDer::try_from(server.key.serialize_der()).expect("a key"),
        )
        .expect("a certificate");
    config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
    if is_in_the_future {
        config.time_provider = Arc::new(Future2200);
    }
    config
}

#[derive(Debug)]
struct Future2200;

impl TimeProvider for Future2200 {
    fn current_time(&self) -> Option<UnixTime> {
        let years = Duration::from_secs(230 * 366 * 24 * 60 * 60);
        Some(UnixTime::since_unix_epoch(years))
    }
}

/// Finds the same fault with every certificate.
#[derive(Debug)]
struct Never(CertificateError);

impl ClientCertVerifier for Never {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        Err(rustls::Error::InvalidCertificate(self.0.clone()))
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let algorithms = ring::default_provider().signature_verification_algorithms;
        algorithms.supported_schemes()
    }
}

struct Made {
    certificate: CertificateDer<'static>,
    pem: String,
    key: KeyPair,
}

struct Authority {
    root: CertifiedIssuer<'static, KeyPair>,
    server: Made,
    client: Made,
}

fn authority() -> &'static Authority {
    static AUTHORITY: OnceLock<Authority> = OnceLock::new();
    AUTHORITY.get_or_init(|| Authority::named("the authority"))
}

impl Authority {
    fn named(name: &str) -> Self {
        let mut parameters = CertificateParams::default();
        parameters.distinguished_name.push(DnType::CommonName, name);
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let key = KeyPair::generate().expect("a key");
        let root = CertifiedIssuer::self_signed(parameters, key).expect("a certificate");
        Self {
            server: Made::by(&root, "localhost", ExtendedKeyUsagePurpose::ServerAuth),
            client: Made::by(&root, "client", ExtendedKeyUsagePurpose::ClientAuth),
            root,
        }
    }
}

impl Made {
    fn by(
        root: &CertifiedIssuer<'static, KeyPair>,
        name: &str,
        usage: ExtendedKeyUsagePurpose,
    ) -> Self {
        let mut parameters = CertificateParams::new(vec![name.to_owned()]).expect("a name");
        parameters.extended_key_usages = vec![usage];
        parameters.not_after = rcgen::date_time_ymd(2100, 1, 1);
        let key = KeyPair::generate().expect("a key");
        let certificate = parameters.signed_by(&key, root).expect("a certificate");
        Self {
            certificate: certificate.der().clone(),
            pem: certificate.pem(),
            key,
        }
    }

    fn identity(&self) -> ClientIdentity {
        ClientIdentity::from_pem(&self.pem, self.key.serialize_pem()).expect("an identity")
    }
}

pub(super) fn root_pem() -> String {
    authority().root.pem()
}

/// What the servers take.
pub(super) fn identity() -> ClientIdentity {
    authority().client.identity()
}

pub(super) fn certificate() -> CertificateDer<'static> {
    authority().client.certificate.clone()
}

pub(super) fn identity_of_a_stranger() -> ClientIdentity {
    Authority::named("a stranger").client.identity()
}
