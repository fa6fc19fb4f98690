//! The verdicts hold: whatever a sandbox does to a call, and whatever really happened, the client never says what is not so.
//!
//! Against a provider that may be believed (`matrix`, `sequences`) a verdict is never wrong, and it is the one that was agreed on.
//! Against one that lies (`liars`) it is wrong, and its basis says that it rests on a word and not on a fact. Wrong is:
//!
//! - *not sent*, though it was carried out or, with the basis `wire`, though a request arrived;
//! - *refused*, though it was carried out;
//! - *done*, or a success, though it was not carried out.
//!
//! What changes something is carried out if the state of the sandbox shows it: a withdraw, an account or a beneficiary more, a withdraw confirmed or
//! cancelled. What changes nothing is carried out if the sandbox did what the operation is there for, whatever became of the answer.

mod expected;
mod faults;
mod liars;
mod matrix;
mod natural;
mod operations;
mod sequences;
mod stage;
mod tally;
mod troubles;
mod truth;
