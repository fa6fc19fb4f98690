//! The media type of a body.

use http::header;

use super::Asked;
use crate::refusal::Refusal;

/// Whether the body says that it is what the operation takes. A body that is missing is spoken of later.
pub(crate) fn check(asked: &Asked<'_>) -> Result<(), Refusal> {
    let Some(check) = &asked.operation.body else {
        return Ok(());
    };
    let sent = asked.head.headers.get(header::CONTENT_TYPE);
    let sent = sent.and_then(|value| value.to_str().ok());
    let fits = match sent {
        None => asked.empty,
        Some(sent) => {
            let mut parts = sent.split(';').map(str::trim);
            let essence = parts.next().unwrap_or_default();
            let utf8 = parts.all(|part| match part.split_once('=') {
                Some((name, value)) if name.eq_ignore_ascii_case("charset") => {
                    value.trim_matches('"').eq_ignore_ascii_case("utf-8")
                }
                _ => true,
            });
            essence.eq_ignore_ascii_case(check.media_type()) && utf8
        }
    };
    if fits {
        return Ok(());
    }
    let message = format!(
        "the operation takes `{}` in UTF-8, as `Content-Type` has to say",
        check.media_type()
    );
    Err(Refusal::new(415, "error.body.media-type", message))
}
