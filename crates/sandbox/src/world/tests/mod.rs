//! The world from outside.

mod limits;
mod people;
mod settlement;
mod support;
mod switches;
mod withdraws;
