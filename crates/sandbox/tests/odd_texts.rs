//! Texts that nobody expects: echoed to the letter, or refused in words that say why; never an error of the server.

mod support;

use pazemo::types::UserId;
use pazemo_sandbox::{Sandbox, Seed, Switches};
use serde_json::{Value, json};
use support::{Answer, Connection, ask, contract::findings, request, sandbox, start};

const WITHDRAW: &str = "/accounts/string/withdraw";

/// One of each plane, and what is known to break things.
fn texts() -> Vec<String> {
    let planes = (0..=16_u32).flat_map(|plane| {
        let first = char::from_u32(plane << 16 | 0x0101);
        // The last two of a plane are no characters, and yet may stand in a text.
        let last = char::from_u32(plane << 16 | 0xffff);
        [first, last].map(|one| one.expect("a scalar value").to_string())
    });
    let control = (0..0x20_u32).chain(0x7f..=0x9f).filter_map(char::from_u32);
    let control: String = control.collect();
    let more = [
        "",
        " ",
        "\0",
        "a\0b",
        &control,
        "\r\nx-sandbox-fault: drop\r\n\r\n",
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{202e}abc\u{202c} \u{200f}\u{627}\u{644}",
        "e\u{301}\u{301}\u{301}\u{20dd} \u{e9} \u{212b} \u{c5} \u{fb01}",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{1f3fd}\u{fe0f}",
        "\u{feff}\u{200b}\u{2060}\u{ad}\u{2028}\u{2029}\u{fffd}",
        "\u{d7ff}\u{e000}\u{10ffff}",
        "\"\\/\u{8}\u{c}\n\r\t{}[]:,",
        "\\u0041 \\ud800 %00 %2e%2e%2f ../.. <script>&amp;' OR 1=1 -- ${x} {{x}}",
        "null",
        "1e400",
        ".",
        "..",
        "a/b?c#d%e;f",
    ];
    planes.chain(more.map(str::to_owned)).collect()
}

/// A text in JSON, each UTF-16 unit of it as an escape.
fn escaped(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
    format!("\"{}\"", units.collect::<String>())
}

fn plain(text: &str) -> String {
    Value::from(text).to_string()
}

/// Every byte percent-encoded.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn send(sandbox: &Sandbox, on: &mut Connection, path: &str, body: &str) -> Answer {
    on.send(request(sandbox, "POST", path, &[], Some(body)));
    let answer = on.receive().expect("an answer");
    let found = findings("POST", path, &answer);
    assert_eq!(found, Vec::<String>::new(), "{path} {body}");
    answer
}

#[test]
fn every_field_keeps_every_text_in_both_spellings() {
    let sandbox = sandbox();
    let mut on = Connection::new(&sandbox);
    for (path, fields) in [
        (
            WITHDRAW,
            &["address", "addressName", "notes", "prefix", "reference"][..],
        ),
        (
            "/beneficiaries",
            &[
                "accountId",
                "bankId",
                "address",
                "name",
                "email",
                "label",
                "type",
            ][..],
        ),
        ("/users/string/accounts", &["currencyId", "number"][..]),
    ] {
        let texts = texts();
        for write in [plain, escaped] {
            for (number, text) in texts.iter().enumerate() {
                // Each field has another text, so that none is taken for its neighbour.
                let of = |place: usize| &texts[(number + place) % texts.len()];
                let sent = fields.iter().enumerate();
                let sent = sent.map(|(place, field)| format!("\"{field}\":{}", write(of(place))));
                let amount = ["", "\"amount\":0.01,"][usize::from(path == WITHDRAW)];
                let body = format!("{{{amount}{}}}", sent.collect::<Vec<_>>().join(","));
                let answer = send(&sandbox, &mut on, path, &body);
                assert_eq!(answer.status, 200, "{text:?}: {}", answer.text());
                let shown = answer.json();
                for (place, field) in fields.iter().enumerate() {
                    assert_eq!(shown[field].as_str(), Some(of(place).as_str()), "{field}");
                }
            }
        }
    }
    sandbox.control().check().unwrap();
}

#[test]
fn data_that_is_free_keeps_every_name_and_every_text() {
    let sandbox = sandbox();
    let mut on = Connection::new(&sandbox);
    for write in [plain, escaped] {
        for text in texts() {
            let data = format!("{{{}:[{}],\"n\":1E+2}}", write(&text), write(&text));
            let body = format!(r#"{{"amount":0.01,"referenceData":{data}}}"#);
            let answer = send(&sandbox, &mut on, WITHDRAW, &body);
            assert_eq!(answer.status, 200, "{text:?}: {}", answer.text());
            assert!(answer.text().contains(&data), "{}", answer.text());
            assert_eq!(answer.json()["referenceData"][&text], json!([text]));
        }
    }
    sandbox.control().check().unwrap();
}

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
    let seed = Seed::read("seed.json", &support::contract::for_yaml(&seed)).unwrap();
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
fn halves_of_a_character_are_refused_wherever_they_stand() {
    let sandbox = sandbox();
    let before = sandbox.control().withdraws().len();
    let mut on = Connection::new(&sandbox);
    for half in [
        r"\ud800",
        r"\udc00",
        r"\udfff",
        r"\ud83d",
        r"\ude00\ud83d",
        r"\ud83dx",
        r"\ud83d\u0041",
        r"\ud83d\ud83d\ude00",
        r"\u12",
        r"\uzzzz",
        r"\x41",
        "\u{1}",
        "\n",
    ] {
        for body in [
            format!(r#"{{"amount":1,"id":"{half}"}}"#),
            format!(r#"{{"amount":1,"notes":"a{half}b"}}"#),
            format!(r#"{{"amount":1,"{half}":1}}"#),
            format!(r#"{{"amount":1,"beneficiaryId":"{half}"}}"#),
            format!(r#"{{"amount":1,"referenceData":{{"a":"{half}"}}}}"#),
            format!(r#"{{"amount":1,"referenceData":{{"{half}":1}}}}"#),
        ] {
            let answer = send(&sandbox, &mut on, WITHDRAW, &body);
            assert_eq!(answer.status, 400, "{body}: {}", answer.text());
            assert_eq!(answer.codes(), ["error.body.json"], "{body}");
        }
        let path = format!("{WITHDRAW}/string/confirm");
        let body = format!(r#"{{"authorizationCode":"{half}"}}"#);
        assert_eq!(send(&sandbox, &mut on, &path, &body).status, 400);
    }
    assert_eq!(sandbox.control().withdraws().len(), before);
    sandbox.control().check().unwrap();
}

#[test]
fn a_text_fills_a_body_to_its_limit_and_not_beyond() {
    const LIMIT: usize = 8 << 20;
    let sandbox = sandbox();
    for (path, start, field) in [
        (WITHDRAW, r#"{"amount":0.01,"reference":""#, "reference"),
        (WITHDRAW, r#"{"amount":0.01,"id":""#, "id"),
        ("/beneficiaries", r#"{"bankId":"b","address":""#, "address"),
        (
            "/users/string/accounts",
            r#"{"currencyId":"X","number":""#,
            "number",
        ),
    ] {
        let room = LIMIT - start.len() - 2;
        let text = format!("{}{}", "\u{1f600}".repeat(room / 4), "x".repeat(room % 4));
        let body = format!("{start}{text}\"}}");
        assert_eq!(body.len(), LIMIT);
        let answer = ask(&sandbox, "POST", path, Some(&body));
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.whole && answer.json()[field].as_str() == Some(&text));
        let answer = ask(&sandbox, "POST", path, Some(&format!("{body} ")));
        assert_eq!(answer.status, 413, "{path}");
    }
    // Too long for a path, and said so.
    let long = format!("{WITHDRAW}/{}/confirm", "x".repeat(1 << 20));
    let answer = ask(
        &sandbox,
        "POST",
        &long,
        Some(r#"{"authorizationCode":"x"}"#),
    );
    assert!(matches!(answer.status, 414 | 431), "{}", answer.status);
    sandbox.control().check().unwrap();
}

#[test]
fn free_data_may_be_deep_but_not_without_end() {
    let sandbox = sandbox();
    let nested = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    for (depth, status) in [(1, 200), (100, 200), (1000, 400), (100_000, 400)] {
        let data = nested(depth);
        let body = format!(r#"{{"amount":0.01,"referenceData":{data}}}"#);
        let answer = ask(&sandbox, "POST", WITHDRAW, Some(&body));
        assert_eq!(answer.status, status, "{depth}");
        assert_eq!(answer.text().contains(&data), status == 200);
    }
}

#[test]
fn every_text_is_a_code_and_only_the_right_one_is_good() {
    for text in texts().into_iter().filter(|text| !text.is_empty()) {
        let mut switches = Switches::plain();
        switches.set("static-code", &text).unwrap();
        let sandbox = start(Sandbox::builder().switches(switches));
        let mut on = Connection::new(&sandbox);
        let path = format!("{WITHDRAW}/string/confirm");
        for wrong in ["", "string", &format!("{text} "), &format!("{text}\0")] {
            let body = format!(r#"{{"authorizationCode":{}}}"#, escaped(wrong));
            let answer = send(&sandbox, &mut on, &path, &body);
            assert_eq!(answer.status, 400, "{text:?}, not {wrong:?}");
            assert!(!answer.text().contains("string\""), "{}", answer.text());
        }
        let body = format!(r#"{{"authorizationCode":{}}}"#, escaped(&text));
        assert_eq!(
            send(&sandbox, &mut on, &path, &body).status,
            200,
            "{text:?}"
        );
        sandbox.control().check().unwrap();
    }
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
