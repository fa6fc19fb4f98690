//! Where processes leave tokens for each other.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use serde::{Deserialize, Serialize};

use crate::{BoxError, Secret};

/// A token as it is left for others. Serialising it writes the secret: that is what a store keeps. `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredToken {
    pub(super) token: Secret,
    /// Whose token it is, and where it is valid: with another login it would open another program's data.
    pub(super) audience: String,
    /// In seconds since 1970.
    received_at: u64,
    /// In seconds.
    lifetime: u64,
}

impl StoredToken {
    pub(super) fn new(
        token: Secret,
        audience: String,
        received_at: SystemTime,
        lifetime: Duration,
    ) -> Self {
        let since = received_at.duration_since(SystemTime::UNIX_EPOCH);
        Self {
            token,
            audience,
            received_at: since.unwrap_or_default().as_secs(),
            lifetime: lifetime.as_secs(),
        }
    }

    /// When it was received, by the clock of the machine that did. A time that no clock can show is the beginning of time.
    pub fn received_at(&self) -> SystemTime {
        let since = Duration::from_secs(self.received_at);
        let received_at = SystemTime::UNIX_EPOCH.checked_add(since);
        received_at.unwrap_or(SystemTime::UNIX_EPOCH)
    }

    /// How long it is valid after that.
    pub fn lifetime(&self) -> Duration {
        Duration::from_secs(self.lifetime)
    }
}

impl fmt::Debug for StoredToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredToken")
            .field("received_at", &self.received_at)
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

/// Shares tokens between processes: one logs in, the others find what it left.
///
/// The client looks here before it logs in and again after a 401, because another process may have renewed the token meanwhile; after a login it leaves
/// the token here. A token is not used if it is over, comes from the future, or belongs to another login or server. A store that fails, or takes longer than
/// [its limit](super::ClientBuilder::token_store_timeout), stops no call: the client goes on with a login, and an event tells of it.
///
/// Processes whose tokens end at the same moment may log in at the same time; the last one's token stays. The random margin of
/// [`Login::with_margin`](super::Login::with_margin) makes that rare, and it does no harm if several tokens are valid at a time, which the page
/// does not say.
///
/// A store keeps secrets that give access to everything in the program. [`FileTokenStore`](super::FileTokenStore) keeps them in a file that only its owner
/// can read.
///
/// ```
/// use pazemo::{BoxError, qolo::{StoredToken, TokenStore}};
///
/// # struct Cache;
/// # impl Cache {
/// #     async fn get(&self, _: &str) -> Result<Option<Vec<u8>>, std::io::Error> { Ok(None) }
/// #     async fn set(&self, _: &str, _: Vec<u8>) -> Result<(), std::io::Error> { Ok(()) }
/// # }
/// struct CachedToken(Cache);
///
/// impl TokenStore for CachedToken {
///     async fn load(&self) -> Result<Option<StoredToken>, BoxError> {
///         let text = self.0.get("qolo-token").await?;
///         Ok(text.map(|text| serde_json::from_slice(&text)).transpose()?)
///     }
///
///     async fn store(&self, token: StoredToken) -> Result<(), BoxError> {
///         Ok(self.0.set("qolo-token", serde_json::to_vec(&token)?).await?)
///     }
/// }
/// ```
pub trait TokenStore: Send + Sync + 'static {
    /// What was left last, if anything.
    ///
    /// # Errors
    ///
    /// Whatever kept it from being read. It is not shown anywhere.
    fn load(&self) -> impl Future<Output = Result<Option<StoredToken>, BoxError>> + Send;

    /// Leaves a token in the place of what was there.
    ///
    /// # Errors
    ///
    /// Whatever kept it from being written. It is not shown anywhere.
    fn store(&self, token: StoredToken) -> impl Future<Output = Result<(), BoxError>> + Send;
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send + 'a>>;

/// A store behind a pointer.
pub(super) trait ErasedTokenStore: Send + Sync {
    fn load_boxed(&self) -> Boxed<'_, Option<StoredToken>>;
    fn store_boxed(&self, token: StoredToken) -> Boxed<'_, ()>;
}

impl<S: TokenStore> ErasedTokenStore for S {
    fn load_boxed(&self) -> Boxed<'_, Option<StoredToken>> {
        Box::pin(self.load())
    }

    fn store_boxed(&self, token: StoredToken) -> Boxed<'_, ()> {
        Box::pin(self.store(token))
    }
}

/// A store in memory, for several clients in one process. Clones share what they hold.
///
/// ```
/// use pazemo::qolo::{Client, Environment, Login, MemoryTokenStore};
///
/// let store = MemoryTokenStore::new();
/// let client = Client::builder(Environment::Development)
///     .login(Login::new("program-17", "an-api-key"))
///     .token_store(store.clone())
///     .build()?;
/// # Ok::<(), pazemo::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct MemoryTokenStore(Arc<Mutex<Option<StoredToken>>>);

impl MemoryTokenStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }
}

impl TokenStore for MemoryTokenStore {
    async fn load(&self) -> Result<Option<StoredToken>, BoxError> {
        Ok(self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone())
    }

    async fn store(&self, token: StoredToken) -> Result<(), BoxError> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(token);
        Ok(())
    }
}
