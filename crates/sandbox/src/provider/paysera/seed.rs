//! The data that a sandbox of Paysera begins with.

use pazemo::Secret;
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};

use crate::seed::InvalidSeed;

/// Which of Paysera's APIs a sandbox has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Api {
    /// The Wallet API.
    #[default]
    Wallet,
    /// The project API: identifiers are those of projects, and no path is known.
    Projects,
}

/// Clients and wallets to begin with.
///
/// ```
/// use pazemo_sandbox::paysera::{Sandbox, Seed};
///
/// let seed = Seed::empty()
///     .client("my-client", "my-key".into(), ["3"])
///     .wallet("14471", "3", serde_json::json!({ "amount": "1.50" }));
/// let sandbox = Sandbox::builder().seed(seed).start_blocking()?;
/// # Ok::<(), pazemo_sandbox::StartError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Seed {
    pub(super) api: Api,
    pub(super) clients: Vec<Client>,
    pub(super) wallets: Vec<Wallet>,
}

/// Somebody who may call. A client with a certificate is the first one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Client {
    pub(super) id: String,
    pub(super) key: Secret,
    #[serde(default)]
    pub(super) projects: Vec<String>,
}

/// A wallet of a project.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wallet {
    pub(super) id: String,
    pub(super) project: String,
    /// As it is answered, digit for digit.
    #[serde(default = "nothing")]
    pub(super) balance: Box<RawValue>,
}

fn nothing() -> Box<RawValue> {
    raw(&Value::Null)
}

fn raw(value: &Value) -> Box<RawValue> {
    serde_json::value::to_raw_value(value).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// A seed as a file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    clients: Vec<Client>,
    #[serde(default)]
    wallets: Vec<Wallet>,
}

/// The data of the page's examples, and a second project whose wallet the first client must not read.
impl Default for Seed {
    fn default() -> Self {
        let balance = |amount: &str| serde_json::json!({ "amount": amount, "currency": "EUR" });
        Self::empty()
            .client(
                "wkVd93h2uS",
                "IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU".into(),
                ["3"],
            )
            .client(
                "sandbox-other",
                "sandbox-other-key-0123456789abcdef".into(),
                ["4", "5"],
            )
            .wallet("14471", "3", balance("1000.00"))
            .wallet("14472", "4", balance("20.50"))
    }
}

impl Seed {
    /// Nobody and nothing.
    pub fn empty() -> Self {
        Self {
            api: Api::Wallet,
            clients: Vec::new(),
            wallets: Vec::new(),
        }
    }

    /// The project API with the project 3, whose password is `sandbox-sign-password`.
    pub fn projects() -> Self {
        let mut seed = Self::empty().client("3", "sandbox-sign-password".into(), ["3"]);
        seed.api = Api::Projects;
        seed
    }

    /// Which API it is. The [default](Self::default) is the Wallet API.
    pub fn api(&self) -> Api {
        self.api
    }

    /// The same data for another API.
    #[must_use]
    pub fn for_api(mut self, api: Api) -> Self {
        self.api = api;
        self
    }

    /// Lets a client in: by its identifier and its MAC key, for these projects. For the project API these are `project_id` and
    /// `project_sign_password`.
    #[must_use]
    pub fn client<'p>(
        mut self,
        id: &str,
        key: Secret,
        projects: impl IntoIterator<Item = &'p str>,
    ) -> Self {
        self.clients.push(Client {
            id: id.to_owned(),
            key,
            projects: projects.into_iter().map(str::to_owned).collect(),
        });
        self
    }

    /// A wallet of a project, with the balance as it is answered.
    #[must_use]
    pub fn wallet(mut self, id: &str, project: &str, balance: Value) -> Self {
        self.wallets.push(Wallet {
            id: id.to_owned(),
            project: project.to_owned(),
            balance: raw(&balance),
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
    /// let text = "clients:\n  - id: a\n    key: b\n    projects: ['3']\n";
    /// assert!(pazemo_sandbox::paysera::Seed::read("seed.yaml", text).is_ok());
    /// let error = pazemo_sandbox::paysera::Seed::read("seed.yaml", "clients: 1").unwrap_err();
    /// assert!(error.to_string().contains("seed.yaml"));
    /// ```
    pub fn read(name: &str, text: &str) -> Result<Self, InvalidSeed> {
        let file: File = crate::seed::plain(name, text)?;
        Ok(Self {
            api: Api::Wallet,
            clients: file.clients,
            wallets: file.wallets,
        })
    }

    /// Identifier and key of its first client.
    pub fn credentials(&self) -> Option<(&str, &Secret)> {
        let client = self.clients.first()?;
        Some((&client.id, &client.key))
    }
}
