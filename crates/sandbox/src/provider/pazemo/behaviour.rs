//! What the sandbox does for each operation: parameters and body go in, a body comes out.

use bytes::Bytes;
use pazemo::types::{self, ServerGreeting, ServerGreetingHeaders, ServerGreetingRequired};
use serde::{Serialize, de::DeserializeOwned};

use super::Shared;
use crate::{
    http::{Media, Success, decode},
    refusal::Refusal,
    switches::CreatedStatus,
    world::{Caller, Created, World},
};

/// The operations that have behaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Behaviour {
    GetCurrentUser,
    GetUser,
    CreateAccount,
    ListAccounts,
    GetAccount,
    CreateBeneficiary,
    CreateWithdraw,
    ConfirmWithdraw,
    CancelWithdraw,
    Check,
    Ping,
    PingQueue,
}

/// The parameters of the path, decoded, in their order.
pub(crate) struct Arguments<'r> {
    pub(crate) first: &'r str,
    pub(crate) second: &'r str,
}

impl Behaviour {
    /// The behaviour of an operation, by `operationId`.
    pub(crate) fn of(operation: &str) -> Option<Self> {
        Some(match operation {
            "getCurrentUser" => Self::GetCurrentUser,
            "getUser" => Self::GetUser,
            "createAccount" => Self::CreateAccount,
            "listAccounts" => Self::ListAccounts,
            "getAccount" => Self::GetAccount,
            "createBeneficiary" => Self::CreateBeneficiary,
            "createWithdraw" => Self::CreateWithdraw,
            "confirmWithdraw" => Self::ConfirmWithdraw,
            "cancelWithdraw" => Self::CancelWithdraw,
            "check" => Self::Check,
            "ping" => Self::Ping,
            "pingQueue" => Self::PingQueue,
            _ => return None,
        })
    }

    /// Carries an operation out. The lock is held for the step alone; reading and writing JSON goes on without it as a rule.
    pub(crate) fn carry_out(
        self,
        shared: &Shared,
        caller: Caller,
        arguments: &Arguments<'_>,
        body: &[u8],
    ) -> Result<Success, Refusal> {
        let &Arguments { first, second } = arguments;
        match self {
            Self::GetCurrentUser => {
                let user = shared.world().current_user(caller);
                json(200, &user)
            }
            Self::GetUser => {
                let user = shared.world().user(caller, first)?;
                json(200, &user)
            }
            Self::CreateAccount => {
                let new = read(body)?;
                let mut world = shared.world();
                let account = world.create_account(caller, first, new)?;
                created(world, &account)
            }
            Self::ListAccounts => {
                let accounts = shared.world().accounts(caller, first)?;
                json(200, &accounts)
            }
            Self::GetAccount => {
                let account = shared.world().account(caller, first, second)?;
                json(200, &account)
            }
            Self::CreateBeneficiary => {
                let new = read(body)?;
                let mut world = shared.world();
                let beneficiary = world.create_beneficiary(caller, new)?;
                created(world, &beneficiary)
            }
            Self::CreateWithdraw => {
                let new = read(body)?;
                let mut world = shared.world();
                match world.new_withdraw(caller, first, new)? {
                    // Written under the lock, out of what is stored: that takes less time than a copy.
                    Created::Stored(place) => {
                        json(created_status(&world), &world.written_withdraw(place))
                    }
                    Created::Lost(withdraw) => created(world, &withdraw),
                }
            }
            Self::ConfirmWithdraw => {
                let sent: types::WithdrawAuthorization = read(body)?;
                let code = sent.authorization_code.expose();
                let withdraw = shared
                    .world()
                    .confirm_withdraw(caller, first, second, code)?;
                json(200, &withdraw)
            }
            Self::CancelWithdraw => {
                let sent: types::WithdrawAuthorization = read(body)?;
                let code = sent.authorization_code.expose();
                let withdraw = shared
                    .world()
                    .cancel_withdraw(caller, first, second, code)?;
                json(200, &withdraw)
            }
            Self::Check => json(200, &greeting(shared, "/check")),
            Self::PingQueue => json(200, &greeting(shared, "/pingQueue")),
            Self::Ping => Ok(Success {
                status: 200,
                media: Media::Text,
                body: Bytes::from_static(b"Pazemo sandbox"),
            }),
        }
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    decode::typed(body)
}

fn created_status(world: &World) -> u16 {
    match world.switches().created_status {
        CreatedStatus::Ok => 200,
        CreatedStatus::Created => 201,
    }
}

fn created(
    world: std::sync::MutexGuard<'_, World>,
    body: &impl Serialize,
) -> Result<Success, Refusal> {
    let status = created_status(&world);
    drop(world);
    json(status, body)
}

fn json(status: u16, body: &impl Serialize) -> Result<Success, Refusal> {
    let mut written = Vec::with_capacity(512);
    match serde_json::to_writer(&mut written, body) {
        Ok(()) => Ok(Success {
            status,
            media: Media::Json,
            body: Bytes::from(written),
        }),
        Err(_) => Err(Refusal::new(
            500,
            "error.server.answer",
            "the answer cannot be written as JSON",
        )),
    }
}

/// A greeting. Of the request's headers it shows none: the token is among them.
fn greeting(shared: &Shared, path: &str) -> ServerGreeting {
    let mut headers = ServerGreetingHeaders::new();
    headers.content_type = Some("application/json".to_owned());
    let mut greeting = ServerGreeting::new(ServerGreetingRequired {
        greeting: "Hello from the Pazemo sandbox".to_owned(),
        date: shared.world().now().to_rfc3339(),
        url: path.to_owned(),
    });
    greeting.headers = Some(headers);
    greeting
}
