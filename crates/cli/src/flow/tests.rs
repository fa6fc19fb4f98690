//! What no sandbox of ours does, and the flow has to notice all the same.

use pazemo::{
    Client, RetryPolicy,
    testing::{Server, examples},
    types::NewWithdraw,
};
use pazemo_contract::{Contract, RULES};
use pazemo_openapi::Document;

use super::{
    Driven,
    evaluate::evaluate,
    journal::{Journal, Refusal},
    progress::Progress,
    rules,
};

/// The rules and pointers of what a flow found, after a withdraw that was to be refused or not.
fn found(server: &Server, refusal: Option<Refusal>) -> Vec<(&'static str, String)> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let client = Client::builder(server.environment()).token("any");
        let client = client.retry_policy(RetryPolicy::never()).build().unwrap();
        let (account, new) = (
            "account".parse().unwrap(),
            NewWithdraw::new("1.50".parse().unwrap()).with_reference("r"),
        );
        let call = client.withdraws();
        let call = call.create(&account, &new);
        let mut journal = Journal::new(Progress::new());
        match refusal {
            Some(refusal) => {
                let step = journal.refused("createWithdraw", "withdraw", refusal, call);
                step.await.unwrap();
            }
            None => {
                let step = journal.accepted("createWithdraw", "withdraw", call);
                if let Some(answer) = step.await.unwrap() {
                    journal.same(&["amount", "reference"], &new, &answer);
                }
            }
        }
        let complaints = journal.steps.iter().flat_map(|step| &step.complaints);
        complaints
            .map(|one| (one.rule.id, one.pointer.to_string()))
            .collect()
    })
}

#[test]
fn a_verdict_that_is_not_the_table_s_is_found() {
    let server = Server::start().unwrap();
    let conflict = examples::errors::validation_error();
    server.on_create_withdraw().error(409, &conflict).always();
    assert_eq!(found(&server, Some(Refusal::CONFLICT)), []);
    // The client says of a 409 that it is in doubt; a table that calls it refused does not agree.
    let other = Refusal::BAD_REQUEST.with_status(409);
    let status = "/response/status".to_owned();
    assert_eq!(
        found(&server, Some(other)),
        [("flow-verdict", status.clone())]
    );
    assert_eq!(
        found(&server, Some(Refusal::NOT_FOUND)),
        [("flow-outcome", status.clone())]
    );
    assert_eq!(found(&server, None), [("flow-outcome", status)]);
}

#[test]
fn a_success_with_other_values_is_found_field_by_field() {
    let server = Server::start().unwrap();
    server.on_create_withdraw().ok_with(|request| {
        let sent: NewWithdraw = request.body();
        let mut answer = examples::answers::create_withdraw();
        answer.id = sent.id.unwrap();
        answer.account_id = "account".parse().unwrap();
        answer.beneficiary_id = None;
        answer.amount = "1.5".parse().unwrap();
        answer.reference = None;
        answer
    });
    let body = |field: &str| format!("/response/body/{field}");
    assert_eq!(
        found(&server, None),
        [
            ("flow-value", body("amount")),
            ("flow-value", body("reference"))
        ],
        "1.5 is not 1.50, and nothing is not `r`"
    );
    let refused = found(&server, Some(Refusal::CONFLICT));
    assert_eq!(refused[0].0, "flow-outcome", "501 is no conflict");
}

#[test]
fn money_that_is_not_accounted_for_is_found_without_an_exchange() {
    let document = Document::read("pazemo.yaml", pazemo::documents::DOCUMENT).unwrap();
    let contract = Contract::new(&document).unwrap();
    let driven = Driven {
        steps: Vec::new(),
        exchanges: Vec::new(),
        state: Err("one cent is gone".to_owned()),
    };
    let live = evaluate(&contract, &[], "driven", driven).unwrap();
    let findings: Vec<_> = live.findings.iter().map(|one| one.finding.rule).collect();
    assert_eq!(findings, ["flow-ledger"]);
    assert!(live.findings[0].operation.is_none());
}

#[test]
fn no_rule_has_the_name_of_another() {
    let mut names: Vec<&str> = RULES.iter().chain(rules::ALL).map(|rule| rule.id).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}
