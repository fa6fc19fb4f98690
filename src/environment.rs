//! Where requests go: a named environment, never a bare URL by accident.

use std::{fmt, net::IpAddr};

use url::{Host, Position, Url};

use crate::{Error, ErrorKind};

/// An environment of the API. There is no default: live money is never moved because something was left out.
///
/// The page says that the token, not the address, decides between live and test mode. Take care that the token belongs to the environment.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Environment {
    /// `https://api.pazemo.com`: real money.
    Live,
    /// `https://api.stg.pazemo.com`: for test tokens. What a live token does at this address the page does not say.
    Sandbox,
    /// A server of one's own; see [`Environment::custom`].
    Custom(BaseUrl),
}

/// A checked base URL, made by [`Environment::custom`].
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl(Url);

impl Environment {
    /// A server at another address: a proxy in one's own network, a mock on this machine. A path is kept; a slash at the end makes no difference.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] if the text is no URL, has a user, password, query or fragment, or is plain HTTP to anything but
    /// `localhost`, `127.0.0.0/8` or `[::1]`: a token is never sent unencrypted.
    ///
    /// ```
    /// use pazemo::Environment;
    ///
    /// assert!(Environment::custom("http://127.0.0.1:8080/").is_ok());
    /// assert!(Environment::custom("http://api.example.com").is_err());
    /// ```
    pub fn custom(url: &str) -> Result<Self, Error> {
        BaseUrl::parse(url).map(Self::Custom)
    }

    /// The environment with a name of the document: `live` or `sandbox`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] for every other name.
    pub fn from_name(name: &str) -> Result<Self, Error> {
        match name {
            "live" => Ok(Self::Live),
            "sandbox" => Ok(Self::Sandbox),
            _ => Err(Error::new(
                ErrorKind::Configuration,
                "no such environment; it is `live` or `sandbox` (for a server of your own there is `Environment::custom`)",
            )),
        }
    }

    /// The environment's name; `custom` for a server of one's own.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Sandbox => "sandbox",
            Self::Custom(_) => "custom",
        }
    }

    pub(crate) fn base_url(&self) -> Result<BaseUrl, Error> {
        if let Self::Custom(url) = self {
            return Ok(url.clone());
        }
        let server = crate::generated::SERVERS
            .iter()
            .find(|(name, _)| *name == self.name());
        let (_, url) = server.ok_or_else(|| {
            Error::new(
                ErrorKind::Configuration,
                "the document has no such environment",
            )
        })?;
        BaseUrl::parse(url)
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Custom(url) => write!(f, "Custom({})", url.0),
            named => f.write_str(named.name()),
        }
    }
}

impl BaseUrl {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let refuse = |why: &str| {
            Err(Error::new(
                ErrorKind::Configuration,
                format!("the base URL {why}"),
            ))
        };
        // A URL reader drops tabs and line ends, so that the host would be another than the one that is read here.
        if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return refuse("has white space in it");
        }
        let Ok(url) = Url::parse(text) else {
            return refuse("is no URL; it looks like `https://api.example.com`");
        };
        if !url.username().is_empty() || url.password().is_some() {
            return refuse(
                "has a user or password in it; a token is given to the client's builder",
            );
        }
        if url.query().is_some() || url.fragment().is_some() {
            return refuse("has a query or fragment");
        }
        match url.scheme() {
            "https" if url.has_host() => Ok(Self(url)),
            "http" if is_loopback(&url) => Ok(Self(url)),
            "http" => refuse(
                "is plain HTTP, which would show the token to the network; use `https://` (plain HTTP is for this machine alone)",
            ),
            _ => refuse("is neither `https://` nor `http://` on this machine"),
        }
    }

    /// The URL of a path that begins with a slash and, if need be, has a query. `None` if it would not be below the base URL.
    pub(crate) fn join(&self, path_and_query: &str) -> Option<Url> {
        let path = path_and_query.split('?').next()?;
        if !path.starts_with('/') {
            return None;
        }
        // Two slashes would begin another host.
        let url = if self.0.path() == "/" && !path.starts_with("//") {
            self.0.join(path_and_query).ok()?
        } else {
            let base = self.0.as_str().trim_end_matches('/');
            Url::parse(&format!("{base}{path_and_query}")).ok()?
        };
        // `Url` folds `.` and `..` away, drops some characters and encodes others; what comes out otherwise than it went in is refused.
        let is_same = url.scheme() == self.0.scheme()
            && url.host_str() == self.0.host_str()
            && url.port() == self.0.port()
            && url.fragment().is_none()
            && url[Position::BeforePath..].ends_with(path_and_query);
        is_same.then_some(url)
    }

    /// The whole of it.
    #[cfg(feature = "qolo")]
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Host and port, for observation.
    pub(crate) fn server(&self) -> (&str, u16) {
        let port = self.0.port_or_known_default();
        (self.0.host_str().unwrap_or_default(), port.unwrap_or(0))
    }

    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }

    /// Whether the host is the name `localhost`, which must not be looked up anywhere else.
    pub(crate) fn is_localhost_name(&self) -> bool {
        self.0.host_str() == Some("localhost")
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BaseUrl({})", self.0)
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_server_of_the_document_is_an_environment() {
        for (name, url) in crate::generated::SERVERS {
            let environment = Environment::from_name(name).unwrap();
            assert_eq!(
                environment
                    .base_url()
                    .unwrap()
                    .0
                    .as_str()
                    .trim_end_matches('/'),
                *url
            );
        }
    }

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for url in [
            "http://127.0.0.1:1",
            "http://127.9.9.9",
            "http://[::1]:80/",
            "http://localhost:8080/base",
            "https://a.example/b/",
        ] {
            assert!(Environment::custom(url).is_ok(), "{url}");
        }
        for url in [
            "http://api.pazemo.com",
            "http://localhost.example",
            "http://foo.localhost",
            "http://0.0.0.0",
            "http://10.0.0.1",
            "http://[::ffff:7f00:1]",
            "http://127.0.0.1.example",
            "https://api.pazemo.com\t.example.com",
            " https://a.example",
            "ftp://127.0.0.1",
            "127.0.0.1:80",
            "",
            "https://u:p@a.example",
            "https://a.example/?q",
            "https://a.example/#f",
            "http://127.0.0.1@example.com",
            "data:text/plain,x",
            "file:///etc/passwd",
        ] {
            let error = Environment::custom(url).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{url}");
            assert!(!error.to_string().contains("u:p"));
        }
    }

    #[test]
    fn a_slash_at_the_end_makes_no_difference() {
        for base in [
            "https://a.example",
            "https://a.example/",
            "https://a.example//",
        ] {
            let base = BaseUrl::parse(base).unwrap();
            assert_eq!(
                base.join("/users/me").unwrap().as_str(),
                "https://a.example/users/me"
            );
        }
        let base = BaseUrl::parse("https://a.example/v1/").unwrap();
        assert_eq!(
            base.join("/check?x=1").unwrap().as_str(),
            "https://a.example/v1/check?x=1"
        );
        for path in [
            "/users/../check",
            "/users/./me",
            "//evil.example/x/../..",
            "@evil.example/",
            ".evil.example/",
        ] {
            assert_eq!(base.join(path), None, "{path}");
        }
    }
}
