//! A canary in the secret path, bodies, headers and errors, and a search for it in all that is shown or logged.

use std::{fs, time::Duration};

use pazemo::qolo::webhooks::{Inbox, Notice, Receiver};

use super::support::{
    Folder, child, childs_file, post, quick, receiver, role, send, settled, tell, until,
};

const CANARY: &str = "c4n4ry";
const PATH: &str = "/qolo/c4n4ry-0123456789abcdef";
/// Another one, for what may not even be stored.
const CREDENTIAL: &str = "cr3d3nt14l";

/// In a process of its own, because it catches all that is logged in it.
#[test]
fn neither_path_nor_body_nor_header_nor_error_is_shown_or_logged() {
    let folder = Folder::new();
    let (mut child, lines) = child("canary::a_child_with_a_canary", "canary", &folder.file());
    let lines: Vec<_> = lines.map_while(Result::ok).collect();
    assert!(child.wait().expect("its end").success(), "{lines:#?}");
    // It did speak.
    for expected in [
        "shown Receiver",
        "shown Notice",
        "shown DeadLetter",
        "stored, not committed",
        "dead letter now",
        "longer than the limit",
        "could not be stored",
        "the end of the child",
    ] {
        assert!(
            lines.iter().any(|line| line.contains(expected)),
            "{expected}: {lines:#?}"
        );
    }
    for line in &lines {
        // The harness names the test.
        let said = line.replace("canary::a_child_with_a_canary", "");
        assert!(
            !said.contains(CANARY) && !said.contains(CREDENTIAL),
            "{said}"
        );
    }
    let stored = fs::read(folder.file()).expect("the file");
    let found = |text: &str| {
        stored
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    assert!(found(CANARY));
    assert!(!found(CREDENTIAL));
    assert!(!found(PATH));
}

#[tokio::test]
async fn a_child_with_a_canary() {
    if role().as_deref() != Some("canary") {
        return;
    }
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(std::io::stdout)
        .init();
    let builder = Inbox::builder(childs_file()).handling(quick());
    let inbox = builder.open().await.expect("an inbox");
    let builder = Receiver::builder(&inbox)
        .secret_path(PATH)
        .store_header("x-id")
        .body_limit(1000);
    let builder = builder.time_limit(Duration::from_millis(200));
    tell(&format!("shown {builder:?} {builder:#?}"));
    let to = builder.build().expect("a receiver");
    tell(&format!("shown {to:?} {to:#?} {inbox:?}"));
    let short = Receiver::builder(&inbox).secret_path(CANARY).build();
    tell(&format!("shown {:?}", short.expect_err("a refusal")));

    let workers = inbox.hand_to(1, |notice: Notice| async move {
        tell(&format!("shown {notice:?} {notice:#?}"));
        let other = notice.json::<u8>().expect_err("another type");
        tell(&format!("shown {other} {other:?}"));
        Err(format!("it said {CANARY}"))
    });
    tell(&format!("shown {workers:?}"));
    for (path, body) in [
        (PATH, format!("{{\"{CANARY}\":\"{CANARY}\"}}")),
        (PATH, format!("not JSON {CANARY}")),
        (PATH, CANARY.repeat(1000)),
        (&format!("{PATH}/"), CANARY.to_owned()),
    ] {
        let mut request = post(body);
        *request.uri_mut() = path.parse().expect("a path");
        let headers = request.headers_mut();
        headers.insert("x-id", CANARY.parse().expect("a value"));
        headers.insert("authorization", CREDENTIAL.parse().expect("a value"));
        headers.insert("cookie", CREDENTIAL.parse().expect("a value"));
        send(&to, request).await;
    }
    until(&inbox, |counts| settled(counts) && counts.dead == 2).await;
    let dead = inbox.dead_letters(None, 9).await.expect("dead letters");
    tell(&format!("shown {:?} {dead:#?}", dead[0]));
    assert!(dead[0].reason.text().contains(CANARY));
    workers.shutdown(Duration::from_secs(20)).await;
    inbox.close().await;
    assert_eq!(send(&receiver(&inbox), post(CANARY)).await, 503);
    tell("the end of the child");
}
