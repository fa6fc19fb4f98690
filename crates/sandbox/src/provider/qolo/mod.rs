//! A sandbox of Qolo on this machine: logins, tokens that expire, and cards that are created once for each key.
//!
//! What it lets in and what it answers are guesses where Qolo's page is silent, decided by [`Switches`]. The form of a card is made up.
//!
//! ```
//! use std::time::Duration;
//!
//! use pazemo_sandbox::qolo::{ReplayStatus, Sandbox};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::builder().switch(ReplayStatus::Created).start().await?;
//! let control = sandbox.control();
//! // Tokens live by the sandbox's clock.
//! control.advance_clock(Duration::from_secs(12 * 60 * 60))?;
//! assert_eq!(control.logins().succeeded, 0);
//! assert!(control.cards().is_empty());
//! # Ok(())
//! # }
//! ```

mod admit;
mod seed;
mod state;
mod switches;

use axum::{
    extract::State as Extract,
    routing::{get, post},
};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{HeaderValue, header};
use pazemo::{
    Secret,
    qolo::{Client, ClientBuilder, Environment, Login},
};
use serde_json::json;

pub use seed::Seed;
pub use state::{AccessToken, Card, Logins};
pub use switches::*;

use self::state::Qolo;
use super::{Admitted, Provider, RAW};
use crate::{
    admin::{AdminDocument, Json, Problem, QOLO, Route, Segments},
    common::Common,
    handles::handles,
    http::{Answer, Api, ApiOperation, Asked, Elsewhere, Served},
    refusal::Refusal,
    stateful::{Handle, State},
};

handles!(Qolo, "Qolo");

static SERVED: Served = Served::new(
    "qolo.yaml",
    || super::document("qolo"),
    Elsewhere::Paths(RAW),
);

impl Control {
    /// All cards that exist, oldest first.
    pub fn cards(&self) -> Vec<Card> {
        self.handle.world().state.cards()
    }

    /// How often somebody logged in.
    pub fn logins(&self) -> Logins {
        self.handle.world().state.counts()
    }

    /// The tokens that logins were answered with, oldest first, without their values.
    pub fn access_tokens(&self) -> Vec<AccessToken> {
        self.handle.world().state.tokens()
    }

    /// All tokens expire now; the clock stays where it is.
    pub fn expire_access_tokens(&self) {
        let mut world = self.handle.world();
        let now = world.now();
        world.state.expire_tokens(now);
    }

    /// A token is refused from here on. `false` if there is none with this number.
    pub fn revoke_access_token(&self, number: usize) -> bool {
        self.handle.world().state.revoke(number)
    }
}

impl Sandbox {
    /// A client of it that has yet to be built, with the first login of its data. The names of fields and the place of the token are those of the
    /// switches as they are now.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = pazemo_sandbox::qolo::Sandbox::start().await?;
    /// let client = sandbox.client()?.build()?;
    /// client.cards().create(&"{\"holder\":\"A\"}".parse()?).await?;
    /// assert_eq!(sandbox.control().cards().len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// None for a sandbox on this machine.
    pub fn client(&self) -> Result<ClientBuilder, pazemo::Error> {
        let nobody = || (String::new(), Secret::new(""));
        let (id, key) = self.credentials().unwrap_or_else(nobody);
        let switches = self.control().switches();
        let login = Login::new(id, key)
            .with_field_names(switches.login_field.0, switches.key_field.0)
            .with_token_at(switches.token_place.0);
        let environment = Environment::custom(&self.local_url())?;
        Ok(Client::builder(environment).login(login))
    }

    /// Name and key of the first who may log in, as it was at the start.
    pub fn credentials(&self) -> Option<(String, Secret)> {
        let (id, key) = self.handle.settings().seed.credentials()?;
        Some((id.to_owned(), key.clone()))
    }
}

impl State for Qolo {
    type Seed = Seed;
    type Switches = Switches;

    fn new(seed: &Seed, random_seed: u64) -> Self {
        Self::new(seed, random_seed)
    }

    fn api(_seed: &Seed) -> Result<&'static Api, String> {
        SERVED.api()
    }

    fn document() -> &'static AdminDocument {
        &QOLO
    }

    fn routes() -> Vec<Route<Handle<Self>>> {
        vec![
            ("get", "/_sandbox/cards", get(list_cards)),
            ("get", "/_sandbox/logins", get(count_logins)),
            ("get", "/_sandbox/access-tokens", get(list_tokens)),
            (
                "post",
                "/_sandbox/access-tokens/expire",
                post(expire_tokens),
            ),
            (
                "post",
                "/_sandbox/access-tokens/{number}/revoke",
                post(revoke_token),
            ),
        ]
    }

    fn dump(&self, now: DateTime<Utc>) -> Result<Vec<u8>, serde_json::Error> {
        self.dump(now)
    }
}

type Extracted = Extract<Handle<Qolo>>;

async fn list_cards(Extract(sandbox): Extracted) -> Json<Vec<Card>> {
    Json(sandbox.world().state.cards())
}

async fn count_logins(Extract(sandbox): Extracted) -> Json<Logins> {
    Json(sandbox.world().state.counts())
}

async fn list_tokens(Extract(sandbox): Extracted) -> Json<Vec<AccessToken>> {
    Json(sandbox.world().state.tokens())
}

async fn expire_tokens(Extract(sandbox): Extracted) -> Json<Vec<AccessToken>> {
    let mut world = sandbox.world();
    let now = world.now();
    world.state.expire_tokens(now);
    Json(world.state.tokens())
}

async fn revoke_token(
    Extract(sandbox): Extracted,
    Segments(number): Segments<usize>,
) -> Result<Json<AccessToken>, Problem> {
    let mut world = sandbox.world();
    let revoked = world.state.revoke(number);
    let token = world.state.tokens().into_iter().nth(number.wrapping_sub(1));
    match token {
        Some(token) if revoked => Ok(Json(token)),
        _ => Err(Problem::new(404, "not-found", "there is no such token")),
    }
}

impl Provider for Handle<Qolo> {
    fn common(&self) -> &Common {
        self
    }

    fn api(&self) -> &'static Api {
        self.api
    }

    fn admit<'r>(&'r self, asked: &'r Asked<'r>) -> Result<Box<dyn Admitted + 'r>, Refusal> {
        Ok(Box::new(admit::admit(self, asked)?))
    }

    fn refuse(&self, _operation: Option<&ApiOperation>, _path: &str, refusal: &Refusal) -> Answer {
        let (error_body, retry_after) = {
            let world = self.world();
            (world.switches.error_body, world.switches.retry_after)
        };
        let status = refusal.status;
        let message = refusal.entries.first();
        let message = message.map_or("", |entry| entry.message.as_str());
        let answer = match error_body {
            ErrorBody::Empty => Answer::empty(status),
            ErrorBody::Json => {
                let body = json!({ "status": status, "message": message });
                Answer::json(status, body.to_string())
            }
        };
        match status {
            401 => answer.with(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
            429 | 503 if retry_after == ComeBack::Seconds => {
                answer.with(header::RETRY_AFTER, HeaderValue::from_static("1"))
            }
            _ => answer,
        }
    }

    fn malformed(&self, _code: &'static str, _message: &'static str) -> Option<Bytes> {
        None
    }

    /// The answer to a login is a token, and its request has the key, whatever their fields are called.
    fn hides(&self, operation: &str) -> bool {
        operation == "login"
    }
}
