//! Fields of answers: none that the document lacks, unless they are asked for; and a client that does not mind them.

use crate::support::{
    Answer, GOOD, ask,
    contract::findings,
    exchange,
    payer::{Payer, SEED, amount, on, open},
    start,
};
use pazemo::types::{BankId, NewAccount, NewBeneficiary, NewWithdraw};
use pazemo_sandbox::{ErrorForm, Exchange, ExtraFields, PRESETS, Sandbox, Switches};
use serde_json::Value;

/// What the document says against the answer of an exchange that was kept.
fn against(exchange: &Exchange) -> Vec<String> {
    let answer = Answer {
        status: exchange.status.unwrap(),
        headers: exchange.response_headers.clone(),
        body: exchange.response_body.to_vec(),
        whole: true,
    };
    findings(&exchange.method, &exchange.path, &answer)
}

/// Requests that are refused, one of each kind.
fn refuse(sandbox: &Sandbox) {
    let no_token = [("authorization", "Bearer nobody")];
    let reads = [("authorization", "Bearer sandbox-read-only-token")];
    for (_, method, path, body) in GOOD {
        exchange(sandbox, method, path, &no_token, body).unwrap();
        exchange(sandbox, method, path, &reads, body).unwrap();
        if body.is_some() {
            for body in ["{", "{}", "[]", r#"{"amount":"1"}"#] {
                ask(sandbox, method, path, Some(body));
            }
        }
        if path.contains("/string") {
            for id in ["account-other", "other", "nothing"] {
                ask(
                    sandbox,
                    method,
                    &path.replace("/string", &format!("/{id}")),
                    body,
                );
            }
        }
    }
    let withdraw = "/accounts/string/withdraw";
    for body in [
        r#"{"amount":-1}"#,
        r#"{"amount":0}"#,
        r#"{"amount":1e12}"#,
        r#"{"amount":0.0001}"#,
        r#"{"amount":1,"id":"string"}"#,
        r#"{"amount":1,"beneficiaryId":1}"#,
        r#"{"amount":1,"beneficiaryId":2}"#,
        r#"{"amount":1,"accountId":"account-idr"}"#,
        r#"{"amount":1,"unknown":1}"#,
    ] {
        ask(sandbox, "POST", withdraw, Some(body));
    }
    let control = sandbox.control();
    for _ in 0..2 {
        for verb in ["confirm", "cancel"] {
            for code in [
                control.authorization_code("string", "string").unwrap(),
                "no".into(),
            ] {
                let body = format!(r#"{{"authorizationCode":"{}"}}"#, code.expose());
                let path = format!("{withdraw}/string/{verb}");
                ask(sandbox, "POST", &path, Some(&body));
            }
        }
    }
    control.set_maintenance(true);
    for (_, method, path, body) in GOOD {
        ask(sandbox, method, path, body);
    }
    control.set_maintenance(false);
    for status in [400, 401, 402, 403, 404, 409, 410, 429, 500, 503] {
        let fault = format!("status={status}");
        for (_, method, path, body) in GOOD {
            exchange(sandbox, method, path, &[("x-sandbox-fault", &fault)], body).unwrap();
        }
    }
}

#[test]
fn no_answer_has_a_field_or_a_status_that_the_document_lacks() {
    for preset in PRESETS {
        let switches = preset.switches();
        let nested = switches.error_form == ErrorForm::Nested;
        let builder = Sandbox::builder().switches(switches).keep_exchanges(10_000);
        let sandbox = start(builder);
        for (_, method, path, body) in GOOD {
            ask(&sandbox, method, path, body);
        }
        refuse(&sandbox);
        sandbox.control().check().unwrap();
        let kept = sandbox.exchanges();
        let mut refusals = 0;
        for exchange in &kept {
            let found = against(exchange);
            let status = exchange.status.unwrap();
            if status < 400 || !nested {
                assert_eq!(found, Vec::<String>::new(), "{}: {exchange:?}", preset.name);
            } else if status != 422 {
                let body: Value = serde_json::from_slice(&exchange.response_body).unwrap();
                assert_eq!(body["error"]["statusCode"], status, "{body}");
                let undocumented = found
                    .iter()
                    .any(|one| one.starts_with("undocumented-status"));
                assert!(!undocumented, "{found:?}");
            }
            refusals += usize::from(status >= 400);
        }
        for (operation, ..) in GOOD {
            let mut of = kept.iter().filter(|one| one.operation == Some(operation));
            let success = of.any(|one| one.status.unwrap() < 300);
            // With one-time codes that of the list is wrong, and what is confirmed later is not cancelled any more.
            assert!(
                success || operation == "cancelWithdraw",
                "{} {operation}",
                preset.name
            );
        }
        assert!(refusals > 200, "{refusals}");
    }
}

/// How many objects there are in a value, and how many of them have the additional field.
fn objects(value: &Value) -> (usize, usize) {
    let sum = |(a, b): (usize, usize), (c, d): (usize, usize)| (a + c, b + d);
    match value {
        Value::Array(items) => items.iter().map(objects).fold((0, 0), sum),
        Value::Object(fields) => {
            let has = usize::from(fields.contains_key("undocumentedField"));
            let inner = fields
                .iter()
                .filter(|(name, _)| *name != "undocumentedField");
            inner.map(|(_, value)| objects(value)).fold((1, has), sum)
        }
        _ => (0, 0),
    }
}

#[test]
fn fields_that_the_document_lacks_are_in_every_object_it_describes_where_that_is_asked_for() {
    let sandbox = start(Sandbox::builder().switch(ExtraFields::Added));
    let usual = start(Sandbox::builder());
    for (operation, method, path, body) in GOOD {
        let (one, other) = (
            ask(&sandbox, method, path, body),
            ask(&usual, method, path, body),
        );
        assert_eq!(one.status, other.status);
        if operation == "ping" {
            continue;
        }
        let (all, with) = objects(&one.json());
        // The settings of a user are left free.
        let free = usize::from(operation == "getUser");
        assert_eq!(with + free, all, "{operation}: {}", one.text());
        assert_eq!(objects(&other.json()), (all, 0), "{operation}");
        let found = findings(method, path, &one);
        assert_eq!(found.len(), with, "{found:?}");
        assert!(
            found
                .iter()
                .all(|one| one.starts_with("undocumented-field"))
        );
    }
    // What the caller sent comes back as it was, and refusals are as ever.
    let body = r#"{"amount":1.10,"referenceData":{"a":{"b":[{}]}}}"#;
    let path = "/accounts/string/withdraw";
    let text = ask(&sandbox, "POST", path, Some(body)).text();
    assert!(
        text.contains(r#""referenceData":{"a":{"b":[{}]}}"#),
        "{text}"
    );
    assert!(text.contains(r#""amount":1.10,"#), "{text}");
    let refused = ask(&sandbox, "POST", path, Some("{}"));
    assert_eq!(findings("POST", path, &refused), Vec::<String>::new());
}

/// Everything the client has for a caller, as the caller sees it. Times and identifiers that the sandbox chooses are equal for equal seeds.
async fn walk(extra: ExtraFields) -> Vec<String> {
    let switches = Switches::plain().with(extra);
    let sandbox = open(switches, SEED).await;
    sandbox.control().stop_clock();
    let ann = Payer::ann(&sandbox);
    let client = &ann.client;
    let mut seen = Vec::new();
    macro_rules! see {
        ($call:expr, $($field:ident),+) => {{
            let answer = $call.await.expect("an answer");
            $(seen.push(format!("{:?}", answer.$field));)+
            answer
        }};
    }
    see!(client.users().me(), id, email, name);
    see!(client.users().get(&ann.user), id, status, roles, configs);
    let new = NewAccount::new("USD".into());
    see!(
        client.accounts().create(&ann.user, &new),
        id,
        currency_id,
        number
    );
    let accounts = client.accounts().list(&ann.user).await.unwrap();
    assert_eq!(accounts.len(), 3);
    for account in &accounts {
        seen.push(format!("{:?} {:?}", account.balance, account.locked));
    }
    see!(
        client.accounts().get(&ann.user, &on("a")),
        id,
        balance,
        locked,
        number
    );
    let new = NewBeneficiary::new("bank".parse::<BankId>().unwrap(), "somewhere");
    see!(
        client.beneficiaries().create(&new),
        id,
        bank_id,
        address,
        status
    );
    let data = r#"{"a":{"b":1.10}}"#.parse().unwrap();
    let new = NewWithdraw::new(amount("1.10"))
        .with_id("w".parse().unwrap())
        .with_beneficiary_id(7.into())
        .with_reference_data(data);
    let made = client.withdraws().create(&on("a"), &new).await.unwrap();
    assert_eq!(made.reference_data.unwrap().as_str(), r#"{"a":{"b":1.10}}"#);
    assert_eq!(made.amount.to_string(), "1.10");
    let confirmed = ann.confirm("a", "w").await.unwrap();
    seen.push(format!("{:?} {:?}", confirmed.id, confirmed.status));
    ann.create("a", "x", "2").await.unwrap();
    let cancelled = ann.cancel("a", "x").await.unwrap();
    seen.push(format!("{:?} {:?}", cancelled.id, cancelled.amount));
    // What is refused has the verdict that it always has.
    crate::support::payer::refused(&ann.cancel("a", "x").await, 409, true);
    see!(client.pings().check(), greeting, url);
    see!(client.pings().ping_queue(), greeting, url);
    client.pings().ping().await.unwrap();
    sandbox.control().check().unwrap();
    let kept = sandbox.exchanges();
    let strange = kept.iter().filter(|one| {
        let body = String::from_utf8_lossy(&one.response_body);
        body.contains("undocumentedField")
    });
    match extra {
        ExtraFields::Absent => assert_eq!(strange.count(), 0),
        // All but the refusal and the greeting that is a plain text.
        ExtraFields::Added => assert_eq!(strange.count(), kept.len() - 2),
    }
    seen
}

#[tokio::test]
async fn a_client_sees_the_same_with_and_without_them() {
    let usual = walk(ExtraFields::Absent).await;
    assert_eq!(walk(ExtraFields::Added).await, usual);
}
