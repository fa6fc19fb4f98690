//! The answer's body, read within a bound that holds after decompression.

use bytes::BytesMut;

use super::classify;
use crate::{Error, ErrorKind};

/// Reads the whole body. Whatever happens, what came is in `body`, and it is never longer than the limit.
pub(super) async fn read_body(
    response: &mut reqwest::Response,
    body: &mut BytesMut,
    limit: usize,
) -> Result<(), Error> {
    let too_large = || {
        let message = format!("the answer is longer than the limit of {limit} bytes");
        Error::new(ErrorKind::ResponseTooLarge, message)
    };
    // An announced length over the limit spares the reading of a success. It is absent if the body is compressed.
    let is_announced = response
        .content_length()
        .is_some_and(|length| length > limit as u64);
    if is_announced && response.status().is_success() {
        return Err(too_large());
    }
    while let Some(chunk) = response.chunk().await.map_err(classify::while_reading)? {
        let room = limit - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() > room {
            return Err(too_large());
        }
    }
    Ok(())
}
