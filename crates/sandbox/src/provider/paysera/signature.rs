//! Whether a signature is right. Written after the page, and not after the client: each checks the other.

use http::{HeaderMap, header, request::Parts};
use ring::{digest, hmac};

use super::header::Credentials;

/// Whether a MAC is that of this request under this key.
pub(super) fn is_right(
    credentials: &Credentials<'_>,
    key: &[u8],
    head: &Parts,
    default_port: u16,
) -> bool {
    let Some(signed) = signed_text(credentials, head, default_port) else {
        return false;
    };
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::verify(&key, signed.as_bytes(), &credentials.mac).is_ok()
}

/// What is signed: seven lines, each with its end.
fn signed_text(credentials: &Credentials<'_>, head: &Parts, default_port: u16) -> Option<String> {
    let (host, port) = host_and_port(head, default_port)?;
    let target = head
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let Credentials {
        timestamp,
        nonce,
        ext,
        ..
    } = credentials;
    let method = head.method.as_str();
    let host = host.to_ascii_lowercase();
    Some(format!(
        "{timestamp}\n{nonce}\n{method}\n{target}\n{host}\n{port}\n{ext}\n"
    ))
}

/// Where the request believes to be going.
fn host_and_port(head: &Parts, default_port: u16) -> Option<(&str, u16)> {
    let authority = match head.uri.authority() {
        Some(authority) => authority.as_str(),
        None => only(&head.headers, header::HOST)?,
    };
    // The colons of an IPv6 address stand in brackets.
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => Some((host, port.parse().ok()?)),
        _ => Some((authority, default_port)),
    }
}

/// The value of a header that is there once.
pub(super) fn only(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    let mut all = headers.get_all(name).iter();
    let value = all.next()?.to_str().ok()?;
    all.next().is_none().then_some(value)
}

/// The SHA-256 of a body.
pub(super) fn hash(body: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA256, body).as_ref().to_vec()
}
