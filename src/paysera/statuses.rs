//! What the statuses mean, in words a person can act on.

pub(crate) fn status_meaning(status: u16) -> Option<&'static str> {
    Some(match status {
        400 => "the request or one of its parameters was not accepted",
        401 => {
            "the signature or certificate is missing or was not accepted: look at identifier, key and time"
        }
        403 => "this client may not do this",
        404 => "not found",
        406 => "the format of the request or answer is not known",
        409 => "the resource is not in a state that allows it",
        500 => "the server failed",
        _ => return None,
    })
}
