//! Load on a server, by wrk.

use std::{path::Path, process::Command, time::Duration};

use serde_json::Value;

use super::CONNECTIONS;
use crate::{Failure, tool};

/// What is asked of a server, over and over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) body: Option<&'static str>,
}

/// What came of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    pub(super) requests: u64,
    pub(super) per_second: f64,
    /// Milliseconds that half of the requests took at most.
    pub(super) p50: f64,
    /// Milliseconds that all but a hundredth took at most.
    pub(super) p99: f64,
}

/// The processor that the load runs on; servers run on another.
const CORE: &str = "1";

impl Asked {
    /// Asks for a time, on as many connections as ever. An answer that is no success is a failure.
    pub(super) fn load(
        &self,
        root: &Path,
        url: &str,
        token: &str,
        time: Duration,
    ) -> Result<Measured, Failure> {
        let script = root.join("xtask/src/bench/load.lua");
        let mut command = Command::new("taskset");
        command
            .args(["--cpu-list", CORE, "wrk", "--threads", "1"])
            .args(["--connections", &CONNECTIONS.to_string()])
            .args(["--duration", &format!("{}s", time.as_secs())])
            .args(["--timeout", "10s", "--script"])
            .arg(script)
            .arg(format!("{url}{}", self.path))
            .args(["--", self.method, token])
            .args(self.body);
        let output = command.output();
        let output = output.map_err(|error| tool::missing("taskset", &error))?;
        let said = String::from_utf8_lossy(&output.stdout);
        let line = said.lines().rfind(|line| line.starts_with('{'));
        let Some(line) = line.filter(|_| output.status.success()) else {
            let errors = String::from_utf8_lossy(&output.stderr);
            return Err(format!("wrk failed on {url}: {said}{errors}"));
        };
        let line: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let number = |name: &str| line[name].as_u64().unwrap_or(0);
        if number("failed") > 0 || number("refused") > 0 {
            let Asked { method, path, .. } = self;
            return Err(format!("{method} {url}{path} was not answered: {line}"));
        }
        let requests = number("requests");
        let (count, microseconds) = (requests as f64, number("microseconds").max(1) as f64);
        let milliseconds = |name: &str| number(name) as f64 / 1e3;
        Ok(Measured {
            requests,
            per_second: count * 1e6 / microseconds,
            p50: milliseconds("p50"),
            p99: milliseconds("p99"),
        })
    }
}
