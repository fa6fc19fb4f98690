//! The public handles of the other providers: builder, sandbox, control. What they have in common is written once, here.

/// Defines `Sandbox`, `SandboxBuilder` and `Control` for a provider whose state is `$state`.
macro_rules! handles {
    ($state:ty, $name:literal) => {
        #[doc = concat!("How a sandbox of ", $name, " is to be; made by [`Sandbox::builder`].")]
        #[derive(Clone, Default)]
        #[must_use]
        pub struct SandboxBuilder {
            settings: $crate::stateful::Settings<$state>,
            beginning: $crate::settings::Beginning,
            server: $crate::settings::ServerSettings,
            unknown_preset: Option<String>,
        }

        impl SandboxBuilder {
            /// The switches of a preset; replaces all that was set before. Starting fails if there is none of this name.
            pub fn preset(mut self, name: &str) -> Self {
                match PRESETS.iter().find(|preset| preset.name == name) {
                    Some(preset) => {
                        self.settings.switches = preset.switches();
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
            pub fn switch(mut self, value: impl $crate::Switch<Switches>) -> Self {
                value.set(&mut self.settings.switches);
                self
            }

            /// The data it starts with.
            pub fn seed(mut self, seed: Seed) -> Self {
                self.settings.seed = seed;
                self
            }

            /// What identifiers and tokens are made from: the same seed and the same requests give the same answers.
            pub fn random_seed(mut self, seed: u64) -> Self {
                self.settings.random_seed = seed;
                self
            }

            /// Where it listens; 127.0.0.1 and any free port unless said otherwise. On an address of the network everybody there can use it.
            pub fn address(mut self, address: std::net::SocketAddr) -> Self {
                self.server.address = address;
                self
            }

            /// Listens for TLS alone.
            pub fn tls(mut self, tls: $crate::Tls) -> Self {
                self.server.tls = Some(tls);
                self
            }

            /// Lets its clock stand still at a moment. `DateTime` is that of [`chrono`](crate::chrono).
            pub fn fixed_time(mut self, time: chrono::DateTime<chrono::Utc>) -> Self {
                self.settings.fixed_time = Some(time);
                self
            }

            /// Lets faults wait from the start, and again after a reset. Starting fails if there are too many, or if they are for an operation of
            /// another provider.
            pub fn faults(mut self, sequence: $crate::FaultSequence) -> Self {
                self.beginning.faults.push(sequence);
                self
            }

            /// Answers every operation with 503 from the start, and again after a reset.
            pub fn maintenance(mut self, on: bool) -> Self {
                self.beginning.maintenance = on;
                self
            }

            /// Writes a line for each request: time, method, path, status, duration, operation. No header, no body and no query stands in it. A sink
            /// that is too slow misses lines.
            pub fn request_log(mut self, sink: impl std::io::Write + Send + 'static) -> Self {
                let sink = std::sync::Mutex::new(sink);
                self.server.request_log = Some(std::sync::Arc::new(sink));
                self
            }

            /// Keeps the last exchanges, without credentials; see [`Sandbox::exchanges`]. None unless said otherwise.
            pub fn keep_exchanges(mut self, most: usize) -> Self {
                self.server.keep_exchanges = most;
                self
            }

            /// How long the head of a request may take, and how long a connection may be silent; 30 seconds unless said otherwise.
            pub fn header_timeout(mut self, timeout: std::time::Duration) -> Self {
                self.server.header_timeout = timeout;
                self
            }

            /// How long the body of a request may take; 30 seconds unless said otherwise.
            pub fn body_timeout(mut self, timeout: std::time::Duration) -> Self {
                self.server.body_timeout = timeout;
                self
            }

            /// The largest body of a request, in bytes; 8 MiB unless said otherwise. A larger one is refused with 413.
            pub fn body_limit(mut self, bytes: usize) -> Self {
                self.server.body_limit = bytes;
                self
            }

            /// How long a graceful shutdown waits for what is under way; 10 seconds unless said otherwise.
            pub fn shutdown_timeout(mut self, timeout: std::time::Duration) -> Self {
                self.server.shutdown_timeout = timeout;
                self
            }

            /// Starts it.
            ///
            /// # Errors
            ///
            /// [`StartError`](crate::StartError): an unknown preset, certificates that cannot be used, faults that cannot wait, an address that is
            /// taken.
            pub async fn start(self) -> Result<Sandbox, $crate::StartError> {
                let (handle, running) = self.spawn()?.wait().await?;
                Ok(Sandbox { handle, running })
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
            pub fn start_blocking(self) -> Result<Sandbox, $crate::StartError> {
                let (handle, running) = self.spawn()?.wait_blocking()?;
                Ok(Sandbox { handle, running })
            }

            fn spawn(
                self,
            ) -> Result<
                $crate::running::Starting<$crate::stateful::Handle<$state>>,
                $crate::StartError,
            > {
                if let Some(name) = self.unknown_preset {
                    let known: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
                    let known = known.join(", ");
                    let message = format!("there is no preset `{name}`; there are {known}");
                    return Err($crate::StartError::Settings(message));
                }
                $crate::running::start(move || {
                    $crate::stateful::listen(self.settings, self.beginning, self.server)
                })
            }
        }

        impl std::fmt::Debug for SandboxBuilder {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct("SandboxBuilder")
                    .field("switches", &self.settings.switches)
                    .field("server", &self.server)
                    .finish_non_exhaustive()
            }
        }

        #[doc = concat!("The presets and switches of a sandbox of ", $name, ", as a list that can be serialised.")]
        pub fn profiles() -> $crate::Profiles {
            $crate::Profiles::of::<Switches>()
        }

        #[doc = concat!("A sandbox of ", $name, ". It runs on a thread of its own and stops when this is dropped.")]
        pub struct Sandbox {
            handle: $crate::stateful::Handle<$state>,
            running: $crate::running::Running,
        }

        impl Sandbox {
            /// Starts a sandbox with the default switches and data, on any free port.
            ///
            /// # Errors
            ///
            /// [`StartError`](crate::StartError) if there is no port or no thread to be had.
            pub async fn start() -> Result<Self, $crate::StartError> {
                Self::builder().start().await
            }

            /// A sandbox that is to be otherwise.
            pub fn builder() -> SandboxBuilder {
                SandboxBuilder::default()
            }

            /// Where it is reached, without a slash at the end.
            pub fn url(&self) -> String {
                let scheme = if self.handle.server().tls.is_some() {
                    "https"
                } else {
                    "http"
                };
                format!("{scheme}://{}", $crate::sandbox::reachable(self.address()))
            }

            /// Where a client on this machine reaches it. A client sends nothing over plain HTTP but to this machine: for a sandbox that listens on
            /// another address of the network this is the same port of this machine, where nobody listens.
            fn local_url(&self) -> String {
                if self.handle.server().tls.is_some() {
                    return self.url();
                }
                format!("http://{}", $crate::sandbox::on_this_machine(self.address()))
            }

            /// Where it listens.
            pub fn address(&self) -> std::net::SocketAddr {
                self.handle.address()
            }

            /// Controls it.
            pub fn control(&self) -> Control {
                Control {
                    handle: self.handle.clone(),
                }
            }

            /// Lets the next requests of an operation fail, one after another; see [`Control::add_faults`] for more.
            ///
            /// # Errors
            ///
            /// [`InvalidFault`](crate::InvalidFault) if there is no such operation, or if too many faults wait already; then none is added.
            pub fn fault(
                &self,
                operation: &str,
                faults: impl IntoIterator<Item = $crate::Fault>,
            ) -> Result<(), $crate::InvalidFault> {
                let faults = faults.into_iter().map(|fault| (fault, 1));
                self.handle.faults().push(Some(operation), faults)
            }

            /// The exchanges that were kept, oldest first; see [`SandboxBuilder::keep_exchanges`].
            pub fn exchanges(&self) -> Vec<$crate::Exchange> {
                self.handle.exchanges().iter().cloned().collect()
            }

            /// Stops it: nothing more is accepted, and what is under way is finished, if it does not take too long.
            pub async fn shut_down(self) {
                self.running.shut_down().await;
            }
        }

        impl std::fmt::Debug for Sandbox {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct("Sandbox")
                    .field("url", &self.url())
                    .finish_non_exhaustive()
            }
        }

        #[doc = concat!("Controls a running sandbox of ", $name, ": what nobody can do through the API. Cheap to clone; all clones control the same sandbox.")]
        #[derive(Clone)]
        pub struct Control {
            handle: $crate::stateful::Handle<$state>,
        }

        impl Control {
            /// What the clock shows, and whether it runs.
            pub fn clock(&self) -> $crate::Clock {
                $crate::admin::Administer::clock(&self.handle)
            }

            /// Moves the clock to a moment; it stands still there.
            ///
            /// # Errors
            ///
            /// 409 if the moment has passed by the sandbox's clock. 400 beyond the year 9999.
            pub fn fix_clock(
                &self,
                moment: chrono::DateTime<chrono::Utc>,
            ) -> Result<$crate::Clock, $crate::Refused> {
                use $crate::admin::Administer;
                self.handle.change_clock(Some(moment), Some(false))
            }

            /// Moves the clock forward. Whether it runs stays as it is.
            ///
            /// # Errors
            ///
            /// 400 beyond the year 9999.
            pub fn advance_clock(
                &self,
                by: std::time::Duration,
            ) -> Result<$crate::Clock, $crate::Refused> {
                $crate::admin::Administer::advance_clock(&self.handle, by)
            }

            /// Lets the clock run from the moment it shows.
            pub fn run_clock(&self) -> $crate::Clock {
                let _ = $crate::admin::Administer::change_clock(&self.handle, None, Some(true));
                self.clock()
            }

            /// Stops the clock at the moment it shows.
            pub fn stop_clock(&self) -> $crate::Clock {
                let _ = $crate::admin::Administer::change_clock(&self.handle, None, Some(false));
                self.clock()
            }

            /// How the sandbox decides what the page leaves open.
            pub fn switches(&self) -> Switches {
                self.handle.world().switches.clone()
            }

            /// From here on the sandbox decides otherwise; what was decided stays.
            pub fn set_switches(&self, switches: Switches) {
                self.handle.world().switches = switches;
            }

            /// Lets faults wait for the next requests.
            ///
            /// # Errors
            ///
            /// [`InvalidFault`](crate::InvalidFault) if too many would wait, or if they are for an operation of another provider.
            pub fn add_faults(
                &self,
                sequence: &$crate::FaultSequence,
            ) -> Result<(), $crate::InvalidFault> {
                self.handle.add_faults(sequence)
            }

            /// How many faults wait, each counted as often as it will strike.
            pub fn waiting_faults(&self) -> u64 {
                let waiting = self.handle.faults().list().into_iter();
                waiting.map(|waiting| u64::from(waiting.times)).sum()
            }

            /// No fault waits any more.
            pub fn clear_faults(&self) {
                self.handle.faults().clear();
            }

            /// Whether every operation is answered with 503.
            pub fn maintenance(&self) -> bool {
                self.handle.maintenance()
            }

            /// Begins or ends the maintenance.
            pub fn set_maintenance(&self, on: bool) {
                self.handle.set_maintenance(on);
            }

            /// What the sandbox has done so far. A reset does not touch it.
            pub fn counts(&self) -> $crate::Counts {
                $crate::Counts::of(&self.handle)
            }

            /// Everything as it was at the start: data, switches, clock, faults, maintenance.
            pub fn reset(&self) {
                let _ = $crate::admin::Administer::reset(&self.handle);
            }
        }

        impl std::fmt::Debug for Control {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct("Control")
                    .field("address", &self.handle.address())
                    .finish_non_exhaustive()
            }
        }
    };
}

pub(crate) use handles;
