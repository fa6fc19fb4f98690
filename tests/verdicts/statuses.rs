//! Every status that is no success, with each documented form of error and with anything else as its body.

use pazemo::{Client, ErrorKind};
use tokio::task::JoinSet;

use crate::{
    expected,
    server::{Answer, Http, Server, Treatment},
    subject::{Subject, client},
};

/// The documented forms.
const FORMS: [&str; 3] = [
    r#"{"errors":[{"code":"c","message":"m","arguments":["a"]}]}"#,
    r#"{"error":"unauthorized","error_description":"d"}"#,
    r#"{"timestamp":"2017-02-02T13:07:39.644+0000","status":500,"error":"e","exception":"x","message":"m","path":"/p"}"#,
];
const OTHERS: [(&str, &str); 3] = [
    ("text/html", "<html>gateway</html>"),
    ("application/json", ""),
    ("application/json", r#"{"message":"none of the forms"}"#),
];

/// What the client makes of a status, and what it should.
async fn check(
    client: &Client,
    subject: Subject,
    status: u16,
    is_documented: bool,
    wrong: &mut Vec<String>,
) {
    let row = expected::of_status(status, subject.kind());
    let basis = if is_documented {
        row.basis
    } else {
        row.undocumented
    };
    let error = subject.plain(client).await.expect_err("no success");
    let shown = (Some(error.delivery()), error.basis(), error.status());
    let fits = shown == (row.delivery, basis, Some(status))
        && error.kind() == ErrorKind::Status
        && error.body().is_some() == is_documented
        && error.attempts() == 1
        && error.is_conflict() == (status == 409);
    if !fits {
        let documented = if is_documented {
            "a documented"
        } else {
            "another"
        };
        wrong.push(format!(
            "{}: {status} with {documented} body: {subject:?}: {error:?}",
            row.id
        ));
    }
}

/// Statuses whose answers have no body, by the standard.
fn has_no_body(status: u16) -> bool {
    status == 304
}

fn treatments(statuses: &[u16]) -> Vec<(u16, bool, Treatment)> {
    let mut list = Vec::new();
    for (index, &status) in statuses.iter().enumerate() {
        let form = FORMS[index % FORMS.len()];
        let (content_type, other) = OTHERS[index % OTHERS.len()];
        for (content_type, body, is_documented) in [
            ("application/json", form, !has_no_body(status)),
            (content_type, other, false),
        ] {
            let answer = Answer::new(status, content_type, body);
            list.push((status, is_documented, Treatment::Answer(answer)));
        }
    }
    list
}

/// Sends all of them to all subjects, over one connection for each subject.
async fn walk(http: Http, statuses: Vec<u16>) {
    let mut walking = JoinSet::new();
    for &subject in Subject::ALL {
        let list = treatments(&statuses);
        walking.spawn(async move {
            let treatments = list.iter().map(|(_, _, treatment)| treatment.clone());
            let server = Server::start(http, treatments.collect()).await;
            let client = client(&server.url());
            let mut wrong = Vec::new();
            for (status, is_documented, _) in &list {
                check(&client, subject, *status, *is_documented, &mut wrong).await;
            }
            assert_eq!(server.bodies().len(), list.len(), "one call, one request");
            wrong
        });
    }
    let wrong: Vec<String> = walking.join_all().await.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Every status from 300 to 599, and some that nobody has defined.
fn all() -> Vec<u16> {
    (300..=599).chain([600, 700, 999]).collect()
}

#[tokio::test]
async fn every_status_has_the_verdict_of_its_row_over_http_1() {
    walk(Http::One, all()).await;
}

#[tokio::test]
async fn every_status_has_the_verdict_of_its_row_over_http_2() {
    walk(Http::Two, all()).await;
}

/// Whatever the form, the body is documented; the table does not say which form belongs to which status.
#[tokio::test]
async fn each_documented_form_of_a_body_gives_the_same_basis() {
    for form in FORMS {
        for subject in Subject::ALL {
            for status in [400, 401, 403, 404, 429, 500, 503] {
                let treatment = Treatment::Answer(Answer::json(status, form));
                let server = Server::start(Http::One, vec![treatment]).await;
                let mut wrong = Vec::new();
                check(&client(&server.url()), *subject, status, true, &mut wrong).await;
                assert!(wrong.is_empty(), "{wrong:?}");
            }
        }
    }
}

/// What the end of a refusal's body would have said does not matter.
#[tokio::test]
async fn a_refusal_whose_body_breaks_off_keeps_its_verdict() {
    for http in [Http::One, Http::Two] {
        for subject in Subject::ALL {
            for status in [302, 400, 409, 410, 429, 500, 502] {
                let treatment = Treatment::Truncate(Answer::json(status, r#"{"err"#));
                let server = Server::start(http, vec![treatment]).await;
                let mut wrong = Vec::new();
                check(&client(&server.url()), *subject, status, false, &mut wrong).await;
                assert!(wrong.is_empty(), "{wrong:?}");
            }
        }
    }
}
