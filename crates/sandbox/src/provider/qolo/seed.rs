//! The data that a sandbox of Qolo begins with.

use pazemo::Secret;
use serde::Deserialize;

use crate::seed::InvalidSeed;

/// Who may log in.
///
/// ```
/// use pazemo_sandbox::qolo::{Sandbox, Seed};
///
/// let seed = Seed::empty().login("my-program", "my-key".into());
/// let sandbox = Sandbox::builder().seed(seed).start_blocking()?;
/// # Ok::<(), pazemo_sandbox::StartError>(())
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    pub(super) logins: Vec<Login>,
}

/// Somebody who may log in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Login {
    pub(super) id: String,
    pub(super) key: Secret,
}

/// `sandbox-program` with `sandbox-api-key`, and `sandbox-other` with `sandbox-other-api-key`.
impl Default for Seed {
    fn default() -> Self {
        Self::empty()
            .login("sandbox-program", "sandbox-api-key".into())
            .login("sandbox-other", "sandbox-other-api-key".into())
    }
}

impl Seed {
    /// Nobody.
    pub fn empty() -> Self {
        Self { logins: Vec::new() }
    }

    /// Lets somebody log in.
    #[must_use]
    pub fn login(mut self, id: &str, key: Secret) -> Self {
        self.logins.push(Login {
            id: id.to_owned(),
            key,
        });
        self
    }

    /// Reads a file in YAML or JSON. `name` is what the file is called in messages.
    ///
    /// # Errors
    ///
    /// [`InvalidSeed`]: what is wrong, and where.
    ///
    /// ```
    /// let seed = pazemo_sandbox::qolo::Seed::read("seed.yaml", "logins:\n  - id: a\n    key: b\n");
    /// assert_eq!(seed?.credentials().map(|(id, _)| id), Some("a"));
    /// # Ok::<(), pazemo_sandbox::InvalidSeed>(())
    /// ```
    pub fn read(name: &str, text: &str) -> Result<Self, InvalidSeed> {
        crate::seed::plain(name, text)
    }

    /// Name and key of the first who may log in.
    pub fn credentials(&self) -> Option<(&str, &Secret)> {
        let login = self.logins.first()?;
        Some((&login.id, &login.key))
    }
}
