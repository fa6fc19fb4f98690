//! A status that means success, and something about the answer that does not fit.

use pazemo::{
    ErrorKind::{Decode, Interrupted, Mismatch, ResponseTooLarge, Timeout, UnexpectedContent},
    OperationKind,
};

use crate::{
    scenario::{BOTH, Scenario, play, treated},
    server::{Answer, Treatment},
    subject::{Subject, withdraw},
};

const HTML: &str = "<html>please log in</html>";
const TOO_LARGE: usize = 9 * 1024 * 1024;

fn json(status: u16, body: impl Into<String>) -> Treatment {
    Treatment::Answer(Answer::json(status, body))
}

fn part(subject: Subject) -> Answer {
    let whole = subject.success();
    Answer::json(200, &whole[..whole.len() / 2])
}

/// An announced length over the limit spares reading: the connection is not needed any more.
fn too_large(status: u16) -> Treatment {
    // Frames of HTTP/2 are short, so no body of this length is sent; its length is said.
    Treatment::Announce(Answer::json(status, "{"), TOO_LARGE)
}

const UNREADABLE: &[Scenario] = &[
    treated(
        "unreadable",
        "truncated",
        BOTH,
        Some(Interrupted),
        |subject| Treatment::Truncate(part(subject)),
    ),
    treated(
        "unreadable",
        "truncated, without a length",
        BOTH,
        Some(Interrupted),
        |subject| Treatment::Truncate(part(subject).without_length()),
    ),
    treated(
        "unreadable",
        "nothing of the body",
        BOTH,
        Some(Interrupted),
        |_| Treatment::Truncate(Answer::json(200, "")),
    ),
    treated(
        "unreadable",
        "all of the body but not its end",
        BOTH,
        Some(Interrupted),
        |subject| Treatment::Truncate(Answer::json(200, subject.success())),
    ),
    treated("unreadable", "slow body", BOTH, Some(Timeout), |subject| {
        Treatment::Stall(part(subject))
    }),
    treated(
        "unreadable",
        "too large",
        BOTH,
        Some(ResponseTooLarge),
        |_| too_large(200),
    ),
    treated(
        "unreadable",
        "JSON that ends early",
        BOTH,
        Some(Decode),
        |subject| Treatment::Answer(part(subject)),
    ),
    treated("unreadable", "no JSON", BOTH, Some(Decode), |_| {
        json(200, HTML)
    }),
    treated("unreadable", "null", BOTH, Some(Decode), |_| {
        json(200, "null")
    }),
    treated(
        "unreadable",
        "nothing required in it",
        BOTH,
        Some(Decode),
        |_| json(200, "{}"),
    ),
    treated("unreadable", "JSON by suffix", BOTH, Some(Decode), |_| {
        Treatment::Answer(Answer::new(200, "application/problem+json", "[]"))
    }),
];

const UNEXPECTED: &[Scenario] = &[
    treated(
        "unexpected-content",
        "HTML",
        BOTH,
        Some(UnexpectedContent),
        |_| Treatment::Answer(Answer::new(200, "text/html; charset=utf-8", HTML)),
    ),
    treated(
        "unexpected-content",
        "empty",
        BOTH,
        Some(UnexpectedContent),
        |_| json(200, ""),
    ),
    treated(
        "unexpected-content",
        "another media type",
        BOTH,
        Some(UnexpectedContent),
        |subject| Treatment::Answer(Answer::new(200, "text/plain", subject.success())),
    ),
    treated(
        "unexpected-content",
        "no media type",
        BOTH,
        Some(UnexpectedContent),
        |subject| {
            let content_type = None;
            let body = subject.success();
            Treatment::Answer(Answer {
                content_type,
                ..Answer::json(200, body)
            })
        },
    ),
    treated(
        "unexpected-content",
        "a validation error",
        BOTH,
        Some(UnexpectedContent),
        |_| {
            json(
                200,
                r#"{"errors":[{"code":"c","message":"m","arguments":["a"]}]}"#,
            )
        },
    ),
    treated(
        "unexpected-content",
        "an authentication error",
        BOTH,
        Some(UnexpectedContent),
        |_| json(200, r#"{"error":"unauthorized","error_description":"d"}"#),
    ),
    treated(
        "unexpected-content",
        "a system error",
        BOTH,
        Some(UnexpectedContent),
        |_| {
            json(
                200,
                r#"{"timestamp":"2017-02-02T13:07:39.644+0000","status":500,"error":"e","exception":"x","message":"m","path":"/p"}"#,
            )
        },
    ),
    treated(
        "unexpected-content",
        "HTML that is truncated",
        BOTH,
        Some(Interrupted),
        |_| Treatment::Truncate(Answer::new(200, "text/html", HTML)),
    ),
    treated(
        "unexpected-content",
        "HTML that stalls",
        BOTH,
        Some(Timeout),
        |_| Treatment::Stall(Answer::new(200, "text/html", HTML)),
    ),
];

const OTHER: &[Scenario] = &[
    treated("other-success-decoded", "201", BOTH, None, |subject| {
        json(201, subject.success())
    })
    .only(has_proof),
    treated("other-success-decoded", "202", BOTH, None, |subject| {
        json(202, subject.success())
    })
    .only(has_proof),
    treated("other-success-decoded", "299", BOTH, None, |subject| {
        json(299, subject.success())
    })
    .only(has_proof),
    // An account's answer has nothing that was sent, so nothing shows that it is about this request.
    treated(
        "other-success",
        "201 without proof",
        BOTH,
        Some(UnexpectedContent),
        |subject| json(201, subject.success()),
    )
    .only(|subject| subject == Subject::CreateAccount),
    treated(
        "other-success",
        "201 with another id",
        BOTH,
        Some(Mismatch),
        |_| json(201, withdraw(r#""w-2""#, r#""a-1""#, "10.5", "7")),
    )
    .only(Subject::is_about_a_withdraw),
    treated(
        "other-success",
        "201 with another amount",
        BOTH,
        Some(Mismatch),
        |_| json(201, withdraw(r#""w-1""#, r#""a-1""#, "11", "7")),
    )
    .only(is_create_withdraw),
    treated(
        "other-success",
        "204",
        BOTH,
        Some(UnexpectedContent),
        |_| json(204, ""),
    ),
    treated(
        "other-success",
        "202, empty",
        BOTH,
        Some(UnexpectedContent),
        |_| json(202, ""),
    ),
    treated(
        "other-success",
        "203 with HTML",
        BOTH,
        Some(UnexpectedContent),
        |_| Treatment::Answer(Answer::new(203, "text/html", HTML)),
    ),
    treated(
        "other-success",
        "202 with an error",
        BOTH,
        Some(UnexpectedContent),
        |_| json(202, r#"{"error":"unauthorized","error_description":"d"}"#),
    ),
    treated(
        "other-success",
        "201, undecodable",
        BOTH,
        Some(Decode),
        |_| json(201, "{}"),
    ),
    treated(
        "other-success",
        "201, truncated",
        BOTH,
        Some(Interrupted),
        |subject| Treatment::Truncate(Answer::json(201, subject.success())),
    ),
    treated(
        "other-success",
        "201, slow body",
        BOTH,
        Some(Timeout),
        |subject| Treatment::Stall(Answer::json(201, subject.success())),
    ),
    treated(
        "other-success",
        "206, too large",
        BOTH,
        Some(ResponseTooLarge),
        |_| too_large(206),
    ),
];

pub(crate) const SCENARIOS: &[&[Scenario]] = &[UNREADABLE, UNEXPECTED, OTHER];

fn is_create_withdraw(subject: Subject) -> bool {
    subject == Subject::CreateWithdraw
}

/// Whether a decoded answer is success enough: it has our id, or it is a read.
fn has_proof(subject: Subject) -> bool {
    subject.is_about_a_withdraw() || subject.kind() == OperationKind::Read
}

#[tokio::test]
async fn a_documented_success_that_cannot_be_read_is_done() {
    play(UNREADABLE).await;
}

#[tokio::test]
async fn a_documented_success_with_a_strange_body_is_unknown() {
    play(UNEXPECTED).await;
}

#[tokio::test]
async fn another_success_counts_only_with_our_id() {
    play(OTHER).await;
}
