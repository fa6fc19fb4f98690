//! A sandbox of Paysera: the Wallet API, or the project API, on this machine.
//!
//! It checks signatures with code of its own, so that it and the client check each other; what it lets in and what it answers are guesses where
//! Paysera's pages are silent, decided by [`Switches`]. The balances and whatever other paths answer are made up.
//!
//! ```
//! use pazemo_sandbox::paysera::{Control, OtherPaths, Sandbox, Seed};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // The Wallet API; writes to paths that the page does not have are noted down.
//! let wallet = Sandbox::builder().switch(OtherPaths::Writes).start().await?;
//! assert!(wallet.control().writes().is_empty());
//! // The project API.
//! let projects = Sandbox::builder().seed(Seed::projects()).start().await?;
//! assert_ne!(wallet.url(), projects.url());
//! # Ok(())
//! # }
//! ```

mod admit;
mod ext;
mod header;
mod seed;
mod signature;
mod state;
mod switches;

use axum::{extract::State as Extract, routing::get};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{HeaderValue, header as name};
use pazemo::{
    Secret,
    paysera::{
        Client, ClientBuilder, Environment, MacCredentials, ProjectClient, ProjectClientBuilder,
    },
};
use serde_json::json;

pub use seed::{Api, Seed};
pub use state::Write;
pub use switches::*;

use self::state::Paysera;
use super::{Admitted, Provider, RAW};
use crate::{
    admin::{AdminDocument, Json, PAYSERA, Route},
    common::Common,
    handles::handles,
    http::{Answer, Api as Described, ApiOperation, Asked, Elsewhere, Served},
    refusal::Refusal,
    stateful::{Handle, State},
};

handles!(Paysera, "Paysera");

static WALLET: Served = Served::new(
    "paysera-wallet.yaml",
    || super::document("paysera-wallet"),
    Elsewhere::PathsAndMethods(RAW),
);

/// There is no document of it: its page lists no operation.
static PROJECTS: Served = Served::new(
    "paysera-projects.yaml",
    || include_str!("projects.yaml"),
    Elsewhere::PathsAndMethods(RAW),
);

impl Control {
    /// The requests to paths that the pages do not have, which were carried out; see [`OtherPaths`]. The last ten thousand.
    pub fn writes(&self) -> Vec<Write> {
        self.handle.world().state.writes()
    }

    /// How many nonces are remembered: those whose time is within the window.
    pub fn remembered_nonces(&self) -> usize {
        self.handle.world().state.remembered_nonces()
    }

    /// Gives a client another key: what is signed with the old one is refused from here on. `false` if there is no such client.
    pub fn change_key(&self, client: &str, key: Secret) -> bool {
        self.handle.world().state.change_key(client, key)
    }
}

impl Sandbox {
    /// A client of it that has yet to be built, with the first MAC key of its data. A sandbox that demands certificates needs another one.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = pazemo_sandbox::paysera::Sandbox::start().await?;
    /// let client = sandbox.client()?.build()?;
    /// let balance = client.wallets().balance(&"14471".parse()?).await?;
    /// assert!(balance.as_str().contains("1000.00"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If its data has no client, or one whose identifier cannot be sent.
    pub fn client(&self) -> Result<ClientBuilder, pazemo::Error> {
        let (id, key) = self.credentials().unwrap_or_else(nobody);
        let credentials = MacCredentials::new(id, key)?;
        let environment = Environment::custom(&self.local_url())?;
        Ok(Client::with_mac(environment, credentials))
    }

    /// A client of its project API that has yet to be built, with the first project of its data.
    ///
    /// # Errors
    ///
    /// As for [`client`](Self::client).
    pub fn project_client(&self) -> Result<ProjectClientBuilder, pazemo::Error> {
        let (id, password) = self.credentials().unwrap_or_else(nobody);
        ProjectClient::builder(&self.local_url(), id, password)
    }

    /// Identifier and key of the first client of its data, as it was at the start.
    pub fn credentials(&self) -> Option<(String, Secret)> {
        let (id, key) = self.handle.settings().seed.credentials()?;
        Some((id.to_owned(), key.clone()))
    }
}

/// Who calls if there is nobody; no client can be made of it.
fn nobody() -> (String, Secret) {
    (String::new(), Secret::new(""))
}

impl State for Paysera {
    type Seed = Seed;
    type Switches = Switches;

    fn new(seed: &Seed, _random_seed: u64) -> Self {
        Self::new(seed)
    }

    fn api(seed: &Seed) -> Result<&'static Described, String> {
        match seed.api {
            Api::Wallet => WALLET.api(),
            Api::Projects => PROJECTS.api(),
        }
    }

    fn document() -> &'static AdminDocument {
        &PAYSERA
    }

    fn routes() -> Vec<Route<Handle<Self>>> {
        let writes =
            async |Extract(sandbox): Extract<Handle<Self>>| Json(sandbox.world().state.writes());
        vec![("get", "/_sandbox/writes", get(writes))]
    }

    fn dump(&self, now: DateTime<Utc>) -> Result<Vec<u8>, serde_json::Error> {
        self.dump(now)
    }
}

impl Provider for Handle<Paysera> {
    fn common(&self) -> &Common {
        self
    }

    fn api(&self) -> &'static Described {
        self.api
    }

    fn admit<'r>(&'r self, asked: &'r Asked<'r>) -> Result<Box<dyn Admitted + 'r>, Refusal> {
        Ok(Box::new(admit::admit(self, asked)?))
    }

    fn refuse(&self, _operation: Option<&ApiOperation>, _path: &str, refusal: &Refusal) -> Answer {
        let details = self.world().switches.error_details;
        let first = refusal.entries.first();
        let message = first.map_or("", |entry| entry.message.as_str());
        let said = first.map(|entry| entry.code.as_str());
        let code = said.filter(|code| CODES.contains(code));
        let mut body = json!({ "error": code.unwrap_or_else(|| usual(refusal.status)) });
        if details != ErrorDetails::Absent {
            body["error_description"] = json!(message);
        }
        if details == ErrorDetails::Address {
            body["error_uri"] = json!("https://sandbox.invalid/errors");
        }
        let answer = Answer::json(refusal.status, body.to_string());
        match refusal.status {
            401 => answer.with(name::WWW_AUTHENTICATE, HeaderValue::from_static("MAC")),
            _ => answer,
        }
    }

    fn malformed(&self, _code: &'static str, message: &'static str) -> Option<Bytes> {
        let body = json!({ "error": "invalid_request", "error_description": message });
        Some(Bytes::from(body.to_string()))
    }
}

/// The codes of the pages.
const CODES: [&str; 8] = [
    "invalid_request",
    "invalid_parameters",
    "invalid_state",
    "unauthorized",
    "forbidden",
    "not_found",
    "internal_server_error",
    "not_acceptable",
];

/// The code of a status, as the pages have them. For other statuses it is the nearest one: they list none.
fn usual(status: u16) -> &'static str {
    match status {
        401 => "unauthorized",
        403 => "forbidden",
        404 => "not_found",
        406 => "not_acceptable",
        409 => "invalid_state",
        500.. => "internal_server_error",
        _ => "invalid_request",
    }
}
