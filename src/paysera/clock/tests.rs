use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use proptest::prelude::*;

use super::*;

const DAY: u64 = 86_400;
const NOW: u64 = 1_700_000_000;
const THRESHOLD: Duration = Duration::from_secs(30);

/// Clocks that tests set, in milliseconds.
#[derive(Clone, Default)]
struct Set {
    monotonic: Arc<AtomicU64>,
    wall: Arc<AtomicU64>,
}

impl Set {
    fn at(wall: u64) -> Self {
        let set = Self::default();
        set.monotonic.store(77_000, Ordering::Relaxed);
        set.set_wall(wall);
        set
    }

    fn set_wall(&self, seconds: u64) {
        self.wall.store(seconds * 1000, Ordering::Relaxed);
    }

    fn pass(&self, time: Duration) {
        let milliseconds = u64::try_from(time.as_millis()).unwrap();
        self.monotonic.fetch_add(milliseconds, Ordering::Relaxed);
        self.wall.fetch_add(milliseconds, Ordering::Relaxed);
    }

    fn clock(&self) -> Clock {
        Clock::new(self.clone(), THRESHOLD)
    }

    /// The server says its time, in an instant.
    fn sample(&self, clock: &Clock, server_time: u64) {
        clock.measured(sample(0, server_time));
    }
}

fn sample(milliseconds: u64, server_time: u64) -> Option<Sample> {
    Some(Sample {
        round_trip: Duration::from_millis(milliseconds),
        server_time,
    })
}

impl Machine for Set {
    fn monotonic(&self) -> Duration {
        Duration::from_millis(self.monotonic.load(Ordering::Relaxed))
    }

    fn wall(&self) -> Duration {
        Duration::from_millis(self.wall.load(Ordering::Relaxed))
    }
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn before_the_first_sample_the_system_clock_counts_as_it_was_at_the_beginning() {
    let machine = Set::at(NOW);
    let clock = machine.clock();
    assert_eq!(clock.stamp().timestamp, NOW);
    for stepped in [NOW + DAY, NOW - DAY, 0] {
        machine.set_wall(stepped);
        assert_eq!(clock.stamp().timestamp, NOW);
    }
    machine.pass(seconds(9));
    assert_eq!(clock.stamp().timestamp, NOW + 9);
}

#[test]
fn a_day_by_which_the_system_clock_is_wrong_or_set_makes_no_difference_after_a_sample() {
    for wall in [NOW - DAY, NOW, NOW + DAY, 0] {
        let machine = Set::at(wall);
        let clock = machine.clock();
        machine.sample(&clock, NOW);
        assert_eq!(clock.stamp().timestamp, NOW);
        for stepped in [wall + DAY, wall.saturating_sub(DAY)] {
            machine.set_wall(stepped);
            machine.pass(seconds(5));
        }
        assert_eq!(clock.stamp().timestamp, NOW + 10);
    }
}

#[test]
fn the_server_gave_its_time_in_the_middle_of_the_round_trip() {
    let machine = Set::at(0);
    let clock = machine.clock();
    clock.measured(sample(4_000, NOW));
    assert_eq!(clock.stamp().timestamp, NOW + 2);
}

#[test]
fn a_sample_of_more_than_five_seconds_or_of_no_time_and_none_at_all_change_nothing() {
    let machine = Set::at(NOW);
    let clock = machine.clock();
    let discarded = [
        sample(5_001, NOW + DAY),
        sample(0, NOW * 1000),
        sample(0, u64::MAX),
        None,
    ];
    for (number, sample) in (1..).zip(discarded) {
        let before = clock.stamp();
        clock.measured(sample);
        assert!(!clock.has_moved_since(before.version));
        assert_eq!(clock.version(), number);
        assert_eq!(clock.stamp().timestamp, NOW);
    }
    clock.measured(sample(5_000, NOW + DAY));
    assert_eq!(clock.stamp().timestamp, NOW + DAY + 2);
}

#[test]
fn what_is_signed_with_waits_for_a_clock_that_went_back_a_little() {
    let machine = Set::at(NOW);
    let clock = machine.clock();
    let before = clock.stamp();
    machine.sample(&clock, NOW - 30);
    assert!(!clock.has_moved_since(before.version));
    for _ in 0..3 {
        machine.pass(seconds(10));
        assert_eq!(clock.stamp().timestamp, NOW);
    }
    machine.pass(seconds(1));
    assert_eq!(clock.stamp().timestamp, NOW + 1);
}

#[test]
fn what_is_signed_with_begins_anew_where_it_was_too_far_ahead() {
    for ahead in [31, DAY] {
        let machine = Set::at(NOW + ahead);
        let clock = machine.clock();
        let before = clock.stamp();
        assert_eq!(before.timestamp, NOW + ahead);
        machine.sample(&clock, NOW);
        assert!(clock.has_moved_since(before.version));
        assert_eq!(clock.stamp().timestamp, NOW);
        machine.pass(seconds(1));
        assert_eq!(clock.stamp().timestamp, NOW + 1);
    }
}

#[test]
fn many_small_steps_back_do_not_leave_it_too_far_ahead() {
    let machine = Set::at(NOW);
    let clock = machine.clock();
    clock.stamp();
    machine.sample(&clock, NOW - 20);
    assert_eq!(clock.stamp().timestamp, NOW);
    machine.sample(&clock, NOW - 40);
    assert_eq!(clock.stamp().timestamp, NOW - 40);
}

#[test]
fn a_server_whose_clock_steps_by_a_day_is_followed_both_ways() {
    let machine = Set::at(NOW);
    let clock = machine.clock();
    machine.sample(&clock, NOW);
    for server in [NOW + DAY, NOW, NOW - DAY, NOW] {
        let before = clock.stamp();
        machine.sample(&clock, server);
        assert!(clock.has_moved_since(before.version));
        assert_eq!(clock.stamp().timestamp, server);
        assert!(!clock.has_moved_since(clock.version()));
    }
}

#[test]
fn a_step_of_exactly_the_threshold_is_none() {
    for (server, has_moved) in [
        (NOW + 30, false),
        (NOW + 31, true),
        (NOW - 30, false),
        (NOW - 31, true),
    ] {
        let machine = Set::at(NOW);
        let clock = machine.clock();
        let before = clock.stamp();
        machine.sample(&clock, server);
        assert_eq!(clock.has_moved_since(before.version), has_moved, "{server}");
    }
}

#[test]
fn a_machine_that_slept_or_was_set_asks_again() {
    let machine = Set::at(NOW);
    let clock = machine.clock();
    assert!(clock.is_in_doubt());
    machine.sample(&clock, NOW);
    machine.pass(seconds(DAY));
    assert!(!clock.is_in_doubt());
    for wall in [NOW, NOW + 3 * DAY, NOW + DAY] {
        machine.set_wall(wall);
        assert!(clock.is_in_doubt());
        // Also if nothing comes of it, it was asked for.
        clock.measured(None);
        assert!(!clock.is_in_doubt());
    }
    machine.set_wall(NOW + DAY + 30);
    assert!(!clock.is_in_doubt());
    let before = clock.stamp();
    // Its monotonic clock stood still for a day.
    machine.sample(&clock, NOW + 2 * DAY);
    assert!(clock.has_moved_since(before.version));
    assert_eq!(clock.stamp().timestamp, NOW + 2 * DAY);
}

#[test]
fn a_server_that_cannot_be_asked_is_taken_to_have_the_time_of_the_system() {
    let machine = Set::at(NOW);
    let clock = Clock::following_system(machine.clone(), THRESHOLD);
    assert!(!clock.is_in_doubt());
    for (wall, timestamp) in [
        (NOW, NOW),
        (NOW + DAY, NOW + DAY),
        (NOW, NOW),
        (NOW - 10, NOW),
        (NOW - 31, NOW - 31),
        (NOW - DAY, NOW - DAY),
    ] {
        machine.set_wall(wall);
        assert_eq!(clock.stamp().timestamp, timestamp, "{wall}");
    }
}

#[test]
fn absurd_clocks_do_not_panic() {
    let machine = Set::at(u64::MAX / 1000);
    let clock = Clock::new(machine.clone(), Duration::MAX);
    clock.stamp();
    machine.monotonic.store(u64::MAX, Ordering::Relaxed);
    clock.stamp();
    clock.measured(sample(u64::MAX, u64::MAX));
    clock.measured(sample(5_000, LAST_SECOND));
    clock.measured(sample(0, 0));
    clock.stamp();
    assert!(!clock.is_in_doubt());
}

#[test]
fn this_machine_has_both_clocks() {
    let clock = Clock::new(ThisMachine::new(), THRESHOLD);
    let wall = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    assert!(clock.stamp().timestamp.abs_diff(wall.unwrap().as_secs()) <= 5);
}

proptest! {
    #[test]
    fn it_never_goes_back_but_to_a_measured_time_and_is_never_too_far_ahead_after_one(
        events in prop::collection::vec((0_u64..100, prop::option::of(0_u64..4 * DAY), 0_u64..4 * DAY), 1..40),
    ) {
        let machine = Set::at(NOW);
        let clock = machine.clock();
        let mut last = clock.stamp().timestamp;
        for (pass, sample, wall) in events {
            machine.pass(seconds(pass));
            machine.set_wall(wall);
            let measured = sample.map(|time| NOW + time - 2 * DAY);
            if let Some(time) = measured {
                machine.sample(&clock, time);
            }
            let stamp = clock.stamp().timestamp;
            match measured {
                Some(time) if last > time + 30 => prop_assert_eq!(stamp, time),
                Some(time) => prop_assert_eq!(stamp, time.max(last)),
                None => prop_assert!(stamp >= last && stamp <= last + pass + 1),
            }
            last = stamp;
        }
    }
}
