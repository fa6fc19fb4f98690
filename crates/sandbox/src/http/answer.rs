//! An answer before it goes out.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode, header};

use super::payload::Payload;

/// What an operation answers when it succeeds.
pub(crate) struct Success {
    pub(crate) status: u16,
    pub(crate) media: Media,
    pub(crate) body: Bytes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    Json,
    Text,
}

/// Status, headers and body of an answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// None if there is no body.
    pub(crate) content_type: Option<HeaderValue>,
    /// The header that belongs to the status: `Allow`, `Retry-After`, `WWW-Authenticate`.
    pub(crate) extra: Option<(HeaderName, HeaderValue)>,
    pub(crate) body: Bytes,
    /// Whether the connection ends with it.
    pub(crate) close: bool,
}

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
pub(super) const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

impl Answer {
    pub(crate) fn json(status: u16, body: impl Into<Bytes>) -> Self {
        Self {
            status: status_code(status),
            content_type: Some(JSON),
            extra: None,
            body: body.into(),
            close: false,
        }
    }

    /// An answer without a body.
    pub(crate) fn empty(status: u16) -> Self {
        Self {
            content_type: None,
            ..Self::json(status, Bytes::new())
        }
    }

    pub(crate) fn success(success: Success) -> Self {
        Self {
            content_type: Some(match success.media {
                Media::Json => JSON,
                Media::Text => TEXT,
            }),
            ..Self::json(success.status, success.body)
        }
    }

    /// With a body of another kind.
    pub(crate) fn with_type(mut self, content_type: HeaderValue) -> Self {
        self.content_type = Some(content_type);
        self
    }

    pub(crate) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.extra = Some((name, value));
        self
    }

    /// With another status, and without a body if that status has none.
    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.status = status_code(status);
        if matches!(status, 204 | 205 | 304) {
            self.body = Bytes::new();
            self.content_type = None;
        }
        self
    }

    pub(crate) fn into_response(self) -> Response<Payload> {
        let body = Payload::Whole(self.body.clone());
        self.into_response_with(body)
    }

    /// The answer with its body spoilt.
    pub(crate) fn into_response_with(self, payload: Payload) -> Response<Payload> {
        let mut response = Response::new(payload);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        if let Some(value) = self.content_type {
            headers.insert(header::CONTENT_TYPE, value);
        }
        if let Some((name, value)) = self.extra {
            headers.insert(name, value);
        }
        if self.close {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
