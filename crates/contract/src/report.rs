//! All recordings of a document, operation by operation.

use pazemo_openapi::{Finding, Severity};
use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::{
    check::{BodyTypes, Contract},
    recording::Recording,
    rules,
};

/// A finding and the operation it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)]
pub struct ContractFinding {
    /// `operationId`, if the exchange belongs to one.
    pub operation: Option<String>,
    /// The finding.
    pub finding: Finding,
}

impl Serialize for ContractFinding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Finding", 8)?;
        object.serialize_field("rule", self.finding.rule)?;
        object.serialize_field("severity", &self.finding.severity)?;
        object.serialize_field("operation", &self.operation)?;
        object.serialize_field("file", &self.finding.file)?;
        object.serialize_field("line", &self.finding.line)?;
        object.serialize_field("pointer", &self.finding.pointer)?;
        object.serialize_field("message", &self.finding.message)?;
        object.serialize_field("advice", &self.finding.advice)?;
        object.end()
    }
}

/// What was checked of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OperationReport {
    /// `operationId`.
    pub id: String,
    /// HTTP method.
    pub method: String,
    /// Path template.
    pub path: String,
    /// How many exchanges were checked.
    pub exchanges: usize,
    /// How many findings they have.
    pub findings: usize,
}

/// The result of a check: every operation of the document and every finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The operations, in the order of the document.
    pub operations: Vec<OperationReport>,
    /// The findings, by file and line.
    pub findings: Vec<ContractFinding>,
}

impl Report {
    /// Checks recordings against a contract and, if there are any, a client's types.
    pub fn new(contract: &Contract<'_>, recordings: &[Recording], types: &[BodyTypes]) -> Self {
        let mut findings: Vec<ContractFinding> = recordings
            .iter()
            .flat_map(|recording| contract.check(recording, types))
            .collect();
        findings.sort_by(|a, b| {
            let key =
                |f: &ContractFinding| (f.finding.file.clone(), f.finding.line, f.finding.column);
            key(a).cmp(&key(b))
        });
        findings.extend(contract.examples());
        let operations = contract.operations().iter().map(|operation| {
            let exchanges = recordings.iter().filter(|recording| {
                contract
                    .operation(&recording.method, &recording.path)
                    .is_some_and(|o| o.id == operation.id)
            });
            let exchanges = exchanges.count();
            if exchanges == 0 {
                let rule = rules::OPERATION_NOT_COVERED;
                findings.push(ContractFinding {
                    operation: Some(operation.id.to_owned()),
                    finding: contract.place(
                        rule,
                        &operation.pointer,
                        format!("no exchange of `{}` is recorded", operation.id),
                    ),
                });
            }
            OperationReport {
                id: operation.id.to_owned(),
                method: operation.method.clone(),
                path: operation.path.to_owned(),
                exchanges,
                findings: findings
                    .iter()
                    .filter(|f| f.operation.as_deref() == Some(operation.id))
                    .count(),
            }
        });
        let operations = operations.collect();
        for types in types {
            if !contract
                .operations()
                .iter()
                .any(|operation| operation.id == types.operation)
            {
                let message = format!(
                    "the client has an operation `{}` that the document lacks",
                    types.operation
                );
                let at = pazemo_openapi::Pointer::root().key("paths");
                findings.push(ContractFinding {
                    operation: Some(types.operation.to_owned()),
                    finding: contract.place(rules::OPERATION_NOT_DOCUMENTED, &at, message),
                });
            }
        }
        Self {
            operations,
            findings,
        }
    }

    /// Adds what was found elsewhere: by the document's lint, for example.
    pub fn add(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.findings
            .extend(findings.into_iter().map(|finding| ContractFinding {
                operation: None,
                finding,
            }));
    }

    /// Whether a finding is at least as severe.
    pub fn has(&self, severity: Severity) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.finding.severity >= severity)
    }
}
