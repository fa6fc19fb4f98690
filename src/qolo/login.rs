//! The login, and the token it gives.
