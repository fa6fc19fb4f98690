//! All recordings of a document, operation by operation.

use pazemo_openapi::{Finding, Operation, Severity};
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
    /// How many exchanges were checked, recorded and driven ones.
    pub exchanges: usize,
    /// How many of them are recordings.
    pub recorded: usize,
    /// How many of them were made for this check; `None` if none was to be made.
    pub driven: Option<usize>,
    /// How many findings they have.
    pub findings: usize,
}

/// The result of a check: every operation of the document and every finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The operations, in the order of the document.
    pub operations: Vec<OperationReport>,
    /// The findings, those of the exchanges first, by file and line.
    pub findings: Vec<ContractFinding>,
}

impl Report {
    /// Checks recordings against a contract and, if there are any, a client's types.
    pub fn new(contract: &Contract<'_>, recordings: &[Recording], types: &[BodyTypes]) -> Self {
        Self::with_driven(contract, recordings, None, types)
    }

    /// The same with exchanges that were made for this check. If there are to be such, each operation has to have some of either kind.
    pub fn with_driven(
        contract: &Contract<'_>,
        recordings: &[Recording],
        driven: Option<&[Recording]>,
        types: &[BodyTypes],
    ) -> Self {
        let mut findings: Vec<ContractFinding> = recordings
            .iter()
            .chain(driven.unwrap_or_default())
            .flat_map(|recording| contract.check(recording, types))
            .collect();
        findings.sort_by(|a, b| {
            let key =
                |f: &ContractFinding| (f.finding.file.clone(), f.finding.line, f.finding.column);
            key(a).cmp(&key(b))
        });
        findings.extend(contract.examples());
        let operations = contract.operations().iter().map(|operation| {
            let count = |exchanges: &[Recording]| {
                let own = exchanges.iter().filter(|recording| {
                    contract
                        .operation(&recording.method, &recording.path)
                        .is_some_and(|o| o.id == operation.id)
                });
                own.count()
            };
            let (recorded, driven) = (count(recordings), driven.map(count));
            let lacking = [
                (
                    recorded == 0 && is_shown(operation),
                    rules::OPERATION_NOT_COVERED,
                    "is recorded",
                ),
                (driven == Some(0), rules::OPERATION_NOT_DRIVEN, "was made"),
            ];
            for (is_lacking, rule, what) in lacking {
                if is_lacking {
                    let message = format!("no exchange of `{}` {what}", operation.id);
                    findings.push(contract.finding_of_operation(operation.id, rule, message));
                }
            }
            OperationReport {
                id: operation.id.to_owned(),
                method: operation.method.clone(),
                path: operation.path.to_owned(),
                exchanges: recorded + driven.unwrap_or_default(),
                recorded,
                driven,
                findings: 0,
            }
        });
        let operations: Vec<OperationReport> = operations.collect();
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
        let mut report = Self {
            operations,
            findings: Vec::new(),
        };
        report.add(findings);
        report
    }

    /// Adds what other checks found.
    pub fn add(&mut self, findings: impl IntoIterator<Item = ContractFinding>) {
        self.findings.extend(findings);
        for operation in &mut self.operations {
            let own = self.findings.iter();
            let own = own.filter(|f| f.operation.as_deref() == Some(&operation.id));
            operation.findings = own.count();
        }
    }

    /// Adds what belongs to no operation: what the document's lint found, for example.
    pub fn add_general(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.add(findings.into_iter().map(|finding| ContractFinding {
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

/// Whether there has to be a recording: not if the document says what its success rests on, and that is no example of the page. Nothing is
/// recorded that nobody has seen.
fn is_shown(operation: &Operation<'_>) -> bool {
    let success = operation.success();
    success
        .is_none_or(|success| success.evidence.is_empty() || success.evidence.contains(&"example"))
}
