//! What is refused, and what is not shown.

use super::*;

#[tokio::test]
async fn what_does_not_fit_is_refused_in_json_and_nothing_of_it_is_quoted() {
    let mut caller = Caller::new();
    let json_type = "application/json";
    let large = format!("{{\"amount\": 1{}}}", " ".repeat(70_000));
    let deposits = "/_sandbox/accounts/string/deposits";
    for (method, path, body, status, part) in [
        ("get", "/_sandbox/nothing", None, 404, "openapi.yaml"),
        (
            "get",
            "/_sandbox/tokens/one/rotate",
            None,
            405,
            "openapi.yaml",
        ),
        ("post", "/_sandbox/tokens/one/rotate", None, 404, "u32"),
        (
            "post",
            "/_sandbox/accounts/%ff/deposits",
            None,
            404,
            "UTF-8",
        ),
        ("delete", "/_sandbox/state", None, 405, "openapi.yaml"),
        ("post", deposits, None, 415, "application/json"),
        (
            "post",
            deposits,
            Some(("text/plain", "{}")),
            415,
            "application/json",
        ),
        ("post", deposits, Some((json_type, "")), 400, "EOF"),
        ("post", deposits, Some((json_type, "{}")), 400, "amount"),
        (
            "post",
            deposits,
            Some((json_type, "{\"amount\": \"1\"}")),
            400,
            "decimal number",
        ),
        (
            "post",
            deposits,
            Some((json_type, "{\"amount\": 1, \"x\": 1}")),
            400,
            "unknown field `x`",
        ),
        (
            "post",
            deposits,
            Some((json_type, large.as_str())),
            413,
            "65536",
        ),
        (
            "put",
            "/_sandbox/clock",
            Some((json_type, "{\"time\": \"noon\"}")),
            400,
            "RFC 3339",
        ),
        (
            "post",
            "/_sandbox/faults",
            Some((json_type, "{\"sequence\": \"ping: burn\"}")),
            400,
            "`drop`",
        ),
        (
            "patch",
            "/_sandbox/switches",
            Some((json_type, "{\"preset\": \"x\"}")),
            400,
            "plain, harsh",
        ),
    ] {
        let answer = caller.send(method, path, body).await;
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.text);
        assert_eq!(answer.headers[header::CONTENT_TYPE], json_type);
        let problem = answer.json();
        assert_eq!(problem["status"], status);
        let message = problem["message"].as_str().unwrap();
        assert!(message.contains(part), "{method} {path}: {message}");
        if status == 405 {
            assert!(answer.headers.contains_key(header::ALLOW));
        }
    }
    for body in [
        "{\"userId\": \"string\", \"access\": \"canary\"}",
        "{\"userId\": \"string\", \"value\": [\"canary\"]}",
        "{\"userId\": \"string\", \"value\": \"canary with spaces\"}",
        "{\"userId\": \"string\", \"addresses\": \"canary\"}",
    ] {
        let answer = caller
            .send("post", "/_sandbox/tokens", Some((json_type, body)))
            .await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(!answer.text.contains("canary"), "{}", answer.text);
    }
}

#[tokio::test]
async fn tokens_and_codes_are_shown_where_they_are_asked_for_and_nowhere_else() {
    let mut caller = Caller::new();
    caller.shared.world().set_switches({
        let mut switches = crate::Switches::plain();
        switches.set("static-code", "canary-code").unwrap();
        switches
    });
    let body = Some((
        "application/json",
        "{\"userId\": \"other\", \"value\": \"canary-token\"}",
    ));
    caller.send("post", "/_sandbox/tokens", body).await;
    for (method, path) in all_routes() {
        if method == "get" && !path.contains('{') {
            let answer = caller.send(method, path, None).await;
            assert_eq!(answer.status, 200, "{path}");
            for secret in ["canary", "sandbox-full-token", "sandbox-other-token"] {
                assert!(!answer.text.contains(secret), "{path}: {secret}");
            }
        }
    }
    let control = Control::new(Arc::clone(&caller.shared));
    let debug = format!("{control:?} {:?} {:?}", control.dump(), control.tokens());
    assert!(
        !debug.contains("canary") && !debug.contains("full-token"),
        "{debug}"
    );
}

#[tokio::test]
async fn foreign_pages_are_kept_out() {
    let mut caller = Caller::new();
    for (name, value, status) in [
        (header::HOST, "rebound.example.com:4711", 403),
        (header::ORIGIN, "https://example.com", 403),
        (header::ORIGIN, "http://127.0.0.1:4711", 200),
    ] {
        let mut request = Request::get("/_sandbox/status").header(header::HOST, "127.0.0.1:4711");
        request
            .headers_mut()
            .unwrap()
            .insert(name, value.parse().unwrap());
        let request = request.body(Body::empty()).unwrap();
        let response = caller.router.call(request).await.unwrap();
        assert_eq!(response.status(), status, "{value}");
    }
}
