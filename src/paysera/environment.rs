//! Where requests to the Wallet API go.

use super::generated;
use crate::{BaseUrl, Error, ErrorKind};

/// An environment of the Wallet API. There is no default: live money is never moved because something was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Environment {
    /// `https://wallet.paysera.com`, the only host that the page names.
    Live,
    /// A server of one's own; see [`Environment::custom`].
    Custom(BaseUrl),
}

impl Environment {
    /// A server at another address: a proxy in one's own network, a sandbox on this machine. A path is kept; a slash at the end makes no difference. Host,
    /// port and path of this address are what is signed.
    ///
    /// # Errors
    ///
    /// As [`pazemo::Environment::custom`](crate::Environment::custom).
    ///
    /// ```
    /// use pazemo::paysera::Environment;
    ///
    /// assert!(Environment::custom("http://127.0.0.1:8080/").is_ok());
    /// assert!(Environment::custom("http://wallet.example.com").is_err());
    /// ```
    pub fn custom(url: &str) -> Result<Self, Error> {
        BaseUrl::parse(url).map(Self::Custom)
    }

    /// The environment's name: `live`, or `custom` for a server of one's own.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Custom(_) => "custom",
        }
    }

    pub(super) fn base_url(&self) -> Result<BaseUrl, Error> {
        let Self::Custom(url) = self else {
            let live = generated::SERVERS.iter().find(|(name, _)| *name == "live");
            let (_, url) = live.ok_or_else(|| {
                let message = "the document has no such environment";
                Error::new(ErrorKind::Configuration, message)
            })?;
            return BaseUrl::parse(url);
        };
        Ok(url.clone())
    }
}
