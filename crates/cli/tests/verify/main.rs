//! `pazemo verify`.

mod liar;
mod live;
mod recordings;
