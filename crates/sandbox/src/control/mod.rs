//! What one does to a sandbox while it runs.

mod administer;
mod conditions;
mod counts;
mod money;
mod tokens;

use std::{fmt, sync::Arc};

use crate::{provider::pazemo::Shared, refusal::Refusal, sandbox::Sandbox};

pub use conditions::{Clock, WaitingFault};
pub use counts::Counts;
pub use tokens::IssuedToken;
pub(crate) use tokens::is_sendable;

/// Controls a running sandbox: what nobody can do through the API. Cheap to clone; all clones control the same sandbox. The administration
/// under `/_sandbox/` does the same for other languages.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sandbox = pazemo_sandbox::Sandbox::start().await?;
/// let control = sandbox.control();
/// control.deposit("string", "9.10".parse()?)?;
/// control.check()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Control {
    shared: Arc<Shared>,
}

impl Sandbox {
    /// Controls this sandbox; see [`Control`].
    pub fn control(&self) -> Control {
        Control::new(Arc::clone(&self.shared))
    }
}

impl Control {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }
}

impl fmt::Debug for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Control")
            .field("address", &self.shared.address())
            .finish_non_exhaustive()
    }
}

/// Why the sandbox does not do what it was told.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
/// let refused = sandbox.control().deposit("nobody", 1.into()).unwrap_err();
/// assert_eq!((refused.status(), refused.code()), (404, "error.account.not-found"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    status: u16,
    code: String,
    message: String,
}

impl Refused {
    pub(crate) fn new(status: u16, code: &str, message: impl Into<String>) -> Self {
        Self {
            status,
            code: code.to_owned(),
            message: message.into(),
        }
    }

    /// The status that the administration answers.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// A dotted code for programs.
    pub fn code(&self) -> &str {
        &self.code
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        let status = refusal.status;
        let entry = refusal.entries.into_iter().next();
        let (code, message) = entry
            .map(|entry| (entry.code, entry.message))
            .unwrap_or_default();
        Self {
            status,
            code,
            message,
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refused {}
