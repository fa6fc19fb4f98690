//! What an answer means by its status, before its body is decoded.

use super::generated_support::Response;
use crate::Error;

/// The answer, if its status means success.
pub(super) fn success(response: Response) -> Result<Response, Error> {
    if response.status().is_success() {
        Ok(response)
    } else {
        Err(response.into_error())
    }
}
