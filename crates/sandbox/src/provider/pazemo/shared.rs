//! A running sandbox of Pazemo: the state, and what every sandbox has.

use std::{
    ops::Deref,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{common::Common, seed::InvalidSeed, settings::Settings, world::World};

/// One running sandbox of Pazemo.
pub(crate) struct Shared {
    common: Common,
    settings: Settings,
    world: Mutex<World>,
}

impl Shared {
    pub(crate) fn new(world: World, settings: Settings, common: Common) -> Self {
        Self {
            world: Mutex::new(world),
            settings,
            common,
        }
    }

    /// The state. A step that panicked has not poisoned it for good: the next request is answered all the same.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything as it was at the start: state, switches, faults, kept exchanges, maintenance, requests of this second.
    pub(crate) fn reset(&self) -> Result<(), InvalidSeed> {
        let fresh = World::new(self.settings.clone())?;
        *self.world() = fresh;
        self.common.reset();
        Ok(())
    }

    /// What it started with.
    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }
}

impl Deref for Shared {
    type Target = Common;

    fn deref(&self) -> &Common {
        &self.common
    }
}
