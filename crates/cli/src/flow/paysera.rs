//! The flow of Paysera's Wallet API: what needs no signature, what needs one, and what has to be refused.

use pazemo::{
    Error, RetryPolicy, Secret,
    paysera::{Client, Environment, MacCredentials, types::WalletId},
};
use pazemo_sandbox::paysera::{Sandbox, Seed};

use super::{
    Driven, Journal, Progress, Settings, exchanges,
    journal::{Refusal, given},
    rules, wait,
};
use crate::{Unusable, sandbox::cannot_start};

const PROJECT: &str = "3";
const WALLET: &str = "14471";
const OTHER_WALLET: &str = "9";
/// The sandbox's clock stands still here: the clients take the time from it, whatever this machine's clock says.
const NOW: &str = "2026-01-01T00:00:00Z";
const NOW_IN_SECONDS: i64 = 1_767_225_600;
const BALANCE: &str = r#"{"amount":"150.00","currency":"EUR"}"#;
const MOST_EXCHANGES: usize = 1_000;

/// Drives it against a sandbox of its own.
pub(super) fn drive(settings: &Settings<'_>) -> Result<Driven, Unusable> {
    let address = settings.address();
    let balance: serde_json::Value = given(BALANCE)?;
    let seed = Seed::empty()
        .client("flow", "flow-key".into(), [PROJECT])
        .wallet(WALLET, PROJECT, balance.clone())
        .wallet(OTHER_WALLET, "4", balance);
    let sandbox = Sandbox::builder()
        .seed(seed)
        .fixed_time(given(NOW)?)
        .address(address)
        .keep_exchanges(MOST_EXCHANGES)
        .start_blocking()
        .map_err(|error| cannot_start(&error, address))?;
    let url = settings.url(sandbox.url());
    let steps = wait(walk(&url))?;
    Ok(Driven {
        exchanges: exchanges(&steps, || sandbox.exchanges()),
        steps,
        state: Ok(()),
    })
}

async fn walk(url: &str) -> Result<Vec<super::Step>, Unusable> {
    let mut journal = Journal::new(Progress::new());
    let client = client(url, "flow-key")?;

    let server = journal.accepted("getServer", "what time is it", client.server().get());
    if let Some(server) = server.await? {
        let step = journal.last();
        journal.equal(step, rules::STATE, "time", &NOW_IN_SECONDS, &server.time);
    }
    let call = client.configuration().get();
    let what = "the server's settings";
    journal.accepted("getConfiguration", what, call).await?;

    let (wallet, other): (WalletId, WalletId) = (given(WALLET)?, given(OTHER_WALLET)?);
    // Before its first signature a client asks for the time by itself.
    journal.implied("getServer", "the time before the first signature");
    let call = client.wallets().balance(&wallet);
    let balance = journal.accepted("getWalletBalance", "a balance", call);
    if let Some(balance) = balance.await? {
        journal.has_fields(journal.last(), &given(BALANCE)?, &balance);
    }
    let (call, what) = (client.wallets().balance(&other), "another project's wallet");
    journal
        .refused("getWalletBalance", what, Refusal::FORBIDDEN, call)
        .await?;
    let (unknown, what) = (given("404")?, "a wallet that is not there");
    let call = client.wallets().balance(&unknown);
    journal
        .refused("getWalletBalance", what, Refusal::NOT_FOUND, call)
        .await?;

    let stranger = self::client(url, "a-key-of-nobody")?;
    journal.implied("getServer", "the time before a stranger's signature");
    let call = stranger.wallets().balance(&wallet);
    let what = "a signature with another key";
    journal
        .refused("getWalletBalance", what, Refusal::UNAUTHORIZED, call)
        .await?;
    // A signature may have been refused for its time.
    journal.implied("getServer", "the time once more, after a refused signature");
    Ok(journal.steps)
}

/// What a call did is to be seen, so nothing is repeated.
fn client(url: &str, key: &str) -> Result<Client, Unusable> {
    let build = || -> Result<Client, Error> {
        let credentials = MacCredentials::new("flow", Secret::new(key))?;
        Client::with_mac(Environment::custom(url)?, credentials)
            .project(PROJECT)
            .retry_policy(RetryPolicy::never())
            .attempt_timeout(super::PATIENCE)
            .build()
    };
    build().map_err(|error| Unusable(error.to_string()))
}
