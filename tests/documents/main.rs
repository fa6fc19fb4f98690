//! Documents, deviations, recordings and the client's types agree with each other, for every provider.

#[path = "../support/mod.rs"]
mod support;

mod bodies;
mod deviations;
mod evidence;
mod schemas;
