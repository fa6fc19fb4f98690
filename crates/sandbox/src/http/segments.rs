//! Parameters of a path, percent-decoded.

use std::borrow::Cow;

use matchit::Params;
use percent_encoding::percent_decode_str;

/// The first two parameters, empty if there are fewer; `None` if one is not UTF-8. An encoded slash is part of its value.
pub(crate) fn decode<'p>(parameters: &Params<'_, 'p>) -> Option<[Cow<'p, str>; 2]> {
    let mut decoded = [Cow::Borrowed(""), Cow::Borrowed("")];
    for ((_, value), place) in parameters.iter().zip(&mut decoded) {
        *place = percent_decode_str(value).decode_utf8().ok()?;
    }
    Some(decoded)
}
