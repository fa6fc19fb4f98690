//! How the sandbox behaves, request by request.

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod bad_input;
mod combinations;
mod control;
mod defects;
mod errors;
mod faults;
mod first_steps;
mod guide;
mod handle;
mod odd_numbers;
mod odd_places;
mod odd_texts;
mod races;
mod repeats;
mod rounding;
mod routing;
mod tokens;
mod two_servers;
mod validation;
mod watching;
