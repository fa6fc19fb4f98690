//! Bearer tokens.

use http::{HeaderMap, header};

use crate::refusal::Refusal;

/// The bearer token of a request that has exactly one.
pub(crate) fn token(headers: &HeaderMap) -> Result<&str, Refusal> {
    let refused = |message: &str| Refusal::new(401, "unauthorized", message);
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let Some(first) = all.next().filter(|value| !value.is_empty()) else {
        let message = "the request has no token; right would be `Authorization: Bearer TOKEN`";
        return Err(refused(message));
    };
    if all.next().is_some() {
        return Err(refused("there is more than one `Authorization` header"));
    }
    let parts = first.to_str().ok().and_then(|text| text.split_once(' '));
    match parts {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim()),
        _ => Err(refused(
            "the `Authorization` header does not begin with `Bearer `; right would be `Authorization: Bearer TOKEN`",
        )),
    }
}
