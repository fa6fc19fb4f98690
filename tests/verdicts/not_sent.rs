//! Nothing is sent: the client stops by itself, or there is no connection.

use std::time::Duration;

use pazemo::{
    Attempt, CallOptions, ClientBuilder, CodeRequest,
    ErrorKind::{InvalidArgument, Limited, Observer, Provider, ShutDown, Timeout, UnexpectedUser},
    Secret, types,
};

use crate::{
    scenario::{ONE, Scenario, Shown, custom, play},
    server::{Answer, Http, Server, Treatment},
    subject::{Subject, builder},
    support::calls::received,
};

/// Nothing can happen meanwhile.
const SHORT: Duration = Duration::from_millis(100);

pub(crate) const SCENARIOS: &[Scenario] = &[
    custom(
        "not-attempted",
        "token provider fails",
        ONE,
        Some(Provider),
        0,
        |subject, _| {
            Box::pin(built(subject, |builder| {
                builder.token_provider(|| async { Err::<Secret, _>("no token today") })
            }))
        },
    ),
    custom(
        "not-attempted",
        "token provider gives no token",
        ONE,
        Some(Provider),
        0,
        |subject, _| {
            Box::pin(built(subject, |builder| {
                builder.token_provider(|| async { Ok::<_, &str>(Secret::new("two words")) })
            }))
        },
    ),
    custom(
        "not-attempted",
        "token provider takes too long",
        ONE,
        Some(Timeout),
        0,
        |subject, _| {
            Box::pin(built(subject, |builder| {
                let never = || std::future::pending::<Result<Secret, &str>>();
                builder.token_provider(never).total_timeout(SHORT)
            }))
        },
    ),
    custom(
        "not-attempted",
        "observer refuses",
        ONE,
        Some(Observer),
        0,
        |subject, _| {
            Box::pin(built(subject, |builder| {
                builder.on_attempt(|_: Attempt| async { Err::<(), _>("the journal is full") })
            }))
        },
    ),
    custom(
        "not-attempted",
        "observer takes too long",
        ONE,
        Some(Timeout),
        0,
        |subject, _| {
            Box::pin(built(subject, |builder| {
                let never = |_: Attempt| std::future::pending::<Result<(), &str>>();
                builder.on_attempt(never).total_timeout(SHORT)
            }))
        },
    ),
    custom(
        "not-attempted",
        "deadline before sending",
        ONE,
        Some(Timeout),
        0,
        |subject, _| {
            Box::pin(built(subject, |builder| {
                builder.total_timeout(Duration::ZERO)
            }))
        },
    ),
    custom(
        "not-attempted",
        "code provider fails",
        ONE,
        Some(Provider),
        0,
        |subject, _| Box::pin(with_code(subject, || async { Err("no code today") })),
    )
    .only(|subject| matches!(subject, Subject::Confirm | Subject::Cancel)),
    custom(
        "not-attempted",
        "code provider takes too long",
        ONE,
        Some(Timeout),
        0,
        |subject, _| Box::pin(with_code(subject, std::future::pending)),
    )
    .only(|subject| matches!(subject, Subject::Confirm | Subject::Cancel)),
    custom(
        "not-attempted",
        "identifier",
        ONE,
        Some(InvalidArgument),
        0,
        |subject, _| Box::pin(bad_identifier(subject)),
    )
    .only(|subject| subject != Subject::Me),
    custom(
        "not-attempted",
        "limit of the rate",
        ONE,
        Some(Limited),
        1,
        |subject, _| {
            Box::pin(after_a_first(
                subject,
                Treatment::Answer(success(subject)),
                |builder| builder.rate_limit(1, 1),
            ))
        },
    ),
    custom(
        "not-attempted",
        "pause after a 429",
        ONE,
        Some(Limited),
        1,
        |subject, _| {
            let mut answer = Answer::json(429, "");
            answer.retry_after = Some("60");
            Box::pin(after_a_first(
                subject,
                Treatment::Answer(answer),
                |builder| builder,
            ))
        },
    ),
    custom(
        "not-attempted",
        "limit of attempts at a time",
        ONE,
        Some(Limited),
        1,
        |subject, _| Box::pin(beside_a_first(subject)),
    ),
    custom(
        "not-attempted",
        "client that was shut down",
        ONE,
        Some(ShutDown),
        0,
        |subject, _| Box::pin(shut_down(subject)),
    ),
    custom(
        "not-attempted",
        "user cannot be found out",
        ONE,
        Some(UnexpectedUser),
        1,
        |subject, _| {
            Box::pin(built(subject, |builder| {
                builder.expect_user("u-1".parse().expect("an identifier"))
            }))
        },
    )
    .only(|subject| subject != Subject::Me),
];

fn success(subject: Subject) -> Answer {
    Answer::json(200, subject.success())
}

/// A call of a client that is built like this, to a server that would fail every request.
async fn built(subject: Subject, build: fn(ClientBuilder) -> ClientBuilder) -> Shown {
    let failing = Treatment::Answer(Answer::json(500, ""));
    let server = Server::start(Http::One, vec![failing]).await;
    let client = build(builder(&server.url())).build().expect("a client");
    let result = subject.plain(&client).await;
    Shown::of(result, server.bodies().len())
}

async fn with_code<Answered>(subject: Subject, code: fn() -> Answered) -> Shown
where
    Answered: Future<Output = Result<Secret, &'static str>> + Send,
{
    let server = Server::start(Http::One, vec![Treatment::Answer(success(subject))]).await;
    let client = builder(&server.url()).total_timeout(SHORT).build();
    let client = client.expect("a client");
    let (account, id) = ("a-1".parse().expect("one"), "w-1".parse().expect("one"));
    let provider = |_: CodeRequest| code();
    let withdraws = client.withdraws();
    let result = if subject == Subject::Confirm {
        withdraws.confirm_with_code(&account, &id, &provider).await
    } else {
        withdraws.cancel_with_code(&account, &id, &provider).await
    };
    Shown::of(result.map(drop), server.bodies().len())
}

async fn bad_identifier(subject: Subject) -> Shown {
    let server = Server::start(Http::One, vec![Treatment::Answer(success(subject))]).await;
    let client = builder(&server.url()).build().expect("a client");
    let (account, id): (types::AccountId, _) = (received(".."), "w-1".parse().expect("one"));
    let code = types::WithdrawAuthorization::new(Secret::new("code"));
    let withdraws = client.withdraws();
    let result = match subject {
        Subject::CreateWithdraw => {
            let body = crate::subject::new_withdraw("");
            withdraws.create(&account, &body).await.map(drop)
        }
        Subject::CreateAccount => {
            let body = serde_json::from_str(r#"{"currencyId":"IDR"}"#).expect("a body");
            let accounts = client.accounts();
            accounts.create(&received(".."), &body).await.map(drop)
        }
        Subject::Confirm => withdraws.confirm(&account, &id, &code).await.map(drop),
        _ => withdraws.cancel(&account, &id, &code).await.map(drop),
    };
    Shown::of(result, server.bodies().len())
}

/// A second call after a first that had a permit for itself.
async fn after_a_first(
    subject: Subject,
    first: Treatment,
    build: fn(ClientBuilder) -> ClientBuilder,
) -> Shown {
    let server = Server::start(Http::One, vec![first]).await;
    let client = build(builder(&server.url())).build().expect("a client");
    let _ = subject.plain(&client).await;
    let options = CallOptions::new().with_total_timeout(SHORT);
    let result = subject.call(&client, options, 0).await;
    Shown::of(result, server.bodies().len())
}

/// A second call while a first waits for its answer.
async fn beside_a_first(subject: Subject) -> Shown {
    let server = Server::start(Http::One, vec![Treatment::Silence]).await;
    let client = builder(&server.url()).concurrency_limit(1).build();
    let client = client.expect("a client");
    let first = client.clone();
    let first = tokio::spawn(async move { subject.plain(&first).await });
    server.requests_are(1).await;
    let options = CallOptions::new().with_total_timeout(SHORT);
    let result = subject.call(&client, options, 0).await;
    first.abort();
    Shown::of(result, server.bodies().len())
}

async fn shut_down(subject: Subject) -> Shown {
    let server = Server::start(Http::One, vec![Treatment::Answer(success(subject))]).await;
    let client = builder(&server.url()).build().expect("a client");
    client.shut_down().await;
    let result = subject.plain(&client).await;
    Shown::of(result, server.bodies().len())
}

#[tokio::test]
async fn what_the_client_itself_stops_was_not_sent() {
    play(SCENARIOS).await;
}
