//! A running sandbox of a provider whose state is small: clock, switches and state behind one lock, and how the administration reaches them.

use std::{
    collections::BTreeMap,
    ops::Deref,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};

use crate::{
    admin::{self, AdminDocument, Administer, Route},
    builder::StartError,
    clock::{Clock as Hands, InvalidMoment, date_time},
    common::Common,
    control::{Clock, Refused},
    http::{self, Api, Listening},
    profiles::Profiles,
    provider::Provider,
    settings::{Beginning, ServerSettings},
    switches::SwitchSet,
    tls,
};

/// What a provider's sandbox keeps, besides its clock and its switches.
pub(crate) trait State: Sized + Send + 'static {
    /// What it begins with.
    type Seed: Clone + Default + Send + Sync;
    type Switches: SwitchSet + Sync;

    fn new(seed: &Self::Seed, random_seed: u64) -> Self;

    /// The API of the document.
    fn api(seed: &Self::Seed) -> Result<&'static Api, String>;

    /// What describes the administration.
    fn document() -> &'static AdminDocument;

    /// What only this provider's administration has.
    fn routes() -> Vec<Route<Handle<Self>>>;

    /// All of it without secrets, as JSON; the time is the sandbox's. Numbers in it keep their digits.
    fn dump(&self, now: DateTime<Utc>) -> Result<Vec<u8>, serde_json::Error>;
}

/// What a sandbox starts with, and goes back to when it is reset.
pub(crate) struct Settings<S: State> {
    pub(crate) switches: S::Switches,
    pub(crate) seed: S::Seed,
    pub(crate) random_seed: u64,
    pub(crate) fixed_time: Option<DateTime<Utc>>,
}

impl<S: State> Default for Settings<S> {
    fn default() -> Self {
        Self {
            switches: S::Switches::default(),
            seed: S::Seed::default(),
            random_seed: 0,
            fixed_time: None,
        }
    }
}

impl<S: State> Clone for Settings<S> {
    fn clone(&self) -> Self {
        Self {
            switches: self.switches.clone(),
            seed: self.seed.clone(),
            random_seed: self.random_seed,
            fixed_time: self.fixed_time,
        }
    }
}

/// Clock, switches and state.
pub(crate) struct World<S: State> {
    clock: Hands,
    pub(crate) switches: S::Switches,
    pub(crate) state: S,
}

impl<S: State> World<S> {
    fn new(settings: &Settings<S>) -> Self {
        Self {
            clock: Hands::new(settings.fixed_time),
            switches: settings.switches.clone(),
            state: S::new(&settings.seed, settings.random_seed),
        }
    }

    /// By the sandbox's clock.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        date_time(self.clock.now())
    }

    /// By the sandbox's clock, in seconds since 1970.
    pub(crate) fn seconds(&self) -> i64 {
        self.clock.now().div_euclid(1000)
    }

    fn shown(&self) -> Clock {
        Clock {
            now: self.now(),
            runs: self.clock.runs(),
        }
    }
}

/// One running sandbox.
pub(crate) struct Shared<S: State> {
    common: Common,
    settings: Settings<S>,
    world: Mutex<World<S>>,
    pub(crate) api: &'static Api,
}

impl<S: State> Shared<S> {
    /// The state. A step that panicked has not poisoned it for good: the next request is answered all the same.
    pub(crate) fn world(&self) -> MutexGuard<'_, World<S>> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn settings(&self) -> &Settings<S> {
        &self.settings
    }
}

impl<S: State> Deref for Shared<S> {
    type Target = Common;

    fn deref(&self) -> &Common {
        &self.common
    }
}

/// Holds a running sandbox, for the handle, the administration and the server.
pub(crate) struct Handle<S: State>(Arc<Shared<S>>);

impl<S: State> Clone for Handle<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S: State> Deref for Handle<S> {
    type Target = Shared<S>;

    fn deref(&self) -> &Shared<S> {
        &self.0
    }
}

impl<S: State> AsRef<Common> for Handle<S> {
    fn as_ref(&self) -> &Common {
        &self.common
    }
}

/// Takes the address, and makes everything that requests will need.
pub(crate) fn listen<S: State>(
    settings: Settings<S>,
    beginning: Beginning,
    server: ServerSettings,
) -> Result<(Listening, Handle<S>), StartError>
where
    Handle<S>: Provider,
{
    let api = S::api(&settings.seed).map_err(StartError::Document)?;
    let acceptor = server.tls.as_ref().map(tls::acceptor).transpose();
    let acceptor = acceptor.map_err(StartError::Settings)?;
    let world = World::new(&settings);
    let bound = http::bind(&server).map_err(StartError::Io)?;
    let common = Common::new(api.ids(), beginning, server, bound.address);
    let shared = Shared {
        common: common.map_err(StartError::Faults)?,
        settings,
        world: Mutex::new(world),
        api,
    };
    let handle = Handle(Arc::new(shared));
    let admin = admin::with_own(handle.clone(), S::routes(), handle.clone());
    Ok((
        bound.serve(Arc::new(handle.clone()), admin, acceptor),
        handle,
    ))
}

impl<S: State> Administer for Handle<S> {
    fn common(&self) -> &Common {
        &self.common
    }

    fn document(&self) -> &'static AdminDocument {
        S::document()
    }

    fn clock(&self) -> Clock {
        self.world().shown()
    }

    fn change_clock(
        &self,
        moment: Option<DateTime<Utc>>,
        runs: Option<bool>,
    ) -> Result<Clock, Refused> {
        let mut world = self.world();
        if let Some(moment) = moment {
            world.clock.set(moment).map_err(immovable)?;
        }
        match runs {
            Some(true) => world.clock.run(),
            Some(false) => world.clock.stop(),
            None => {}
        }
        Ok(world.shown())
    }

    fn advance_clock(&self, by: Duration) -> Result<Clock, Refused> {
        let mut world = self.world();
        world.clock.advance(by).map_err(immovable)?;
        Ok(world.shown())
    }

    fn profiles(&self) -> Profiles {
        Profiles::of::<S::Switches>()
    }

    fn switches(&self) -> BTreeMap<&'static str, String> {
        self.world().switches.shown()
    }

    fn change_switches(
        &self,
        preset: Option<&str>,
        values: &BTreeMap<String, String>,
    ) -> Result<BTreeMap<&'static str, String>, Refused> {
        let mut world = self.world();
        let switches = world.switches.changed(preset, values);
        world.switches = switches.map_err(|message| Refused::new(400, "switches", message))?;
        Ok(world.switches.shown())
    }

    fn state(&self) -> Result<Vec<u8>, serde_json::Error> {
        let world = self.world();
        world.state.dump(world.now())
    }

    fn reset(&self) -> Result<(), String> {
        let fresh = World::new(&self.settings);
        *self.world() = fresh;
        self.common.reset();
        Ok(())
    }
}

fn immovable(error: InvalidMoment) -> Refused {
    match error {
        InvalidMoment::Backwards => Refused::new(
            409,
            "error.clock.backwards",
            "the clock is never moved back",
        ),
        InvalidMoment::OutOfRange => Refused::new(
            400,
            "error.clock.range",
            "the clock ends with the year 9999",
        ),
    }
}
