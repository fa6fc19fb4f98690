//! TLS: a sandbox that demands certificates.

use std::{
    io::Write,
    net::{SocketAddr, TcpStream},
    sync::Arc,
    time::Duration,
};

use pazemo::{
    ClientIdentity, Delivery,
    paysera::{Client, Environment},
};
use pazemo_sandbox::{
    StartError, Tls,
    paysera::{OtherPaths, Sandbox},
};
use rcgen::{
    BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    date_time_ymd,
};
use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject},
};

use crate::{
    http::{Answer, Request, request},
    signer::Signer,
};

/// Somebody who issues certificates.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).unwrap().pem();
        Self {
            issuer: Issuer::new(params, key),
            pem,
        }
    }

    fn issue(&self, usage: ExtendedKeyUsagePurpose, until: i32) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        params.extended_key_usages = vec![usage];
        params.not_before = date_time_ymd(2000, 1, 1);
        params.not_after = date_time_ymd(until, 1, 1);
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        (certificate.pem(), key.serialize_pem())
    }
}

/// A caller with a certificate, or without one.
fn call(
    sent: &Request,
    address: SocketAddr,
    trusted: &str,
    own: Option<&(String, String)>,
) -> Option<Answer> {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(trusted.as_bytes()).unwrap())
        .unwrap();
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots);
    let config = match own {
        None => builder.with_no_client_auth(),
        Some((certificate, key)) => {
            let certificate = CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap();
            let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap();
            builder
                .with_client_auth_cert(vec![certificate], key)
                .unwrap()
        }
    };
    let name = ServerName::try_from("localhost").unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let socket = TcpStream::connect(address).unwrap();
    socket
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    let mut stream = StreamOwned::new(connection, socket);
    let answer = sent.send_through(&mut stream, address);
    let _ = stream.flush();
    answer
}

#[test]
fn with_a_certificate_the_extra_parameters_are_headers() {
    let authority = Authority::new();
    let server = authority.issue(ExtendedKeyUsagePurpose::ServerAuth, 4000);
    let client = authority.issue(ExtendedKeyUsagePurpose::ClientAuth, 4000);
    let tls = Tls::new(server.0, server.1).demand_certificates_of(authority.pem.clone());
    let sandbox = Sandbox::builder().tls(tls).switch(OtherPaths::Writes);
    let sandbox = sandbox.start_blocking().unwrap();
    assert!(sandbox.url().starts_with("https://127.0.0.1:"));
    let address = sandbox.address();
    let call = |sent: Request| call(&sent, address, &authority.pem, Some(&client)).unwrap();
    let balance = || request("GET", "/rest/v1/wallet/14471/balance");
    assert_eq!(call(balance()).status, 200);
    assert_eq!(
        call(balance().header("Wallet-Api-Project-Id", "3")).status,
        200
    );
    let other = call(balance().header("Wallet-Api-Project-Id", "4"));
    assert_eq!((other.status, other.error().as_str()), (403, "forbidden"));
    let twice = balance().header("Wallet-Api-Project-Id", "3");
    let twice = call(twice.header("Wallet-Api-Project-Id", "3"));
    assert_eq!(
        (twice.status, twice.error().as_str()),
        (400, "invalid_parameters")
    );
    let write = request("POST", "/rest/v1/a").body("application/json", "{}");
    let write = write.header("Wallet-Api-Location-Id", "7");
    assert_eq!(call(write.header("Wallet-Api-Project-Id", "3")).status, 200);
    let noted = &sandbox.control().writes()[0];
    assert_eq!(
        (noted.project.as_deref(), noted.location.as_deref()),
        (Some("3"), Some("7"))
    );
    assert_eq!(call(request("GET", "/_sandbox/status")).status, 200);
    // Faults reach through TLS as well.
    let dropped = request("GET", "/rest/v1/server").header("X-Sandbox-Fault", "reset");
    assert!(super::certificates::call(&dropped, address, &authority.pem, Some(&client)).is_none());
}

#[test]
fn callers_without_a_good_certificate_do_not_get_through_the_handshake() {
    let authority = Authority::new();
    let server = authority.issue(ExtendedKeyUsagePurpose::ServerAuth, 4000);
    let expired = authority.issue(ExtendedKeyUsagePurpose::ClientAuth, 2001);
    let stranger = Authority::new().issue(ExtendedKeyUsagePurpose::ClientAuth, 4000);
    let tls = Tls::new(server.0, server.1).demand_certificates_of(authority.pem.clone());
    let sandbox = Sandbox::builder().tls(tls).start_blocking().unwrap();
    let sent = request("GET", "/rest/v1/server");
    for (what, own) in [
        ("none", None),
        ("expired", Some(&expired)),
        ("a stranger's", Some(&stranger)),
    ] {
        assert!(
            call(&sent, sandbox.address(), &authority.pem, own).is_none(),
            "{what}"
        );
    }
    assert!(sent.send_for(sandbox.address()).is_none(), "no TLS at all");
    assert_eq!(sandbox.control().counts().requests, 0);
}

#[test]
fn without_a_demand_for_certificates_signatures_are_checked_and_port_443_is_the_default() {
    let authority = Authority::new();
    let server = authority.issue(ExtendedKeyUsagePurpose::ServerAuth, 4000);
    let sandbox = Sandbox::builder()
        .tls(Tls::new(server.0, server.1))
        .fixed_time("2023-11-14T22:13:20Z".parse().unwrap())
        .start_blocking()
        .unwrap();
    let path = "/rest/v1/wallet/14471/balance";
    let sent = request("GET", path).header("Host", "localhost");
    let call = |sent: &Request| call(sent, sandbox.address(), &authority.pem, None).unwrap();
    assert_eq!(call(&sent).status, 401);
    let header = Signer::at(1_700_000_000).header("GET", path, "localhost", 443);
    assert_eq!(call(&sent.header("Authorization", &header)).status, 200);
}

#[test]
fn certificates_that_cannot_be_used_stop_the_start() {
    let authority = Authority::new();
    let server = authority.issue(ExtendedKeyUsagePurpose::ServerAuth, 4000);
    let other = authority.issue(ExtendedKeyUsagePurpose::ServerAuth, 4000);
    for tls in [
        Tls::new("", ""),
        Tls::new(server.0.clone(), ""),
        Tls::new(server.0.clone(), other.1),
        Tls::new(server.0, server.1).demand_certificates_of("nothing"),
    ] {
        let error = Sandbox::builder().tls(tls).start_blocking().unwrap_err();
        assert!(matches!(error, StartError::Settings(_)), "{error}");
    }
}

#[tokio::test]
async fn the_client_shows_its_certificate() {
    let authority = Authority::new();
    let server = authority.issue(ExtendedKeyUsagePurpose::ServerAuth, 4000);
    let (chain, key) = authority.issue(ExtendedKeyUsagePurpose::ClientAuth, 4000);
    let tls = Tls::new(server.0, server.1).demand_certificates_of(authority.pem.clone());
    let sandbox = Sandbox::builder().tls(tls).start().await.unwrap();
    let url = format!("https://localhost:{}", sandbox.address().port());
    let environment = Environment::custom(&url).unwrap();
    let identity = ClientIdentity::from_pem(chain, key).unwrap();
    let client = Client::with_certificate(environment.clone(), identity)
        .project("3")
        .add_roots_pem(authority.pem.as_bytes())
        .build()
        .unwrap();
    let wallet = "14471".parse().unwrap();
    assert!(client.wallets().balance(&wallet).await.is_ok());
    let other = client.with_project("4").wallets().balance(&wallet).await;
    assert_eq!(other.unwrap_err().status(), Some(403));

    let stranger = Authority::new().issue(ExtendedKeyUsagePurpose::ClientAuth, 4000);
    let identity = ClientIdentity::from_pem(stranger.0, stranger.1).unwrap();
    let stranger = Client::with_certificate(environment, identity)
        .add_roots_pem(authority.pem.as_bytes())
        .build()
        .unwrap();
    let error = stranger.wallets().balance(&wallet).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::NotSent, "{error}");
}
