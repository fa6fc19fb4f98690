//! Files that are no inbox, are damaged, in use, or from another time.

use std::{fs, path::Path};

use pazemo::qolo::webhooks::{Inbox, InboxError, InboxErrorKind};
use rusqlite::Connection;

use super::{
    handling::handed,
    support::{Folder, receiver, stored},
};

async fn refused(file: &Path) -> InboxError {
    let error = Inbox::builder(file).open().await.expect_err("a refusal");
    // Whoever reads it knows which file.
    assert!(
        error.to_string().contains(&*file.to_string_lossy()),
        "{error}"
    );
    assert_eq!(error.file(), Some(file));
    error
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_read_the_file_and_its_log() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    stored(&receiver(&inbox), "{}").await;
    for file in fs::read_dir(folder.file().parent().expect("a folder")).expect("files") {
        let file = file.expect("a file");
        let mode = file.metadata().expect("metadata").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{:?}", file.file_name());
    }
}

#[tokio::test]
async fn a_file_that_is_in_use_is_refused_and_stays_locked_after_that() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    for _ in 0..2 {
        assert_eq!(refused(&folder.file()).await.kind(), InboxErrorKind::InUse);
    }
    // For other processes, too: their locks are what a child sees.
    let (child, lines) = super::support::child("files::a_child_that_opens", "open", &folder.file());
    let lines: Vec<_> = lines.map_while(Result::ok).collect();
    assert!(
        lines.iter().any(|line| line == "refused: InUse"),
        "{lines:?}"
    );
    drop(child);
    stored(&receiver(&inbox), "{}").await;
    inbox.close().await;
    folder.inbox().await;
}

#[tokio::test]
async fn a_file_that_is_let_go_of_within_a_moment_is_waited_for() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let opening = tokio::spawn(Inbox::builder(folder.file()).open());
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    inbox.close().await;
    opening.await.expect("no panic").expect("the file is free");
}

#[tokio::test]
async fn a_child_that_opens() {
    if super::support::role().as_deref() == Some("open") {
        let opened = Inbox::builder(super::support::childs_file()).open().await;
        let told = opened.map_or_else(|error| format!("{:?}", error.kind()), |_| "not".to_owned());
        super::support::tell(&format!("refused: {told}"));
    }
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_told() {
    let folder = Folder::new();
    let file = folder.file().join("inbox.sqlite");
    assert_eq!(refused(&file).await.kind(), InboxErrorKind::Storage);
}

#[tokio::test]
async fn what_is_no_inbox_is_refused_and_not_touched() {
    let folder = Folder::new();
    let text = "not a database ".repeat(1000);
    fs::write(folder.file(), &text).expect("a file");
    assert_eq!(
        refused(&folder.file()).await.kind(),
        InboxErrorKind::NotAnInbox
    );
    assert_eq!(fs::read_to_string(folder.file()).expect("a file"), text);
    fs::remove_file(folder.file()).expect("removed");

    let other = Connection::open(folder.file()).expect("a database");
    other
        .execute_batch("CREATE TABLE mine (a)")
        .expect("a table");
    drop(other);
    let before = fs::read(folder.file()).expect("a file");
    assert_eq!(
        refused(&folder.file()).await.kind(),
        InboxErrorKind::NotAnInbox
    );
    assert_eq!(fs::read(folder.file()).expect("a file"), before);
}

#[tokio::test]
async fn a_file_of_a_newer_version_is_refused_and_kept() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    stored(&receiver(&inbox), "{}").await;
    inbox.close().await;
    let set = |version: i32| {
        let file = Connection::open(folder.file()).expect("a database");
        file.pragma_update(None, "user_version", version)
            .expect("set");
    };
    set(2);
    assert_eq!(refused(&folder.file()).await.kind(), InboxErrorKind::Newer);
    set(1);
    assert_eq!(handed(&folder.inbox().await, 1).await.len(), 1);
}

#[tokio::test]
async fn a_damaged_file_is_refused_wherever_the_damage_is() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    for n in 0..60 {
        stored(&receiver(&inbox), format!("{n} {}", "x".repeat(500))).await;
    }
    inbox.close().await;
    let sound = fs::read(folder.file()).expect("a file");
    assert!(sound.len() > 12 * 4096);
    // The first page has the tables' descriptions; zeros have the form of no page.
    for page in [0, 1, 2, 5, sound.len() / 4096 - 1] {
        let mut damaged = sound.clone();
        let start = page * 4096 + if page == 0 { 100 } else { 0 };
        damaged[start..(page + 1) * 4096].fill(0);
        fs::write(folder.file(), damaged).expect("written");
        let error = refused(&folder.file()).await;
        assert_eq!(
            error.kind(),
            InboxErrorKind::Damaged,
            "page {page}: {error}"
        );
    }
    // Cut off.
    fs::write(folder.file(), &sound[..sound.len() / 2]).expect("written");
    assert_eq!(
        refused(&folder.file()).await.kind(),
        InboxErrorKind::Damaged
    );
    fs::write(folder.file(), &sound).expect("written");
    let _ = fs::remove_file(folder.file().with_extension("sqlite-wal"));
    assert_eq!(handed(&folder.inbox().await, 60).await.len(), 60);
}

#[tokio::test]
async fn names_that_sqlite_takes_for_something_else_are_files() {
    let folder = Folder::new();
    for name in [":memory:", "file:inbox?mode=memory", "a b%20c"] {
        let file = folder.file().with_file_name(name);
        let inbox = Inbox::builder(&file).open().await.expect("an inbox");
        stored(&receiver(&inbox), "{}").await;
        inbox.close().await;
        assert!(fs::metadata(&file).expect("a file").len() > 4096, "{name}");
    }
}
