//! Tables of fields: which column says what, and what each row says.

mod cells;
mod columns;
mod rows;

pub(super) use cells::{is_identifier, is_type};
pub(super) use columns::{Columns, columns};
pub(super) use rows::{Lost, Rows, rows};

#[cfg(test)]
mod tests;
