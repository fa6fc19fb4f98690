//! A success that speaks of something else than the request, and one that says the same in other digits.

use pazemo::{
    Error,
    ErrorKind::{self, Mismatch},
};

use crate::{
    scenario::{BOTH, Scenario, play, treated},
    server::{Answer, Http, Server, Treatment},
    subject::{Subject, client, new_withdraw, withdraw},
};

fn json(status: u16, body: impl Into<String>) -> Treatment {
    Treatment::Answer(Answer::json(status, body))
}

fn is_create_withdraw(subject: Subject) -> bool {
    subject == Subject::CreateWithdraw
}

pub(crate) const SCENARIOS: &[Scenario] = &[
    treated("differs", "another id", BOTH, Some(Mismatch), |_| {
        json(200, withdraw(r#""w-2""#, r#""a-1""#, "10.5", "7"))
    })
    .only(is_create_withdraw),
    treated(
        "differs",
        "an id of other case",
        BOTH,
        Some(Mismatch),
        |_| json(200, withdraw(r#""W-1""#, r#""a-1""#, "10.5", "7")),
    )
    .only(is_create_withdraw),
    treated("differs", "another account", BOTH, Some(Mismatch), |_| {
        json(200, withdraw(r#""w-1""#, r#""a-2""#, "10.5", "7"))
    })
    .only(is_create_withdraw),
    treated("differs", "another amount", BOTH, Some(Mismatch), |_| {
        json(200, withdraw(r#""w-1""#, r#""a-1""#, "105", "7"))
    })
    .only(is_create_withdraw),
    treated(
        "differs",
        "an amount a hair off",
        BOTH,
        Some(Mismatch),
        |_| {
            json(
                200,
                withdraw(r#""w-1""#, r#""a-1""#, "10.5000000000000000001", "7"),
            )
        },
    )
    .only(is_create_withdraw),
    treated(
        "differs",
        "the amount negated",
        BOTH,
        Some(Mismatch),
        |_| json(200, withdraw(r#""w-1""#, r#""a-1""#, "-10.5", "7")),
    )
    .only(is_create_withdraw),
    treated(
        "differs",
        "another beneficiary",
        BOTH,
        Some(Mismatch),
        |_| json(200, withdraw(r#""w-1""#, r#""a-1""#, "10.5", "8")),
    )
    .only(is_create_withdraw),
    treated(
        "authorized-differs",
        "another id",
        BOTH,
        Some(Mismatch),
        |_| json(200, withdraw(r#""w-2""#, r#""a-1""#, "10.5", "7")),
    ),
];

#[tokio::test]
async fn a_success_about_something_else_is_done_on_create_and_unknown_with_a_code() {
    play(SCENARIOS).await;
}

/// Not a difference: trailing zeros, exponents, and identifiers that are a number here and a text there.
#[tokio::test]
async fn an_answer_that_says_the_same_in_other_digits_is_a_success() {
    for (amount, beneficiary) in [
        ("10.5", "7"),
        ("10.50", "7"),
        ("10.500000000000", "7"),
        ("1.05e1", "7"),
        ("105E-1", "7"),
        ("10.5", r#""7""#),
    ] {
        let body = withdraw(r#""w-1""#, r#""a-1""#, amount, beneficiary);
        let server = Server::start(
            Http::One,
            vec![Treatment::Answer(Answer::json(200, body.clone()))],
        )
        .await;
        let result = Subject::CreateWithdraw.plain(&client(&server.url())).await;
        assert!(result.is_ok(), "{body}: {result:?}");
    }
}

/// An integer and its other forms, both ways round.
#[tokio::test]
async fn each_form_of_the_digits_that_were_sent_is_compared_by_its_value() {
    let account = "a-1".parse().expect("an identifier");
    let forms = ["100000", "100000.0", "1e5", "1E+5", "10.00000e4"];
    for sent in forms {
        let mut request = new_withdraw("");
        request.amount = serde_json::from_str(sent).expect(sent);
        for (answered, is_same) in forms.map(|form| (form, true)).into_iter().chain([
            ("1e4", false),
            ("100000.00001", false),
            ("1e6", false),
        ]) {
            let body = withdraw(r#""w-1""#, r#""a-1""#, answered, "7");
            let treatment = Treatment::Answer(Answer::json(200, body));
            let server = Server::start(Http::One, vec![treatment]).await;
            let client = client(&server.url());
            let result = client.withdraws().create(&account, &request).await;
            let kind = result.as_ref().err().map(Error::kind);
            let wanted = (!is_same).then_some(ErrorKind::Mismatch);
            assert_eq!(kind, wanted, "{sent} and {answered}");
        }
    }
}

/// Both identifiers are in the error.
#[tokio::test]
async fn an_answer_about_another_withdraw_tells_both_identifiers() {
    for subject in [Subject::CreateWithdraw, Subject::Confirm, Subject::Cancel] {
        let body = withdraw(r#""w-2""#, r#""a-1""#, "10.5", "7");
        let treatment = Treatment::Answer(Answer::json(200, body));
        let server = Server::start(Http::One, vec![treatment]).await;
        let error = subject.plain(&client(&server.url())).await;
        let error = error.expect_err("another withdraw");
        let ids = [error.withdraw_id(), error.answered_withdraw_id()];
        let ids = ids.map(|id| id.expect("an identifier").to_string());
        assert_eq!(ids, ["w-1", "w-2"], "{subject:?}");
    }
}
