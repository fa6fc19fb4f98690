//! Sandboxes of the other providers: how they are to be, and what they say when they are ready.

use std::{fmt::Write as _, net::SocketAddr, path::Path};

use anstyle::Style;
use pazemo::Secret;
use pazemo_sandbox::{Tls, paysera, qolo};
use serde_json::{Map, Value, json};

use super::{
    SHUTDOWN, SandboxArguments,
    arguments::{Format, Provider},
    greeting::quoted,
    log,
};
use crate::Unusable;

/// What is the same for each of them.
macro_rules! configured {
    ($builder:expr, $switches:expr, $arguments:expr, $address:expr) => {{
        let arguments = $arguments;
        let mut builder = $builder
            .address($address)
            .switches($switches)
            .random_seed(arguments.random_seed)
            .maintenance(arguments.maintenance)
            .shutdown_timeout(SHUTDOWN);
        for sequence in &arguments.faults {
            builder = builder.faults(sequence.clone());
        }
        if let Some(moment) = arguments.fixed_time {
            builder = builder.fixed_time(moment);
        }
        if let Some(tls) = tls(arguments)? {
            builder = builder.tls(tls);
        }
        if let Some(sink) = log(arguments) {
            builder = builder.request_log(sink);
        }
        builder
    }};
}

/// The switches of a preset, with some set otherwise.
macro_rules! switches {
    ($presets:expr, $arguments:expr) => {{
        let presets = $presets;
        let wanted = &$arguments.preset;
        let found = presets.iter().find(|preset| preset.name == wanted);
        let Some(preset) = found else {
            let known: Vec<&str> = presets.iter().map(|preset| preset.name).collect();
            let message = format!(
                "this provider has no preset `{wanted}`; it has {}",
                known.join(", ")
            );
            return Err(Unusable(message));
        };
        let mut switches = preset.switches();
        for (name, value) in &$arguments.switches {
            let set = switches.set(name, value);
            set.map_err(|error| Unusable(error.to_string()))?;
        }
        switches
    }};
}

pub(super) fn paysera(
    arguments: &SandboxArguments,
    address: SocketAddr,
) -> Result<paysera::SandboxBuilder, Unusable> {
    let seed = match (&arguments.seed_file, arguments.provider) {
        (Some(path), provider) => {
            let seed = read(path, paysera::Seed::read)?;
            let api = if provider == Provider::PayseraProjects {
                paysera::Api::Projects
            } else {
                paysera::Api::Wallet
            };
            seed.for_api(api)
        }
        (None, Provider::PayseraProjects) => paysera::Seed::projects(),
        (None, _) => paysera::Seed::default(),
    };
    let switches = switches!(paysera::PRESETS, arguments);
    let builder = paysera::Sandbox::builder().seed(seed);
    Ok(configured!(builder, switches, arguments, address))
}

pub(super) fn qolo(
    arguments: &SandboxArguments,
    address: SocketAddr,
) -> Result<qolo::SandboxBuilder, Unusable> {
    let seed = match &arguments.seed_file {
        Some(path) => read(path, qolo::Seed::read)?,
        None => qolo::Seed::default(),
    };
    let switches = switches!(qolo::PRESETS, arguments);
    let builder = qolo::Sandbox::builder().seed(seed);
    Ok(configured!(builder, switches, arguments, address))
}

fn read<S>(
    path: &Path,
    read: impl FnOnce(&str, &str) -> Result<S, pazemo_sandbox::InvalidSeed>,
) -> Result<S, Unusable> {
    let text = crate::verify::read(path)?;
    read(&path.display().to_string(), &text).map_err(|error| Unusable(error.to_string()))
}

fn tls(arguments: &SandboxArguments) -> Result<Option<Tls>, Unusable> {
    let (Some(certificate), Some(key)) = (&arguments.tls_certificate, &arguments.tls_key) else {
        return Ok(None);
    };
    let tls = Tls::new(crate::verify::read(certificate)?, crate::verify::read(key)?);
    Ok(Some(match &arguments.client_ca {
        None => tls,
        Some(authority) => tls.demand_certificates_of(crate::verify::read(authority)?),
    }))
}

pub(super) fn paysera_greeting(arguments: &SandboxArguments, sandbox: &paysera::Sandbox) -> String {
    let url = sandbox.url();
    let mut lines = Vec::new();
    let (title, names) = match arguments.provider {
        // Each of its paths wants a signature, which curl cannot make.
        Provider::PayseraProjects => ("Paysera project API", ("projectId", "signPassword")),
        _ => {
            lines.push(format!("{} {url}/rest/v1/server", curl(arguments)));
            ("Paysera Wallet API", ("macId", "macKey"))
        }
    };
    // The handshake says who calls; keys count for nothing then.
    let credentials = sandbox
        .credentials()
        .filter(|_| arguments.client_ca.is_none());
    if let Some((id, key)) = &credentials {
        let (id, key) = (quoted(id), quoted(key.expose()));
        lines.push(match arguments.provider {
            Provider::PayseraProjects => format!(
                "PAYSERA_PROJECT_URL={url} PAYSERA_PROJECT_ID={id} PAYSERA_PROJECT_SIGN_PASSWORD={key} \\\n    cargo run --features paysera --example paysera_project -- /rest/v1/some/path"
            ),
            _ => format!(
                "PAYSERA_ENVIRONMENT=custom PAYSERA_CUSTOM_URL={url} PAYSERA_CUSTOM_MAC_ID={id} PAYSERA_CUSTOM_MAC_KEY={key} \\\n    cargo run --features paysera --example paysera_mac -- 14471"
            ),
        });
    }
    let answers = sandbox.control().switches().other_paths == paysera::OtherPaths::All;
    if arguments.provider == Provider::PayseraProjects && !answers {
        lines
            .push("(a right signature gets a 404; with --switch other-paths=all a 200)".to_owned());
    }
    if arguments.tls_certificate.is_some() {
        // These examples trust the usual authorities alone.
        lines.retain(|line| line.starts_with("curl"));
    }
    greeting(arguments, title, &url, names, credentials, &lines)
}

pub(super) fn qolo_greeting(arguments: &SandboxArguments, sandbox: &qolo::Sandbox) -> String {
    let url = sandbox.url();
    let credentials = sandbox.credentials();
    let switches = sandbox.control().switches();
    let mut body = Map::new();
    let mut lines = Vec::new();
    if let Some((id, key)) = &credentials {
        body.insert(switches.login_field.to_string(), json!(id));
        body.insert(switches.key_field.to_string(), json!(key.expose()));
    }
    let body = quoted(&Value::Object(body).to_string());
    lines.push(format!(
        "{} -H 'Content-Type: application/json' -d {body} {url}/api/v1/auth/login",
        curl(arguments)
    ));
    if let (Some((id, key)), None) = (&credentials, &arguments.tls_certificate) {
        let (id, key) = (quoted(id), quoted(key.expose()));
        lines.push(format!(
            "QOLO_ENVIRONMENT=custom QOLO_CUSTOM_URL={url} QOLO_CUSTOM_LOGIN_ID={id} QOLO_CUSTOM_API_KEY={key} \\\n    cargo run --features qolo --example qolo_create_card -- order-17 '{{\"holder\":\"A\"}}'"
        ));
    }
    let names = ("loginId", "apiKey");
    greeting(arguments, "Qolo", &url, names, credentials, &lines)
}

/// How curl is begun; over TLS with files that only the user knows.
fn curl(arguments: &SandboxArguments) -> &'static str {
    match (&arguments.tls_certificate, &arguments.client_ca) {
        (None, _) => "curl",
        (Some(_), None) => "curl --cacert AUTHORITY.pem",
        (Some(_), Some(_)) => "curl --cacert AUTHORITY.pem --cert CLIENT.pem --key CLIENT.key",
    }
}

/// Where the sandbox is, and how to talk to it. The credentials of the default data are shown: they are made up, and without them nobody could.
/// Those of a file are not: who wrote it knows them.
fn greeting(
    arguments: &SandboxArguments,
    title: &str,
    url: &str,
    names: (&str, &str),
    credentials: Option<(String, Secret)>,
    lines: &[String],
) -> String {
    let is_given = arguments.seed_file.is_some();
    let credentials = credentials.filter(|_| !is_given);
    let (id, key) = match &credentials {
        Some((id, key)) => (Some(id.as_str()), Some(key.expose())),
        None => (None, None),
    };
    let instead = if arguments.client_ca.is_some() {
        "none; callers show a certificate"
    } else {
        "as in the file"
    };
    let document = format!("{url}/openapi.yaml");
    let administration = format!("{url}/_sandbox/openapi.yaml");
    if arguments.format == Format::Json {
        let line = json!({
            "url": url,
            names.0: id,
            names.1: key,
            "document": document,
            "administration": administration,
            "preset": arguments.preset,
            "version": env!("CARGO_PKG_VERSION"),
        });
        return format!("{line}\n");
    }
    let bold = Style::new().bold();
    let mut text = String::new();
    let set = arguments.switches.iter();
    let set: String = set
        .map(|(name, value)| format!(", {name}={value}"))
        .collect();
    let _ = writeln!(
        text,
        "{bold}{title} sandbox{bold:#} {}, preset {}{set}\n",
        env!("CARGO_PKG_VERSION"),
        arguments.preset
    );
    for (name, value) in [
        ("URL", url),
        (names.0, id.unwrap_or(instead)),
        (names.1, key.unwrap_or(instead)),
        ("document", &document),
        ("administration", &administration),
    ] {
        let _ = writeln!(text, "  {name:<16}{value}");
    }
    if !is_given && !lines.is_empty() {
        let _ = writeln!(text, "\nTry:\n  {}", lines.join("\n  "));
    }
    text.push_str("\nCtrl-C ends it.\n");
    text
}
