//! The extra parameters: in `ext`, or in headers of their own.

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderName};
use percent_encoding::percent_decode_str;

/// What a request says besides what it asks for.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Extra {
    /// The SHA-256 of the body that was signed.
    pub(super) body_hash: Option<Vec<u8>>,
    pub(super) project: Option<String>,
    pub(super) location: Option<String>,
}

const PROJECT: HeaderName = HeaderName::from_static("wallet-api-project-id");
const LOCATION: HeaderName = HeaderName::from_static("wallet-api-location-id");

/// Reads `ext`, which is written like a form. What it has besides is left alone; says what is wrong, and quotes nothing.
pub(super) fn read(ext: &str) -> Result<Extra, &'static str> {
    let mut extra = Extra::default();
    for pair in ext.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair
            .split_once('=')
            .ok_or("`ext` is not written like a form")?;
        let value = decoded(value).ok_or("`ext` is not UTF-8")?;
        let is_double = match name {
            "body_hash" => {
                let hash = STANDARD.decode(value);
                let hash = hash.map_err(|_| "`body_hash` is not written in base64")?;
                extra.body_hash.replace(hash).is_some()
            }
            "project_id" => extra.project.replace(value).is_some(),
            "location_id" => extra.location.replace(value).is_some(),
            _ => false,
        };
        if is_double {
            return Err("`ext` has a parameter twice");
        }
    }
    Ok(extra)
}

fn decoded(value: &str) -> Option<String> {
    let spaced = value.replace('+', " ");
    Some(percent_decode_str(&spaced).decode_utf8().ok()?.into_owned())
}

/// Reads the headers of a client with a certificate.
pub(super) fn from_headers(headers: &HeaderMap) -> Result<Extra, &'static str> {
    let one = |name: HeaderName| {
        let mut all = headers.get_all(name).iter();
        let first = all.next();
        if all.next().is_some() {
            return Err("an extra parameter stands there twice");
        }
        let text = first.map(|value| value.to_str().map(str::to_owned));
        text.transpose()
            .map_err(|_| "an extra parameter is no text")
    };
    Ok(Extra {
        body_hash: None,
        project: one(PROJECT)?,
        location: one(LOCATION)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_form() {
        let extra = read("body_hash=AAE%3D&project_id=a%20b+c&location_id=7&other=1").unwrap();
        assert_eq!(extra.body_hash.as_deref(), Some(&[0, 1][..]));
        assert_eq!(extra.project.as_deref(), Some("a b c"));
        assert_eq!(extra.location.as_deref(), Some("7"));
        assert_eq!(read("").unwrap(), Extra::default());
    }

    #[test]
    fn what_is_no_form_or_stands_twice_is_refused() {
        for wrong in [
            "project_id",
            "project_id=1&project_id=1",
            "body_hash=%%",
            "body_hash=A&",
            "project_id=%ff",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
