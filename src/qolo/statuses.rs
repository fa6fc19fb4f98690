//! What the statuses mean, in words a person can act on.

pub(crate) fn status_meaning(status: u16) -> Option<&'static str> {
    Some(match status {
        400 => "the request has errors, mostly in its fields",
        401 => "the access token, or the login and its key, are missing, wrong or expired",
        404 => "no resource has this identifier",
        405 => "this access token does not allow the method",
        415 => "the media type of the request is not supported",
        429 => "too many requests; slow down",
        _ => return None,
    })
}
