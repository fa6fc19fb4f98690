//! A server that knows which tokens are valid, and answers every operation of the payment flow.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use pazemo::{Client, types};

use super::listener::{Listener, Received, keep_alive_answer};

pub(crate) const USER: &str = r#"{"id":"u","email":"e","name":"n"}"#;
pub(crate) const REFUSAL: &str = r#"{"error":"unauthorized","error_description":"token"}"#;

/// The tokens that are valid at the moment.
#[derive(Clone, Default)]
pub(crate) struct Tokens(Arc<Mutex<BTreeSet<String>>>);

impl Tokens {
    pub(crate) fn valid<const N: usize>(tokens: [&str; N]) -> Self {
        let tokens = tokens.map(str::to_owned);
        Self(Arc::new(Mutex::new(tokens.into())))
    }

    pub(crate) fn allow(&self, token: &str) {
        self.lock().insert(token.to_owned());
    }

    pub(crate) fn revoke(&self, token: &str) {
        self.lock().remove(token);
    }

    pub(crate) fn allows(&self, request: &Received) -> bool {
        self.lock().contains(token_of(request))
    }

    fn lock(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How often something happened.
#[derive(Clone, Default)]
pub(crate) struct Count(Arc<AtomicUsize>);

impl Count {
    /// Counts, and gives the new number.
    pub(crate) fn up(&self) -> usize {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }

    pub(crate) fn get(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

pub(crate) fn token_of(request: &Received) -> &str {
    let header = request.header("authorization").unwrap_or_default();
    header.strip_prefix("Bearer ").unwrap_or_default()
}

/// A withdraw as the server tells it.
pub(crate) fn withdraw(id: &str) -> String {
    format!(
        r#"{{"id":"{id}","createdTime":"2021-06-11","updatedTime":"2021-06-11","accountId":"a","status":"pending","amount":1,"feeAmount":0}}"#
    )
}

/// The identifier of the withdraw that a request is about: in its path, or in its body.
pub(crate) fn withdraw_id_of(request: &Received) -> String {
    let segments: Vec<_> = request.target().split('/').collect();
    if let ["", "accounts", _, "withdraw", id, ..] = segments[..] {
        return id.to_owned();
    }
    let (_, rest) = request.body_text().split_once(r#""id":""#).expect("an id");
    rest.split('"').next().expect("a text").to_owned()
}

/// What a well-behaved server answers to a request with a valid token.
pub(crate) fn success(request: &Received) -> Vec<u8> {
    let body = if request.target().contains("/withdraw") {
        withdraw(&withdraw_id_of(request))
    } else {
        USER.to_owned()
    };
    keep_alive_answer(200, "application/json", &body)
}

/// A listener that keeps connections and answers by the request.
pub(crate) async fn serving(
    answer: impl Fn(&Received) -> Vec<u8> + Send + Sync + 'static,
) -> Listener {
    let answer = Arc::new(answer);
    Listener::start(move |mut connection| {
        let answer = Arc::clone(&answer);
        async move {
            while let Some(request) = connection.read_request().await {
                if !connection.send(&answer(&request)).await {
                    break;
                }
            }
        }
    })
    .await
}

/// A listener that answers requests with a valid token and refuses all others.
pub(crate) async fn guarded(tokens: &Tokens) -> Listener {
    let tokens = tokens.clone();
    serving(move |request| {
        if tokens.allows(request) {
            success(request)
        } else {
            keep_alive_answer(401, "application/json", REFUSAL)
        }
    })
    .await
}

pub(crate) fn account() -> types::AccountId {
    "a".parse().expect("an id")
}

pub(crate) fn withdraw_id() -> types::WithdrawId {
    "w".parse().expect("an id")
}

pub(crate) fn new_withdraw() -> types::NewWithdraw {
    types::NewWithdraw::new(pazemo::Amount::from(1))
}

pub(crate) async fn create(client: &Client) -> Result<types::Withdraw, pazemo::Error> {
    client.withdraws().create(&account(), &new_withdraw()).await
}

pub(crate) async fn confirm(client: &Client) -> Result<types::Withdraw, pazemo::Error> {
    let body = types::WithdrawAuthorization::new("493021".into());
    let withdraws = client.withdraws();
    withdraws.confirm(&account(), &withdraw_id(), &body).await
}

pub(crate) async fn cancel(client: &Client) -> Result<types::Withdraw, pazemo::Error> {
    let body = types::WithdrawAuthorization::new("493021".into());
    let withdraws = client.withdraws();
    withdraws.cancel(&account(), &withdraw_id(), &body).await
}
