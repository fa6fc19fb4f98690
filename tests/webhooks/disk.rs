//! A disk that takes no more.

use std::{process::Command, time::Duration};

use pazemo::qolo::webhooks::{Inbox, Notice};

use super::support::{
    Folder, childs_file, post, quick, receiver, role, send, start, stored, tell, until,
};

/// Files may not become larger than this, in bytes.
const LIMIT: u64 = 400 << 10;

/// The kernel refuses to let files grow: for SQLite as when the disk is full.
#[cfg(target_os = "linux")]
#[test]
fn while_the_disk_is_full_nothing_is_acknowledged_and_when_it_is_not_any_more_all_goes_on() {
    let folder = Folder::new();
    let program = std::env::current_exe().expect("this program");
    let mut shell = Command::new("sh");
    // A file that grows too large would end the process; this lets the write fail instead.
    shell
        .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
        .arg(program);
    shell.args([
        "disk::a_child_without_space",
        "--exact",
        "--nocapture",
        "--test-threads=1",
    ]);
    let (mut child, lines) = start(shell, "full", &folder.file());
    let lines: Vec<_> = lines.map_while(Result::ok).collect();
    assert!(child.wait().expect("its end").success(), "{lines:?}");
    assert!(
        lines.iter().any(|line| line == "all as expected"),
        "{lines:?}"
    );
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_child_without_space() {
    if role().as_deref() != Some("full") {
        return;
    }
    let (_, most) = rlimit::Resource::FSIZE.get().expect("the limit");
    let inbox = Inbox::builder(childs_file())
        .handling(quick())
        .open()
        .await
        .expect("an inbox");
    let to = receiver(&inbox);
    stored(&to, "the first").await;
    rlimit::Resource::FSIZE.set(LIMIT, most).expect("a limit");
    let body = |n: u64| format!("{n} {}", "x".repeat(9000));
    let mut acknowledged = 1;
    loop {
        let status = send(&to, post(body(acknowledged))).await;
        if status == 503 {
            break;
        }
        assert_eq!(status, 200);
        acknowledged += 1;
        assert!(acknowledged < 1000);
    }
    // Again and again, and the file can still be read.
    for n in 0..5 {
        assert_eq!(send(&to, post(body(n))).await, 503);
    }
    assert_eq!(inbox.counts().await.expect("counts").waiting, acknowledged);

    rlimit::Resource::FSIZE.set(most, most).expect("no limit");
    stored(&to, "the last").await;
    let workers = inbox.hand_to(4, |_: Notice| async { Ok::<_, std::io::Error>(()) });
    until(&inbox, |counts| counts.handled == acknowledged + 1).await;
    workers.shutdown(Duration::from_secs(20)).await;
    inbox.close().await;
    tell("all as expected");
}
