//! What a sandbox of Paysera keeps: who may call, wallets, nonces that were used, and what was written.

use std::collections::{BTreeSet, VecDeque};

use bytes::Bytes;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use super::seed::{Api, Client, Seed, Wallet};

/// As many requests to other paths are kept.
const MOST_WRITES: usize = 10_000;

pub(crate) struct Paysera {
    pub(super) api: Api,
    clients: Vec<Client>,
    wallets: Vec<Wallet>,
    nonces: Nonces,
    writes: VecDeque<Write>,
    written: u64,
}

/// A request to a path that the pages do not have, which was carried out; see [`OtherPaths`](super::OtherPaths).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Write {
    /// How many there were up to this one.
    pub number: u64,
    /// By the sandbox's clock.
    pub time: String,
    /// Who made it, by identifier.
    pub client: String,
    /// Its method.
    pub method: String,
    /// Its path, without the query.
    pub path: String,
    /// For which project, if it says.
    pub project: Option<String>,
    /// At which location, if it says.
    pub location: Option<String>,
    /// What was sent.
    #[serde(skip)]
    pub body: Bytes,
}

/// All of it, without keys.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dump<'p> {
    time: String,
    clients: Value,
    wallets: &'p [Wallet],
    remembered_nonces: usize,
    writes: &'p VecDeque<Write>,
}

/// Nonces that were used, for as long as their time is within the window: beyond it the time alone is reason to refuse.
#[derive(Debug, Default)]
struct Nonces {
    used: BTreeSet<(i64, usize, String)>,
    /// Nothing from before this is remembered, so nothing from before it is let in.
    forgotten_before: i64,
}

impl Paysera {
    pub(super) fn new(seed: &Seed) -> Self {
        Self {
            api: seed.api,
            clients: seed.clients.clone(),
            wallets: seed.wallets.clone(),
            nonces: Nonces::default(),
            writes: VecDeque::new(),
            written: 0,
        }
    }

    /// A client, and its place.
    pub(super) fn client(&self, id: &str) -> Option<(usize, &Client)> {
        let mut all = self.clients.iter().enumerate();
        all.find(|(_, client)| client.id == id)
    }

    pub(super) fn client_at(&self, place: usize) -> Option<&Client> {
        self.clients.get(place)
    }

    /// Gives a client another key; `false` if there is no such client.
    pub(super) fn change_key(&mut self, id: &str, key: pazemo::Secret) -> bool {
        let found = self.clients.iter_mut().find(|client| client.id == id);
        found.map(|client| client.key = key).is_some()
    }

    pub(super) fn wallet(&self, id: &str) -> Option<&Wallet> {
        self.wallets.iter().find(|wallet| wallet.id == id)
    }

    /// Remembers a nonce; `false` if it was used before, or may have been.
    pub(super) fn use_nonce(
        &mut self,
        client: usize,
        seconds: i64,
        nonce: &str,
        oldest: i64,
    ) -> bool {
        let nonces = &mut self.nonces;
        if oldest > nonces.forgotten_before {
            nonces.forgotten_before = oldest;
            nonces.used = nonces.used.split_off(&(oldest, 0, String::new()));
        }
        seconds >= nonces.forgotten_before
            && nonces.used.insert((seconds, client, nonce.to_owned()))
    }

    pub(super) fn remembered_nonces(&self) -> usize {
        self.nonces.used.len()
    }

    /// Notes a request down, and gives it its number.
    pub(super) fn note(&mut self, mut write: Write) -> u64 {
        self.written += 1;
        write.number = self.written;
        if self.writes.len() == MOST_WRITES {
            self.writes.pop_front();
        }
        self.writes.push_back(write);
        self.written
    }

    pub(super) fn writes(&self) -> Vec<Write> {
        self.writes.iter().cloned().collect()
    }

    pub(super) fn dump(&self, now: DateTime<Utc>) -> Result<Vec<u8>, serde_json::Error> {
        let clients = self
            .clients
            .iter()
            .map(|client| json!({ "id": client.id, "projects": client.projects }));
        serde_json::to_vec(&Dump {
            time: now.to_rfc3339_opts(SecondsFormat::Millis, true),
            clients: clients.collect(),
            wallets: &self.wallets,
            remembered_nonces: self.remembered_nonces(),
            writes: &self.writes,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_good_once_and_forgotten_when_its_time_alone_is_reason_enough() {
        let mut state = Paysera::new(&Seed::default());
        assert!(state.use_nonce(0, 100, "n", 50));
        assert!(!state.use_nonce(0, 100, "n", 50));
        assert!(state.use_nonce(1, 100, "n", 50), "another client's");
        assert!(state.use_nonce(0, 101, "n", 50), "another time");
        assert_eq!(state.remembered_nonces(), 3);
        assert!(state.use_nonce(0, 200, "n", 150));
        assert_eq!(state.remembered_nonces(), 1);
        // The window has grown since: what was forgotten is not let in again.
        assert!(!state.use_nonce(0, 100, "n", 50));
    }

    #[test]
    fn no_more_requests_are_kept_than_there_is_room_for() {
        let mut state = Paysera::new(&Seed::default());
        let write = Write {
            number: 0,
            time: String::new(),
            client: String::new(),
            method: String::new(),
            path: String::new(),
            project: None,
            location: None,
            body: Bytes::new(),
        };
        for _ in 0..=MOST_WRITES {
            state.note(write.clone());
        }
        let kept = state.writes();
        assert_eq!((kept.len(), kept[0].number), (MOST_WRITES, 2));
    }
}
