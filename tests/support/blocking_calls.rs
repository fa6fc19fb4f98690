//! Every operation of the blocking client by its id, as `calls.rs` has it for the async one.

use pazemo::{Error, blocking::Client, types};
use serde::{Serialize, de::DeserializeOwned};

use super::calls::{Arguments, encoded, received};

/// Calls an operation; the answer encoded again, or the text itself, if the operation answers with a text.
pub(crate) fn blocking_call(
    client: &Client,
    operation: &str,
    with: &Arguments,
) -> Result<String, Error> {
    let [first, second] = &with.path;
    Ok(match operation {
        "getCurrentUser" => encoded(client.users().me()?),
        "getUser" => encoded(client.users().get(&received(first))?),
        "createAccount" => encoded(client.accounts().create(&received(first), &body(with))?),
        "listAccounts" => encoded(client.accounts().list(&received(first))?),
        "getAccount" => encoded(client.accounts().get(&received(first), &received(second))?),
        "createBeneficiary" => encoded(client.beneficiaries().create(&body(with))?),
        "createWithdraw" => encoded(
            client
                .withdraws()
                .create(&received(first), &body::<types::NewWithdraw>(with))?,
        ),
        "confirmWithdraw" => encoded(client.withdraws().confirm(
            &received(first),
            &received(second),
            &body(with),
        )?),
        "cancelWithdraw" => encoded(client.withdraws().cancel(
            &received(first),
            &received(second),
            &body(with),
        )?),
        "check" => encoded(client.pings().check()?),
        "ping" => client.pings().ping()?,
        "pingQueue" => encoded(client.pings().ping_queue()?),
        other => panic!("the operation `{other}` has no call in tests/support/blocking_calls.rs"),
    })
}

fn body<T: Serialize + DeserializeOwned>(with: &Arguments) -> T {
    serde_json::from_str(&with.body).expect("the body fits the operation's type")
}
