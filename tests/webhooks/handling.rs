//! Handing over: attempts, pauses, dead letters, and the end.

use std::{
    collections::HashMap,
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use pazemo::qolo::webhooks::{Inbox, Notice, NoticeId};
use proptest::prelude::*;
use tokio::sync::mpsc;

use super::support::{Folder, quick, receiver, settled, stored, until};

/// The next notices, in the order of their numbers, all handled.
pub(crate) async fn handed(inbox: &Inbox, count: usize) -> Vec<Notice> {
    let (sender, mut notices) = mpsc::unbounded_channel();
    let workers = inbox.hand_to(4, move |notice: Notice| {
        let sent = sender.send(notice);
        async move { sent.map_err(|_| "too many notices") }
    });
    let mut handed = Vec::new();
    while handed.len() < count {
        handed.push(soon(&mut notices).await);
    }
    assert!(workers.shutdown(Duration::from_secs(20)).await);
    handed.sort_by_key(Notice::id);
    handed
}

/// What comes next, but soon.
async fn soon<T>(next: &mut mpsc::UnboundedReceiver<T>) -> T {
    let next = tokio::time::timeout(Duration::from_secs(20), next.recv());
    next.await.expect("in time").expect("a sender")
}

#[tokio::test]
async fn what_fails_is_handed_over_again_until_it_succeeds() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let attempts = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&attempts);
    let _workers = inbox.hand_to(2, move |notice: Notice| {
        seen.lock()
            .expect("the list")
            .push((notice.attempt(), Instant::now()));
        async move {
            match notice.attempt() {
                1 => Err("not yet"),
                2 => panic!("not yet"),
                _ => Ok(()),
            }
        }
    });
    stored(&receiver(&inbox), "{}").await;
    let counts = until(&inbox, |counts| counts.handled == 1).await;
    assert!(settled(counts) && counts.dead == 0);
    let attempts = attempts.lock().expect("the list");
    let numbers: Vec<_> = attempts.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [1, 2, 3]);
    // Half of 4 ms at least; the clock of the file counts whole milliseconds.
    assert!(attempts[2].1 - attempts[1].1 >= Duration::from_millis(1));
}

#[tokio::test]
async fn the_last_attempt_that_fails_makes_a_dead_letter_that_can_be_put_back_or_dropped() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let sound = Arc::new(AtomicBool::new(false));
    let (calls, mended) = (Arc::new(AtomicUsize::new(0)), Arc::clone(&sound));
    let counted = Arc::clone(&calls);
    let handler = move |_: Notice| {
        counted.fetch_add(1, Ordering::SeqCst);
        let sound = mended.load(Ordering::SeqCst);
        async move {
            if sound {
                Ok(())
            } else {
                Err(format!("{}!", "ä".repeat(2000)))
            }
        }
    };
    let workers = inbox.hand_to(2, handler.clone());
    for body in ["1", "2", "3", "4"] {
        stored(&receiver(&inbox), body).await;
    }
    until(&inbox, |counts| counts.dead == 4).await;
    assert_eq!(calls.load(Ordering::SeqCst), 4 * 3);
    drop(workers);
    inbox.close().await;

    let inbox = folder.inbox().await;
    let dead = inbox.dead_letters(None, 3).await.expect("dead letters");
    let bodies: Vec<_> = dead.iter().map(|dead| dead.notice.body().clone()).collect();
    assert_eq!(bodies, ["1", "2", "3"]);
    assert_eq!(dead[0].notice.attempt(), 3);
    assert_eq!(dead[0].reason.text(), "ä".repeat(1000));
    assert!(dead[0].given_up_at.elapsed().expect("a time in the past") < Duration::from_secs(60));
    let rest = inbox
        .dead_letters(Some(dead[2].notice.id()), 3)
        .await
        .expect("dead letters");
    assert_eq!(rest.len(), 1);

    assert!(
        inbox
            .drop_dead_letter(dead[0].notice.id())
            .await
            .expect("dropped")
    );
    assert!(
        !inbox
            .drop_dead_letter(dead[0].notice.id())
            .await
            .expect("nothing")
    );
    sound.store(true, Ordering::SeqCst);
    let _workers = inbox.hand_to(2, handler);
    assert!(inbox.requeue(dead[1].notice.id()).await.expect("put back"));
    assert!(
        !inbox
            .requeue(NoticeId::from_number(99))
            .await
            .expect("nothing")
    );
    until(&inbox, |counts| counts.handled == 1 && counts.dead == 2).await;
    assert_eq!(inbox.requeue_all().await.expect("put back"), 2);
    until(&inbox, |counts| counts.handled == 3 && counts.dead == 0).await;
}

#[tokio::test]
async fn a_handler_that_takes_too_long_has_failed() {
    let folder = Folder::new();
    let policy = quick()
        .max_attempts(2)
        .time_limit(Duration::from_millis(10));
    let inbox = folder
        .builder()
        .handling(policy)
        .open()
        .await
        .expect("an inbox");
    let _workers = inbox.hand_to(1, |notice: Notice| async move {
        if notice.body() == "hangs" {
            std::future::pending::<()>().await;
        }
        Ok::<_, io::Error>(())
    });
    stored(&receiver(&inbox), "hangs").await;
    stored(&receiver(&inbox), "does not").await;
    until(&inbox, |counts| counts.dead == 1 && counts.handled == 1).await;
    let dead = inbox.dead_letters(None, 1).await.expect("dead letters");
    assert_eq!(dead[0].reason.text(), "the handler took too long");
}

#[tokio::test]
async fn shutting_down_lets_what_is_being_handled_end_and_hands_nothing_more_over() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let (started, mut starts) = mpsc::unbounded_channel();
    let workers = inbox.hand_to(1, move |_: Notice| {
        started.send(()).expect("the test");
        async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            Ok::<_, io::Error>(())
        }
    });
    stored(&receiver(&inbox), "1").await;
    stored(&receiver(&inbox), "2").await;
    soon(&mut starts).await;
    assert!(workers.shutdown(Duration::from_secs(20)).await);
    let counts = inbox.counts().await.expect("counts");
    assert_eq!((counts.handled, counts.waiting, counts.in_hand), (1, 1, 0));
}

#[tokio::test]
async fn what_is_not_done_in_time_or_was_dropped_is_handed_over_again() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let (started, mut starts) = mpsc::unbounded_channel();
    let hangs = move |_: Notice| {
        started.send(()).expect("the test");
        std::future::pending::<Result<(), io::Error>>()
    };
    stored(&receiver(&inbox), "1").await;
    let workers = inbox.hand_to(1, hangs.clone());
    soon(&mut starts).await;
    assert!(!workers.shutdown(Duration::from_millis(5)).await);
    let workers = inbox.hand_to(1, hangs);
    soon(&mut starts).await;
    drop(workers);
    let again = handed(&inbox, 1).await;
    assert_eq!(again[0].attempt(), 3);
}

#[tokio::test]
async fn workers_that_wait_and_are_dropped_take_no_attempt_from_a_notice() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    for _ in 0..20 {
        let workers = inbox.hand_to(4, |_: Notice| async { Err("never called") });
        tokio::task::yield_now().await;
        drop(workers);
    }
    stored(&receiver(&inbox), "1").await;
    assert_eq!(handed(&inbox, 1).await[0].attempt(), 1);
}

#[tokio::test]
async fn a_notice_whose_handling_always_ends_the_process_becomes_a_dead_letter() {
    let folder = Folder::new();
    for attempt in 1..=3 {
        let inbox = folder.inbox().await;
        if attempt == 1 {
            stored(&receiver(&inbox), "poison").await;
        }
        let (started, mut starts) = mpsc::unbounded_channel();
        let workers = inbox.hand_to(1, move |notice: Notice| {
            started.send(notice.attempt()).expect("the test");
            std::future::pending::<Result<(), io::Error>>()
        });
        assert_eq!(soon(&mut starts).await, attempt);
        // Closed while it is in hand: for the file that is how the end of a process looks.
        inbox.close().await;
        drop(workers);
    }
    let inbox = folder.inbox().await;
    let dead = inbox.dead_letters(None, 1).await.expect("dead letters");
    assert!(dead[0].reason.text().contains("process ended"));
}

/// What a notice of the property test will come to.
#[derive(Debug, Clone)]
struct Plan {
    body: u8,
    failures: u32,
    reopened_before: bool,
}

fn plans() -> impl Strategy<Value = Vec<Plan>> {
    let plan = (0..4u8, 0..5u32, proptest::bool::weighted(0.2));
    let plan = plan.prop_map(|(body, failures, reopened_before)| Plan {
        body,
        failures,
        reopened_before,
    });
    proptest::collection::vec(plan, 1..12)
}

proptest! {
    // Each opens files and syncs them.
    #![proptest_config(ProptestConfig { cases: (ProptestConfig::default().cases / 32).max(8), ..ProptestConfig::default() })]

    #[test]
    fn each_notice_is_handed_over_as_often_as_it_has_to_be_whatever_the_order(plans in plans()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(play(&plans));
    }
}

async fn play(plans: &[Plan]) {
    let folder = Folder::new();
    let calls = Arc::new(Mutex::new(HashMap::<i64, u32>::new()));
    let failures: Arc<Vec<u32>> = Arc::new(plans.iter().map(|plan| plan.failures).collect());
    let mut inbox = folder.inbox().await;
    let mut workers = None;
    for plan in plans {
        if plan.reopened_before {
            if let Some(workers) = workers.take() {
                let workers: pazemo::qolo::webhooks::Workers = workers;
                assert!(workers.shutdown(Duration::from_secs(20)).await);
            }
            inbox.close().await;
            inbox = folder.inbox().await;
        }
        stored(&receiver(&inbox), vec![plan.body]).await;
        let (calls, failures) = (Arc::clone(&calls), Arc::clone(&failures));
        workers.get_or_insert_with(|| {
            inbox.hand_to(2, move |notice: Notice| {
                let id = notice.id().number();
                *calls.lock().expect("calls").entry(id).or_default() += 1;
                let fails = notice.attempt() <= failures[id as usize - 1];
                async move { if fails { Err("as planned") } else { Ok(()) } }
            })
        });
    }
    let counts = until(&inbox, settled).await;
    let dead = plans.iter().filter(|plan| plan.failures >= 3).count() as u64;
    assert_eq!(
        (counts.dead, counts.handled),
        (dead, plans.len() as u64 - dead)
    );
    let calls = calls.lock().expect("calls");
    for (id, plan) in (1..).zip(plans) {
        assert_eq!(calls[&id], (plan.failures + 1).min(3), "notice {id}");
    }
}
