//! Whether a body can be read, and reading it.

use std::{error::Error as StdError, fmt, io::Read};

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use serde::de::{DeserializeOwned, IgnoredAny};

/// What a compressed body may come to. A notice is a hint; nothing so large can be one.
const LARGEST: u64 = 16 << 20;

/// Why a body cannot be read. Such a notice is stored, acknowledged and handed over like any other: that something happened is still a hint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unreadable {
    /// `Content-Encoding` is neither absent nor `identity` nor `gzip`.
    UnknownEncoding,
    /// `Content-Encoding` says `gzip`, and the body is none, or only the beginning of one.
    BadGzip,
    /// Unpacked, the body is longer than 16 MiB.
    TooLong,
    /// The body is not UTF-8.
    NotUtf8,
    /// The body is not one JSON value.
    NotJson,
    /// The body is JSON, but not of the type that was asked for. Never the mark of a stored notice: no types are documented.
    OtherType,
}

const ALL: [(Unreadable, &str); 6] = [
    (Unreadable::UnknownEncoding, "unknown-encoding"),
    (Unreadable::BadGzip, "bad-gzip"),
    (Unreadable::TooLong, "too-long"),
    (Unreadable::NotUtf8, "not-utf8"),
    (Unreadable::NotJson, "not-json"),
    (Unreadable::OtherType, "other-type"),
];

impl Unreadable {
    /// The word for it in the file.
    pub(super) fn name(self) -> &'static str {
        let known = ALL.iter().find(|(reason, _)| *reason == self);
        known.map_or("", |(_, name)| name)
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        let known = ALL.iter().find(|(_, known)| *known == name);
        known.map(|(reason, _)| *reason)
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownEncoding => "the body has an unknown content encoding",
            Self::BadGzip => "the body is no complete gzip",
            Self::TooLong => "the unpacked body is longer than 16 MiB",
            Self::NotUtf8 => "the body is not UTF-8",
            Self::NotJson => "the body is not JSON",
            Self::OtherType => "the body is JSON of another type",
        })
    }
}

impl StdError for Unreadable {}

/// The body without its content encoding.
pub(super) fn unpacked(body: &Bytes, encoding: Option<&[u8]>) -> Result<Bytes, Unreadable> {
    let encoding = encoding.unwrap_or_default().trim_ascii();
    if encoding.is_empty() || encoding.eq_ignore_ascii_case(b"identity") {
        return Ok(body.clone());
    }
    if !encoding.eq_ignore_ascii_case(b"gzip") && !encoding.eq_ignore_ascii_case(b"x-gzip") {
        return Err(Unreadable::UnknownEncoding);
    }
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(&body[..])
        .take(LARGEST + 1)
        .read_to_end(&mut unpacked)
        .map_err(|_| Unreadable::BadGzip)?;
    if unpacked.len() as u64 > LARGEST {
        return Err(Unreadable::TooLong);
    }
    Ok(unpacked.into())
}

/// The body as a type. What serde says is dropped, because it quotes.
pub(super) fn read<T: DeserializeOwned>(
    body: &Bytes,
    encoding: Option<&[u8]>,
) -> Result<T, Unreadable> {
    let unpacked = unpacked(body, encoding)?;
    let text = std::str::from_utf8(&unpacked).map_err(|_| Unreadable::NotUtf8)?;
    serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            Unreadable::OtherType
        } else {
            Unreadable::NotJson
        }
    })
}

/// The mark of a body that has just come.
pub(super) fn mark(body: &Bytes, encoding: Option<&[u8]>) -> Option<Unreadable> {
    read::<IgnoredAny>(body, encoding).err()
}
