//! The flow of Qolo: logins, and cards that are created once for each key.

use pazemo::{
    Error, IdempotencyKey, JsonObject, RetryPolicy, Secret,
    qolo::{Client, Environment, Login, resources::CreateCardOptions, types::LoginCredentials},
};
use pazemo_sandbox::qolo::{Sandbox, Seed};

use super::{
    Driven, Journal, Progress, Settings, exchanges,
    journal::{Refusal, given},
    wait,
};
use crate::{Unusable, sandbox::cannot_start};

const PROGRAM: &str = "flow";
const KEY: &str = "flow-api-key";
const MOST_EXCHANGES: usize = 1_000;

/// Drives it against a sandbox of its own.
pub(super) fn drive(settings: &Settings<'_>) -> Result<Driven, Unusable> {
    let address = settings.address();
    let sandbox = Sandbox::builder()
        .seed(Seed::empty().login(PROGRAM, KEY.into()))
        .random_seed(1)
        .fixed_time(given("2026-01-01T00:00:00Z")?)
        .address(address)
        .keep_exchanges(MOST_EXCHANGES)
        .start_blocking()
        .map_err(|error| cannot_start(&error, address))?;
    let url = settings.url(sandbox.url());
    let (steps, cards) = wait(walk(&url, &sandbox))?;
    let found = sandbox.control().cards().len();
    Ok(Driven {
        exchanges: exchanges(&steps, || sandbox.exchanges()),
        steps,
        state: if found == cards {
            Ok(())
        } else {
            Err(format!("{cards} cards were created, and there are {found}"))
        },
    })
}

/// The steps, and how many cards there have to be then.
async fn walk(url: &str, sandbox: &Sandbox) -> Result<(Vec<super::Step>, usize), Unusable> {
    let mut journal = Journal::new(Progress::new());
    let client = client(url, RetryPolicy::never())?;
    let credentials = |key: &str| LoginCredentials::new(PROGRAM, Secret::new(key));

    let own = credentials(KEY);
    let call = client.auth().login(&own);
    journal.accepted("login", "a token", call).await?;
    let wrong = credentials("a-key-of-nobody");
    let (call, what) = (client.auth().login(&wrong), "a token with another key");
    journal
        .refused("login", what, Refusal::UNAUTHORIZED, call)
        .await?;

    // A client logs in by itself.
    journal.implied("login", "the client's own token");
    let card: JsonObject = given(r#"{"holder":"Ayu Lestari","limit":150.00}"#)?;
    let call = client.cards().create(&card);
    if let Some(answer) = journal.accepted("createCard", "a card", call).await? {
        journal.has_fields(journal.last(), &card, &answer);
    }

    let key = IdempotencyKey::random();
    let keyed = CreateCardOptions::new().with_idempotency_key(key);
    let call = client.cards().create_with(&card, &keyed);
    let first = journal.accepted("createCard", "a card with a key", call);
    let first = first.await?;
    let (call, what) = (
        client.cards().create_with(&card, &keyed),
        "the same once more",
    );
    let second = journal.accepted("createCard", what, call).await?;
    if let (Some(first), Some(second)) = (first, second)
        && first != second
    {
        let message = "the card that the key stands for was expected";
        let step = journal.last();
        journal.complain(step, super::rules::STATE, &["response", "body"], message);
    }

    // The token ends; the client gets another one, and nobody notices.
    let renewing = self::client(url, RetryPolicy::new())?;
    journal.implied("login", "a token that will end");
    let call = renewing.cards().create(&card);
    journal
        .accepted("createCard", "a card before the token ends", call)
        .await?;
    sandbox.control().expire_access_tokens();
    journal.implied("createCard", "a card with a token that has ended");
    journal.implied("login", "another token");
    let call = renewing.cards().create(&card);
    let what = "the card with the new token";
    journal.accepted("createCard", what, call).await?;
    Ok((journal.steps, 4))
}

fn client(url: &str, policy: RetryPolicy) -> Result<Client, Unusable> {
    let build = || -> Result<Client, Error> {
        Client::builder(Environment::custom(url)?)
            .login(Login::new(PROGRAM, Secret::new(KEY)))
            .retry_policy(policy)
            .attempt_timeout(super::PATIENCE)
            .build()
    };
    build().map_err(|error| Unusable(error.to_string()))
}
