//! What can be said to `pazemo sandbox`.

use std::{
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
};

use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum, builder::PossibleValuesParser};
use pazemo_sandbox::{FaultSequence, PRESETS, Switches, paysera, qolo};

/// The port, unless somebody says otherwise.
const PORT: u16 = 4711;

/// Start a stateful Pazemo on this machine, or Paysera or Qolo
///
/// It keeps accounts, pays withdraws and fails on demand, for programs in any language. Nothing in it is real. What the provider's page
/// leaves open is decided by switches; --profiles lists them. The request log goes to standard error.
///
/// With --provider it stands in for another provider: Paysera's Wallet API (signatures, replays, clocks, certificates), its project API, or
/// Qolo (logins, tokens that expire, idempotency keys). The greeting shows made-up credentials.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 ended by Ctrl-C or SIGTERM, 2 what was given cannot be used.

Examples:
  pazemo sandbox
  pazemo sandbox --port 0 --format json
  pazemo sandbox --preset harsh --switch balance=gross
  pazemo sandbox --fault 'createWithdraw: drop;when=after x2, status=503'
  pazemo sandbox --profiles
  pazemo sandbox --provider paysera --switch clock-window=30
  pazemo sandbox --provider qolo --fault 'createCard: drop;when=after'
  pazemo sandbox --provider qolo --profiles

To call it, from another terminal:
  PAZEMO_TOKEN=sandbox-full-token pazemo call getCurrentUser --url http://127.0.0.1:4711"
)]
pub(crate) struct SandboxArguments {
    /// Whose API it has
    #[arg(long, value_enum, value_name = "NAME", default_value_t = Provider::Pazemo)]
    pub(super) provider: Provider,

    /// Where to listen; 0 is any free port
    #[arg(long, value_name = "N", default_value_t = PORT)]
    pub(super) port: u16,

    /// The address to listen on. On another one than loopback, the network can use the sandbox and its administration
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub(super) listen: IpAddr,

    /// The switches to begin with
    #[arg(long, value_name = "NAME", default_value = "plain", value_parser = presets())]
    pub(super) preset: String,

    /// Set a switch otherwise than the preset does; can be given more than once
    #[arg(long = "switch", value_name = "NAME=VALUE", value_parser = switch)]
    pub(super) switches: Vec<(String, String)>,

    /// List the presets and all switches, and start nothing
    #[arg(long)]
    pub(super) profiles: bool,

    /// Users, accounts and money to begin with (YAML or JSON), instead of those of the document's examples; for other providers, who may call
    #[arg(long, value_name = "FILE")]
    pub(super) seed_file: Option<PathBuf>,

    /// What identifiers, numbers and codes are made from: the same number and the same requests give the same answers
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) random_seed: u64,

    /// Let the sandbox's clock stand still at a moment (RFC 3339)
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) fixed_time: Option<DateTime<Utc>>,

    /// Let the next requests fail: an operation or `*` for any, then faults in their order; can be given more than once. status, drop, reset,
    /// html, hang and delay strike before anything is carried out, or after it with `;when=after`. truncate, slow and content-type strike after it
    #[arg(long = "fault", value_name = "OPERATION: FAULT [xN], …")]
    pub(super) faults: Vec<FaultSequence>,

    /// Answer every operation with 503 until the administration ends it
    #[arg(long)]
    pub(super) maintenance: bool,

    /// Listen for TLS alone, with this certificate (PEM, its chain behind it); not for pazemo
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(super) tls_certificate: Option<PathBuf>,

    /// The private key of the certificate (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    pub(super) tls_key: Option<PathBuf>,

    /// Demand of callers a certificate that this authority has issued (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    pub(super) client_ca: Option<PathBuf>,

    /// No request log
    #[arg(long)]
    pub(super) quiet: bool,

    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

/// Whose API a sandbox has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Provider {
    /// Pazemo
    Pazemo,
    /// Paysera's Wallet API
    #[value(alias = "paysera-wallet")]
    Paysera,
    /// Paysera's project API
    PayseraProjects,
    /// Qolo
    Qolo,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Human,
    /// One JSON object on the first line, with at least `url` and `token`; the request log is JSON lines
    Json,
}

fn presets() -> PossibleValuesParser {
    PRESETS
        .iter()
        .map(|preset| preset.name)
        .collect::<Vec<_>>()
        .into()
}

fn switch(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("right would be NAME=VALUE; --profiles lists the switches")?;
    // Which provider it is for is not known yet; it is looked at again when that is.
    let fits_another = paysera::Switches::default().set(name, value).is_ok()
        || qolo::Switches::default().set(name, value).is_ok();
    match Switches::plain().set(name, value) {
        Err(error) if !fits_another && !is_of_another(name) => Err(error.to_string()),
        _ => Ok((name.to_owned(), value.to_owned())),
    }
}

/// Whether another provider has a switch of this name.
fn is_of_another(name: &str) -> bool {
    let switches = paysera::SWITCHES.iter().chain(qolo::SWITCHES);
    let mut names = switches.map(|switch| switch.name);
    let is_ours = pazemo_sandbox::SWITCHES
        .iter()
        .any(|switch| switch.name == name);
    !is_ours && names.any(|one| one == name)
}

fn moment(text: &str) -> Result<DateTime<Utc>, &'static str> {
    DateTime::parse_from_rfc3339(text)
        .map(|moment| moment.with_timezone(&Utc))
        .map_err(|_| "right would be a date with time by RFC 3339, such as 2026-01-31T12:00:00Z")
}
