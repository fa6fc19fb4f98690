//! What goes wrong without a fault of the sandbox: on the caller's side, on the way, or by the provider's habits.

use std::{net::TcpListener, time::Duration};

use pazemo::{Client, Environment};
use pazemo_sandbox::{Defect, Sandbox, SandboxBuilder, SentId, Switches};
use tokio::net::TcpSocket;

use crate::{
    operations::{
        Operation::{
            self, CancelWithdraw, ConfirmWithdraw, CreateAccount, CreateWithdraw, GetAccount,
            GetUser, ListAccounts, Ping,
        },
        Sent, Shape,
    },
    stage::{Played, Stage, once},
};

/// One for each condition that the agreement names and a fault on demand cannot bring about. What needs HTTP/2, a name or a proxy is not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// An identifier would lead to another path.
    BadIdentifier,
    /// The caller's provider of tokens fails.
    NoToken,
    /// The caller's provider of authorization codes fails.
    NoCode,
    /// The client's own limit is reached.
    Limited,
    /// The caller leaves the call no time.
    NoTime,
    /// Nobody listens.
    Gone,
    /// The handshake of TLS fails.
    NoTls,
    /// A time limit passes before there is a connection.
    NoConnection,
    /// The answer is larger than the caller allows.
    TooLarge,
    /// A required field is missing from the answer.
    Undecodable,
    /// The provider gives withdraws identifiers of its own.
    OtherId,
}

use Trouble::{
    BadIdentifier, Gone, Limited, NoCode, NoConnection, NoTime, NoTls, NoToken, OtherId, TooLarge,
    Undecodable,
};

impl Trouble {
    pub(crate) const ALL: [Self; 11] = [
        BadIdentifier,
        NoToken,
        NoCode,
        Limited,
        NoTime,
        Gone,
        NoTls,
        NoConnection,
        TooLarge,
        Undecodable,
        OtherId,
    ];

    pub(crate) fn concerns(self, operation: Operation) -> bool {
        match self {
            NoToken | Limited | NoTime | Gone | NoTls | NoConnection | TooLarge => true,
            BadIdentifier => matches!(
                operation,
                GetUser
                    | ListAccounts
                    | GetAccount
                    | CreateAccount
                    | CreateWithdraw
                    | ConfirmWithdraw
                    | CancelWithdraw
            ),
            NoCode => operation.shape() == Shape::Authorizes,
            // The field that the sandbox leaves out is not in the answers of the others.
            Undecodable => matches!(
                operation,
                GetUser
                    | ListAccounts
                    | GetAccount
                    | CreateAccount
                    | CreateWithdraw
                    | ConfirmWithdraw
                    | CancelWithdraw
            ),
            OtherId => operation.shape() == Shape::CreatesWithdraw,
        }
    }

    fn builder(self, preset: &str) -> SandboxBuilder {
        let builder = Sandbox::builder().preset(preset);
        match self {
            Undecodable => builder.defect(Defect::MissingField),
            OtherId => {
                let switches = Switches::preset(preset).expect("a preset");
                builder.switches(switches.with(SentId::Ignored))
            }
            _ => builder,
        }
    }

    pub(crate) async fn play(self, preset: &str, operation: Operation) -> Played {
        let mut stage = Stage::start(self.builder(preset)).await;
        let (mut sent, mut options) = (Sent::default(), once());
        let client = || stage.sandbox.as_ref().expect("a sandbox").client();
        // What is kept is given to no other sandbox, and what does not listen refuses connections.
        let kept = TcpSocket::new_v4().expect("a socket");
        // It listens and never answers.
        let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
        match self {
            BadIdentifier => {
                (sent.user, sent.account, sent.withdraw) = ("..", "..", "..");
            }
            NoToken => {
                let none = || async { Err::<&str, _>("no token") };
                stage.client = client().token_provider(none).build().expect("a client");
            }
            NoCode => sent.has_code = false,
            Limited => {
                let limited = client().rate_limit(1, 1).build();
                stage.client = limited.expect("a client");
                options = options.with_total_timeout(Duration::from_millis(200));
            }
            NoTime => options = options.with_total_timeout(Duration::ZERO),
            Gone => {
                let address = stage.sandbox.take().map(|sandbox| sandbox.address());
                kept.bind(address.expect("a sandbox"))
                    .expect("the port that was given up");
            }
            NoTls => {
                let address = stage.sandbox.as_ref().map(Sandbox::address);
                stage.client = over_tls(&address.expect("a sandbox").to_string());
            }
            NoConnection => {
                let address = silent.local_addr().expect("an address").to_string();
                stage.client = over_tls(&address);
                options = options.with_attempt_timeout(Duration::from_millis(100));
            }
            TooLarge => options = options.with_response_limit(1),
            Undecodable | OtherId => {}
        }
        loop {
            if self == Limited {
                let first = Ping.call(&stage.client, &sent, once()).await;
                first.expect("one call a second is allowed");
            }
            let played = stage.play(operation, &sent, &[], options).await;
            // On a busy machine a second may have passed between the two calls.
            if self != Limited || played.said.verdict.is_some() {
                return played;
            }
            stage.reset();
        }
    }
}

/// A client that speaks TLS to a port where nobody does.
fn over_tls(address: &str) -> Client {
    let environment = Environment::custom(&format!("https://{address}")).expect("a URL");
    Client::builder(environment)
        .token("token")
        .build()
        .expect("a client")
}
