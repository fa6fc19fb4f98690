//! The world from outside.

mod limits;
mod model;
mod observe;
mod pairwise;
mod people;
mod random;
mod settlement;
mod steps;
mod support;
mod switches;
mod withdraws;
