//! The time of day, which may jump.

use std::{fmt, sync::Arc, time::SystemTime};

/// Where the time of day comes from; a test puts its own clock in the place of the machine's.
#[derive(Clone, Default)]
pub(crate) struct WallClock(Option<Arc<dyn Fn() -> SystemTime + Send + Sync>>);

impl WallClock {
    #[cfg(all(feature = "qolo", any(test, feature = "testing")))]
    pub(crate) fn other(clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(clock)))
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.0
            .as_ref()
            .map_or_else(SystemTime::now, |clock| clock())
    }
}

impl fmt::Debug for WallClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            None => "WallClock(machine)",
            Some(_) => "WallClock(other)",
        })
    }
}
