//! Where the call goes, and with which secrets. Those come from the process's environment, a file or a prompt, never from an argument.

use std::{
    env, fs,
    io::{self, IsTerminal, Read},
};

use pazemo::{Environment, Secret};

use super::arguments::{CallArguments, Name};
use crate::Unusable;

/// Where requests go.
pub(super) struct Target {
    pub(super) environment: Environment,
    /// Whether real money may move there. The address does not say so with certainty: a server of one's own may lead on to the live one.
    pub(super) may_be_live: bool,
    token_variable: &'static str,
}

impl Target {
    pub(super) fn of(arguments: &CallArguments) -> Result<Self, Unusable> {
        let (name, url) = match (arguments.environment, &arguments.url) {
            (None, None) => (named("PAZEMO_ENVIRONMENT")?, variable("PAZEMO_URL")?),
            (name, url) => (name, url.clone()),
        };
        match (name, url) {
            (Some(_), Some(_)) => Err(Unusable(
                "PAZEMO_ENVIRONMENT and PAZEMO_URL are both set; right would be one of them, or --environment or --url".to_owned(),
            )),
            (None, None) => Err(Unusable(
                "it is not said where the call goes, and there is no default; right would be --environment live|sandbox, --url URL, \
                 PAZEMO_ENVIRONMENT or PAZEMO_URL"
                    .to_owned(),
            )),
            (Some(Name::Live), None) => Ok(Self {
                environment: Environment::Live,
                may_be_live: true,
                token_variable: "PAZEMO_LIVE_TOKEN",
            }),
            (Some(Name::Sandbox), None) => Ok(Self {
                environment: Environment::Sandbox,
                may_be_live: false,
                token_variable: "PAZEMO_SANDBOX_TOKEN",
            }),
            (None, Some(url)) => Ok(Self {
                environment: Environment::custom(&url)
                    .map_err(|error| Unusable(error.to_string()))?,
                // Plain HTTP is accepted for this machine alone.
                may_be_live: !url.to_ascii_lowercase().starts_with("http://"),
                token_variable: "PAZEMO_TOKEN",
            }),
        }
    }

    pub(super) fn token(&self, arguments: &CallArguments) -> Result<Secret, Unusable> {
        if let Some(file) = &arguments.token_file {
            return secret_from(file, "--token-file");
        }
        if let Some(token) = variable(self.token_variable)? {
            return Ok(Secret::new(token));
        }
        let missing = || {
            Unusable(format!(
                "there is no token; right would be {}, --token-file FILE, or a terminal to ask for it (never an argument)",
                self.token_variable
            ))
        };
        prompt("Token: ", missing)
    }
}

/// The authorization code for a withdraw.
pub(super) fn code(arguments: &CallArguments, about: Option<&str>) -> Result<Secret, Unusable> {
    if let Some(file) = &arguments.code_file {
        return secret_from(file, "--code-file");
    }
    if let Some(code) = variable("PAZEMO_AUTHORIZATION_CODE")? {
        return Ok(Secret::new(code));
    }
    let missing = || {
        Unusable(
            "there is no authorization code; right would be PAZEMO_AUTHORIZATION_CODE, --code-file FILE, the field of a body from a file or \
             from standard input, or a terminal to ask for it (never an argument)"
                .to_owned(),
        )
    };
    let about = about.map(|id| format!(" for {id}")).unwrap_or_default();
    prompt(&format!("Authorization code{about}: "), missing)
}

/// Standard input has one end: two cannot read it.
pub(super) fn one_reader_of_standard_input(arguments: &CallArguments) -> Result<(), Unusable> {
    let readers = [
        ("--data", &arguments.data),
        ("--token-file", &arguments.token_file),
        ("--code-file", &arguments.code_file),
    ];
    let readers: Vec<&str> = readers
        .into_iter()
        .filter(|(_, from)| from.as_deref() == Some("-"))
        .map(|(name, _)| name)
        .collect();
    match readers.len() {
        0 | 1 => Ok(()),
        _ => Err(Unusable(format!(
            "{} all read standard input; right would be `-` for one of them and a file for the others",
            readers.join(" and ")
        ))),
    }
}

/// A file, or standard input for `-`, as text. `what` names it in messages.
pub(super) fn text_from(file: &str, what: &str) -> Result<String, Unusable> {
    const MOST: u64 = 8 * 1024 * 1024;
    let refused = |why: String| Unusable(format!("{what} cannot be read: {why}"));
    let mut text = String::new();
    let read = if file == "-" {
        io::stdin().lock().take(MOST + 1).read_to_string(&mut text)
    } else {
        // Pipes are welcome: a shell's `<(…)` is one, and keeps a secret out of every file.
        let opened = fs::File::open(file).map_err(|error| refused(error.to_string()))?;
        opened.take(MOST + 1).read_to_string(&mut text)
    };
    read.map_err(|error| refused(format!("{error}; right would be text in UTF-8")))?;
    if text.len() as u64 > MOST {
        return Err(refused(format!("it has more than {MOST} bytes")));
    }
    Ok(text)
}

fn secret_from(file: &str, what: &str) -> Result<Secret, Unusable> {
    // The name is not repeated: who gives the secret itself in its place would find it in every log.
    let text = text_from(file, &format!("the file of {what}"))?;
    let secret = text.strip_suffix('\n').unwrap_or(&text);
    let secret = secret.strip_suffix('\r').unwrap_or(secret);
    if secret.is_empty() || secret.contains(['\n', '\r']) {
        return Err(Unusable(format!(
            "the file of {what} has not exactly one line; right would be the secret alone"
        )));
    }
    Ok(Secret::new(secret))
}

fn prompt(question: &str, missing: impl Fn() -> Unusable) -> Result<Secret, Unusable> {
    if !io::stdin().is_terminal() {
        return Err(missing());
    }
    match rpassword::prompt_password(question) {
        Ok(secret) if !secret.is_empty() => Ok(Secret::new(secret)),
        _ => Err(missing()),
    }
}

fn named(variable_name: &str) -> Result<Option<Name>, Unusable> {
    match variable(variable_name)?.as_deref() {
        None => Ok(None),
        Some("live") => Ok(Some(Name::Live)),
        Some("sandbox") => Ok(Some(Name::Sandbox)),
        Some(_) => Err(Unusable(format!(
            "{variable_name} has another value than `live` or `sandbox`"
        ))),
    }
}

/// A variable of the process's environment; an empty one is none.
fn variable(name: &str) -> Result<Option<String>, Unusable> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => Err(Unusable(format!("{name} is not UTF-8"))),
    }
}
