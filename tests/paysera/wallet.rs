//! A server that checks what its page says of signed requests, and counts.

use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime},
};

use pazemo::{
    RetryPolicy,
    paysera::{Client, ClientBuilder, Environment, MacCredentials},
};
use tokio::time::sleep;

use crate::{
    hmac_sha256::{base64, hmac, sha256},
    support::listener::{Listener, Received, keep_alive_answer},
};

pub(crate) const ID: &str = "client-c4n4ry";
pub(crate) const KEY: &str = "key-c4n4ry";

/// How far off a time may be.
const TOLERANCE: i64 = 30;

pub(crate) const BALANCE: &str = r#"{"at_disposal":"12.50"}"#;

/// The server. Its switches may be turned at any time.
pub(crate) struct Wallet {
    pub(crate) listener: Listener,
    pub(crate) state: Arc<State>,
}

#[derive(Default)]
pub(crate) struct State {
    /// What its clock is ahead of the real time, in seconds.
    ahead: AtomicI64,
    /// How long it takes to tell its time, in milliseconds.
    pub(crate) time_delay: AtomicUsize,
    /// What it answers when it is asked for its time, if not 200.
    pub(crate) time_status: AtomicUsize,
    /// Refuses every signature.
    pub(crate) refuses_all: AtomicBool,
    /// Answers so many signed requests with a 500 first.
    pub(crate) failures: AtomicUsize,
    asked_for_time: AtomicUsize,
    pub(crate) accepted: AtomicUsize,
    pub(crate) refused: AtomicUsize,
    nonces: Mutex<HashSet<String>>,
}

impl State {
    pub(crate) fn set_ahead(&self, seconds: i64) {
        self.ahead.store(seconds, Ordering::SeqCst);
    }

    pub(crate) fn times_asked(&self) -> usize {
        self.asked_for_time.load(Ordering::SeqCst)
    }

    fn now(&self) -> i64 {
        real_time() + self.ahead.load(Ordering::SeqCst)
    }

    fn answer(&self, request: &Received) -> (u16, String) {
        match request.target() {
            "/rest/v1/server" => match self.time_status.load(Ordering::SeqCst) {
                0 => (200, format!(r#"{{"time":{}}}"#, self.now())),
                status => (status as u16, String::new()),
            },
            "/rest/v1/configuration" => (200, r#"{"minimum_password_length":8}"#.to_owned()),
            _ => match self.check(request) {
                Err(why) => {
                    self.refused.fetch_add(1, Ordering::SeqCst);
                    (401, error("unauthorized", why))
                }
                Ok(()) if take(&self.failures) => (500, error("internal_server_error", "")),
                Ok(()) => {
                    self.accepted.fetch_add(1, Ordering::SeqCst);
                    (200, BALANCE.to_owned())
                }
            },
        }
    }

    fn check(&self, request: &Received) -> Result<(), &'static str> {
        let mac = Mac::of(request);
        mac.assert_signed(request, ID, KEY);
        if self.refuses_all.load(Ordering::SeqCst) {
            return Err("everything is refused");
        }
        if (mac.timestamp - self.now()).abs() > TOLERANCE {
            return Err("the time is too far off");
        }
        match self.nonces.lock().expect("nonces").insert(mac.nonce) {
            true => Ok(()),
            false => Err("the nonce was used before"),
        }
    }
}

fn take(count: &AtomicUsize) -> bool {
    let less = |count: usize| count.checked_sub(1);
    count
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, less)
        .is_ok()
}

pub(crate) fn error(code: &str, description: &str) -> String {
    format!(r#"{{"error":"{code}","error_description":"{description}"}}"#)
}

pub(crate) fn real_time() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.expect("after 1970").as_secs()).expect("a time")
}

impl Wallet {
    pub(crate) async fn start() -> Self {
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        let listener = Listener::start(move |mut connection| {
            let state = Arc::clone(&shared);
            async move {
                while let Some(request) = connection.read_request().await {
                    if request.target() == "/rest/v1/server" {
                        state.asked_for_time.fetch_add(1, Ordering::SeqCst);
                        let delay = state.time_delay.load(Ordering::SeqCst);
                        sleep(Duration::from_millis(delay as u64)).await;
                    }
                    let (status, body) = state.answer(&request);
                    let answer = keep_alive_answer(status, "application/json", &body);
                    if !connection.send(&answer).await {
                        break;
                    }
                }
            }
        })
        .await;
        Self { listener, state }
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        builder(&self.listener.url())
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().expect("a client")
    }

    /// The signed requests so far.
    pub(crate) fn signed(&self) -> Vec<Received> {
        let mut received = self.listener.received();
        received.retain(|request| request.header("authorization").is_some());
        received
    }
}

/// A client with the usual three attempts, and hardly a wait between them.
pub(crate) fn builder(url: &str) -> ClientBuilder {
    let milliseconds = Duration::from_millis;
    let policy = RetryPolicy::new().with_backoff(milliseconds(1), milliseconds(5));
    let credentials = MacCredentials::new(ID, KEY).expect("credentials");
    let environment = Environment::custom(url).expect("a base URL on this machine");
    Client::with_mac(environment, credentials).retry_policy(policy)
}

pub(crate) async fn balance(client: &Client) -> Result<(), pazemo::Error> {
    let wallet = "14471".parse().expect("an id");
    client.wallets().balance(&wallet).await.map(drop)
}

/// The attributes of a signed request's header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mac {
    pub(crate) id: String,
    pub(crate) timestamp: i64,
    pub(crate) nonce: String,
    pub(crate) mac: String,
    pub(crate) ext: Option<String>,
}

impl Mac {
    /// Read strictly: in the order of the page's examples, and nothing else.
    #[track_caller]
    pub(crate) fn of(request: &Received) -> Self {
        let header = request.header("authorization").expect("a signature");
        let attributes = header.strip_prefix("MAC ").expect("the scheme `MAC`");
        let attributes: Vec<_> = attributes
            .split(", ")
            .map(|attribute| {
                let (name, value) = attribute.split_once('=').expect("name=value");
                let value = value.strip_prefix('"').and_then(|v| v.strip_suffix('"'));
                (name, value.expect("a value in quotes").to_owned())
            })
            .collect();
        let names: Vec<_> = attributes.iter().map(|(name, _)| *name).collect();
        let all = ["id", "ts", "nonce", "mac", "ext"];
        assert_eq!(names, all[..names.len().clamp(4, 5)]);
        let mut values = attributes.into_iter().map(|(_, value)| value);
        let mut next = || values.next().expect("as many as names");
        Self {
            id: next(),
            timestamp: next().parse().expect("seconds"),
            nonce: next(),
            mac: next(),
            ext: values.next(),
        }
    }

    /// The signature is that of what came over the wire.
    #[track_caller]
    pub(crate) fn assert_signed(&self, request: &Received, id: &str, key: &str) {
        assert_eq!(self.id, id);
        let host = request.header("host").expect("a host");
        let (host, port) = host.split_once(':').unwrap_or((host, "443"));
        let ext = self.ext.clone().unwrap_or_default();
        let lines = [
            &self.timestamp.to_string(),
            &self.nonce,
            request.method(),
            request.target(),
            host,
            port,
            &ext,
        ];
        let normalized: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let mac = base64(&hmac(key.as_bytes(), normalized.as_bytes()));
        assert_eq!(self.mac, mac, "the signature of {normalized:?}");
        assert!(self.nonce.len() >= 22 && self.nonce.bytes().all(|b| b.is_ascii_alphanumeric()));
        let hash = percent_encoded(&base64(&sha256(&request.body)));
        match request.body.is_empty() {
            true => assert!(!ext.contains("body_hash"), "{ext}"),
            false => assert!(ext.starts_with(&format!("body_hash={hash}")), "{ext}"),
        }
    }
}

fn percent_encoded(base64: &str) -> String {
    base64
        .replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D")
}
