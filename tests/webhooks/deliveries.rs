//! Ten thousand deliveries, with duplicates, in any order.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use pazemo::qolo::webhooks::{Notice, NoticeId, Retention};

use super::support::{Folder, receiver, settled, stored, until};

/// 10,000 in all; `cargo xtask soak` sends thirty times as many.
fn deliveries() -> usize {
    let number = std::env::var("PAZEMO_DELIVERIES").ok();
    number.map_or(10_000, |number| number.parse().expect("a number"))
}

type Handed = HashMap<NoticeId, (Notice, u32)>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_of_ten_thousand_is_stored_and_handed_over_and_duplicates_name_their_first() {
    let folder = Folder::new();
    let retention = Retention::default().count(u64::MAX);
    let inbox = folder.builder().retention(retention).open().await;
    let inbox = inbox.expect("an inbox");
    let handed = Arc::new(Mutex::new(Handed::new()));
    let seen = Arc::clone(&handed);
    let _workers = inbox.hand_to(128, move |notice: Notice| {
        let id = notice.id();
        // Some fail at first, so that they come after those behind them.
        let fails = id.number() % 17 == 0 && notice.attempt() == 1;
        let mut seen = seen.lock().expect("the list");
        seen.entry(id).or_insert((notice, 0)).1 += 1;
        async move { if fails { Err("as planned") } else { Ok(()) } }
    });
    // Three of ten bodies come a second time, in any order.
    let mut bodies: Vec<usize> = (0..deliveries())
        .map(|n| n % (deliveries() * 7 / 10))
        .collect();
    fastrand::Rng::with_seed(7).shuffle(&mut bodies);
    let to = receiver(&inbox);
    let mut senders = tokio::task::JoinSet::new();
    for part in bodies.chunks(deliveries().div_ceil(500)) {
        let (part, to) = (part.to_vec(), to.clone());
        senders.spawn(async move {
            for n in part {
                stored(&to, format!("{{\"event\":{n}}}")).await;
            }
        });
    }
    while let Some(done) = senders.join_next().await {
        done.expect("all acknowledged");
    }
    let counts = until(&inbox, settled).await;
    assert_eq!((counts.dead, counts.handled), (0, deliveries() as u64));

    let handed = handed.lock().expect("the list");
    assert_eq!(handed.len(), deliveries());
    let mut expected: HashMap<String, u32> = HashMap::new();
    for n in bodies {
        *expected.entry(format!("{{\"event\":{n}}}")).or_default() += 1;
    }
    for (id, (notice, times)) in handed.iter() {
        let often = if id.number() % 17 == 0 { 2 } else { 1 };
        assert_eq!(*times, often, "notice {id}");
        let body = String::from_utf8(notice.body().to_vec()).expect("text");
        *expected.get_mut(&body).expect("a body that was sent") -= 1;
        if let Some(first) = notice.possible_duplicate_of() {
            let (first, _) = &handed[&first];
            assert!(first.body() == notice.body() && first.id() < *id);
            assert_eq!(first.possible_duplicate_of(), None);
        }
    }
    assert!(expected.values().all(|missing| *missing == 0));
    let duplicates = handed
        .values()
        .filter(|(notice, _)| notice.possible_duplicate_of().is_some());
    assert_eq!(duplicates.count(), deliveries() - deliveries() * 7 / 10);
}
