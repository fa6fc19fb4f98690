//! Doors for the fuzz targets under `fuzz/`; they exist in builds of cargo-fuzz alone.
#![allow(missing_docs, clippy::missing_panics_doc)]

use std::{error::Error as _, time::Duration};

use crate::{Error, runtime::retry_after};

/// Reads a `Retry-After` with the answer's `Date`.
pub fn read_retry_after(value: &str, date: Option<&str>) -> Option<Duration> {
    retry_after::parse(value, date)
}

/// Makes an error of any status and body, and shows all of it.
pub fn show_error(status: u16, body: &[u8]) -> String {
    let error = Error::from_status(&crate::generated::API, status, body, None);
    let _ = (error.body(), error.raw_body(), error.source());
    format!("{error}\n{error:?}\n{error:#?}")
}

/// Looks for the token in an answer to Qolo's login.
#[cfg(feature = "qolo")]
pub fn read_login_answer(answer: &[u8], place: &str) -> Option<String> {
    let token = crate::qolo::login_answer::read(answer, place).ok()?;
    Some(token.expose().to_owned())
}
