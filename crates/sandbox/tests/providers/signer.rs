//! Signatures, written after Paysera's page.

use std::{
    net::SocketAddr,
    sync::atomic::{AtomicU32, Ordering::Relaxed},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use ring::{digest, hmac};

use crate::http::{Answer, Request, request};

/// The key that Paysera publishes as an example, and its identifier.
pub(crate) const ID: &str = "wkVd93h2uS";
pub(crate) const KEY: &str = "IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU";

/// What is said in a signature; every part of it can be made wrong.
#[derive(Clone)]
pub(crate) struct Signer {
    pub(crate) id: String,
    pub(crate) key: String,
    pub(crate) time: i64,
    pub(crate) nonce: String,
    pub(crate) ext: String,
}

static NONCES: AtomicU32 = AtomicU32::new(0);

impl Signer {
    /// Right for a moment by the sandbox's clock.
    pub(crate) fn at(time: i64) -> Self {
        let number = NONCES.fetch_add(1, Relaxed);
        Self {
            id: ID.to_owned(),
            key: KEY.to_owned(),
            time,
            nonce: format!("nonce{number:027}"),
            ext: String::new(),
        }
    }

    pub(crate) fn ext(mut self, ext: &str) -> Self {
        self.ext = ext.to_owned();
        self
    }

    /// The header for a request to a host and a port.
    pub(crate) fn header(&self, method: &str, target: &str, host: &str, port: u16) -> String {
        let lines = [
            &self.time.to_string(),
            &self.nonce,
            method,
            target,
            host,
            &port.to_string(),
            &self.ext,
        ];
        let mut text = String::new();
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.key.as_bytes());
        let mac = STANDARD.encode(hmac::sign(&key, text.as_bytes()));
        let mut header = format!(
            r#"MAC id="{}", ts="{}", nonce="{}", mac="{mac}""#,
            self.id, self.time, self.nonce
        );
        if !self.ext.is_empty() {
            header.push_str(&format!(r#", ext="{}""#, self.ext));
        }
        header
    }

    /// A signed request without a body.
    pub(crate) fn request(&self, method: &str, target: &str, address: SocketAddr) -> Request {
        let host = address.ip().to_string();
        let header = self.header(method, target, &host, address.port());
        request(method, target).header("Authorization", &header)
    }

    pub(crate) fn get(&self, target: &str, address: SocketAddr) -> Answer {
        self.request("GET", target, address).send(address)
    }

    /// A signed request with a body, its hash in front of whatever else `ext` has.
    pub(crate) fn post(&self, target: &str, media: &str, body: &str, at: SocketAddr) -> Request {
        let hash = body_hash(body);
        let ext = match self.ext.as_str() {
            "" => format!("body_hash={hash}"),
            ext => format!("body_hash={hash}&{ext}"),
        };
        let signed = self.clone().ext(&ext).request("POST", target, at);
        signed.body(media, body)
    }
}

/// Form-encoded.
pub(crate) fn body_hash(body: &str) -> String {
    let hash = STANDARD.encode(digest::digest(&digest::SHA256, body.as_bytes()));
    hash.replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D")
}
