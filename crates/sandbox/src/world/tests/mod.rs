//! The world from outside.

mod limits;
mod model;
mod pairwise;
mod people;
mod random;
mod settlement;
mod support;
mod switches;
mod withdraws;
