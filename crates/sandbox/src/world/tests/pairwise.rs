//! A few combinations of switches in which every two values of every two switches meet.

use super::support::settings;
use crate::{
    seed::Seed,
    switches::{PRESETS, SWITCHES, SwitchDescription, Switches},
    world::World,
};

/// Shared with the tests over HTTP.
#[allow(unreachable_pub)]
#[path = "../../../tests/support/pairwise.rs"]
mod generator;

use generator::{all_pairs, rows};

fn named() -> Vec<&'static SwitchDescription> {
    let named = SWITCHES.iter().filter(|switch| !switch.values.is_empty());
    named.collect()
}

fn columns() -> Vec<usize> {
    let named = named();
    named.iter().map(|switch| switch.values.len()).collect()
}

/// The combinations, as switches.
pub(super) fn combinations() -> Vec<Switches> {
    let named = named();
    let make = |row: Vec<usize>| {
        let mut switches = Switches::plain();
        for (switch, value) in named.iter().zip(row) {
            switches
                .set(switch.name, switch.values[value].name)
                .unwrap();
        }
        switches
    };
    rows(&columns()).into_iter().map(make).collect()
}

#[test]
fn every_two_values_of_every_two_switches_meet() {
    let named = named();
    let combinations = combinations();
    for (a, b) in all_pairs(&columns()) {
        let has = |switches: &Switches, (switch, value): (usize, usize)| {
            let description = named[switch];
            switches.get(description.name).as_deref() == Some(description.values[value].name)
        };
        let meet = combinations.iter().any(|one| has(one, a) && has(one, b));
        assert!(meet, "{a:?} and {b:?}");
    }
    assert!(combinations.len() <= 60, "{}", combinations.len());
}

#[test]
fn the_data_of_every_day_fits_every_preset_and_combination() {
    let presets = PRESETS.iter().map(|preset| preset.switches());
    for switches in presets.chain(combinations()) {
        let world = World::new(settings(switches.clone(), Seed::default()));
        match world {
            Ok(world) => world.check().unwrap(),
            Err(invalid) => panic!("{invalid:?} under {switches:?}"),
        }
    }
}
