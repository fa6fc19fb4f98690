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
        clock.take(clock.monotonic(), server_time).unwrap();
    }
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
    let asked = clock.monotonic();
    machine.pass(seconds(4));
    clock.take(asked, NOW).unwrap();
    assert_eq!(clock.stamp().timestamp, NOW + 2);
}

#[test]
fn a_sample_of_more_than_five_seconds_changes_nothing() {
    let machine = Set::at(NOW);
    let clock = machine.clock();
    let asked = clock.monotonic();
    machine.pass(seconds(5));
    assert_eq!(clock.take(asked, NOW + DAY), Ok(()));
    let before = clock.stamp();
    let asked = clock.monotonic();
    machine.pass(Duration::from_millis(5001));
    assert_eq!(clock.take(asked, NOW), Err(Discarded::RoundTripTooLong));
    assert!(!clock.has_moved_since(before));
    assert_eq!(clock.stamp().timestamp, before.timestamp + 5);
}

#[test]
fn what_cannot_be_seconds_is_no_time() {
    let machine = Set::at(NOW);
    let clock = machine.clock();
    for time in [NOW * 1000, u64::MAX] {
        let result = clock.take(clock.monotonic(), time);
        assert_eq!(result, Err(Discarded::NoTime));
    }
    assert_eq!(clock.stamp().timestamp, NOW);
}

#[test]
fn what_is_signed_with_waits_for_a_clock_that_went_back_a_little() {
    let machine = Set::at(NOW);
    let clock = machine.clock();
    let before = clock.stamp();
    machine.sample(&clock, NOW - 30);
    assert!(!clock.has_moved_since(before));
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
        assert!(clock.has_moved_since(before));
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
        assert!(clock.has_moved_since(before));
        assert_eq!(clock.stamp().timestamp, server);
        assert!(!clock.has_moved_since(clock.stamp()));
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
        assert_eq!(clock.has_moved_since(before), has_moved, "{server}");
    }
}

#[test]
fn a_machine_that_slept_is_behind_until_it_has_asked_again() {
    let machine = Set::at(NOW);
    let clock = machine.clock();
    machine.sample(&clock, NOW);
    // Its monotonic clock stood still.
    let before = clock.stamp();
    machine.sample(&clock, NOW + DAY);
    assert!(clock.has_moved_since(before));
    assert_eq!(clock.stamp().timestamp, NOW + DAY);
}

#[test]
fn absurd_clocks_do_not_panic() {
    let machine = Set::at(u64::MAX / 1000);
    let clock = Clock::new(machine.clone(), Duration::MAX);
    clock.stamp();
    machine.monotonic.store(u64::MAX, Ordering::Relaxed);
    clock.stamp();
    clock.take(clock.monotonic(), LAST_SECOND).unwrap();
    clock.take(Duration::MAX, 0).unwrap();
    clock.stamp();
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
