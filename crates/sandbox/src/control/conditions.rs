//! Clock, switches, faults, maintenance, and going back to the start.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Control, Refused};
use crate::{
    admin::Administer,
    fault::{Fault, FaultSequence, InvalidFault},
    seed::InvalidSeed,
    switches::Switches,
};

/// The sandbox's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Clock {
    /// What it shows.
    pub now: DateTime<Utc>,
    /// Whether it runs; otherwise it stands still until it is moved.
    pub runs: bool,
}

/// A fault that waits for its request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WaitingFault {
    /// The id of the operation it is for; `None`: whichever comes.
    pub operation: Option<&'static str>,
    /// What goes wrong.
    pub fault: Fault,
    /// How often it still strikes.
    pub times: u32,
}

impl Control {
    /// What the clock shows, and whether it runs.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// assert!(sandbox.control().clock().runs);
    /// # Ok(())
    /// # }
    /// ```
    pub fn clock(&self) -> Clock {
        let world = self.shared.world();
        Clock {
            now: world.now(),
            runs: world.clock_runs(),
        }
    }

    /// Moves the clock to a moment, and lets happen what is due until then. It stands still there until it is told to [run](Self::run_clock).
    ///
    /// # Errors
    ///
    /// 409 if the moment has passed by the sandbox's clock: what has happened has happened. 400 beyond the year 9999.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let control = sandbox.control();
    /// control.fix_clock("2100-01-01T00:00:00Z".parse()?)?;
    /// assert_eq!(control.clock().now.to_rfc3339(), "2100-01-01T00:00:00+00:00");
    /// assert!(control.fix_clock("2099-12-31T00:00:00Z".parse()?).is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn fix_clock(&self, moment: DateTime<Utc>) -> Result<Clock, Refused> {
        self.change_clock(Some(moment), Some(false))
    }

    /// Moves the clock forward, and lets happen what is due until then. Whether it runs stays as it is.
    ///
    /// # Errors
    ///
    /// 400 beyond the year 9999.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let control = sandbox.control();
    /// let before = control.clock().now;
    /// let after = control.advance_clock(Duration::from_secs(3600))?.now;
    /// assert!((after - before).num_minutes() >= 60);
    /// # Ok(())
    /// # }
    /// ```
    pub fn advance_clock(&self, by: Duration) -> Result<Clock, Refused> {
        self.shared.world().advance(by)?;
        Ok(self.clock())
    }

    /// Lets the clock run from the moment it shows.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let control = sandbox.control();
    /// assert!(!control.stop_clock().runs);
    /// assert!(control.run_clock().runs);
    /// # Ok(())
    /// # }
    /// ```
    pub fn run_clock(&self) -> Clock {
        self.shared.world().run_clock();
        self.clock()
    }

    /// Stops the clock at the moment it shows; see [`Self::run_clock`].
    pub fn stop_clock(&self) -> Clock {
        self.shared.world().stop_clock();
        self.clock()
    }

    /// How the sandbox decides what the page leaves open.
    ///
    /// ```
    /// # use pazemo_sandbox::WrongCode;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let control = sandbox.control();
    /// control.set_switches(control.switches().with(WrongCode::Unauthorized));
    /// assert_eq!(control.switches().get("wrong-code").as_deref(), Some("401"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn switches(&self) -> Switches {
        self.shared.world().switches().clone()
    }

    /// From here on the sandbox decides otherwise; what was decided stays. See [`Self::switches`].
    pub fn set_switches(&self, switches: Switches) {
        self.shared.world().set_switches(switches);
    }

    /// Lets faults wait for the next requests.
    ///
    /// # Errors
    ///
    /// [`InvalidFault`] if more than 10,000 would wait.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let control = sandbox.control();
    /// control.add_faults(&"createWithdraw: drop;when=after x2".parse()?)?;
    /// assert_eq!(control.faults()[0].times, 2);
    /// control.clear_faults();
    /// assert!(control.faults().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    pub fn add_faults(&self, sequence: &FaultSequence) -> Result<(), InvalidFault> {
        self.shared.add_faults(sequence)
    }

    /// The faults that wait, in their order.
    pub fn faults(&self) -> Vec<WaitingFault> {
        let waiting = self.shared.faults().list().into_iter();
        waiting
            .map(|waiting| WaitingFault {
                operation: waiting.operation,
                fault: waiting.fault,
                times: waiting.times,
            })
            .collect()
    }

    /// No fault waits any more.
    pub fn clear_faults(&self) {
        self.shared.faults().clear();
    }

    /// Whether every operation is answered with 503.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let control = sandbox.control();
    /// control.set_maintenance(true);
    /// assert!(control.maintenance());
    /// # Ok(())
    /// # }
    /// ```
    pub fn maintenance(&self) -> bool {
        self.shared.maintenance()
    }

    /// Begins or ends the maintenance; see [`Self::maintenance`].
    pub fn set_maintenance(&self, on: bool) {
        self.shared.set_maintenance(on);
    }

    /// Everything as it was at the start: users, money, switches, clock, faults, maintenance. Tokens that were made since are gone.
    ///
    /// # Errors
    ///
    /// None that a sandbox which has started can meet: the seed was good before.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let control = sandbox.control();
    /// let before = control.account("string")?.available;
    /// control.deposit("string", 5.into())?;
    /// control.reset()?;
    /// assert_eq!(control.account("string")?.available, before);
    /// # Ok(())
    /// # }
    /// ```
    pub fn reset(&self) -> Result<(), InvalidSeed> {
        self.shared.reset()
    }
}
