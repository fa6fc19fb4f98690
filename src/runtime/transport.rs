//! The HTTP client underneath: TLS by rustls from 1.2 on, no redirects, no proxy, no repeats of what was sent.
//!
//! hyper's connection pool takes another connection if the one it chose turns out closed before anything was written; that is all
//! that happens behind our back.

use std::{
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use crate::{Error, ErrorKind, environment::BaseUrl};

pub(super) fn http_client(
    base_url: &BaseUrl,
    connect_timeout: Duration,
) -> Result<reqwest::Client, Error> {
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls()?)
        .connect_timeout(connect_timeout)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .gzip(true);
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

fn tls() -> Result<rustls::ClientConfig, Error> {
    let roots = rustls::RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
        .map_err(|error| {
            Error::new(ErrorKind::Configuration, "TLS cannot be set up").with_source(error)
        })?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
