//! Odd texts where HTTP has its own rules: as identifiers in paths, as tokens, in headers.

use crate::support::{
    Connection,
    contract::findings,
    request, sandbox, start,
    texts::{encoded, escaped, plain, send, texts},
};
use pazemo::types::UserId;
use pazemo_sandbox::{Sandbox, Seed};
use serde_json::{Value, json};

const WITHDRAW: &str = "/accounts/string/withdraw";

#[test]
fn every_text_is_an_identifier_that_a_path_finds_again() {
    let sandbox = sandbox();
    let mut on = Connection::new(&sandbox);
    let code = r#"{"authorizationCode":"string"}"#;
    for (number, text) in texts().iter().enumerate() {
        let write = [plain, escaped][number % 2];
        let body = format!(r#"{{"id":{},"amount":0.01}}"#, write(text));
        let answer = send(&sandbox, &mut on, WITHDRAW, &body);
        assert_eq!(answer.status, 200, "{text:?}: {}", answer.text());
        assert_eq!(answer.json()["id"].as_str(), Some(text.as_str()));
        // It is taken, in the other spelling as well.
        let other = [escaped, plain][number % 2];
        let body = format!(r#"{{"id":{},"amount":0.01}}"#, other(text));
        assert_eq!(send(&sandbox, &mut on, WITHDRAW, &body).status, 409);
        let verb = ["confirm", "cancel"][number % 2];
        let path = format!("{WITHDRAW}/{}/{verb}", encoded(text));
        if text.is_empty() {
            // A path has no empty segments.
            on.send(request(&sandbox, "POST", &path, &[], Some(code)));
            assert_eq!(on.receive().unwrap().status, 404);
            continue;
        }
        let answer = send(&sandbox, &mut on, &path, code);
        assert_eq!(answer.status, 200, "{text:?}: {}", answer.text());
        assert_eq!(answer.json()["id"].as_str(), Some(text.as_str()));
        let state = sandbox.control().withdraw("string", text).unwrap().state;
        assert_eq!(state, ["confirmed", "cancelled"][number % 2]);
        sandbox.control().check().unwrap();
    }
}

#[test]
fn users_and_accounts_of_every_name_are_found_by_it() {
    // The data of a sandbox has identifiers that a client can send.
    let texts: Vec<String> = texts()
        .into_iter()
        .filter(|text| text.parse::<UserId>().is_ok())
        .collect();
    assert!(texts.len() > 30, "{}", texts.len());
    let users = texts.iter().map(|text| {
        let account = json!({ "id": text, "currencyId": text, "number": text, "money": 1 });
        json!({ "id": text, "accounts": [account], "name": text,
            "tokens": [{ "value": format!("token-{}", encoded(text)) }] })
    });
    let seed = json!({ "users": users.collect::<Vec<_>>() }).to_string();
    let seed = Seed::read("seed.json", &crate::support::contract::for_yaml(&seed)).unwrap();
    let sandbox = start(Sandbox::builder().seed(seed));
    let mut on = Connection::new(&sandbox);
    for text in &texts {
        let token = format!("Bearer token-{}", encoded(text));
        let headers = [("authorization", token.as_str())];
        for (path, field) in [
            ("/users/me".to_owned(), "/id"),
            (format!("/users/{}", encoded(text)), "/name"),
            (format!("/users/{}/accounts", encoded(text)), "/0/number"),
            (
                format!("/users/{0}/accounts/{0}", encoded(text)),
                "/currencyId",
            ),
        ] {
            on.send(request(&sandbox, "GET", &path, &headers, None));
            let answer = on.receive().unwrap();
            assert_eq!(answer.status, 200, "{text:?} {path}: {}", answer.text());
            assert_eq!(findings("GET", &path, &answer), Vec::<String>::new());
            let shown = answer.json();
            let shown = shown.pointer(field).and_then(Value::as_str);
            assert_eq!(shown, Some(text.as_str()));
        }
    }
}

#[test]
fn identifiers_that_nobody_has_are_not_found_in_any_place_of_a_path() {
    let sandbox = sandbox();
    let code = r#"{"authorizationCode":"string"}"#;
    let mut on = Connection::new(&sandbox);
    let invalid = [
        "%FF",
        "%C0%80",
        "%ED%A0%80",
        "%F4%90%80%80",
        "%",
        "%zz",
        "%0",
    ];
    let texts = texts().into_iter().filter(|text| !text.is_empty());
    let all = texts.map(|text| encoded(&text));
    for text in all.chain(invalid.map(str::to_owned)) {
        for (method, path, body) in [
            ("GET", format!("/users/{text}"), None),
            ("GET", format!("/users/{text}/accounts"), None),
            ("GET", format!("/users/string/accounts/{text}"), None),
            (
                "POST",
                format!("/users/{text}/accounts"),
                Some(r#"{"currencyId":"USD"}"#),
            ),
            (
                "POST",
                format!("/accounts/{text}/withdraw"),
                Some(r#"{"amount":1}"#),
            ),
            ("POST", format!("{WITHDRAW}/{text}/confirm"), Some(code)),
            ("POST", format!("{WITHDRAW}/{text}/cancel"), Some(code)),
        ] {
            on.send(request(&sandbox, method, &path, &[], body));
            let answer = on.receive().unwrap();
            assert_eq!(answer.status, 404, "{method} {path}: {}", answer.text());
            assert_eq!(findings(method, &path, &answer), Vec::<String>::new());
        }
    }
    sandbox.control().check().unwrap();
}

#[test]
fn headers_of_any_bytes_are_no_matter_and_tokens_of_any_bytes_are_not_known() {
    let sandbox = sandbox();
    let ask = |headers: &[u8]| {
        let mut connection = Connection::new(&sandbox);
        let mut bytes = b"GET /users/me HTTP/1.1\r\nhost: sandbox\r\n".to_vec();
        bytes.extend(headers);
        bytes.extend(b"\r\n\r\n");
        connection.send(bytes);
        connection.receive().expect("an answer")
    };
    let token = sandbox.token();
    let all: Vec<u8> = (1..=255)
        .filter(|byte| !b"\r\n\x7f".contains(byte))
        .collect();
    let all: Vec<u8> = all
        .into_iter()
        .filter(|byte| *byte >= 32 || *byte == 9)
        .collect();
    // A line break would begin another header.
    let texts = texts().into_iter().filter(|text| !text.contains('\n'));
    let texts = texts.map(String::into_bytes);
    for text in texts.chain([all, vec![0xff; 1000], vec![b'x'; 16_000]]) {
        let fits = text
            .iter()
            .all(|byte| *byte >= 32 && *byte != 127 || *byte == 9);
        let with = |name: &str| [name.as_bytes(), &text].concat();
        let answer = ask(&with("authorization: Bearer "));
        assert_eq!(answer.status, if fits { 401 } else { 400 }, "{text:?}");
        assert_eq!(findings("GET", "/users/me", &answer), Vec::<String>::new());
        let good = format!("authorization: Bearer {}\r\nx-odd: ", token.expose());
        let answer = ask(&with(&good));
        assert_eq!(answer.status, if fits { 200 } else { 400 }, "{text:?}");
        let answer = ask(&with(&good.replace("x-odd", "x-sandbox-fault")));
        assert_eq!(answer.status, 400, "{text:?}");
    }
}
