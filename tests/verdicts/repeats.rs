//! What is repeated: for each class and each way to fail, how many requests the server sees.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use pazemo::{CallOptions, Client, Error, RawRequest, Retry, RetryPolicy, Secret};
use tokio::task::JoinSet;

use crate::{
    server::{Answer, Http, Server, Treatment},
    subject::{Subject, builder},
    support::{
        http2::frame::code,
        listener::{Listener, answering, json_answer},
        tls::{Handshake, Tls},
    },
};

/// A line of the second table, with and without the caller's opt-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Safe,
    Keyed,
    NeverCreate,
    NeverAuthorize,
    NeverAuthorizeOptedIn,
}

/// A way to fail. All but `NotSent` are answers or the lack of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Failure {
    NotSent,
    TooManyRequests,
    /// With a provider that has another token.
    UnauthorizedRenewable,
    /// With a provider that has no other token.
    UnauthorizedSame,
    UnauthorizedConstant,
    /// 500, 502, 503 or 504.
    Server(u16),
    /// No status.
    Lost,
    /// A success that breaks off.
    LostBody,
    /// A success that never ends.
    SlowBody,
    /// Any other status.
    Status(u16),
    /// A success that is no JSON.
    Undecodable,
}

/// Of three attempts that the policy allows, how many the table does.
fn requests(class: Class, failure: Failure) -> usize {
    use Class::{Keyed, NeverAuthorize, NeverAuthorizeOptedIn, NeverCreate, Safe};
    match (failure, class) {
        (Failure::NotSent, _) => 3,
        (Failure::TooManyRequests, Safe | Keyed | NeverCreate | NeverAuthorizeOptedIn) => 3,
        (Failure::TooManyRequests, NeverAuthorize) => 1,
        (Failure::UnauthorizedRenewable, Safe | Keyed) => 2,
        (
            Failure::UnauthorizedRenewable
            | Failure::UnauthorizedSame
            | Failure::UnauthorizedConstant,
            _,
        ) => 1,
        (
            Failure::Server(_) | Failure::Lost | Failure::LostBody | Failure::SlowBody,
            Safe | Keyed,
        ) => 3,
        (Failure::Server(_) | Failure::Lost | Failure::LostBody | Failure::SlowBody, _) => 1,
        (Failure::Status(_) | Failure::Undecodable, _) => 1,
    }
}

const FAILURES: &[Failure] = &[
    Failure::NotSent,
    Failure::TooManyRequests,
    Failure::UnauthorizedRenewable,
    Failure::UnauthorizedSame,
    Failure::UnauthorizedConstant,
    Failure::Server(500),
    Failure::Server(502),
    Failure::Server(503),
    Failure::Server(504),
    Failure::Lost,
    Failure::LostBody,
    Failure::Undecodable,
];

/// No row speaks of them.
const OTHER_STATUSES: &[u16] = &[
    204, 302, 400, 402, 403, 404, 408, 409, 410, 418, 422, 425, 499, 501, 505, 599,
];

/// A call, by the class that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Call {
    Of(Subject),
    Raw(Retry),
}

const CALLS: &[(Class, Call)] = &[
    (Class::Safe, Call::Of(Subject::Me)),
    (Class::Safe, Call::Raw(Retry::Safe)),
    (Class::Keyed, Call::Raw(Retry::Keyed)),
    (Class::NeverCreate, Call::Of(Subject::CreateWithdraw)),
    (Class::NeverCreate, Call::Of(Subject::CreateAccount)),
    (Class::NeverAuthorize, Call::Of(Subject::Confirm)),
    (Class::NeverAuthorize, Call::Of(Subject::Cancel)),
    (Class::NeverAuthorize, Call::Raw(Retry::Never)),
    (Class::NeverAuthorizeOptedIn, Call::Of(Subject::Confirm)),
    (Class::NeverAuthorizeOptedIn, Call::Of(Subject::Cancel)),
    (Class::NeverAuthorizeOptedIn, Call::Raw(Retry::Never)),
];

/// Three attempts without any wait.
fn options(class: Class) -> CallOptions {
    let policy = RetryPolicy::new().with_backoff(Duration::ZERO, Duration::ZERO);
    CallOptions::new().with_retry_policy(match class {
        Class::NeverAuthorizeOptedIn => policy.assume_429_leaves_withdraw_and_code_untouched(),
        _ => policy,
    })
}

async fn make(call: Call, client: &Client, options: CallOptions) -> Result<(), Error> {
    match call {
        Call::Of(subject) => subject.call(client, options, 0).await,
        Call::Raw(retry) => {
            let request = RawRequest::post("/payouts")
                .with_body("application/json", r#"{"key":"k-1","amount":10.50}"#)?
                .with_header("Idempotency-Key", "k-1")?;
            let request = request.with_retry(retry).with_options(options);
            client.raw(request).await.map(drop)
        }
    }
}

fn success(call: Call) -> String {
    match call {
        Call::Of(subject) => subject.success(),
        Call::Raw(_) => "{}".to_owned(),
    }
}

fn treatment(call: Call, failure: Failure) -> Treatment {
    let status = |status| Treatment::Answer(Answer::json(status, ""));
    match failure {
        Failure::NotSent => Treatment::ResetStream(code::REFUSED_STREAM),
        Failure::TooManyRequests => status(429),
        Failure::UnauthorizedRenewable
        | Failure::UnauthorizedSame
        | Failure::UnauthorizedConstant => status(401),
        Failure::Server(number) | Failure::Status(number) => status(number),
        Failure::Lost => Treatment::Reset,
        Failure::LostBody => Treatment::Truncate(Answer::json(200, success(call))),
        Failure::SlowBody => Treatment::Stall(Answer::json(200, success(call))),
        Failure::Undecodable => Treatment::Answer(Answer::json(200, "{")),
    }
}

/// A client whose tokens are `token-1`, `token-2` … or as the failure wants them.
fn client(url: &str, failure: Failure) -> Client {
    let builder = builder(url);
    let asked = AtomicUsize::new(0);
    match failure {
        Failure::UnauthorizedConstant => builder,
        Failure::UnauthorizedSame => builder.token_provider(|| async { Ok::<_, Error>("same") }),
        _ => builder.token_provider(move || {
            let number = asked.fetch_add(1, Ordering::Relaxed) + 1;
            async move { Ok::<_, Error>(Secret::new(format!("token-{number}"))) }
        }),
    }
    .build()
    .expect("a client")
}

/// Long enough for a connection and a head on a busy machine: what is still connecting then is repeated by another row.
const TO_THE_BODY: Duration = Duration::from_millis(2500);

/// What is wrong.
async fn check(http: Http, class: Class, call: Call, failure: Failure) -> Option<String> {
    // Whatever is decoded belongs to the caller of a raw call.
    if (failure == Failure::Undecodable || failure == Failure::Status(204))
        && matches!(call, Call::Raw(_))
    {
        return None;
    }
    let wanted = requests(class, failure);
    let mut options = options(class);
    if failure == Failure::SlowBody {
        options = options.with_attempt_timeout(TO_THE_BODY);
    }
    let for_ever = async {
        let server = Server::start(http, vec![treatment(call, failure)]).await;
        let result = make(call, &client(&server.url(), failure), options).await;
        let (seen, told) = (server.bodies(), result.err().map(|error| error.attempts()));
        let same = seen.windows(2).all(|two| two[0] == two[1]);
        let fits = seen.len() == wanted && told.map(|count| count as usize) == Some(wanted);
        let count = seen.len();
        (!fits || !same).then(|| format!("{count} requests, {told:?}, same: {same}"))
    };
    let once = async {
        let good = Treatment::Answer(Answer::json(200, success(call)));
        let server = Server::start(http, vec![treatment(call, failure), good]).await;
        let result = make(call, &client(&server.url(), failure), options).await;
        let (count, is_success) = (server.bodies().len(), result.is_ok());
        let fits = count == wanted.min(2) && is_success == (wanted > 1);
        (!fits).then(|| format!("once: {count} requests, {result:?}"))
    };
    let (for_ever, once) = tokio::join!(for_ever, once);
    let wrong = for_ever.or(once);
    wrong.map(|wrong| format!("{class:?}: {call:?} over {http:?}: {failure:?}: {wrong}"))
}

async fn check_all(http: Http, failures: Vec<Failure>) {
    let mut checks = JoinSet::new();
    for &(class, call) in CALLS {
        for &failure in &failures {
            checks.spawn(check(http, class, call, failure));
        }
    }
    let wrong: Vec<String> = checks.join_all().await.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn each_class_repeats_what_its_row_says_over_http_1() {
    // What was not sent needs another server: below.
    let failures = FAILURES.iter().copied();
    check_all(
        Http::One,
        failures.filter(|f| *f != Failure::NotSent).collect(),
    )
    .await;
}

#[tokio::test]
async fn each_class_repeats_what_its_row_says_over_http_2() {
    check_all(Http::Two, FAILURES.to_vec()).await;
}

/// By itself, so that the time limit is not spent on a busy machine.
#[tokio::test]
async fn a_body_that_never_ends_is_a_lost_answer() {
    let slow = || vec![Failure::SlowBody];
    tokio::join!(check_all(Http::One, slow()), check_all(Http::Two, slow()));
}

#[tokio::test]
async fn no_class_repeats_what_no_row_speaks_of() {
    let failures = OTHER_STATUSES.iter().map(|status| Failure::Status(*status));
    check_all(Http::One, failures.collect()).await;
}

#[tokio::test]
async fn every_class_repeats_what_found_no_connection() {
    for &(class, call) in CALLS {
        for (handshake, limit) in [
            (Handshake::Resets, Duration::from_secs(30)),
            (Handshake::Hangs, Duration::from_millis(50)),
        ] {
            let server = Listener::start_tls(Tls::that(handshake), answering(json_answer("{}")));
            let server = server.await;
            let options = options(class).with_attempt_timeout(limit);
            let result = make(call, &client(&server.url(), Failure::NotSent), options).await;
            let error = result.expect_err("no connection");
            assert_eq!(error.attempts(), 3, "{class:?} {call:?}: {error:?}");
            assert_eq!(server.connections(), 3, "{class:?} {call:?}: {error:?}");
        }
    }
}

#[tokio::test]
async fn no_class_repeats_what_the_client_itself_stopped() {
    for &(class, call) in CALLS {
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let client = builder("http://127.0.0.1:1").on_attempt(move |_| {
            count.fetch_add(1, Ordering::Relaxed);
            async { Err::<(), _>("no") }
        });
        let client = client.build().expect("a client");
        make(call, &client, options(class)).await.expect_err("no");
        assert_eq!(asked.load(Ordering::Relaxed), 1, "{class:?} {call:?}");
    }
}

#[tokio::test]
async fn a_keyed_repeat_is_the_same_to_the_byte_but_for_a_renewed_token() {
    for (failure, tokens) in [
        (Failure::Lost, ["Bearer token-1", "Bearer token-1"]),
        (Failure::Server(503), ["Bearer token-1", "Bearer token-1"]),
        (
            Failure::UnauthorizedRenewable,
            ["Bearer token-1", "Bearer token-2"],
        ),
    ] {
        let call = Call::Raw(Retry::Keyed);
        let good = Treatment::Answer(Answer::json(200, "{}"));
        let server = Server::start(Http::One, vec![treatment(call, failure), good]).await;
        let client = client(&server.url(), failure);
        make(call, &client, options(Class::Keyed))
            .await
            .expect("a success");
        let (heads, sent) = server.heads();
        assert_eq!(sent, tokens, "{failure:?}");
        assert_eq!(heads[0], heads[1]);
        assert!(heads[0].contains("idempotency-key: k-1"), "{}", heads[0]);
        let body = br#"{"key":"k-1","amount":10.50}"#.to_vec();
        assert_eq!(server.bodies(), [body.clone(), body], "{failure:?}");
    }
}

/// A wrong code and a wrong token cannot be told apart.
#[tokio::test]
async fn a_401_brings_the_next_call_a_new_token_but_not_if_a_code_was_sent() {
    for &subject in Subject::ALL {
        let renews = !matches!(subject, Subject::Confirm | Subject::Cancel);
        let call = Call::Of(subject);
        let failure = Failure::UnauthorizedRenewable;
        let server = Server::start(Http::One, vec![treatment(call, failure)]).await;
        let client = client(&server.url(), failure);
        for _ in 0..2 {
            let once = CallOptions::new();
            make(call, &client, once).await.expect_err("unauthorized");
        }
        let second = if renews {
            "Bearer token-2"
        } else {
            "Bearer token-1"
        };
        assert_eq!(server.heads().1, ["Bearer token-1", second], "{subject:?}");
    }
}
