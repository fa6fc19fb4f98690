//! A path that only Qolo and you know.

use std::fmt;

use ring::digest::{SHA256, digest};
use subtle::ConstantTimeEq;

use crate::Secret;

use super::InboxError;

/// Shorter ones can be found by trying.
const SHORTEST: usize = 16;

/// Hashes are compared, so that neither what differs nor its length shows in the time it takes.
#[derive(Clone)]
pub(super) struct SecretPath([u8; 32]);

impl SecretPath {
    pub(super) fn new(path: &Secret) -> Result<Self, InboxError> {
        let path = path.expose();
        let sendable = |byte: u8| byte.is_ascii_graphic() && !b"?#\"<>\\^`{|}".contains(&byte);
        if !path.starts_with('/') || !path.bytes().all(sendable) {
            let reason = "the secret path must begin with `/` and hold only what a URL's path may";
            return Err(InboxError::setting(reason));
        }
        if path.rsplit('/').map(str::len).max() < Some(SHORTEST) {
            let reason = "the secret path has no segment of 16 characters: it could be guessed";
            return Err(InboxError::setting(reason));
        }
        Ok(Self(hash(path)))
    }

    pub(super) fn is(&self, path: &str) -> bool {
        self.0.ct_eq(&hash(path)).into()
    }
}

fn hash(path: &str) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, path.as_bytes()).as_ref());
    hash
}

impl fmt::Debug for SecretPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretPath([redacted])")
    }
}
