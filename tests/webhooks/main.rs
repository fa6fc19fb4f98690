//! The receiver of Qolo's webhooks and its inbox.

mod answers;
mod bodies;
mod canary;
mod deliveries;
mod disk;
mod files;
mod floods;
mod handling;
mod kills;
mod retention;
mod support;
