//! schemathesis against the sandbox: it finds nothing, runs all of its checks, and every operation succeeds at least once.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsStr,
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use serde_json::Value;

use super::{NO_PROXY, OPERATIONS, empty_folder, python_program};
use crate::{Failure, sandbox::Sandbox, say, tool};

const SEEDS: [u32; 3] = [1, 2, 3];

/// Those of its checks that `--checks all` stands for; more in a later version would be run as well.
const CHECKS: [&str; 14] = [
    "allow_header_conformance",
    "content_type_conformance",
    "ensure_resource_availability",
    "ignored_auth",
    "missing_required_header",
    "negative_data_rejection",
    "not_a_server_error",
    "object_level_authorization",
    "positive_data_acceptance",
    "response_headers_conformance",
    "response_schema_conformance",
    "status_code_conformance",
    "unsupported_method",
    "use_after_free",
];

pub(super) fn run(root: &Path) -> Result<(), Failure> {
    let mut failures = Vec::new();
    for seed in SEEDS {
        if let Err(failure) = run_with(root, seed) {
            failures.push(format!("seed {seed}: {failure}"));
        }
    }
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures.join("; "))
    }
}

fn run_with(root: &Path, seed: u32) -> Result<(), Failure> {
    // schemathesis keeps what it has learned in the folder it runs in; each seed begins with nothing.
    let folder = empty_folder(root, &format!("schemathesis-{seed}"))?;
    let report = folder.join("events.ndjson");
    let sandbox = Sandbox::start(root, &folder.join("sandbox.log"))?;
    let arguments = [
        "--no-color".to_owned(),
        "--config-file".to_owned(),
        text(&root.join("schemathesis.toml")),
        "run".to_owned(),
        text(&root.join("openapi").join("pazemo.yaml")),
        "--url".to_owned(),
        sandbox.url.clone(),
        "-H".to_owned(),
        format!("Authorization: Bearer {}", sandbox.token),
        "--seed".to_owned(),
        seed.to_string(),
        "-n".to_owned(),
        "200".to_owned(),
        "-w".to_owned(),
        "1".to_owned(),
        "--continue-on-failure".to_owned(),
        "--report".to_owned(),
        "ndjson".to_owned(),
        "--report-ndjson-path".to_owned(),
        text(&report),
    ];
    let environment = NO_PROXY.map(|(name, value)| (name, OsStr::new(value)));
    tool::run(
        &folder,
        python_program(root, "st"),
        &arguments,
        &environment,
    )?;

    let file = File::open(&report).map_err(|error| format!("{}: {error}", report.display()))?;
    let lines = BufReader::new(file).lines().map_while(Result::ok);
    let seen = Seen::read(lines)?;
    say(&format!("seed {seed}: {}", seen.summary()));
    seen.judge()
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// What a report of schemathesis shows.
#[derive(Debug, Default)]
struct Seen {
    /// For each operation, as `GET /users/me`, the answers and the successes among them. Those of methods that the
    /// document does not have are counted under their own names.
    answers: BTreeMap<String, (usize, usize)>,
    checks: BTreeSet<String>,
    failed: usize,
    completed: bool,
}

impl Seen {
    /// Reads a report, one event a line.
    fn read(lines: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut seen = Self::default();
        for line in lines {
            let event: Value = serde_json::from_str(&line)
                .map_err(|error| format!("the report cannot be read: {error}"))?;
            seen.completed |= event["EngineFinished"]["stop_reason"] == "completed";
            seen.scenario(&event["ScenarioFinished"]["recorder"]);
        }
        Ok(seen)
    }

    fn scenario(&mut self, recorder: &Value) {
        for (id, interaction) in entries(&recorder["interactions"]) {
            let case = &recorder["cases"][id]["value"];
            let (Some(method), Some(path)) = (case["method"].as_str(), case["path"].as_str())
            else {
                continue;
            };
            let Some(status) = interaction["response"]["status_code"].as_u64() else {
                continue;
            };
            let (all, successes) = self.answers.entry(format!("{method} {path}")).or_default();
            *all += 1;
            *successes += usize::from((200..300).contains(&status));
        }
        for (_, checks) in entries(&recorder["checks"]) {
            for check in checks.as_array().into_iter().flatten() {
                self.checks
                    .extend(check["name"].as_str().map(str::to_owned));
                self.failed += usize::from(check["status"] != "success");
            }
        }
    }

    fn summary(&self) -> String {
        let answers: usize = self.answers.values().map(|(all, _)| all).sum();
        let reached = self.reached();
        let least = self
            .answers
            .iter()
            .filter(|(_, (_, successes))| *successes > 0)
            .min_by_key(|(_, (_, successes))| *successes);
        let least = least.map_or_else(String::new, |(name, (_, successes))| {
            format!(", the fewest successes {successes} ({name})")
        });
        format!(
            "{answers} answers, {} checks, 2xx on {reached} of {OPERATIONS} operations{least}",
            self.checks.len()
        )
    }

    fn reached(&self) -> usize {
        let successes = self.answers.values().map(|(_, successes)| successes);
        successes.filter(|successes| **successes > 0).count()
    }

    fn judge(&self) -> Result<(), Failure> {
        if !self.completed {
            return Err("schemathesis did not come to its end".to_owned());
        }
        if self.failed > 0 {
            return Err(format!("{} checks failed", self.failed));
        }
        let left_out: Vec<&str> = CHECKS
            .into_iter()
            .filter(|name| !self.checks.contains(*name))
            .collect();
        if !left_out.is_empty() {
            return Err(format!("not run: {}", left_out.join(", ")));
        }
        if self.reached() != OPERATIONS {
            return Err(format!(
                "2xx on {} operations, not {OPERATIONS}: {:?}",
                self.reached(),
                self.answers
            ));
        }
        Ok(())
    }
}

/// The entries of an object; none if it is none.
fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::{CHECKS, OPERATIONS, Seen};
    use serde_json::{Value, json};

    /// The events of a run in which each operation is answered once.
    fn events(status: u16, check: &str) -> Vec<Value> {
        let mut events: Vec<Value> = (0..OPERATIONS)
            .map(|number| {
                let checks: Vec<Value> = CHECKS
                    .iter()
                    .map(|name| json!({"name": name, "status": check}))
                    .collect();
                json!({"ScenarioFinished": {"recorder": {
                    "cases": {"a": {"value": {"method": "GET", "path": format!("/{number}")}}},
                    "interactions": {"a": {"response": {"status_code": status}}},
                    "checks": {"a": checks},
                }}})
            })
            .collect();
        events.push(json!({"EngineFinished": {"stop_reason": "completed"}}));
        events
    }

    fn judge(events: &[Value]) -> Result<(), String> {
        Seen::read(events.iter().map(Value::to_string))?.judge()
    }

    #[test]
    fn a_run_with_a_success_of_each_operation_and_all_checks_holds() {
        assert_eq!(judge(&events(200, "success")), Ok(()));
    }

    #[test]
    fn an_operation_without_success_is_noticed() {
        let mut events = events(200, "success");
        events[3] = json!({"ScenarioFinished": {"recorder": {
            "cases": {"a": {"value": {"method": "GET", "path": "/3"}}},
            "interactions": {"a": {"response": {"status_code": 404}}},
        }}});
        let failure = judge(&events).unwrap_err();
        assert!(failure.starts_with("2xx on 11 operations"), "{failure}");
    }

    #[test]
    fn a_failed_check_is_noticed() {
        let failure = judge(&events(200, "failure")).unwrap_err();
        assert!(failure.ends_with("checks failed"), "{failure}");
    }

    #[test]
    fn a_check_that_was_switched_off_is_noticed() {
        let mut events = events(200, "success");
        for event in &mut events {
            if let Some(checks) = event.pointer_mut("/ScenarioFinished/recorder/checks/a") {
                checks.as_array_mut().unwrap().remove(3);
            }
        }
        assert_eq!(judge(&events), Err("not run: ignored_auth".to_owned()));
    }

    #[test]
    fn a_run_that_stopped_early_is_noticed() {
        let mut events = events(200, "success");
        events.pop();
        assert!(judge(&events).is_err());
    }
}
