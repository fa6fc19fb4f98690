//! `pazemo sandbox`: a sandbox as a program of its own.

mod arguments;
mod greeting;
mod log;
mod others;
mod profiles;
mod signals;

use std::{
    io::{ErrorKind, Write},
    net::SocketAddr,
    time::Duration,
};

use pazemo_sandbox::{
    Profiles, Sandbox, SandboxBuilder, Seed, StartError, Switches, paysera, qolo,
};

pub(crate) use arguments::SandboxArguments;

use crate::{HOLDS, Unusable, write_out};
use arguments::{Format, Provider};
use signals::Signals;

/// What is under way when the sandbox is ended has this long.
const SHUTDOWN: Duration = Duration::from_secs(5);

/// A sandbox of any provider, running.
enum Running {
    Pazemo(Sandbox),
    Paysera(paysera::Sandbox),
    Qolo(qolo::Sandbox),
}

impl Running {
    fn address(&self) -> SocketAddr {
        match self {
            Self::Pazemo(sandbox) => sandbox.address(),
            Self::Paysera(sandbox) => sandbox.address(),
            Self::Qolo(sandbox) => sandbox.address(),
        }
    }

    async fn shut_down(self) {
        match self {
            Self::Pazemo(sandbox) => sandbox.shut_down().await,
            Self::Paysera(sandbox) => sandbox.shut_down().await,
            Self::Qolo(sandbox) => sandbox.shut_down().await,
        }
    }
}

pub(crate) fn run(arguments: &SandboxArguments) -> Result<u8, Unusable> {
    if arguments.profiles {
        let profiles = match arguments.provider {
            Provider::Pazemo => Profiles::all(),
            Provider::Paysera | Provider::PayseraProjects => paysera::profiles(),
            Provider::Qolo => qolo::profiles(),
        };
        write_out(profiles::text(&profiles, arguments.format)?.as_bytes())?;
        return Ok(HOLDS);
    }
    // Each connection is an open file. Where the limit cannot be raised there is room for fewer.
    let _ = rlimit::increase_nofile_limit(u64::MAX);
    let address = SocketAddr::new(arguments.listen, arguments.port);
    // A signal ends the sandbox in good order, also one that comes right after the greeting.
    let (sandbox, greeting, mut signals) = match arguments.provider {
        Provider::Pazemo => {
            let seed = seed(arguments)?;
            let token = seed.token();
            let builder = builder(arguments, address, seed)?;
            let signals = Signals::new()?;
            let sandbox = started(builder.start_blocking(), address)?;
            let greeting = greeting::text(arguments, &sandbox, token.as_ref())?;
            (Running::Pazemo(sandbox), greeting, signals)
        }
        Provider::Paysera | Provider::PayseraProjects => {
            let builder = others::paysera(arguments, address)?;
            let signals = Signals::new()?;
            let sandbox = started(builder.start_blocking(), address)?;
            let greeting = others::paysera_greeting(arguments, &sandbox);
            (Running::Paysera(sandbox), greeting, signals)
        }
        Provider::Qolo => {
            let builder = others::qolo(arguments, address)?;
            let signals = Signals::new()?;
            let sandbox = started(builder.start_blocking(), address)?;
            let greeting = others::qolo_greeting(arguments, &sandbox);
            (Running::Qolo(sandbox), greeting, signals)
        }
    };
    if !address.ip().to_canonical().is_loopback() {
        warn(&format!(
            "the sandbox listens on {}: whoever reaches this address can use it, and its administration without a token",
            sandbox.address()
        ));
    }
    write_out(greeting.as_bytes())?;
    signals.wait();
    end(sandbox, signals);
    Ok(HOLDS)
}

fn started<S>(sandbox: Result<S, StartError>, address: SocketAddr) -> Result<S, Unusable> {
    sandbox.map_err(|error| cannot_start(&error, address))
}

fn seed(arguments: &SandboxArguments) -> Result<Seed, Unusable> {
    match &arguments.seed_file {
        None => Ok(Seed::default()),
        Some(path) => {
            let text = crate::verify::read(path)?;
            Seed::read(&path.display().to_string(), &text)
                .map_err(|error| Unusable(error.to_string()))
        }
    }
}

fn builder(
    arguments: &SandboxArguments,
    address: SocketAddr,
    seed: Seed,
) -> Result<SandboxBuilder, Unusable> {
    if arguments.tls_certificate.is_some() {
        let message =
            "--tls-certificate is for the other providers; Pazemo's sandbox speaks plain HTTP";
        return Err(Unusable(message.to_owned()));
    }
    let mut switches = Switches::preset(&arguments.preset).unwrap_or_default();
    for (name, value) in &arguments.switches {
        switches
            .set(name, value)
            .map_err(|error| Unusable(error.to_string()))?;
    }
    let mut builder = Sandbox::builder()
        .address(address)
        .switches(switches)
        .seed(seed)
        .random_seed(arguments.random_seed)
        .maintenance(arguments.maintenance)
        .shutdown_timeout(SHUTDOWN);
    for sequence in &arguments.faults {
        builder = builder.faults(sequence.clone());
    }
    if let Some(moment) = arguments.fixed_time {
        builder = builder.fixed_time(moment);
    }
    Ok(match log(arguments) {
        None => builder,
        Some(sink) => builder.request_log(sink),
    })
}

/// Where the request log goes.
fn log(arguments: &SandboxArguments) -> Option<Box<dyn Write + Send>> {
    match (arguments.quiet, arguments.format) {
        (true, _) => None,
        (false, Format::Human) => Some(Box::new(std::io::stderr())),
        (false, Format::Json) => Some(Box::new(log::JsonLines::new(std::io::stderr()))),
    }
}

pub(crate) fn cannot_start(error: &StartError, address: SocketAddr) -> Unusable {
    match error {
        StartError::Io(error) if error.kind() == ErrorKind::AddrInUse => Unusable(format!(
            "{address} is taken; right would be another --port, or --port 0 for any free one"
        )),
        StartError::Io(error) => Unusable(format!("{address} cannot be listened on: {error}")),
        error => Unusable(error.to_string()),
    }
}

/// Finishes what is under way. A second signal, or a log that nobody reads, does not keep the program.
fn end(sandbox: Running, mut signals: Signals) {
    let (tell, ended) = tokio::sync::oneshot::channel::<()>();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        if let Ok(runtime) = runtime {
            runtime.block_on(sandbox.shut_down());
        }
        let _ = tell.send(());
    });
    signals.wait_for(ended, SHUTDOWN + Duration::from_secs(1));
}

fn warn(message: &str) {
    let style = anstyle::AnsiColor::Yellow.on_default().bold();
    // Nobody is left to tell if this cannot be written.
    let _ = writeln!(anstream::stderr(), "{style}warning:{style:#} {message}");
}
