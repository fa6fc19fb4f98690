//! What the administration does to a sandbox of Pazemo as to any other.

use std::{collections::BTreeMap, time::Duration};

use chrono::{DateTime, Utc};

use super::{Clock, Control, Refused};
use crate::{
    admin::{self, AdminDocument, Administer},
    common::Common,
    profiles::Profiles,
    switches::SwitchSet,
};

impl Administer for Control {
    fn common(&self) -> &Common {
        &self.shared
    }

    fn document(&self) -> &'static AdminDocument {
        &admin::PAZEMO
    }

    fn clock(&self) -> Clock {
        self.clock()
    }

    fn change_clock(
        &self,
        moment: Option<DateTime<Utc>>,
        runs: Option<bool>,
    ) -> Result<Clock, Refused> {
        let mut world = self.shared.world();
        if let Some(moment) = moment {
            world.set_time(moment)?;
        }
        match runs {
            Some(true) => world.run_clock(),
            Some(false) => world.stop_clock(),
            None => {}
        }
        Ok(Clock {
            now: world.now(),
            runs: world.clock_runs(),
        })
    }

    fn advance_clock(&self, by: Duration) -> Result<Clock, Refused> {
        self.advance_clock(by)
    }

    fn profiles(&self) -> Profiles {
        Profiles::all()
    }

    fn switches(&self) -> BTreeMap<&'static str, String> {
        self.shared.world().switches().shown()
    }

    fn change_switches(
        &self,
        preset: Option<&str>,
        values: &BTreeMap<String, String>,
    ) -> Result<BTreeMap<&'static str, String>, Refused> {
        let mut world = self.shared.world();
        let switches = world.switches().changed(preset, values);
        let switches = switches.map_err(|message| Refused::new(400, "switches", message))?;
        let shown = switches.shown();
        world.set_switches(switches);
        Ok(shown)
    }

    fn state(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(&self.dump())
    }

    fn reset(&self) -> Result<(), String> {
        self.shared.reset().map_err(|error| error.to_string())
    }
}
