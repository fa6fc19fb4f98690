//! Nothing grows without bound.

use std::{fs, time::Duration};

use pazemo::qolo::webhooks::{Notice, Retention};

use super::support::{Folder, post, receiver, send, settled, stored, until};

#[tokio::test]
async fn handled_notices_are_pruned_by_count_and_their_space_is_used_again() {
    let folder = Folder::new();
    let retention = Retention::default().count(20);
    let inbox = folder
        .builder()
        .retention(retention.clone())
        .open()
        .await
        .expect("an inbox");
    let to = receiver(&inbox);
    let _workers = inbox.hand_to(16, |_: Notice| async { Ok::<_, std::io::Error>(()) });
    let mut sizes = Vec::new();
    for round in 0..4 {
        for n in 0..150 {
            stored(&to, format!("{round}/{n} {}", "x".repeat(4000))).await;
        }
        until(&inbox, settled).await;
        sizes.push(fs::metadata(folder.file()).expect("a file").len());
    }
    // 150 bodies of 4 kB are 600 kB; what was pruned between two looks is little more than a round.
    assert!(sizes[3] < 1_200_000, "{sizes:?}");
    inbox.close().await;
    let inbox = folder
        .builder()
        .retention(retention)
        .open()
        .await
        .expect("an inbox");
    let counts = until(&inbox, |counts| counts.handled <= 20).await;
    assert_eq!(counts.handled, 20);
}

#[tokio::test]
async fn handled_notices_are_pruned_by_age_and_no_others() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let to = receiver(&inbox);
    for body in ["handled", "dead", "handled too"] {
        stored(&to, body).await;
    }
    let workers = inbox.hand_to(1, |notice: Notice| async move {
        if notice.body() == "dead" {
            Err("as planned")
        } else {
            Ok(())
        }
    });
    until(&inbox, |counts| settled(counts) && counts.dead == 1).await;
    workers.shutdown(Duration::from_secs(20)).await;
    stored(&to, "waiting").await;
    inbox.close().await;

    let inbox = folder
        .builder()
        .retention(Retention::default().age(Duration::ZERO));
    let inbox = inbox.open().await.expect("an inbox");
    let counts = until(&inbox, |counts| counts.handled == 0).await;
    assert_eq!((counts.waiting, counts.dead), (1, 1));
    inbox.close().await;
    // What was pruned cannot be found in the file any more.
    let bytes = fs::read(folder.file()).expect("the file");
    let found = |text: &str| {
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    assert!(!found("handled too") && found("waiting"));
}

#[tokio::test]
async fn beyond_the_limit_of_the_file_nothing_is_acknowledged_and_the_rest_goes_on() {
    let folder = Folder::new();
    let inbox = folder
        .builder()
        .file_limit(300_000)
        .retention(Retention::default().count(0));
    let inbox = inbox.open().await.expect("an inbox");
    let to = receiver(&inbox);
    let body = |n: u32| format!("{n} {}", "x".repeat(10_000));
    let mut acknowledged = 0;
    let last = loop {
        let status = send(&to, post(body(acknowledged))).await;
        if status != 200 {
            break status;
        }
        acknowledged += 1;
        assert!(acknowledged < 100);
    };
    assert_eq!(last, 503);
    assert!(acknowledged > 10, "{acknowledged}");
    assert_eq!(
        inbox.counts().await.expect("counts").waiting,
        u64::from(acknowledged)
    );
    inbox.close().await;
    assert!(fs::metadata(folder.file()).expect("a file").len() <= 300_000);

    // Handling goes on, and makes room.
    let inbox = folder
        .builder()
        .file_limit(300_000)
        .retention(Retention::default().count(0));
    let inbox = inbox.open().await.expect("an inbox");
    let workers = inbox.hand_to(4, |_: Notice| async { Ok::<_, std::io::Error>(()) });
    until(&inbox, settled).await;
    workers.shutdown(Duration::from_secs(20)).await;
    inbox.close().await;
    let inbox = folder
        .builder()
        .file_limit(300_000)
        .retention(Retention::default().count(0));
    let inbox = inbox.open().await.expect("an inbox");
    until(&inbox, |counts| counts.handled == 0).await;
    stored(&receiver(&inbox), body(0)).await;
}
