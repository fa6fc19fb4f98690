//! The clients against sandboxes: every operation of a provider, what has to succeed and what has to be refused, and every exchange of it held
//! against the provider's document.
//!
//! It stands here and in none of the crates: `pazemo-contract` knows no provider, and a sandbox does not judge itself.

mod evaluate;
mod journal;
mod paysera;
mod pazemo;
mod progress;
mod qolo;
mod rules;
#[cfg(test)]
mod tests;

use std::{
    net::{Ipv4Addr, SocketAddr},
    thread,
    time::Duration,
};

use pazemo_contract::{BodyTypes, Contract, ContractFinding, Recording};
use pazemo_sandbox::{Defect, Exchange};

use self::{
    journal::{Journal, Step},
    progress::Progress,
};
use crate::Unusable;

/// How a flow is to be driven.
pub(crate) struct Settings<'s> {
    /// Where the sandbox listens, if not on any free port.
    pub(crate) port: Option<u16>,
    /// Where the client sends its requests, if not to the sandbox itself: a proxy in front of it.
    pub(crate) through: Option<&'s str>,
    /// The folder that the exchanges' files are named after; they need not be written.
    pub(crate) folder: &'s str,
    /// A planted bug.
    pub(crate) defect: Option<Defect>,
}

impl Settings<'_> {
    /// Where the sandbox is to listen.
    fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port.unwrap_or(0)).into()
    }

    /// Where the client is to send its requests.
    fn url(&self, sandbox: String) -> String {
        self.through.map_or(sandbox, str::to_owned)
    }
}

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// What came of it.
pub(crate) struct Live {
    folder: String,
    /// The exchanges as files: names within the folder, and texts.
    pub(crate) files: Vec<(String, String)>,
    /// The same, read.
    pub(crate) recordings: Vec<Recording>,
    /// What speaks against the flow, besides what the exchanges themselves show.
    pub(crate) findings: Vec<ContractFinding>,
}

/// A flow that was driven to its end.
struct Driven {
    steps: Vec<Step>,
    /// What the sandbox saw.
    exchanges: Vec<Exchange>,
    /// What the sandbox says of its own state: money that is not accounted for, for example.
    state: Result<(), String>,
}

/// Drives the flow of a provider, by the name of its document; nothing if it has none.
pub(crate) fn drive(
    provider: &str,
    contract: &Contract<'_>,
    types: &[BodyTypes],
    settings: &Settings<'_>,
) -> Result<Option<Live>, Unusable> {
    let driven = match provider {
        "pazemo" => pazemo::drive(settings)?,
        "paysera-wallet" => paysera::drive(settings)?,
        "qolo" => qolo::drive(settings)?,
        _ => return Ok(None),
    };
    evaluate::evaluate(contract, types, settings.folder, driven).map(Some)
}

/// Runs a flow to its end.
fn wait<T>(flow: impl Future<Output = Result<T, Unusable>>) -> Result<T, Unusable> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Unusable(format!("the flow cannot be started: {error}")))?
        .block_on(flow)
}

/// All exchanges with an answer, once as many are there as requests were made. An answer may be read before its exchange is kept.
fn exchanges(steps: &[Step], kept: impl Fn() -> Vec<Exchange>) -> Vec<Exchange> {
    let requests: usize = steps.iter().map(|step| step.requests).sum();
    let answered = || {
        let mut exchanges = kept();
        exchanges.retain(|exchange| exchange.status.is_some());
        exchanges
    };
    for _ in 0..100 {
        if answered().len() >= requests {
            break;
        }
        thread::sleep(Duration::from_millis(5));
    }
    answered()
}
