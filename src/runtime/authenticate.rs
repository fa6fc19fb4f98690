//! The bearer token as a header.

use http::HeaderValue;

use crate::{Error, ErrorKind, Secret};

/// `Authorization: Bearer …`, marked sensitive, so that no HTTP library prints it.
pub(super) fn bearer(token: Option<&Secret>) -> Result<HeaderValue, Error> {
    let refused = |why: &str| Error::new(ErrorKind::Configuration, why);
    let token = token
        .ok_or_else(|| refused("a client needs a token; give it with `ClientBuilder::token`"))?;
    // RFC 6750, section 2.1 has a narrower alphabet; the page does not say what its tokens are made of.
    let printable = token.expose().bytes().all(|byte| byte.is_ascii_graphic());
    if token.expose().is_empty() || !printable {
        return Err(refused(
            "the token is empty, or has white space or characters that cannot stand in a header",
        ));
    }
    let mut value = HeaderValue::try_from(format!("Bearer {}", token.expose()))
        .map_err(|_| refused("the token cannot stand in a header"))?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_marked_sensitive() {
        let value = bearer(Some(&Secret::new("t0ken"))).unwrap();
        assert!(value.is_sensitive());
        assert_eq!(value.as_bytes(), b"Bearer t0ken");
        assert_eq!(format!("{value:?}"), "Sensitive");
    }
}
