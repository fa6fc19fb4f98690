//! `pazemo sandbox`: a sandbox as a program of its own.

mod arguments;
mod greeting;
mod log;
mod profiles;
mod signals;

use std::{
    io::{ErrorKind, Write},
    net::SocketAddr,
    time::Duration,
};

use pazemo_sandbox::{Sandbox, SandboxBuilder, Seed, StartError, Switches};

pub(crate) use arguments::SandboxArguments;

use crate::{HOLDS, Unusable, write_out};
use arguments::Format;
use signals::Signals;

/// What is under way when the sandbox is ended has this long.
const SHUTDOWN: Duration = Duration::from_secs(5);

pub(crate) fn run(arguments: &SandboxArguments) -> Result<u8, Unusable> {
    if arguments.profiles {
        write_out(profiles::text(arguments.format)?.as_bytes())?;
        return Ok(HOLDS);
    }
    // Each connection is an open file. Where the limit cannot be raised there is room for fewer.
    let _ = rlimit::increase_nofile_limit(u64::MAX);
    let address = SocketAddr::new(arguments.listen, arguments.port);
    let seed = seed(arguments)?;
    let token = seed.token();
    let builder = builder(arguments, address, seed)?;
    // From here on a signal ends the sandbox in good order, also one that comes right after the greeting.
    let mut signals = Signals::new()?;
    let sandbox = builder
        .start_blocking()
        .map_err(|error| cannot_start(&error, address))?;
    if !address.ip().to_canonical().is_loopback() {
        warn(&format!(
            "the sandbox listens on {}: whoever reaches this address can use it, and its administration without a token",
            sandbox.address()
        ));
    }
    let greeting = greeting::text(arguments, &sandbox, token.as_ref())?;
    write_out(greeting.as_bytes())?;
    signals.wait();
    end(sandbox, signals);
    Ok(HOLDS)
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
    Ok(match (arguments.quiet, arguments.format) {
        (true, _) => builder,
        (false, Format::Human) => builder.request_log(std::io::stderr()),
        (false, Format::Json) => builder.request_log(log::JsonLines::new(std::io::stderr())),
    })
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
fn end(sandbox: Sandbox, mut signals: Signals) {
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
