//! Settings of a receiver.

use std::{sync::Arc, time::Duration};

use tokio::sync::Semaphore;

use crate::Secret;

use super::{
    AddressRange, Inbox, InboxError, Receiver, headers::Selection, secret_path::SecretPath,
};

/// Settings of a [`Receiver`].
///
/// ```no_run
/// use std::time::Duration;
/// use pazemo::{Secret, qolo::webhooks::{Inbox, Receiver}};
///
/// # async fn example(inbox: Inbox, secret_path: Secret) -> Result<(), Box<dyn std::error::Error>> {
/// let receiver = Receiver::builder(&inbox)
///     // `/qolo/` and then, for example, 32 random letters and digits; from where your secrets are.
///     .secret_path(secret_path)
///     .allow_sender("203.0.113.0/24".parse()?)
///     .store_header("x-request-id")
///     .time_limit(Duration::from_secs(5))
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct ReceiverBuilder {
    inbox: Inbox,
    secret_path: Option<Secret>,
    senders: Vec<AddressRange>,
    headers: Vec<String>,
    body_limit: usize,
    memory: usize,
    requests: usize,
    time_limit: Duration,
}

impl ReceiverBuilder {
    pub(super) fn new(inbox: &Inbox) -> Self {
        Self {
            inbox: inbox.clone(),
            secret_path: None,
            senders: Vec::new(),
            headers: Vec::new(),
            body_limit: 1 << 20,
            memory: 64 << 20,
            requests: 4096,
            time_limit: Duration::from_secs(10),
        }
    }

    /// The whole path that requests have to have as it reaches this service, with a segment of at least 16 characters that nobody can guess.
    /// Every other path gets a 404, whatever its method; the comparison takes the same time. Without it, any path will do, and whoever finds
    /// the address can send notices. Keep the path out of your server's access log.
    pub fn secret_path(mut self, path: impl Into<Secret>) -> Self {
        self.secret_path = Some(path.into());
        self
    }

    /// Takes requests from these addresses, and no more from all. Call it for each range. All others get a 403, and so does a request without a
    /// [`PeerAddress`](super::PeerAddress). Qolo's page names no addresses: ask Qolo.
    pub fn allow_sender(mut self, range: AddressRange) -> Self {
        self.senders.push(range);
        self
    }

    /// Stores this header, too; `Content-Type`, `Content-Encoding`, `Date` and `User-Agent` always are. `Authorization`,
    /// `Proxy-Authorization`, `Cookie` and `Set-Cookie` never.
    pub fn store_header(mut self, name: impl Into<String>) -> Self {
        self.headers.push(name.into());
        self
    }

    /// How long a body may be, in bytes as sent; 1 MiB at first. A longer one gets a 413 and is not stored.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// How much memory the bodies of all requests may take together until they are stored, in bytes; 64 MiB at first. A request whose length
    /// is not known beforehand counts with the whole [`body_limit`](Self::body_limit). Who has no room waits, within the time limit.
    pub fn memory(mut self, bytes: usize) -> Self {
        self.memory = bytes;
        self
    }

    /// How many requests may be read or stored or wait for it at a time; 4,096 at first. One more gets a 503 at once.
    pub fn requests(mut self, requests: usize) -> Self {
        self.requests = requests;
        self
    }

    /// How long waiting for room and reading a body may take together, and then storing it; 10 s at first. The time counts from the
    /// head of the request: waiting for that is the server's matter, and so is the number of connections.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// The receiver.
    ///
    /// # Errors
    ///
    /// [`InboxErrorKind::Setting`](super::InboxErrorKind::Setting) for settings that cannot be; the secret path is not shown.
    pub fn build(self) -> Result<Receiver, InboxError> {
        let secret_path = self.secret_path.as_ref().map(SecretPath::new).transpose()?;
        let mut headers = Selection::usual();
        for name in &self.headers {
            headers.add(name)?;
        }
        let most = Semaphore::MAX_PERMITS.min(u32::MAX as usize);
        if self.body_limit > self.memory || self.memory > most || self.body_limit > 256 << 20 {
            let reason = "the limit of a body may be 256 MiB, and must fit into the memory for all; that may be 4 GiB";
            return Err(InboxError::setting(reason));
        }
        if self.requests == 0 || self.requests > most {
            return Err(InboxError::setting("there must be room for a request"));
        }
        Ok(Receiver::new(Settings {
            inbox: self.inbox,
            secret_path,
            senders: self.senders,
            headers,
            body_limit: self.body_limit,
            memory: Arc::new(Semaphore::new(self.memory)),
            requests: Arc::new(Semaphore::new(self.requests)),
            time_limit: self.time_limit,
        }))
    }
}

/// What a receiver works with.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) inbox: Inbox,
    pub(super) secret_path: Option<SecretPath>,
    /// Empty: all.
    pub(super) senders: Vec<AddressRange>,
    pub(super) headers: Selection,
    pub(super) body_limit: usize,
    /// A permit is a byte.
    pub(super) memory: Arc<Semaphore>,
    pub(super) requests: Arc<Semaphore>,
    pub(super) time_limit: Duration,
}
