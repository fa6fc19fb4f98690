//! A stored notice.

use std::{fmt, time::SystemTime};

use bytes::Bytes;
use http::{HeaderMap, header};
use serde::de::DeserializeOwned;

use super::{Unreadable, unreadable};

/// The number of a notice in its inbox: given in the order of storing, never given again. It is the inbox's own; Qolo documents none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoticeId(pub(super) i64);

impl NoticeId {
    /// The notice of that number, as one shown by [`number`](Self::number) before.
    pub fn from_number(number: i64) -> Self {
        Self(number)
    }

    /// The number itself.
    pub fn number(self) -> i64 {
        self.0
    }
}

impl fmt::Display for NoticeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A notice as it was received: **a hint that something happened, to be re-read through the API**, and no more. Whoever knows the address can
/// send one, none is signed, and they come in any order, twice or not at all.
///
/// `Debug` shows neither the body nor values of headers.
///
/// ```
/// use pazemo::{BoxError, qolo::webhooks::Notice};
///
/// #[derive(serde::Deserialize)]
/// struct Hint {
///     // What stands in a notice is not documented: look at yours, and take what tells you what to read again.
///     card: Option<String>,
/// }
///
/// async fn handle(notice: Notice) -> Result<(), BoxError> {
///     // What cannot be read will not become readable by repeating.
///     let Ok(hint) = notice.json::<Hint>() else { return Ok(()) };
///     if let Some(card) = hint.card {
///         // Read the card through the API, and act on what the API says.
///     }
///     Ok(())
/// }
/// ```
#[derive(Clone)]
pub struct Notice {
    pub(super) id: NoticeId,
    pub(super) received_at: SystemTime,
    pub(super) body: Bytes,
    pub(super) headers: HeaderMap,
    pub(super) headers_complete: bool,
    pub(super) sha256: [u8; 32],
    pub(super) possible_duplicate_of: Option<NoticeId>,
    pub(super) unreadable: Option<Unreadable>,
    pub(super) attempt: u32,
}

impl Notice {
    /// Its number in the inbox.
    pub fn id(&self) -> NoticeId {
        self.id
    }

    /// When the whole body was there, by this machine's clock.
    pub fn received_at(&self) -> SystemTime {
        self.received_at
    }

    /// The body, byte for byte as it came; also packed, if it came packed.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The headers that were selected for storing.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Whether all selected headers are there. Those beyond 16 KiB are left out.
    pub fn headers_complete(&self) -> bool {
        self.headers_complete
    }

    /// The SHA-256 of [`body`](Self::body).
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    /// The first notice with the same body, if the inbox had one when this came. Two events may have equal bodies: this is no proof.
    pub fn possible_duplicate_of(&self) -> Option<NoticeId> {
        self.possible_duplicate_of
    }

    /// Why the body cannot be read as JSON, if it cannot.
    pub fn unreadable(&self) -> Option<Unreadable> {
        self.unreadable
    }

    /// How often it was handed over, this time included; 1 at first. Where the process ended while the notice was handled, that counts.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The body read as JSON, unpacked first if it came packed.
    ///
    /// # Errors
    ///
    /// Why it cannot be read as this type; without a word of the body.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Unreadable> {
        unreadable::read(&self.body, self.encoding())
    }

    /// The body without its content encoding.
    ///
    /// # Errors
    ///
    /// [`Unreadable::UnknownEncoding`], [`Unreadable::BadGzip`] or [`Unreadable::TooLong`].
    pub fn unpacked(&self) -> Result<Bytes, Unreadable> {
        unreadable::unpacked(&self.body, self.encoding())
    }

    fn encoding(&self) -> Option<&[u8]> {
        let encoding = self.headers.get(header::CONTENT_ENCODING);
        encoding.map(http::HeaderValue::as_bytes)
    }
}

impl fmt::Debug for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notice")
            .field("id", &self.id)
            .field("received_at", &self.received_at)
            .field("body_bytes", &self.body.len())
            .field("possible_duplicate_of", &self.possible_duplicate_of)
            .field("unreadable", &self.unreadable)
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}

/// A notice that is not handed over any more, because every attempt failed. It stays until it is put back or dropped.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DeadLetter {
    /// The notice itself; its [`attempt`](Notice::attempt) is the last one.
    pub notice: Notice,
    /// When it was given up, by this machine's clock.
    pub given_up_at: SystemTime,
    /// What the last attempt failed with.
    pub reason: DeadReason,
}

/// What the last attempt at a dead letter failed with. `Debug` hides the text, which is the handler's own; [`text`](Self::text) shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct DeadReason(pub(super) String);

impl DeadReason {
    /// The text: of the handler's error, its first 1,000 characters.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DeadReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeadReason([hidden])")
    }
}

/// How many notices an inbox holds, by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct InboxCounts {
    /// Stored, and not handed over or to be handed over again.
    pub waiting: u64,
    /// Being handled now.
    pub in_hand: u64,
    /// Handled, and not yet pruned.
    pub handled: u64,
    /// Given up.
    pub dead: u64,
}
