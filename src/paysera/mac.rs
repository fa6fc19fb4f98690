//! MAC access authentication: the normalised request and its signature.
