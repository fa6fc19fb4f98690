//! The server's clock, as far as it is known.
