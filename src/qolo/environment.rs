//! Where Qolo's API is.

use std::fmt;

use crate::{BaseUrl, Error, ErrorKind, runtime::Server};

use super::generated;

/// An environment of the API. There is no default.
///
/// The page names the host of the development environment alone; the address of every other one, that for real money included, is among what Qolo gives
/// to its customers.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Environment {
    /// `https://qvapikeybank.qolopay.com`, for development. That it is HTTPS is inferred.
    Development,
    /// Any other server; see [`Environment::custom`].
    Custom(BaseUrl),
}

impl Environment {
    /// A server at another address. A path is kept; a slash at the end makes no difference.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`], as for [Pazemo's](crate::Environment::custom): plain HTTP is for this machine alone.
    ///
    /// ```
    /// use pazemo::qolo::Environment;
    ///
    /// assert!(Environment::custom("http://127.0.0.1:8080/").is_ok());
    /// assert!(Environment::custom("http://api.example.com").is_err());
    /// ```
    pub fn custom(url: &str) -> Result<Self, Error> {
        BaseUrl::parse(url).map(Self::Custom)
    }

    /// The environment's name: `development`, or `custom` for every other server.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Custom(_) => "custom",
        }
    }

    pub(super) fn server(&self) -> Result<Server, Error> {
        let environment = self.name();
        let base_url = match self {
            Self::Custom(url) => url.clone(),
            Self::Development => {
                let mut servers = generated::SERVERS.iter();
                let server = servers.find(|(name, _)| *name == environment);
                let (_, url) = server.ok_or_else(|| {
                    let message = "the document has no such environment";
                    Error::new(ErrorKind::Configuration, message)
                })?;
                BaseUrl::parse(url)?
            }
        };
        Ok(Server {
            environment,
            base_url,
        })
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Development => f.write_str("development"),
            Self::Custom(url) => write!(f, "Custom({url:?})"),
        }
    }
}
