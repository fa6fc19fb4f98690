//! A few combinations of switches in which every two values of every two switches meet.

use std::collections::BTreeSet;

use super::support::settings;
use crate::{
    seed::Seed,
    switches::{PRESETS, SWITCHES, SwitchDescription, Switches},
    world::World,
};

/// Two switches by their place in the list, each with a value by its place; the lower switch first.
type Pair = ((usize, usize), (usize, usize));

fn named() -> Vec<&'static SwitchDescription> {
    let named = SWITCHES.iter().filter(|switch| !switch.values.is_empty());
    named.collect()
}

fn pair(a: (usize, usize), b: (usize, usize)) -> Pair {
    (a.min(b), a.max(b))
}

fn all_pairs() -> BTreeSet<Pair> {
    let named = named();
    let values = |switch: usize| (0..named[switch].values.len()).map(move |value| (switch, value));
    let mut pairs = BTreeSet::new();
    for a in 0..named.len() {
        for b in a + 1..named.len() {
            let both = values(a).flat_map(|x| values(b).map(move |y| (x, y)));
            pairs.extend(both);
        }
    }
    pairs
}

/// Each row begins with a pair that is missing and takes, switch by switch, the value that brings most other missing pairs.
fn rows() -> Vec<Vec<usize>> {
    let named = named();
    let mut missing = all_pairs();
    let mut rows = Vec::new();
    while let Some((a, b)) = missing.first().copied() {
        let mut chosen = vec![a, b];
        for (switch, description) in named.iter().enumerate() {
            if switch == a.0 || switch == b.0 {
                continue;
            }
            let gain = |value: usize| {
                let met = chosen
                    .iter()
                    .filter(|one| missing.contains(&pair(**one, (switch, value))));
                met.count()
            };
            let best = (0..description.values.len()).max_by_key(|value| gain(*value));
            chosen.push((switch, best.unwrap()));
        }
        for one in &chosen {
            for other in &chosen {
                missing.remove(&pair(*one, *other));
            }
        }
        chosen.sort_unstable();
        rows.push(chosen.into_iter().map(|(_, value)| value).collect());
    }
    rows
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
    rows().into_iter().map(make).collect()
}

#[test]
fn every_two_values_of_every_two_switches_meet() {
    let named = named();
    let combinations = combinations();
    for (a, b) in all_pairs() {
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
