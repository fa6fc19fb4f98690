//! What the generator makes, and what it refuses.

mod defects;
mod facades;
mod providers;
mod testing;
mod verdicts;
