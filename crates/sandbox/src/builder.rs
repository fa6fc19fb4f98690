//! How a sandbox is to be.

use std::{
    fmt, io,
    io::Write,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use chrono::{DateTime, Utc};

use crate::{
    admin,
    common::Common,
    defect::Defect,
    fault::{FaultSequence, InvalidFault},
    http::{self, Listening},
    provider::{
        self,
        pazemo::{Pazemo, Shared},
    },
    running::{self, Starting},
    sandbox::Sandbox,
    seed::{InvalidSeed, Seed},
    settings::{Beginning, ServerSettings, Settings},
    switches::{PRESETS, Switch, Switches},
    world::World,
};

/// How a sandbox is to be; made by [`Sandbox::builder`].
///
/// ```
/// use pazemo_sandbox::{DuplicateId, Sandbox};
///
/// let sandbox = Sandbox::builder()
///     .preset("harsh")
///     .switch(DuplicateId::Replay)
///     .random_seed(7)
///     .start_blocking()?;
/// assert!(sandbox.url().starts_with("http://127.0.0.1:"));
/// # Ok::<(), pazemo_sandbox::StartError>(())
/// ```
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct SandboxBuilder {
    settings: Settings,
    beginning: Beginning,
    server: ServerSettings,
    unknown_preset: Option<String>,
}

/// Why a sandbox did not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// There is no preset of this name.
    Preset(String),
    /// Something else that was given cannot be used: a preset of another provider, a certificate.
    Settings(String),
    /// The data cannot be used.
    Seed(InvalidSeed),
    /// More faults than can wait.
    Faults(InvalidFault),
    /// The address cannot be listened on, or the system gives no thread.
    Io(io::Error),
    /// The embedded document cannot be served.
    Document(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Preset(name) => {
                let known: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
                write!(
                    f,
                    "there is no preset `{name}`; there are {}",
                    known.join(", ")
                )
            }
            Self::Settings(message) => f.write_str(message),
            Self::Seed(error) => write!(f, "the data of the sandbox cannot be used: {error}"),
            Self::Faults(error) => error.fmt(f),
            Self::Io(error) => write!(f, "the sandbox cannot listen: {error}"),
            Self::Document(error) => write!(f, "the document cannot be served: {error}"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Seed(error) => Some(error),
            Self::Faults(error) => Some(error),
            Self::Io(error) => Some(error),
            Self::Preset(_) | Self::Settings(_) | Self::Document(_) => None,
        }
    }
}

impl SandboxBuilder {
    /// The switches of a preset; replaces all that was set before. Starting fails if there is none of this name.
    pub fn preset(mut self, name: &str) -> Self {
        match Switches::preset(name) {
            Some(switches) => {
                self.settings.switches = switches;
                self.unknown_preset = None;
            }
            None => self.unknown_preset = Some(name.to_owned()),
        }
        self
    }

    /// All switches; replaces what was set before.
    pub fn switches(mut self, switches: Switches) -> Self {
        self.settings.switches = switches;
        self
    }

    /// One switch.
    pub fn switch(mut self, value: impl Switch) -> Self {
        value.set(&mut self.settings.switches);
        self
    }

    /// The data it starts with.
    pub fn seed(mut self, seed: Seed) -> Self {
        self.settings.seed = seed;
        self
    }

    /// What identifiers, numbers and codes are made from: the same seed and the same requests give the same answers.
    pub fn random_seed(mut self, seed: u64) -> Self {
        self.settings.random_seed = seed;
        self
    }

    /// Where it listens; 127.0.0.1 and any free port unless said otherwise. On an address of the network everybody there can use it.
    pub fn address(mut self, address: SocketAddr) -> Self {
        self.server.address = address;
        self
    }

    /// Lets its clock stand still at a moment. `DateTime` is that of [`chrono`](crate::chrono).
    ///
    /// ```
    /// use pazemo_sandbox::{Sandbox, chrono::{DateTime, Utc}};
    ///
    /// let moment: DateTime<Utc> = "2030-01-01T00:00:00Z".parse()?;
    /// let sandbox = Sandbox::builder().fixed_time(moment).start_blocking()?;
    /// assert_eq!(sandbox.control().clock().now, moment);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fixed_time(mut self, time: DateTime<Utc>) -> Self {
        self.settings.fixed_time = Some(time);
        self
    }

    /// Lets faults wait from the start, and again after a reset. Starting fails if there are too many.
    ///
    /// ```
    /// use pazemo_sandbox::Sandbox;
    ///
    /// let faults = "createWithdraw: drop;when=after".parse()?;
    /// let sandbox = Sandbox::builder().faults(faults).maintenance(true).start_blocking()?;
    /// let control = sandbox.control();
    /// control.clear_faults();
    /// control.set_maintenance(false);
    /// control.reset()?;
    /// assert!(control.maintenance());
    /// assert_eq!(control.faults().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn faults(mut self, sequence: FaultSequence) -> Self {
        self.beginning.faults.push(sequence);
        self
    }

    /// Answers every operation with 503 from the start, and again after a reset; see [`Self::faults`].
    pub fn maintenance(mut self, on: bool) -> Self {
        self.beginning.maintenance = on;
        self
    }

    /// Writes a line for each request: time, method, path, status, duration, operation. Identifiers stand in it, tokens, bodies and queries do
    /// not. A sink that is too slow misses lines.
    pub fn request_log(mut self, sink: impl Write + Send + 'static) -> Self {
        self.server.request_log = Some(Arc::new(Mutex::new(sink)));
        self
    }

    /// Keeps the last exchanges, without credentials; see [`Sandbox::exchanges`]. None unless said otherwise.
    pub fn keep_exchanges(mut self, most: usize) -> Self {
        self.server.keep_exchanges = most;
        self
    }

    /// How long the head of a request may take, and how long a connection may be silent; 30 seconds unless said otherwise.
    pub fn header_timeout(mut self, timeout: Duration) -> Self {
        self.server.header_timeout = timeout;
        self
    }

    /// How long the body of a request may take; 30 seconds unless said otherwise.
    pub fn body_timeout(mut self, timeout: Duration) -> Self {
        self.server.body_timeout = timeout;
        self
    }

    /// The largest body of a request, in bytes; 8 MiB unless said otherwise. A larger one is refused with 413.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.server.body_limit = bytes;
        self
    }

    /// How long a graceful shutdown waits for what is under way; 10 seconds unless said otherwise.
    pub fn shutdown_timeout(mut self, timeout: Duration) -> Self {
        self.server.shutdown_timeout = timeout;
        self
    }

    /// A test switch: plants a bug, so that a check can be seen to notice it.
    #[doc(hidden)]
    pub fn defect(mut self, defect: Defect) -> Self {
        self.settings.defect = Some(defect);
        self
    }

    /// Starts it.
    ///
    /// # Errors
    ///
    /// [`StartError`]: an unknown preset, data that cannot be used, too many faults, an address that is taken.
    pub async fn start(self) -> Result<Sandbox, StartError> {
        let (shared, running) = self.spawn()?.wait().await?;
        Sandbox::new(shared, running)
    }

    /// Starts it from code that is not asynchronous.
    ///
    /// # Errors
    ///
    /// As for [`start`](Self::start).
    ///
    /// # Panics
    ///
    /// If it is called within an asynchronous runtime.
    ///
    /// The client without async code is the feature `blocking` of `pazemo`:
    ///
    /// ```
    /// use pazemo_sandbox::Sandbox;
    ///
    /// let sandbox = Sandbox::builder().start_blocking()?;
    /// let client = sandbox.client().build_blocking()?;
    /// assert_eq!(client.users().me()?.id.as_str(), "string");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn start_blocking(self) -> Result<Sandbox, StartError> {
        let (shared, running) = self.spawn()?.wait_blocking()?;
        Sandbox::new(shared, running)
    }

    fn spawn(self) -> Result<Starting<Arc<Shared>>, StartError> {
        if let Some(name) = self.unknown_preset {
            return Err(StartError::Preset(name));
        }
        running::start(move || listen(self.settings, self.beginning, self.server))
    }
}

/// Takes the address, and makes everything that requests will need.
fn listen(
    settings: Settings,
    beginning: Beginning,
    server: ServerSettings,
) -> Result<(Listening, Arc<Shared>), StartError> {
    let api = provider::pazemo::api().map_err(StartError::Document)?;
    // What was given is judged before the address is: a mistake there is mended first.
    let world = World::new(settings.clone()).map_err(StartError::Seed)?;
    let bound = http::bind(&server).map_err(StartError::Io)?;
    let common = Common::new(api.ids(), beginning, server, bound.address);
    let common = common.map_err(StartError::Faults)?;
    let shared = Arc::new(Shared::new(world, settings, common));
    let pazemo = Pazemo {
        shared: Arc::clone(&shared),
        api,
    };
    let admin = admin::router(Arc::clone(&shared));
    Ok((bound.serve(Arc::new(pazemo), admin, None), shared))
}
