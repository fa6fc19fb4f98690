//! What the builders of all clients have in common.

use std::{num::NonZeroU32, time::Duration};

use crate::{
    RetryPolicy,
    runtime::{Defaults, Network, Observer, RateLimits},
};

/// Name and version of this crate, as in `User-Agent`.
const PRODUCT: &str = concat!("pazemo/", env!("CARGO_PKG_VERSION"));

/// How a client reaches its server, and what bounds its calls.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) network: Network,
    pub(crate) rate_limits: RateLimits,
    pub(crate) defaults: Defaults,
    pub(crate) observer: Option<Observer>,
    /// What was wrong with a setting; told when the client is built.
    pub(crate) refusal: Option<&'static str>,
}

impl Settings {
    pub(crate) fn new() -> Self {
        Self {
            network: Network {
                connect_timeout: Duration::from_secs(10),
                roots: Vec::new(),
                ipv4_only: false,
                local_address: None,
                proxy: None,
                user_agent: PRODUCT.to_owned(),
                #[cfg(feature = "paysera")]
                identity: None,
            },
            rate_limits: RateLimits::default(),
            defaults: Defaults {
                attempt_timeout: Duration::from_secs(30),
                total_timeout: Duration::from_secs(60),
                response_limit: 8 * 1024 * 1024,
                retry_policy: RetryPolicy::new(),
                idempotency_key_age: Duration::from_secs(60 * 60),
            },
            observer: None,
            refusal: None,
        }
    }

    pub(crate) fn set_rate_limit(&mut self, per_second: u32, burst: u32) {
        let at_least_one = |number: u32| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        self.rate_limits.rate = Some((at_least_one(per_second), at_least_one(burst)));
    }

    pub(crate) fn add_roots_pem(&mut self, pem: &[u8]) {
        use rustls::pki_types::{CertificateDer, pem::PemObject};

        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        match certificates {
            Ok(certificates) if !certificates.is_empty() => self.network.roots.extend(certificates),
            _ => self.refusal = Some("the root certificates are no PEM"),
        }
    }

    pub(crate) fn set_application(&mut self, product: &str) {
        let is_visible = |c: char| c.is_ascii_graphic() || c == ' ';
        if product.is_empty() || !product.chars().all(is_visible) {
            self.refusal = Some("the application's name is empty or cannot stand in a header");
        } else {
            self.network.user_agent = format!("{product} {PRODUCT}");
        }
    }
}

/// The methods by which a builder with a field `settings` is told of them.
macro_rules! settings_methods {
    () => {
        /// Tells of each attempt before it is sent, and lets it be refused; see [`AttemptObserver`](crate::AttemptObserver).
        pub fn on_attempt(mut self, observer: impl crate::AttemptObserver) -> Self {
            self.settings.observer = Some(crate::runtime::Observer(std::sync::Arc::new(observer)));
            self
        }

        /// How long connecting may take, TLS handshake included. Default: 10 s.
        pub fn connect_timeout(mut self, limit: std::time::Duration) -> Self {
            self.settings.network.connect_timeout = limit;
            self
        }

        /// How long one attempt may take, from connecting to the last byte of the answer. Default: 30 s.
        pub fn attempt_timeout(mut self, limit: std::time::Duration) -> Self {
            self.settings.defaults.attempt_timeout = limit;
            self
        }

        /// How long a call may take in all. Default: 60 s.
        pub fn total_timeout(mut self, limit: std::time::Duration) -> Self {
            self.settings.defaults.total_timeout = limit;
            self
        }

        /// How many bytes an answer may have, after decompression. Default: 8 MiB.
        pub fn response_limit(mut self, bytes: usize) -> Self {
            self.settings.defaults.response_limit = bytes;
            self
        }

        /// When and how often calls are repeated; see [`RetryPolicy`](crate::RetryPolicy).
        pub fn retry_policy(mut self, policy: crate::RetryPolicy) -> Self {
            self.settings.defaults.retry_policy = policy;
            self
        }

        /// At most so many attempts a second, and at most `burst` at once after a silence. Others wait in their order, within the limits of their calls.
        /// Zero counts as one. Default: no limit.
        pub fn rate_limit(mut self, per_second: u32, burst: u32) -> Self {
            self.settings.set_rate_limit(per_second, burst);
            self
        }

        /// At most so many attempts on the wire at the same time. Zero counts as one. Default: no limit.
        pub fn concurrency_limit(mut self, attempts: usize) -> Self {
            self.settings.rate_limits.concurrency = Some(attempts);
            self
        }

        /// Trusts further certification authorities, besides the compiled-in ones: one or several certificates as PEM.
        ///
        /// What cannot be read is told by [`build`](Self::build).
        pub fn add_roots_pem(mut self, pem: &[u8]) -> Self {
            self.settings.add_roots_pem(pem);
            self
        }

        /// Connects to IPv4 addresses only: the provider's list of allowed addresses takes no others.
        pub fn ipv4_only(mut self) -> Self {
            self.settings.network.ipv4_only = true;
            self
        }

        /// Connects from this address of the machine, for a provider that allows only listed addresses.
        pub fn local_address(mut self, address: std::net::IpAddr) -> Self {
            self.settings.network.local_address = Some(address);
            self
        }

        /// Goes through a proxy, `http://[user:password@]host:port`. The proxies of the process's environment are never used, and none
        /// for a server on this machine.
        pub fn proxy(mut self, url: impl Into<crate::Secret>) -> Self {
            self.settings.network.proxy = Some(url.into());
            self
        }

        /// The application's name and version, such as `accounting/2.1`, told to the server in front of this crate's own in `User-Agent`.
        pub fn application(mut self, product: &str) -> Self {
            self.settings.set_application(product);
            self
        }
    };
}

pub(crate) use settings_methods;

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("network", &self.network)
            .field("rate_limits", &self.rate_limits)
            .field("defaults", &self.defaults)
            .finish_non_exhaustive()
    }
}
