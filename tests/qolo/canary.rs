//! The canary in login, key and token: sent where they belong, shown nowhere.

use pazemo::{
    JsonObject,
    qolo::{Client, Login, MemoryTokenStore},
};

use crate::{
    desk::{Desk, Reply, closing, credentials, nothing, status},
    support::{
        CANARY, TOKEN,
        calls::shown,
        canary::{all_of, assert_hidden, found_in, poisoned_answer},
        captured::{assert_log_is_clean, capture_this_thread},
    },
};

fn client_of(desk: &Desk) -> Client {
    let store = MemoryTokenStore::new();
    assert_hidden("a store", shown(&store));
    let builder = desk.builder().token_store(store);
    assert_hidden("a builder", shown(&builder));
    let client = builder.build().expect("a client");
    assert_hidden("a client", shown(&client));
    client
}

fn poisoned_body() -> JsonObject {
    let text = format!(r#"{{"{CANARY}":"{CANARY}@example.com"}}"#);
    text.parse().expect("an object")
}

#[tokio::test]
async fn login_key_and_token_are_sent_and_not_shown() {
    capture_this_thread();
    assert_hidden("a login", shown(&credentials()));
    assert_hidden("a login", shown(&Login::new(CANARY, CANARY)));
    let echo = format!(r#"{{"error":"{CANARY}","token":17}}"#);
    let given = format!(r#"{{"token":"{TOKEN}","more":"{CANARY}"}}"#);
    for (login, answer) in [
        (Some(200), 200),
        (Some(200), 400),
        (Some(200), 401),
        (Some(200), 429),
        (Some(200), 500),
        (Some(400), 200),
        (Some(401), 200),
        (Some(429), 200),
        (Some(500), 200),
        (Some(201), 200),
        (None, 200),
    ] {
        let (echo, given) = (echo.clone(), given.clone());
        let told = echo.clone();
        let desk = Desk::scripted(
            move |_, _| match login {
                None => nothing(),
                Some(200) => status(200, &given),
                Some(other) => closing(other, &echo),
            },
            move |_, _| {
                let bytes = poisoned_answer(answer, "application/json", &told);
                Some(Reply::Answer(bytes))
            },
        )
        .await;
        let client = client_of(&desk);
        match client.cards().create(&poisoned_body()).await {
            Ok(card) => assert_hidden("a card", shown(&card)),
            Err(error) => assert_hidden("an error", all_of(&error)),
        }
        let sent = desk.listener.received();
        assert!(found_in(sent[0].body_text()).is_some());
        assert_eq!(sent[0].header("authorization"), None);
        for request in desk.others() {
            let token = request.header("authorization").expect("a token");
            assert_eq!(token, format!("Bearer {TOKEN}"));
        }
        assert_hidden("a client afterwards", shown(&client));
    }
    assert_log_is_clean();
}
