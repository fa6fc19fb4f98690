//! The answer's body, read within a bound that holds after decompression.

use bytes::{Bytes, BytesMut};

use super::send::transport_error;
use crate::{Error, ErrorKind};

pub(super) async fn read_body(
    mut response: reqwest::Response,
    limit: usize,
) -> Result<Bytes, Error> {
    let too_large = || {
        Error::new(
            ErrorKind::ResponseTooLarge,
            format!("the answer is longer than the limit of {limit} bytes"),
        )
    };
    // An announced length over the limit spares the reading. It is absent if the body is compressed.
    if response
        .content_length()
        .is_some_and(|length| length > limit as u64)
    {
        return Err(too_large());
    }
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(transport_error)? {
        if body.len() + chunk.len() > limit {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}
