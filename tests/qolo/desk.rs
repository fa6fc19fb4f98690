//! A server that logs in whoever comes, and knows which of its tokens are valid.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use pazemo::{
    Error, RawRequest, RetryPolicy,
    qolo::{Client, ClientBuilder, Environment, Login},
};
use tokio::{task::JoinSet, time::sleep};

use crate::support::{
    CANARY,
    captured::prepare_capture_of_threads,
    gatekeeper::{Count, Tokens, token_of},
    listener::{Listener, Received, answer, keep_alive_answer},
};

/// So many hours are counted in lifetimes of tokens.
pub(crate) const HOUR: Duration = Duration::from_secs(3600);

pub(crate) const LOGIN_PATH: &str = "/api/v1/auth/login";

/// What a server does with a request.
pub(crate) enum Reply {
    Answer(Vec<u8>),
    /// The answer comes so much later.
    Late(Duration, Vec<u8>),
    /// The connection ends after these bytes.
    Cut(Vec<u8>),
    /// Nothing ever comes.
    Hang,
}

/// The connection ends without an answer.
pub(crate) fn nothing() -> Reply {
    Reply::Cut(Vec::new())
}

pub(crate) fn status(status: u16, body: &str) -> Reply {
    Reply::Answer(keep_alive_answer(status, "application/json", body))
}

/// A server that gives `token-1-c4n4ry`, `token-2-c4n4ry`, … to whoever logs in, and makes cards.
pub(crate) struct Desk {
    pub(crate) listener: Listener,
    pub(crate) logins: Count,
    pub(crate) tokens: Tokens,
    /// The cards by their keys.
    pub(crate) cards: Arc<Mutex<BTreeMap<String, usize>>>,
}

pub(crate) fn token(number: usize) -> String {
    format!("token-{number}-{CANARY}")
}

impl Desk {
    pub(crate) async fn start() -> Self {
        Self::answering_logins(|number, tokens| {
            tokens.allow(&token(number));
            let body = format!(r#"{{"token":"{}","unknown":[1]}}"#, token(number));
            // Long enough for all who come at the same time.
            let bytes = keep_alive_answer(200, "application/json", &body);
            Reply::Late(Duration::from_millis(20), bytes)
        })
        .await
    }

    /// The script is told the number of the login, from 1.
    pub(crate) async fn answering_logins(
        script: impl Fn(usize, &Tokens) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::scripted(script, |_, _| None).await
    }

    /// The second script goes before the usual answers to other requests; it is told their number, from 1.
    pub(crate) async fn scripted(
        login: impl Fn(usize, &Tokens) -> Reply + Send + Sync + 'static,
        other: impl Fn(usize, &Received) -> Option<Reply> + Send + Sync + 'static,
    ) -> Self {
        let (logins, tokens) = (Count::default(), Tokens::default());
        let cards = Arc::<Mutex<BTreeMap<String, usize>>>::default();
        let others = Count::default();
        let (counted, valid, made) = (logins.clone(), tokens.clone(), Arc::clone(&cards));
        let scripts = Arc::new((login, other));
        let listener = Listener::start(move |mut connection| {
            let scripts = Arc::clone(&scripts);
            let (counted, valid, made) = (counted.clone(), valid.clone(), Arc::clone(&made));
            let others = others.clone();
            async move {
                while let Some(request) = connection.read_request().await {
                    let reply = if request.target() == LOGIN_PATH {
                        (scripts.0)(counted.up(), &valid)
                    } else {
                        let own = (scripts.1)(others.up(), &request);
                        // What is scripted happens to a request that was carried out.
                        let usual = usual(&request, &valid, &made);
                        own.unwrap_or(usual)
                    };
                    let bytes = match reply {
                        Reply::Answer(bytes) => bytes,
                        Reply::Late(wait, bytes) => {
                            sleep(wait).await;
                            bytes
                        }
                        Reply::Cut(bytes) => {
                            connection.send(&bytes).await;
                            return;
                        }
                        Reply::Hang => return connection.until_the_client_leaves().await,
                    };
                    if !connection.send(&bytes).await {
                        return;
                    }
                }
            }
        })
        .await;
        Self {
            listener,
            logins,
            tokens,
            cards,
        }
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        builder(&self.listener.url())
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().expect("a client")
    }

    /// The requests other than logins.
    pub(crate) fn others(&self) -> Vec<Received> {
        let mut received = self.listener.received();
        received.retain(|request| request.target() != LOGIN_PATH);
        received
    }

    /// How many cards there are.
    pub(crate) fn made(&self) -> usize {
        self.cards
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .len()
    }
}

fn usual(request: &Received, valid: &Tokens, made: &Mutex<BTreeMap<String, usize>>) -> Reply {
    if !valid.allows(request) {
        return status(401, "{}");
    }
    if request.method() != "POST" {
        return status(200, r#"{"unknown":true}"#);
    }
    let mut cards = made.lock().unwrap_or_else(PoisonError::into_inner);
    // Without a key, each request makes another one.
    let next = cards.len() + 1;
    let key = request.header("idempotencykey").map(str::to_owned);
    let key = key.unwrap_or_else(|| format!("none-{next}"));
    let number = *cards.entry(key).or_insert(next);
    let is_new = cards.len() == next;
    let body = format!(r#"{{"id":"card-{number}","unknown":{{}}}}"#);
    status(if is_new { 201 } else { 200 }, &body)
}

/// A login whose every part holds the canary.
pub(crate) fn credentials() -> Login {
    Login::new(format!("login-{CANARY}"), format!("key-{CANARY}"))
}

/// A client with the usual three attempts and hardly a wait between them. Its limit spares this process's open files.
pub(crate) fn builder(url: &str) -> ClientBuilder {
    prepare_capture_of_threads();
    let milliseconds = Duration::from_millis;
    let policy = RetryPolicy::new().with_backoff(milliseconds(1), milliseconds(5));
    Client::builder(Environment::custom(url).expect("a base URL on this machine"))
        .login(credentials())
        .retry_policy(policy)
        .concurrency_limit(200)
}

/// One read.
pub(crate) async fn read(client: &Client) -> Result<(), Error> {
    let request = RawRequest::get("/api/v1/programs");
    client.raw(request).await.map(drop)
}

/// So many reads at the same time.
pub(crate) async fn reads(client: &Client, calls: usize) -> Vec<Result<(), Error>> {
    let mut set = JoinSet::new();
    for _ in 0..calls {
        let client = client.clone();
        set.spawn(async move { read(&client).await });
    }
    set.join_all().await
}

/// The answer to one login, after which the connection ends.
pub(crate) fn closing(status: u16, body: &str) -> Reply {
    Reply::Answer(answer(status, "application/json", body))
}

/// The tokens of the requests other than logins, in their order.
pub(crate) fn tokens_of(requests: &[Received]) -> Vec<&str> {
    requests.iter().map(token_of).collect()
}
