//! The located document: an OpenAPI 3.0 file in which every value knows its line and column.
//!
//! Data flows one way through this crate:
//!
//! ```text
//! text ─ parse ─▶ Node (located tree) ─ lint ─▶ findings
//!                   │
//!                   ├─ Document ─▶ operations, schemas, examples (what checks and generators read)
//!                   ├─ lower ────▶ a copy without what the generator cannot express
//!                   └─ export ───▶ JSON, OpenAPI 3.1, JSON Schemas
//! ```
//!
//! Numbers are kept as text all the way: an example of `9.10` stays `9.10` in every export.
//!
//! ```
//! let source = "openapi: 3.0.3\ninfo: {title: T, version: '1', version: '2'}\n";
//! let finding = pazemo_openapi::parse("api.yaml", source).unwrap_err();
//! assert_eq!(finding.rule, "duplicate-key");
//! assert_eq!((finding.line, finding.column), (2, 32));
//! ```

mod document;
mod export;
mod finding;
mod hoist;
mod lint;
mod lower;
mod naming;
mod node;
mod parse;
mod pointer;

pub use document::{
    Body, Document, NamedExample, Operation, Parameter, ParameterPlace, Response, Retry, Server,
};
pub use export::{json_schemas, to_json, to_openapi_3_1};
pub use finding::{Finding, Severity};
pub use hoist::hoist;
pub use lint::{EVIDENCE, RULES, Rule, lint};
pub use lower::lower;
pub use node::{Entry, Node, Position, Value};
pub use parse::parse;
pub use pointer::Pointer;
