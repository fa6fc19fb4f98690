//! Faults on demand: what goes wrong with a request, and whether it was carried out before.

mod queue;
mod sequence;
mod text;

use std::{fmt, time::Duration};

pub(crate) use queue::FaultQueues;
pub use sequence::FaultSequence;

/// What goes wrong. It is written down as `status=503`, `drop` and so on; see [`Fault`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// `none`: nothing. In a sequence it lets a request pass.
    None,
    /// `status=NNN`: an answer with this status, from 200 to 999, in the form that the document gives it.
    Status(u16),
    /// `drop`: the connection is closed without an answer.
    Drop,
    /// `reset`: the connection is reset without an answer.
    Reset,
    /// `delay=SECONDS`: the answer comes later. Before: nothing is done until the time is over, and nothing at all if the
    /// caller has gone by then.
    Delay(Duration),
    /// `truncate`: the whole length is announced, half of the body is sent, and the connection is closed.
    Truncate,
    /// `slow` or `slow=SECONDS`: the body comes in small pieces over this time.
    Slow(Duration),
    /// `html=NNN`: a gateway's page with this status.
    Html(u16),
    /// `content-type=VALUE`: the answer says that it is something else.
    ContentType(String),
    /// `duplicate`: the request is delivered twice, and carried out as often; the second outcome is answered.
    Duplicate,
    /// `hang`: no answer, for as long as the caller waits.
    Hang,
}

/// When a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// Nothing is carried out.
    Before,
    /// The request is carried out and committed, and then it goes wrong.
    After,
}

/// A fault, and when it strikes.
///
/// It is written `KIND` or `KIND;when=before` or `KIND;when=after`. Without `when`, what replaces an answer strikes before, and what spoils
/// one (`truncate`, `slow`, `content-type`) strikes after; struck before, these spoil an answer with 503. A request delivered twice is carried
/// out in any case.
///
/// ```
/// use pazemo_sandbox::{Fault, FaultKind, When};
///
/// let fault: Fault = "status=503;when=after".parse()?;
/// assert_eq!(fault, Fault::status(503)?.after());
/// assert_eq!(*fault.kind(), FaultKind::Status(503));
/// assert_eq!(fault.when(), When::After);
/// assert_eq!(fault.to_string(), "status=503;when=after");
/// let error = "status=99".parse::<Fault>().unwrap_err();
/// assert!(error.to_string().contains("200"));
/// # Ok::<(), pazemo_sandbox::InvalidFault>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Fault {
    kind: FaultKind,
    when: When,
}

/// What is no fault. It says what would be right, and quotes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidFault {
    message: String,
}

/// Delays are no longer than this.
pub(crate) const LONGEST: Duration = Duration::from_secs(3600);

impl InvalidFault {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

impl fmt::Display for InvalidFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for InvalidFault {}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fault({self})")
    }
}

impl Fault {
    fn new(kind: FaultKind) -> Self {
        let when = Self::usual(&kind);
        Self { kind, when }
    }

    /// When a fault of a kind strikes, if nobody says.
    fn usual(kind: &FaultKind) -> When {
        match kind {
            FaultKind::None
            | FaultKind::Truncate
            | FaultKind::Slow(_)
            | FaultKind::ContentType(_)
            | FaultKind::Duplicate => When::After,
            _ => When::Before,
        }
    }

    /// What goes wrong.
    pub fn kind(&self) -> &FaultKind {
        &self.kind
    }

    /// When it strikes.
    pub fn when(&self) -> When {
        self.when
    }

    /// Strikes before anything is carried out.
    #[must_use]
    pub fn before(mut self) -> Self {
        if !matches!(self.kind, FaultKind::None | FaultKind::Duplicate) {
            self.when = When::Before;
        }
        self
    }

    /// Strikes after the request was carried out.
    #[must_use]
    pub fn after(mut self) -> Self {
        self.when = When::After;
        self
    }

    /// Nothing; lets a request pass in a sequence.
    pub fn none() -> Self {
        Self::new(FaultKind::None)
    }

    /// An answer with this status.
    ///
    /// # Errors
    ///
    /// [`InvalidFault`] if it is not from 200 to 999.
    pub fn status(status: u16) -> Result<Self, InvalidFault> {
        text::status(status).map(|status| Self::new(FaultKind::Status(status)))
    }

    /// The connection is closed without an answer.
    pub fn drop_connection() -> Self {
        Self::new(FaultKind::Drop)
    }

    /// The connection is reset without an answer.
    pub fn reset() -> Self {
        Self::new(FaultKind::Reset)
    }

    /// The answer comes later, by at most an hour; precise to the millisecond.
    pub fn delay(by: Duration) -> Self {
        Self::new(FaultKind::Delay(text::duration(by)))
    }

    /// Half of the body, and then the end.
    pub fn truncate() -> Self {
        Self::new(FaultKind::Truncate)
    }

    /// The body comes in small pieces over this time, at most an hour; precise to the millisecond.
    pub fn slow(over: Duration) -> Self {
        Self::new(FaultKind::Slow(text::duration(over)))
    }

    /// A gateway's page.
    ///
    /// # Errors
    ///
    /// [`InvalidFault`] if the status is not from 200 to 999.
    pub fn html(status: u16) -> Result<Self, InvalidFault> {
        text::status(status).map(|status| Self::new(FaultKind::Html(status)))
    }

    /// The answer says that it is something else.
    ///
    /// # Errors
    ///
    /// [`InvalidFault`] if it cannot be the value of a header.
    pub fn content_type(value: &str) -> Result<Self, InvalidFault> {
        text::content_type(value).map(|value| Self::new(FaultKind::ContentType(value)))
    }

    /// The request is delivered twice.
    pub fn duplicate() -> Self {
        Self::new(FaultKind::Duplicate)
    }

    /// No answer at all.
    pub fn hang() -> Self {
        Self::new(FaultKind::Hang)
    }
}
