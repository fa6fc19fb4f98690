//! The codes that every error of the provider may have.

use super::types::ErrorCode;

impl ErrorCode {
    /// The status that the provider's pages give for the code; both APIs have the same. `None` for a code that they do not list.
    ///
    /// ```
    /// use pazemo::paysera::types::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::InvalidState.status(), Some(409));
    /// assert_eq!(ErrorCode::from("something_new").status(), None);
    /// ```
    pub fn status(&self) -> Option<u16> {
        Some(match self {
            Self::InvalidRequest | Self::InvalidParameters => 400,
            Self::Unauthorized => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::NotAcceptable => 406,
            Self::InvalidState => 409,
            Self::InternalServerError => 500,
            Self::Unknown(_) => return None,
        })
    }
}
