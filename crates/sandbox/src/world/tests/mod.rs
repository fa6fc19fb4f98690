//! The world from outside.
