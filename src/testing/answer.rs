//! One answer, for whatever operation.

use std::{fmt, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, header::CONTENT_TYPE};
use serde::Serialize;

use super::Request;

/// A type that the document knows as the body of an error: what [`Answer::error`] and [`Script::error`](super::Script::error) take.
///
/// The generated types have it. It is not to be implemented elsewhere; [`Answer::raw`] sends whatever else there is.
pub trait ErrorForm: Serialize + sealed::Sealed {}

pub(crate) mod sealed {
    /// Keeps [`ErrorForm`](super::ErrorForm) to the generated types.
    pub trait Sealed {}
}

/// An answer that suits every operation, for sequences that are put together elsewhere than at a [`Script`](super::Script).
///
/// ```
/// use std::time::Duration;
/// use pazemo::testing::{Answer, Server};
///
/// // The same misfortunes for each of several operations.
/// for misfortune in [
///     Answer::reset(),
///     Answer::status(429).with_header("Retry-After", "1"),
///     Answer::html(502, "<h1>Bad Gateway</h1>").delayed(Duration::from_millis(10)),
/// ] {
///     let server = Server::start()?;
///     server.on_create_withdraw().answer(misfortune.clone());
///     server.on_get_user().answer(misfortune);
///     // … the code under test …
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "an answer is given only if a script takes it"]
pub struct Answer {
    pub(super) what: What,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) delay: Duration,
    /// Makes the body when the request is there.
    make_body: Option<Arc<MakeBody>>,
}

type MakeBody = dyn Fn(&Request) -> Vec<u8> + Send + Sync;

/// What becomes of a request.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum What {
    Whole { status: u16, body: Bytes },
    Truncated { status: u16, body: Bytes },
    Reset,
    ResetBeforeReading,
    Close,
    Hang,
}

impl Answer {
    fn new(what: What) -> Self {
        Self {
            what,
            headers: Vec::new(),
            delay: Duration::ZERO,
            make_body: None,
        }
    }

    /// A status without a body.
    ///
    /// # Panics
    ///
    /// If the status is not from 200 to 999.
    #[track_caller]
    pub fn status(status: u16) -> Self {
        Self::whole(status, "", Bytes::new())
    }

    /// A status with one of the documented error bodies.
    ///
    /// # Panics
    ///
    /// If the status is not from 400 to 599, where errors are.
    ///
    /// ```
    /// use pazemo::testing::{Answer, examples};
    ///
    /// let refused = Answer::error(400, &examples::errors::validation_error());
    /// assert_eq!(format!("{refused:?}"), "Answer(status 400)");
    /// ```
    #[track_caller]
    pub fn error(status: u16, body: &impl ErrorForm) -> Self {
        assert!(
            (400..600).contains(&status),
            "an error has a status from 400 to 599, not {status}"
        );
        Self::raw(status, "application/json", json(body))
    }

    /// A page in HTML, as gateways and proxies answer.
    ///
    /// # Panics
    ///
    /// As [`Answer::status`].
    #[track_caller]
    pub fn html(status: u16, text: &str) -> Self {
        Self::raw(status, "text/html; charset=utf-8", text)
    }

    /// Whatever body with whatever content type; an empty content type is none.
    ///
    /// # Panics
    ///
    /// As [`Answer::status`], or if the content type cannot stand in a header.
    #[track_caller]
    pub fn raw(status: u16, content_type: &str, body: impl AsRef<[u8]>) -> Self {
        Self::whole(status, content_type, Bytes::copy_from_slice(body.as_ref()))
    }

    /// The connection is reset (TCP RST) after the whole request was read: it may have been carried out.
    pub fn reset() -> Self {
        Self::new(What::Reset)
    }

    /// The connection is reset as soon as the request's head tells the operation; its body is left unread. Where another sequence of
    /// the operation has a [condition](super::Script::when), the body is read all the same, because the condition may ask for it.
    pub fn reset_before_reading() -> Self {
        Self::new(What::ResetBeforeReading)
    }

    /// The connection is closed in order after the whole request was read, without an answer.
    pub fn close() -> Self {
        Self::new(What::Close)
    }

    /// No answer ever comes; the connection stays open until the client closes it or the server is dropped.
    pub fn hang() -> Self {
        Self::new(What::Hang)
    }

    /// Adds a header; one that is set already, by default or before, is replaced.
    ///
    /// # Panics
    ///
    /// If name or value cannot stand in a header, or if this answer has no head (a reset, for example).
    #[track_caller]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        assert!(
            matches!(self.what, What::Whole { .. } | What::Truncated { .. }),
            "{self} has no headers"
        );
        let Ok(name) = HeaderName::try_from(name) else {
            panic!("the name of a header cannot be {name:?}");
        };
        let Ok(value) = HeaderValue::try_from(value) else {
            panic!("the value for the header {name} cannot stand in a header");
        };
        self.headers.retain(|(found, _)| *found != name);
        self.headers.push((name, value));
        self
    }

    /// What happens, happens this long after the request was read. The time is that of the clock, also where a test has stopped
    /// Tokio's.
    pub fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// The same with a body that is made of the request.
    pub(super) fn made_by(
        mut self,
        make: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static,
    ) -> Self {
        self.make_body = Some(Arc::new(make));
        self
    }

    /// The answer to this request. Runs the user's code, if there is any.
    pub(super) fn to(mut self, request: &Request) -> Self {
        if let (Some(make), What::Whole { body, .. }) = (self.make_body.take(), &mut self.what) {
            *body = make(request).into();
        }
        self
    }

    /// The first half of an answer that announces the whole, after which the connection is closed in order.
    #[track_caller]
    pub(super) fn truncated(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        assert!(!body.is_empty(), "an empty body cannot break off");
        let mut answer = Self::whole(status, content_type, body.into());
        if let What::Whole { status, body } = answer.what {
            answer.what = What::Truncated { status, body };
        }
        answer
    }

    #[track_caller]
    fn whole(status: u16, content_type: &str, body: Bytes) -> Self {
        assert!(
            (200..1000).contains(&status),
            "an answer has a status from 200 to 999, not {status}"
        );
        let answer = Self::new(What::Whole { status, body });
        if content_type.is_empty() {
            answer
        } else {
            answer.with_header(CONTENT_TYPE.as_str(), content_type)
        }
    }
}

/// The JSON text of a value of the API.
#[track_caller]
pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    // The error could repeat a value.
    serde_json::to_vec(value).unwrap_or_else(|_| panic!("the value cannot be written as JSON"))
}

/// In a word, for messages: nothing of headers and body.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Whole { status, .. } => write!(f, "status {status}"),
            What::Truncated { status, .. } => write!(f, "status {status}, truncated"),
            What::Reset => f.write_str("reset"),
            What::ResetBeforeReading => f.write_str("reset before reading"),
            What::Close => f.write_str("close"),
            What::Hang => f.write_str("hang"),
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({self})")
    }
}
