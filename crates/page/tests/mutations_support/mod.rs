//! Pages of many habits and their single changes.

pub(crate) mod api;
pub(crate) mod habits;
pub(crate) mod mutate;
pub(crate) mod render;
