//! MAC access authentication: the normalised request and its signature.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use http::HeaderValue;
use ring::hmac;

use crate::{Error, ErrorKind, Secret};

/// The name and the key with which requests are signed: `mac_id` and `mac_secret` of the provider.
///
/// The client signs every attempt by itself; this type is public so that a signature can be made, or made again, without a client. Here is one that the
/// provider's page prints:
///
/// ```
/// use pazemo::paysera::{Ext, MacCredentials, MacRequest};
///
/// let credentials = MacCredentials::new("wkVd93h2uS", "IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU")?;
/// let ext = Ext::new().with_project("3").encode();
/// let request = MacRequest {
///     timestamp: 1_343_811_600,
///     nonce: "nQnNaSNyubfPErjRO55yaaEYo9YZfKHN",
///     method: "GET",
///     path_and_query: "/rest/v1/wallet/14471/balance",
///     host: "wallet.paysera.com",
///     port: 443,
///     ext: &ext,
/// };
/// assert_eq!(credentials.sign(&request), "EOhN6gBf49tR2KxMflaaiN7bBVGDhfG6co8gcSBLyiQ=");
/// # Ok::<(), pazemo::Error>(())
/// ```
#[derive(Clone)]
pub struct MacCredentials {
    id: Box<str>,
    key: Secret,
}

impl MacCredentials {
    /// Name and key, as the provider gave them. The key's bytes are used as they are.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] if the name is empty or has anything in it that cannot stand between quotes in a header (quotes, backslashes, control
    /// characters, anything beyond ASCII), or if the key is empty.
    pub fn new(id: impl Into<String>, key: impl Into<Secret>) -> Result<Self, Error> {
        let (id, key) = (id.into(), key.into());
        let refuse = |message| Err(Error::new(ErrorKind::Configuration, message));
        if id.is_empty() || !is_quotable(&id) {
            return refuse(
                "the MAC id is empty, or has quotes, backslashes or characters that cannot stand in a header",
            );
        }
        if key.expose().is_empty() {
            return refuse("the MAC key is empty");
        }
        Ok(Self { id: id.into(), key })
    }

    /// The name, which is sent with every request and is no secret.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The request's signature: HMAC-SHA-256 of [`MacRequest::normalized`] with the key, in base64.
    pub fn sign(&self, request: &MacRequest<'_>) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.key.expose().as_bytes());
        STANDARD.encode(hmac::sign(&key, request.normalized().as_bytes()))
    }

    /// The value of `Authorization`: `MAC id="…", ts="…", nonce="…", mac="…"`, and `ext="…"` unless it is empty. It is marked sensitive.
    ///
    /// ```
    /// use pazemo::paysera::{MacCredentials, MacRequest};
    ///
    /// let credentials = MacCredentials::new("wkVd93h2uS", "IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU")?;
    /// let header = credentials.authorization(&MacRequest {
    ///     timestamp: 1_343_811_600,
    ///     nonce: "nQnNaSNyubfPErjRO55yaaEYo9YZfKHN",
    ///     method: "GET",
    ///     path_and_query: "/rest/v1/server",
    ///     host: "wallet.paysera.com",
    ///     port: 443,
    ///     ext: "",
    /// })?;
    /// let mac = r#"mac="0SiVJuv1zLJzQaw3dtKkZ4++CUs9CwCHI54s/rAsSnQ=""#;
    /// assert!(header.to_str().is_ok_and(|text| text.ends_with(mac)));
    /// # Ok::<(), pazemo::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`] if a part cannot stand in such a header, or has a line end by which it could pass for two parts.
    pub fn authorization(&self, request: &MacRequest<'_>) -> Result<HeaderValue, Error> {
        let refuse = || {
            let message = "a part of the request cannot be signed: it has line ends, quotes or characters that cannot stand in a header";
            Error::new(ErrorKind::InvalidArgument, message)
        };
        let signed_only = [request.method, request.path_and_query, request.host];
        let is_sound = signed_only.iter().all(|part| !part.contains(['\n', '\r']))
            && is_quotable(request.nonce)
            && is_quotable(request.ext);
        if !is_sound {
            return Err(refuse());
        }
        let mut text = format!(
            r#"MAC id="{}", ts="{}", nonce="{}", mac="{}""#,
            self.id,
            request.timestamp,
            request.nonce,
            self.sign(request),
        );
        if !request.ext.is_empty() {
            text.push_str(r#", ext=""#);
            text.push_str(request.ext);
            text.push('"');
        }
        let mut value = HeaderValue::try_from(text).map_err(|_| refuse())?;
        value.set_sensitive(true);
        Ok(value)
    }
}

/// Shows neither the key nor its length.
impl fmt::Debug for MacCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MacCredentials").finish_non_exhaustive()
    }
}

/// What of a request is signed.
#[derive(Clone, Copy)]
pub struct MacRequest<'a> {
    /// The time of the request by the server's clock, in seconds since 1970.
    pub timestamp: u64,
    /// A text that no other request of this time has.
    pub nonce: &'a str,
    /// The HTTP method as it is sent, in capitals.
    pub method: &'a str,
    /// Path and query, byte for byte as they are sent.
    pub path_and_query: &'a str,
    /// The host; its case makes no difference.
    pub host: &'a str,
    /// The port of the URL: 443 for `https://` without one.
    pub port: u16,
    /// What else is signed; see [`Ext`](super::Ext). Empty if there is nothing.
    pub ext: &'a str,
}

impl MacRequest<'_> {
    /// The text that is signed: all parts in the order of their fields here, host in lower case, each followed by a line end, the empty ones, too.
    ///
    /// ```
    /// let request = pazemo::paysera::MacRequest {
    ///     timestamp: 1_343_811_600,
    ///     nonce: "nQnNaSNyubfPErjRO55yaaEYo9YZfKHN",
    ///     method: "GET",
    ///     path_and_query: "/rest/v1/server",
    ///     host: "Wallet.Paysera.com",
    ///     port: 443,
    ///     ext: "",
    /// };
    /// assert_eq!(
    ///     request.normalized(),
    ///     "1343811600\nnQnNaSNyubfPErjRO55yaaEYo9YZfKHN\nGET\n/rest/v1/server\nwallet.paysera.com\n443\n\n",
    /// );
    /// ```
    pub fn normalized(&self) -> String {
        let Self {
            timestamp,
            nonce,
            method,
            path_and_query,
            host,
            port,
            ext,
        } = self;
        let host = host.to_ascii_lowercase();
        format!("{timestamp}\n{nonce}\n{method}\n{path_and_query}\n{host}\n{port}\n{ext}\n")
    }
}

/// A path may hold identifiers of people, so that this shows little.
impl fmt::Debug for MacRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MacRequest")
            .field("timestamp", &self.timestamp)
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

/// Whether a text can stand between the quotes of an attribute without ending it.
fn is_quotable(text: &str) -> bool {
    text.bytes()
        .all(|byte| (byte.is_ascii_graphic() || byte == b' ') && !matches!(byte, b'"' | b'\\'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::paysera::Ext;

    const KEY: &str = "IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU";

    fn example<'a>(path_and_query: &'a str, ext: &'a str) -> MacRequest<'a> {
        MacRequest {
            timestamp: 1_343_811_600,
            nonce: "nQnNaSNyubfPErjRO55yaaEYo9YZfKHN",
            method: "GET",
            path_and_query,
            host: "wallet.paysera.com",
            port: 443,
            ext,
        }
    }

    #[test]
    fn the_printed_signatures_come_out_to_the_letter() {
        let credentials = MacCredentials::new("wkVd93h2uS", KEY).unwrap();
        let project = Ext::new().with_project("3").encode();
        for (path, ext, header) in [
            (
                "/rest/v1/wallet/14471/balance",
                project.as_str(),
                r#"MAC id="wkVd93h2uS", ts="1343811600", nonce="nQnNaSNyubfPErjRO55yaaEYo9YZfKHN", mac="EOhN6gBf49tR2KxMflaaiN7bBVGDhfG6co8gcSBLyiQ=", ext="project_id=3""#,
            ),
            (
                "/rest/v1/server",
                "",
                r#"MAC id="wkVd93h2uS", ts="1343811600", nonce="nQnNaSNyubfPErjRO55yaaEYo9YZfKHN", mac="0SiVJuv1zLJzQaw3dtKkZ4++CUs9CwCHI54s/rAsSnQ=""#,
            ),
            (
                "/rest/v1/configuration",
                "",
                r#"MAC id="wkVd93h2uS", ts="1343811600", nonce="nQnNaSNyubfPErjRO55yaaEYo9YZfKHN", mac="gBv9XvvX/yhgpuwH7ooOmv1S5Un9G/QbJ/eetFbuGzc=""#,
            ),
        ] {
            let made = credentials.authorization(&example(path, ext)).unwrap();
            assert_eq!(made, header);
            assert!(made.is_sensitive());
        }
    }

    #[test]
    fn names_that_could_break_out_of_their_quotes_are_no_names() {
        for id in [
            "",
            "a\"b",
            "a\\b",
            "a\nb",
            "a\0",
            "\u{7f}",
            "näme",
            "a\", mac=\"x",
        ] {
            let error = MacCredentials::new(id, KEY).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{id:?}");
        }
        assert!(MacCredentials::new("a name, 1=2;", KEY).is_ok());
        let error = MacCredentials::new("name", "").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
    }

    #[test]
    fn parts_with_line_ends_or_quotes_are_not_signed_for_sending() {
        let credentials = MacCredentials::new("name", KEY).unwrap();
        let sound = example("/x", "a=b");
        assert!(credentials.authorization(&sound).is_ok());
        for (name, request) in [
            (
                "nonce",
                MacRequest {
                    nonce: "a\"",
                    ..sound
                },
            ),
            (
                "nonce",
                MacRequest {
                    nonce: "a\nb",
                    ..sound
                },
            ),
            (
                "ext",
                MacRequest {
                    ext: "a\\",
                    ..sound
                },
            ),
            ("ext", MacRequest { ext: "ä", ..sound }),
            (
                "method",
                MacRequest {
                    method: "GET\n/x",
                    ..sound
                },
            ),
            (
                "path",
                MacRequest {
                    path_and_query: "/x\n",
                    ..sound
                },
            ),
            (
                "host",
                MacRequest {
                    host: "a\rb",
                    ..sound
                },
            ),
        ] {
            let error = credentials.authorization(&request).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{name}");
        }
    }

    #[test]
    fn debug_shows_neither_key_nor_path() {
        let credentials = MacCredentials::new("the-name", "the-key").unwrap();
        let text = format!("{credentials:?} {:?}", example("/wallet/7", "project_id=3"));
        for hidden in ["the-key", "the-name", "wallet", "project", "nQn"] {
            assert!(!text.contains(hidden), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_part_counts_and_the_case_of_the_host_does_not(
            timestamp in 0..u64::MAX - 1, nonce in "[A-Za-z0-9]{32}", method in "[A-Z]{1,7}", path in "/[!-~]{0,40}",
            host in "[A-Za-z0-9.-]{1,20}", port in 1..u16::MAX, ext in "[a-z0-9=&%]{0,30}", key in ".{1,40}",
        ) {
            let credentials = MacCredentials::new("name", key.as_str()).unwrap();
            let request = MacRequest {
                timestamp, nonce: &nonce, method: &method, path_and_query: &path, host: &host, port, ext: &ext,
            };
            let mac = credentials.sign(&request);
            let loud = host.to_ascii_uppercase();
            prop_assert_eq!(&mac, &credentials.sign(&MacRequest { host: &loud, ..request }));
            prop_assert_eq!(request.normalized().matches('\n').count(), 7);
            let longer = |part: &str| format!("{part}x");
            for (number, other) in [
                MacRequest { timestamp: timestamp + 1, ..request },
                MacRequest { nonce: &longer(&nonce), ..request },
                MacRequest { method: &longer(&method), ..request },
                MacRequest { path_and_query: &longer(&path), ..request },
                MacRequest { host: &longer(&host), ..request },
                MacRequest { port: port + 1, ..request },
                MacRequest { ext: &longer(&ext), ..request },
            ].iter().enumerate() {
                prop_assert_ne!(&mac, &credentials.sign(other), "part {}", number);
            }
            let other_key = MacCredentials::new("name", longer(&key)).unwrap();
            prop_assert_ne!(&mac, &other_key.sign(&request));
        }

        #[test]
        fn a_header_has_as_many_quotes_as_its_attributes_need(id in "\\PC{1,20}", nonce in "\\PC{0,20}", ext in "\\PC{0,30}") {
            let Ok(credentials) = MacCredentials::new(id, KEY) else { return Ok(()) };
            let request = MacRequest { nonce: &nonce, ..example("/", &ext) };
            if let Ok(header) = credentials.authorization(&request) {
                let text = header.to_str().unwrap();
                let attributes = if ext.is_empty() { 4 } else { 5 };
                prop_assert_eq!(text.matches('"').count(), 2 * attributes);
                prop_assert!(!text.contains('\\'));
            }
        }
    }
}
