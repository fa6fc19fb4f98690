//! No identifier, wherever it came from, leads a call elsewhere than to the path of its operation.

use crate::support::{
    calls::{Arguments, call},
    client, document,
    listener::{Listener, Received, answer, json_answer},
    request_example,
};
use pazemo::{Client, ErrorKind};
use pazemo_openapi::Operation;
use percent_encoding::percent_decode_str;

/// What a server may call an identifier.
fn hostile() -> Vec<String> {
    let mut texts: Vec<String> = [
        "",
        ".",
        "..",
        "...",
        "./",
        "../",
        "../..",
        "a/..",
        "..\\",
        "a/b",
        "/",
        "//",
        "//evil",
        "/a",
        "a/",
        "http://evil.example/",
        "\\\\evil",
        "%2e",
        "%2e%2e",
        "%2E%2e",
        ".%2e",
        "%252e",
        "a%2fb",
        "a%00b",
        "a?b",
        "?",
        "?x=1#y",
        "a#b",
        "#",
        "a\u{0}b",
        "\r\nX-Evil: 1",
        "a\nb",
        "\t",
        " ",
        "a b",
        "\u{a0}",
        "\u{7f}",
        "\u{85}",
        "\u{200b}",
        "\u{202e}cod",
        "\u{feff}",
        "\u{2024}\u{2024}",
        "．．",
        "。。",
        "％2e",
        "／",
        "∕",
        "ünï-✓-漢字",
        "🪙",
        "a;b=c",
        "a:b",
        "a@b",
        "a&b=c",
        "a+b",
        "~",
        "-",
        "_",
        "*",
        "'\"",
        "<x>",
        "{userId}",
        "${x}",
        "[::1]",
        "0",
        "-1",
        "null",
        "user-4711",
        "0b63b0cb-2041-4bc4-b3fc-1e51a1454a1b",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.extend([
        "x".repeat(256),
        "x".repeat(257),
        "../".repeat(100),
        "é".repeat(200),
        "y".repeat(100_000),
    ]);
    texts
}

async fn not_found() -> Listener {
    Listener::answering(answer(404, "application/json", "")).await
}

/// Asserts that a request went below the base and nowhere but to the operation, with these texts as its segments.
fn assert_target(request: &Received, base: &str, operation: &Operation<'_>, texts: &[String; 2]) {
    let target = request.target();
    let place = format!("{} {texts:?}: {target}", operation.id);
    assert_eq!(request.method(), operation.method, "{place}");
    let path = target.strip_prefix(base).expect(&place);
    assert!(!path.contains(['?', '#', '\\']), "{place}");
    let (segments, template) = (path.split('/'), operation.path.split('/'));
    assert_eq!(
        segments.clone().count(),
        template.clone().count(),
        "{place}"
    );
    let mut texts = texts.iter();
    for (segment, template) in segments.zip(template) {
        if template.starts_with('{') {
            let decoded = percent_decode_str(segment).decode_utf8().expect(&place);
            assert_eq!(
                Some(decoded.as_ref()),
                texts.next().map(String::as_str),
                "{place}"
            );
            assert!(
                decoded != "." && decoded != ".." && !decoded.is_empty(),
                "{place}"
            );
            assert!(
                !decoded.contains(['/', '\\', '%']) && !decoded.contains(char::is_control),
                "{place}"
            );
        } else {
            assert_eq!(segment, template, "{place}");
        }
    }
}

/// Calls an operation; whether it was refused. Nothing but a refusal or a request to the right path is let through.
async fn refused(
    client: &Client,
    listener: &Listener,
    base: &str,
    operation: &Operation<'_>,
    texts: [&str; 2],
) -> bool {
    let before = listener.received().len();
    let arguments = Arguments::new(texts[0], texts[1], &request_example(operation));
    let error = call(client, operation.id, &arguments).await;
    let error = error.map(drop).expect_err("the server knows nothing");
    let place = format!("{} {texts:?}: {error}", operation.id);
    let received = listener.received();
    if error.kind() == ErrorKind::InvalidArgument {
        assert_eq!(received.len(), before, "{place}: sent all the same");
        assert_eq!(error.status(), None, "{place}");
        assert_eq!(error.operation(), Some(operation.id), "{place}");
        assert!(!error.to_string().contains('\n'), "{place}");
        return true;
    }
    assert_eq!(error.status(), Some(404), "{place}");
    assert_eq!(received.len(), before + 1, "{place}");
    assert_target(&received[before], base, operation, &arguments.path);
    false
}

#[tokio::test]
async fn received_identifiers_stay_within_their_segment_of_the_path() {
    let listener = not_found().await;
    let client = client(&listener.url());
    let (mut refusals, mut requests) = (0, 0);
    for operation in document().operations() {
        let placeholders = operation.path.matches('{').count();
        for text in hostile() {
            for position in 0..placeholders {
                let mut texts = ["first", "second"];
                texts[position] = &text;
                if refused(&client, &listener, "", &operation, texts).await {
                    refusals += 1;
                } else {
                    requests += 1;
                }
            }
        }
    }
    // Both ways were really taken.
    assert!(refusals > 100 && requests > 100, "{refusals} {requests}");
}

#[tokio::test]
async fn these_identifiers_are_refused_by_every_operation() {
    let listener = not_found().await;
    let client = client(&listener.url());
    for operation in document().operations() {
        for position in 0..operation.path.matches('{').count() {
            for text in [
                "", ".", "..", "a/b", "%2e%2e", "a?b", "a\u{0}b", "//evil", "a\\b", "a#b",
            ] {
                let mut texts = ["first", "second"];
                texts[position] = text;
                let refused = refused(&client, &listener, "", &operation, texts).await;
                assert!(refused, "{} sends {text:?}", operation.id);
            }
        }
    }
    assert!(listener.received().is_empty());
}

/// The base of a server may end with a slash and have a path, which no identifier leaves.
#[tokio::test]
async fn calls_go_below_the_base_with_and_without_a_slash_at_its_end() {
    for (base, prefix) in [
        ("", ""),
        ("/", ""),
        ("//", ""),
        ("/v1", "/v1"),
        ("/v1/", "/v1"),
        ("/a/b%20c/", "/a/b%20c"),
    ] {
        let listener = not_found().await;
        let client = client(&format!("{}{base}", listener.url()));
        for operation in document().operations() {
            let texts = ["user-1", "account-2"];
            assert!(!refused(&client, &listener, prefix, &operation, texts).await);
            if operation.path.contains('{') {
                for text in ["..", "../..", "%2e%2e", "."] {
                    assert!(refused(&client, &listener, prefix, &operation, [text, "x"]).await);
                }
            }
        }
    }
}

/// The whole way: an answer brings the identifier, the next call uses it.
#[tokio::test]
async fn an_identifier_from_an_answer_is_checked_in_the_next_call() {
    for text in ["..", "", "a/b", "x?y", "me/../.."] {
        let id = serde_json::to_string(text).expect("JSON");
        let body = format!(r#"{{"id":{id},"email":"e","name":"n"}}"#);
        let listener = Listener::answering(json_answer(body)).await;
        let client = client(&listener.url());
        let user = client.users().me().await.expect("a user");
        assert_eq!(user.id.as_str(), text);
        let error = client.accounts().list(&user.id).await.expect_err(text);
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        assert_eq!(listener.one_request().target(), "/users/me");
    }
}
