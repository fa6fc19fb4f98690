//! What came of it.

use std::fmt;

use bytes::Bytes;

/// A success: its body was read as the document's type and held against the request, and is given as it came.
#[derive(Clone)]
pub struct Answer {
    status: u16,
    attempts: u32,
    body: Bytes,
}

impl Answer {
    pub(crate) fn new(status: u16, attempts: u32, body: Bytes) -> Self {
        Self {
            status,
            attempts,
            body,
        }
    }

    /// The HTTP status, 200 to 299.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// How many attempts were made.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The whole body, decompressed: JSON or text, as the document says. It may hold personal data.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("attempts", &self.attempts)
            .field("bytes", &self.body.len())
            .finish()
    }
}
