//! The HTTP client underneath: TLS by rustls from 1.2 on, no redirects, no repeats of what was sent, a proxy only where one was asked for.
//!
//! hyper's connection pool takes another connection if the one it chose turns out closed before anything was written; that is all
//! that happens behind our back.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use rustls::pki_types::CertificateDer;
use url::Url;

use super::refused_handshake;
#[cfg(feature = "paysera")]
use crate::ClientIdentity;
use crate::{Error, ErrorKind, Secret, environment::BaseUrl};

/// How long a connection for reads is kept without use.
const IDLE: Duration = Duration::from_secs(60);
/// The same for what moves money: shorter than servers usually wait before they close an idle connection, so that a request hardly ever meets a
/// connection that is being closed.
const IDLE_FOR_MONEY: Duration = Duration::from_secs(3);

/// So often a connection of HTTP/2 is asked whether it is alive, and so long it may take to answer.
const KEEP_ALIVE: Duration = Duration::from_secs(5);

/// How the server is reached.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    pub(crate) connect_timeout: Duration,
    pub(crate) roots: Vec<CertificateDer<'static>>,
    pub(crate) ipv4_only: bool,
    pub(crate) local_address: Option<IpAddr>,
    /// With user and password, perhaps.
    pub(crate) proxy: Option<Secret>,
    pub(crate) user_agent: String,
    /// Shown to a server that asks for it.
    #[cfg(feature = "paysera")]
    pub(crate) identity: Option<ClientIdentity>,
}

impl Network {
    pub(super) fn has_certificate(&self) -> bool {
        #[cfg(feature = "paysera")]
        return self.identity.is_some();
        #[cfg(not(feature = "paysera"))]
        false
    }
}

/// One for reads, and one for what changes something.
pub(super) fn http_clients(
    base_url: &BaseUrl,
    network: &Network,
) -> Result<(reqwest::Client, reqwest::Client), Error> {
    Ok((
        http_client(base_url, network, IDLE)?,
        http_client(base_url, network, IDLE_FOR_MONEY)?,
    ))
}

fn http_client(
    base_url: &BaseUrl,
    network: &Network,
    idle: Duration,
) -> Result<reqwest::Client, Error> {
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls(network)?)
        .connect_timeout(network.connect_timeout)
        .pool_idle_timeout(idle)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .user_agent(&network.user_agent)
        // A connection of HTTP/2 on which nothing comes back would make every further call unknown.
        .http2_keep_alive_interval(KEEP_ALIVE)
        .http2_keep_alive_timeout(KEEP_ALIVE)
        .http2_keep_alive_while_idle(true)
        .gzip(true);
    let local_address = match network.local_address {
        Some(IpAddr::V6(_)) if network.ipv4_only => {
            let message = "the local address is IPv6, and only IPv4 is wanted";
            return Err(Error::new(ErrorKind::Configuration, message));
        }
        // An IPv4 address to come from leaves only IPv4 addresses to go to.
        None if network.ipv4_only => Some(Ipv4Addr::UNSPECIFIED.into()),
        given => given,
    };
    builder = builder.local_address(local_address);
    match &network.proxy {
        // What runs on this machine is never asked for elsewhere.
        Some(proxy) if !base_url.is_loopback() => builder = builder.proxy(http_proxy(proxy)?),
        _ => {}
    }
    if base_url.is_localhost_name() {
        // The name may be looked up elsewhere; plain HTTP is for this machine alone. Port 0 is replaced by the URL's.
        let addresses: [SocketAddr; 2] = [
            (Ipv4Addr::LOCALHOST, 0).into(),
            (Ipv6Addr::LOCALHOST, 0).into(),
        ];
        builder = builder.resolve_to_addrs("localhost", &addresses);
    }
    builder.build().map_err(|error| {
        Error::new(ErrorKind::Configuration, "the HTTP client cannot be built")
            .with_source(error.without_url())
    })
}

/// What reqwest does not know it would pass over in silence, and connect directly.
fn http_proxy(url: &Secret) -> Result<reqwest::Proxy, Error> {
    let is_usable = Url::parse(url.expose())
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let proxy = is_usable.then(|| reqwest::Proxy::all(url.expose()).ok());
    proxy.flatten().ok_or_else(|| {
        Error::new(
            ErrorKind::Configuration,
            "the proxy is no URL such as `http://proxy.example.com:3128`",
        )
    })
}

fn tls(network: &Network) -> Result<rustls::ClientConfig, Error> {
    let mut roots = rustls::RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    for root in &network.roots {
        roots.add(root.clone()).map_err(|error| {
            let message = "a root certificate cannot be used";
            Error::new(ErrorKind::Configuration, message).with_source(error)
        })?;
    }
    let provider = Arc::new(refused_handshake::provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
        .map_err(|error| {
            Error::new(ErrorKind::Configuration, "TLS cannot be set up").with_source(error)
        })?
        .with_root_certificates(roots);
    #[cfg(feature = "paysera")]
    let mut config = match &network.identity {
        Some(identity) => builder.with_client_cert_resolver(identity.resolver()),
        None => builder.with_no_client_auth(),
    };
    #[cfg(not(feature = "paysera"))]
    let mut config = builder.with_no_client_auth();
    refused_handshake::watch(&mut config);
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    // Early data can be sent twice by whoever is in between.
    config.enable_early_data = false;
    Ok(config)
}
