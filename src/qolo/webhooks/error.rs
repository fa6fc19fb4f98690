//! What can go wrong with an inbox.

use std::{
    error::Error as StdError,
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::ErrorCode;

/// Why an inbox or a receiver cannot do what it was asked for. It names the file and never shows a body, a header or the secret path.
///
/// ```no_run
/// use pazemo::qolo::webhooks::{Inbox, InboxErrorKind};
///
/// # async fn example() {
/// match Inbox::builder("qolo-inbox.sqlite").open().await {
///     Err(error) if error.kind() == InboxErrorKind::InUse => { /* The process before this one still runs. */ }
///     Err(error) => panic!("{error}"),
///     Ok(inbox) => { /* … */ }
/// }
/// # }
/// ```
#[derive(Clone)]
pub struct InboxError {
    kind: InboxErrorKind,
    file: Option<PathBuf>,
    reason: String,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// What kind of thing went wrong with an inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InboxErrorKind {
    /// A setting that cannot be.
    Setting,
    /// Another process, or another inbox of this one, has the file.
    InUse,
    /// The file is damaged.
    Damaged,
    /// The file is no inbox, or that of another program.
    NotAnInbox,
    /// The file was written by a newer version of this crate.
    Newer,
    /// The disk is full, or the file is as large as it may become.
    Full,
    /// The file cannot be read or written for another reason.
    Storage,
    /// The inbox was closed.
    Closed,
}

impl InboxError {
    pub(super) fn setting(reason: impl Into<String>) -> Self {
        Self {
            kind: InboxErrorKind::Setting,
            file: None,
            reason: reason.into(),
            source: None,
        }
    }

    pub(super) fn new(kind: InboxErrorKind, file: &Path, reason: impl Into<String>) -> Self {
        Self {
            kind,
            file: Some(file.to_owned()),
            reason: reason.into(),
            source: None,
        }
    }

    pub(super) fn closed(file: &Path) -> Self {
        Self::new(InboxErrorKind::Closed, file, "the inbox was closed")
    }

    pub(super) fn full(file: &Path) -> Self {
        let reason =
            "the file is as large as it may become; settle dead letters or raise the limit";
        Self::new(InboxErrorKind::Full, file, reason)
    }

    pub(super) fn io(file: &Path, source: std::io::Error) -> Self {
        let source = Some(Arc::new(source) as _);
        Self {
            source,
            ..Self::new(InboxErrorKind::Storage, file, "the file cannot be had")
        }
    }

    /// SQLite's error, without its text: what SQLite says may quote, the code does not.
    pub(super) fn sqlite(file: &Path, source: &rusqlite::Error) -> Self {
        let (kind, reason) = match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
                InboxErrorKind::InUse,
                "another process or another inbox of this one has the file",
            ),
            Some(ErrorCode::DatabaseCorrupt) => (InboxErrorKind::Damaged, "the file is damaged"),
            Some(ErrorCode::NotADatabase) => (
                InboxErrorKind::NotAnInbox,
                "the file is no SQLite database, or its beginning is damaged",
            ),
            Some(ErrorCode::DiskFull) => (InboxErrorKind::Full, "the disk is full"),
            _ => (
                InboxErrorKind::Storage,
                "the file cannot be read or written",
            ),
        };
        let code = source.sqlite_error().map_or_else(
            || "an entry of an unexpected form".to_owned(),
            |error| format!("SQLite's code {}", error.extended_code),
        );
        Self {
            source: Some(Arc::new(Code(code))),
            ..Self::new(kind, file, reason)
        }
    }

    /// What kind of thing went wrong.
    pub fn kind(&self) -> InboxErrorKind {
        self.kind
    }

    /// The file of the inbox, unless a setting was wrong.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }
}

impl fmt::Display for InboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "inbox {}: ", file.display())?;
        }
        f.write_str(&self.reason)?;
        match &self.source {
            Some(source) => write!(f, " ({source})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for InboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InboxError")
            .field("kind", &self.kind)
            .field("file", &self.file)
            .field("reason", &self.reason)
            .field("source", &self.source)
            .finish()
    }
}

impl StdError for InboxError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|source| source.as_ref() as _)
    }
}

#[derive(Debug)]
struct Code(String);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for Code {}
