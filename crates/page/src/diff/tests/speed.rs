//! Large pages are compared in time that grows with their size.

use std::time::{Duration, Instant};

use super::{
    build::{add_operation, empty, numbered, operation},
    diff,
};
use crate::Page;

/// A quadratic step takes minutes; a busy machine does not take so long.
const MOST: Duration = Duration::from_secs(15);

fn large(operations: usize, word: &str) -> Page {
    let mut page = empty();
    for place in 0..operations {
        add_operation(
            &mut page,
            operation(
                &format!("{word} number {place}"),
                "GET",
                &format!("/{word}/{place}/{{id}}"),
            ),
        );
    }
    numbered(&mut page);
    page
}

#[test]
fn a_thousand_operations_take_well_under_a_second() {
    let (old, mut new) = (large(1000, "thing"), large(1000, "thing"));
    for operation in new.operations.iter_mut().step_by(7) {
        operation.request[0].fields.remove(1);
    }
    let start = Instant::now();
    let changes = diff(&old, &new);
    let taken = start.elapsed();
    assert_eq!(changes.changes.len(), 143);
    assert!(taken < MOST, "{taken:?}, unoptimised");
}

#[test]
fn thousands_of_strangers_are_not_compared_each_with_each() {
    let (old, new) = (large(3000, "cat"), large(3000, "dog"));
    let start = Instant::now();
    let changes = diff(&old, &new);
    let taken = start.elapsed();
    assert_eq!(changes.changes.len(), 6000);
    assert!(taken < MOST, "{taken:?}, unoptimised");
}

#[test]
fn thousands_of_sections_with_one_line_are_no_danger() {
    let mut old = large(2000, "cat");
    let mut new = large(2000, "cat");
    for page in [&mut old, &mut new] {
        for operation in &mut page.operations {
            operation.path = "/same".to_owned();
            operation.title = "Same".to_owned();
        }
    }
    new.operations.truncate(1900);
    let start = Instant::now();
    assert!(!diff(&old, &new).has_api());
    let taken = start.elapsed();
    assert!(taken < MOST, "{taken:?}, unoptimised");
}
