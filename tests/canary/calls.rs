//! A canary in the token, in requests and in answers, and a search for it in everything that is shown, logged or written down.

use std::{
    hint::black_box,
    panic::{self, AssertUnwindSafe},
    path::Path,
    sync::Mutex,
};

use crate::support::{
    CANARY, TOKEN, body_text, builder,
    calls::{call, shown},
    canary::{
        all_of, assert_hidden, error_bodies, found_in, poisoned, poisoned_answer,
        poisoned_arguments,
    },
    captured::{assert_log_is_clean, capture_logs, captured_logs},
    client, document,
    listener::{Listener, answer, head},
};
use pazemo::{Client, Environment, Secret};

#[test]
fn the_search_finds_what_is_shown() {
    assert!(found_in(TOKEN).is_some());
    assert!(found_in(&format!("Debug({:?})", CANARY.to_uppercase())).is_some());
    assert!(found_in("canary").is_none());
}

#[tokio::test]
async fn the_log_catches_what_libraries_say() {
    capture_logs();
    // Another word than the canary, which the tests beside this one look for.
    tracing::trace!(target: "some::library", token = "c0ntr0l-1", "by tracing");
    tracing::trace_span!("span", header = "c0ntr0l-2").in_scope(|| ());
    log::trace!(target: "another_library", "by log: c0ntr0l-3");
    let listener = Listener::answering(answer(200, "text/plain", "pong")).await;
    client(&listener.url()).pings().ping().await.expect("pong");
    let log = captured_logs();
    for control in ["c0ntr0l-1", "c0ntr0l-2", "c0ntr0l-3"] {
        assert!(log.contains(control), "{control} is not in the log");
    }
    // The libraries underneath the client do talk at this level.
    assert!(log.contains("reqwest::") || log.contains("hyper_util::"));
    // And so does the client.
    assert!(log.contains("pazemo.call") && log.contains("pazemo.attempt"));
}

#[test]
fn neither_client_nor_builder_shows_the_token() {
    let builder = builder("http://127.0.0.1:1");
    assert_hidden("the builder", shown(&builder));
    let client = builder.clone().build().expect("a client");
    assert_hidden("the client", shown(&client));
    assert_hidden("a clone", shown(&client.clone()));
    assert_hidden("users", shown(&client.users()));
    assert_hidden("accounts", shown(&client.accounts()));
    assert_hidden("beneficiaries", shown(&client.beneficiaries()));
    assert_hidden("withdraws", shown(&client.withdraws()));
    assert_hidden("pings", shown(&client.pings()));
    assert_hidden("a secret", shown(&Secret::new(TOKEN)));
    assert_hidden("secrets", shown(&[Some(Secret::new(TOKEN))]));
}

#[test]
fn what_keeps_a_client_from_being_built_is_not_shown() {
    for token in [
        format!("{TOKEN}\n"),
        format!("{TOKEN} x"),
        format!("{TOKEN}é"),
    ] {
        let error = Client::builder(Environment::Sandbox).token(token).build();
        assert_hidden("a refused token", all_of(&error.expect_err("no token")));
    }
    for url in [
        format!("https://{CANARY}:p@example.com"),
        format!("https://u:{CANARY}@example.com"),
        format!("https://example.com/?token={CANARY}"),
        format!("https://example.com/#{CANARY}"),
        format!("http://example.com/{CANARY}"),
        format!("{CANARY}://example.com"),
        CANARY.to_owned(),
    ] {
        let error = Environment::custom(&url).expect_err(&url);
        assert_hidden("a refused URL", all_of(&error));
        let error = Environment::from_name(&url).expect_err(&url);
        assert_hidden("a refused name", all_of(&error));
    }
}

#[tokio::test]
async fn answers_and_requests_hide_what_is_sensitive() {
    capture_logs();
    for operation in document().operations() {
        let body = &operation.success().expect("a success").bodies[0];
        let is_json = body.media_type == "application/json";
        let schema = operation.request.first().and_then(|body| body.schema);
        // What is not sensitive may be shown: in answers and in requests. Identifiers are among it, and answers are about them.
        for (everywhere, identifier) in [
            (false, "2021-06-11".to_owned()),
            (true, format!("{CANARY}@example.com")),
        ] {
            let sent = if is_json {
                poisoned(body.schema.expect("a schema"), everywhere)
            } else {
                body_text(body, body.examples[0].value)
            };
            let listener = Listener::answering(poisoned_answer(200, body.media_type, &sent)).await;
            let mut arguments = poisoned_arguments(&operation, &identifier);
            if let Some(schema) = schema {
                arguments.body = poisoned(schema, everywhere);
            }
            let answer = call(&client(&listener.url()), operation.id, &arguments).await;
            let answer = answer.unwrap_or_else(|error| panic!("{}: {error}", operation.id));
            if is_json {
                assert!(found_in(&answer.text).is_some(), "{sent}");
            }
            if !everywhere {
                assert_hidden(operation.id, answer.shown);
                assert_hidden(operation.id, arguments.shown.into_inner());
            }
            // It was really sent.
            let request = listener.one_request();
            assert!(found_in(request.header("authorization").unwrap_or_default()).is_some());
            if everywhere && operation.path.contains('{') {
                assert!(found_in(request.target()).is_some());
            }
        }
    }
    assert_log_is_clean();
}

#[tokio::test]
async fn errors_of_every_operation_show_nothing_that_was_sent_or_answered() {
    capture_logs();
    let html = format!("<html>{TOKEN}</html>");
    let wrong = [
        format!("[\"{CANARY}\"]"),
        format!("{{\"id\":{{\"x\":\"{CANARY}\"}}}}"),
        format!("{{\"greeting\":[\"{CANARY}\"],\"errors\":\"{CANARY}\",\"id\":[\"{CANARY}\"]}}"),
        format!("{{\"id\":\"{CANARY}\",\"id\":\"{CANARY}\"}}"),
        format!("{{\"id\":\"{CANARY}"),
        format!("\"{CANARY}\""),
        CANARY.to_owned(),
    ];
    for operation in document().operations() {
        let mut answers = vec![poisoned_answer(502, "text/html", &html)];
        for response in operation.responses.iter().filter(|r| r.status != 200) {
            for body in error_bodies(true) {
                answers.push(poisoned_answer(response.status, "application/json", &body));
            }
        }
        if operation.id != "ping" {
            answers.push(poisoned_answer(200, &format!("text/{CANARY}"), &html));
            for body in &wrong {
                answers.push(poisoned_answer(200, "application/json", body));
            }
        }
        for bytes in answers {
            let listener = Listener::answering(bytes).await;
            let arguments = poisoned_arguments(&operation, CANARY);
            let result = call(&client(&listener.url()), operation.id, &arguments).await;
            let error = result.map(drop).expect_err(operation.id);
            assert!(found_in(&String::from_utf8_lossy(error.raw_body())).is_some());
            assert_hidden(operation.id, all_of(&error));
        }
        // Refused before anything is sent.
        if operation.path.contains('{') {
            let arguments = poisoned_arguments(&operation, &format!("../{CANARY}"));
            let result = call(&client("http://127.0.0.1:1"), operation.id, &arguments).await;
            assert_hidden(
                operation.id,
                all_of(&result.map(drop).expect_err("refused")),
            );
        }
    }
    assert_log_is_clean();
}

#[tokio::test]
async fn the_bodies_of_errors_hide_what_is_sensitive() {
    for body in error_bodies(false) {
        let listener = Listener::answering(poisoned_answer(400, "application/json", &body)).await;
        let error = client(&listener.url()).pings().ping().await;
        let error = error.expect_err("a status");
        assert_hidden("an error's body", shown(&error.body().expect("a form")));
    }
}

#[tokio::test]
async fn broken_answers_show_nothing_of_themselves() {
    capture_logs();
    // In the path, too: an error may not repeat the URL.
    let user = CANARY.parse().expect("an id");
    let json = "Content-Type: application/json";
    let with = |lines: &[&str], body: &str| [head(200, lines), body.into()].concat();
    let answers = [
        format!("{CANARY}\r\n\r\n").into_bytes(),
        format!("HTTP/1.1 200 OK\r\n{CANARY} no header\r\n\r\n").into_bytes(),
        format!("HTTP/1.1 200 OK\r\nX-{CANARY}: \x01\r\n\r\n").into_bytes(),
        format!("HTTP/1.1 200 OK\r\nContent-Length: {CANARY}\r\n\r\n").into_bytes(),
        format!("HTTP/1.1 200 OK\r\nX-A: {CANARY}").into_bytes(),
        with(&[json, "Content-Length: 100"], CANARY),
        with(&[json, "Transfer-Encoding: chunked"], CANARY),
        with(
            &[json, "Content-Encoding: gzip"],
            &format!("{CANARY}{CANARY}{CANARY}"),
        ),
        with(&[json, &format!("Content-Encoding: {CANARY}")], CANARY),
        format!(
            "HTTP/1.1 302 Found\r\nLocation: http://{CANARY}.invalid/\r\nContent-Length: 0\r\n\r\n"
        )
        .into_bytes(),
        Vec::new(),
    ];
    for bytes in answers {
        let listener = Listener::answering(bytes).await;
        let error = client(&listener.url()).users().get(&user).await;
        assert_hidden("a broken answer", all_of(&error.expect_err("broken")));
    }
    let error = client("http://127.0.0.1:1").users().get(&user).await;
    assert_hidden("a refused port", all_of(&error.expect_err("refused")));
    assert_log_is_clean();
}

#[tokio::test]
async fn panics_show_nothing() {
    static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let text = info.to_string();
        // The others in this file may fail, too; these are provoked.
        if text.contains("provoked") {
            PANICS.lock().expect("no panic in the hook").push(text);
        } else {
            previous(info);
        }
    }));
    let body = error_bodies(true).next().expect("a form");
    let listener = Listener::answering(poisoned_answer(400, "application/json", &body)).await;
    let client = client(&listener.url());
    let error = client.users().me().await.expect_err("a status");
    let user: pazemo::types::CurrentUser = serde_json::from_str(&format!(
        r#"{{"id":"u","email":"{CANARY}","name":"{CANARY}"}}"#
    ))
    .expect("a user");
    let provoked = [
        panic::catch_unwind(AssertUnwindSafe(|| {
            black_box(Err::<(), _>(error)).expect("provoked");
        })),
        panic::catch_unwind(AssertUnwindSafe(|| {
            black_box(Ok::<_, ()>(client)).expect_err("provoked");
        })),
        panic::catch_unwind(AssertUnwindSafe(|| {
            black_box(Ok::<_, ()>(user)).expect_err("provoked");
        })),
        panic::catch_unwind(|| assert_eq!(Secret::new(TOKEN), Secret::new("x"), "provoked")),
    ];
    assert!(provoked.iter().all(Result::is_err));
    let panics = PANICS.lock().expect("no panic in the hook").clone();
    assert_eq!(panics.len(), provoked.len());
    assert!(panics[0].contains("getCurrentUser"), "{}", panics[0]);
    assert_hidden("a panic", panics);
}

#[test]
fn no_snapshot_has_the_canary_in_it() {
    fn search(folder: &Path) -> usize {
        let mut searched = 0;
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                searched += search(&path);
            } else if name.ends_with(".snap") || name.ends_with(".snap.new") {
                let text = std::fs::read_to_string(&path).expect("a text");
                assert_hidden(&name, [text]);
                searched += 1;
            }
        }
        searched
    }
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    assert!(search(&tests) > 0, "there are no snapshots");
}
