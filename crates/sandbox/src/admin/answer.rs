//! How the administration reads requests and writes answers: JSON always.

use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, Path, Request, rejection::PathRejection},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::{Serialize, de::DeserializeOwned};

use crate::{common::Common, control::Refused};

/// No request to the administration is longer.
const MOST_BYTES: usize = 64 * 1024;

/// Why the administration does not do something.
#[derive(Debug, Serialize)]
pub(crate) struct Problem {
    status: u16,
    code: String,
    message: String,
}

impl Problem {
    pub(crate) fn new(status: u16, code: &str, message: impl Into<String>) -> Self {
        Self {
            status,
            code: code.to_owned(),
            message: message.into(),
        }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        Self::new(refused.status(), refused.code(), refused.to_string())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        json(status, &self)
    }
}

/// An answer with a JSON body.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        json(StatusCode::OK, &self.0)
    }
}

pub(super) fn json(status: StatusCode, value: &impl Serialize) -> Response {
    let (status, body) = match serde_json::to_vec(value) {
        Ok(body) => (status, body),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, b"{}".to_vec()),
    };
    typed(status, "application/json", body)
}

/// Nothing that is answered here is worth keeping: it is different the next time.
pub(super) fn typed(
    status: StatusCode,
    media_type: &'static str,
    body: impl Into<Body>,
) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, body.into()).into_response()
}

/// The parameters of the path.
pub(crate) struct Segments<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Segments<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path: Result<Path<T>, PathRejection> = Path::from_request_parts(parts, state).await;
        match path {
            Ok(Path(value)) => Ok(Self(value)),
            Err(rejection) => Err(Problem::new(404, "not-found", rejection.body_text())),
        }
    }
}

/// The body of a request, which has to be JSON that fits.
pub(super) struct Received<T>(pub(super) T);

impl<S: AsRef<Common> + Sync, T: DeserializeOwned> FromRequest<S> for Received<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, sandbox: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            let message = "the body has to be JSON: `Content-Type: application/json`";
            return Err(Problem::new(415, "media-type", message));
        }
        let body = Limited::new(request.into_body(), MOST_BYTES);
        let longest = sandbox.as_ref().server().body_timeout;
        let Ok(read) = tokio::time::timeout(longest, body.collect()).await else {
            return Err(Problem::new(400, "body", "the body did not come in time"));
        };
        let bytes = match read {
            Ok(body) => body.to_bytes(),
            Err(error) if error.is::<LengthLimitError>() => {
                let message = format!("a body has at most {MOST_BYTES} bytes here");
                return Err(Problem::new(413, "too-large", message));
            }
            Err(_) => {
                return Err(Problem::new(
                    400,
                    "body",
                    "the body did not come to its end",
                ));
            }
        };
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| Problem::new(400, "body", unfit(&error)))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).map(HeaderValue::to_str);
    let Some(Ok(value)) = value else { return false };
    let essence = value.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

/// What is wrong with a body. What stands in it is not quoted: it may be a token.
fn unfit(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.split_once(", expected ") {
        Some((what, right)) if !what.starts_with("unknown field") => format!("expected {right}"),
        _ => text,
    }
}
