//! Recorded exchanges against a document: do requests and answers still look as the document says?
//!
//! This crate knows no provider. It is given a document, recordings (one HTTP exchange a file) and, if there
//! is a client to hold against them as well, a table of how its types read and write each body.
//!
//! ```
//! use pazemo_contract::{Contract, Recording};
//! use pazemo_openapi::Document;
//!
//! let document = Document::read("api.yaml", r#"
//! paths:
//!   /check:
//!     get:
//!       operationId: check
//!       responses:
//!         '200':
//!           content:
//!             application/json:
//!               schema: {type: object, required: [date], properties: {date: {type: string}}}
//! "#)?;
//! let contract = Contract::new(&document)?;
//! let recording = Recording::read("check.yaml", r#"
//! source: captured
//! operation: check
//! request: {method: GET, path: /check}
//! response: {status: 200, headers: {Content-Type: application/json}, body: '{"date": 5}'}
//! "#)?;
//! let findings = contract.check(&recording, &[]);
//! assert_eq!(findings[0].finding.rule, "wrong-type");
//! assert_eq!(&*findings[0].finding.pointer, "/response/body/date");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod check;
mod compare;
mod exchange;
mod fields;
mod json;
mod recording;
mod report;
mod request;
mod rules;
mod schema;
mod secrets;
mod shape;
mod side;
mod yaml;

pub use check::{BodyTypes, Contract, RoundTrip};
pub use compare::differences;
pub use exchange::Exchange;
pub use json::parse_json;
pub use recording::{Body, Recording, Source};
pub use report::{ContractFinding, OperationReport, Report};
pub use request::{BodyFault, RequestCheck};
pub use rules::{RULES, Rule};
