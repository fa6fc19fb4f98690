//! Each fault as it is on the wire, before and after the request was carried out.

use std::time::{Duration, Instant};

use crate::support::{Answer, Broken, Connection, ask, exchange, request, sandbox};
use pazemo_sandbox::{Fault, FaultSequence, Sandbox};

const WITHDRAW: &str = "/accounts/string/withdraw";
const BODY: &str = r#"{"id":"faulty","amount":2}"#;

/// A withdraw with a fault.
fn strike(sandbox: &Sandbox, fault: &str) -> Result<Answer, Broken> {
    let headers = [("x-sandbox-fault", fault)];
    exchange(sandbox, "POST", WITHDRAW, &headers, Some(BODY))
}

/// How many withdraws there are that the fault's request may have made.
fn carried_out(sandbox: &Sandbox) -> usize {
    let withdraws = sandbox.control().withdraws();
    let json = serde_json::to_value(&withdraws).unwrap();
    let all = json.as_array().unwrap();
    all.iter().filter(|one| one["id"] == "faulty").count()
}

/// Strikes before and after, and says whether it was carried out.
fn both(kind: &str, check: impl Fn(Result<Answer, Broken>, bool)) {
    for after in [false, true] {
        let sandbox = sandbox();
        let when = if after { "after" } else { "before" };
        let outcome = strike(&sandbox, &format!("{kind};when={when}"));
        check(outcome, after);
        assert_eq!(carried_out(&sandbox), usize::from(after), "{kind} {when}");
        // Whatever happened, the next request is answered.
        assert_eq!(ask(&sandbox, "GET", "/ping", None).status, 200);
    }
}

#[test]
fn a_status_replaces_the_answer() {
    both("status=503", |outcome, _| {
        let answer = outcome.unwrap();
        assert_eq!(answer.status, 503);
        assert_eq!(answer.json()["status"], 503);
    });
    both("status=999", |outcome, _| {
        assert_eq!(outcome.unwrap().status, 999)
    });
    both("status=204", |outcome, _| {
        let answer = outcome.unwrap();
        assert_eq!((answer.status, answer.body.len()), (204, 0));
    });
    both("status=202", |outcome, after| {
        let answer = outcome.unwrap();
        assert_eq!(answer.status, 202);
        assert_eq!(answer.json()["id"].is_string(), after);
    });
}

#[test]
fn a_dropped_connection_is_closed_without_an_answer() {
    both("drop", |outcome, _| {
        assert_eq!(outcome, Err(Broken::Closed))
    });
}

#[test]
fn a_reset_connection_is_reset() {
    both("reset", |outcome, _| {
        assert_eq!(outcome, Err(Broken::Reset))
    });
}

#[test]
fn a_gateway_shows_its_page() {
    both("html=502", |outcome, _| {
        let answer = outcome.unwrap();
        assert_eq!(answer.status, 502);
        assert_eq!(
            answer.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        assert!(answer.text().contains("<h1>502 Bad Gateway</h1>"));
    });
}

#[test]
fn a_truncated_answer_announces_more_than_comes() {
    both("truncate", |outcome, after| {
        let answer = outcome.unwrap();
        assert_eq!(answer.status, if after { 200 } else { 503 });
        assert!(!answer.whole);
        let announced: usize = answer.header("content-length").unwrap().parse().unwrap();
        assert_eq!(answer.body.len(), announced / 2);
        assert!(answer.body.starts_with(b"{"));
    });
}

#[test]
fn a_content_type_can_be_a_lie() {
    both("content-type=text/html; charset=utf-8", |outcome, after| {
        let answer = outcome.unwrap();
        assert_eq!(
            answer.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        assert_eq!(answer.json()["id"].is_string(), after);
    });
}

#[test]
fn a_slow_body_comes_in_pieces() {
    both("slow=0.5", |outcome, after| {
        assert_eq!(outcome.unwrap().json()["id"].is_string(), after);
    });
    let sandbox = sandbox();
    let mut connection = Connection::new(&sandbox);
    let headers = [("x-sandbox-fault", "slow=0.5")];
    connection.send(request(&sandbox, "GET", "/users/me", &headers, None));
    let began = Instant::now();
    let answer = connection.receive().unwrap();
    assert!(
        began.elapsed() >= Duration::from_millis(400),
        "{:?}",
        began.elapsed()
    );
    assert_eq!(answer.json()["id"], "string");
}

#[test]
fn a_delay_delays_and_both_kinds_are_carried_out_in_the_end() {
    for when in ["before", "after"] {
        let sandbox = sandbox();
        let began = Instant::now();
        let answer = strike(&sandbox, &format!("delay=0.3;when={when}")).unwrap();
        assert!(began.elapsed() >= Duration::from_millis(300));
        assert_eq!(answer.status, 200);
        assert_eq!(carried_out(&sandbox), 1);
    }
}

#[test]
fn who_leaves_during_a_delay_is_served_after_it_was_carried_out_only() {
    for (when, times) in [("before", 0), ("after", 1)] {
        let sandbox = sandbox();
        let mut connection = Connection::new(&sandbox);
        let fault = format!("delay=1;when={when}");
        let headers = [("x-sandbox-fault", fault.as_str())];
        connection.send(request(&sandbox, "POST", WITHDRAW, &headers, Some(BODY)));
        until(|| sandbox.control().counts().faults == 1);
        drop(connection);
        std::thread::sleep(Duration::from_millis(1500));
        assert_eq!(carried_out(&sandbox), times, "{when}");
    }
}

/// Waits for what the server does in its own time.
fn until(holds: impl Fn() -> bool) {
    let limit = std::time::Instant::now() + Duration::from_secs(20);
    while !holds() {
        assert!(std::time::Instant::now() < limit, "it never came to it");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn who_hangs_gets_no_answer() {
    for (when, times) in [("before", 0), ("after", 1)] {
        let sandbox = sandbox();
        let mut connection = Connection::new(&sandbox);
        connection.patience(Duration::from_millis(300));
        let fault = format!("hang;when={when}");
        let headers = [("x-sandbox-fault", fault.as_str())];
        connection.send(request(&sandbox, "POST", WITHDRAW, &headers, Some(BODY)));
        assert_eq!(connection.receive(), Err(Broken::Silent));
        assert_eq!(carried_out(&sandbox), times);
    }
}

#[test]
fn a_request_that_is_delivered_twice_is_carried_out_twice() {
    let sandbox = sandbox();
    let first = strike(&sandbox, "duplicate").unwrap();
    // The second delivery finds the identifier taken.
    assert_eq!(first.status, 409);
    assert_eq!(carried_out(&sandbox), 1);
    let before = sandbox.control().withdraws().len();
    let headers = [("x-sandbox-fault", "duplicate")];
    let answer = exchange(
        &sandbox,
        "POST",
        WITHDRAW,
        &headers,
        Some(r#"{"amount":1}"#),
    );
    assert_eq!(answer.unwrap().status, 200);
    assert_eq!(sandbox.control().withdraws().len(), before + 2);
}

#[test]
fn a_refused_request_stays_refused_under_a_fault() {
    let sandbox = sandbox();
    let headers = [
        ("x-sandbox-fault", "delay=0.01;when=after"),
        ("authorization", "none"),
    ];
    let answer = exchange(&sandbox, "POST", WITHDRAW, &headers, Some(BODY)).unwrap();
    assert_eq!(answer.status, 401);
}

#[test]
fn a_sequence_strikes_one_operation_after_another_request() {
    let sandbox = sandbox();
    let faults = [
        Fault::none(),
        Fault::status(500).unwrap(),
        Fault::drop_connection(),
    ];
    sandbox.fault("createWithdraw", faults).unwrap();
    assert_eq!(ask(&sandbox, "GET", "/users/me", None).status, 200);
    let withdraw = || exchange(&sandbox, "POST", WITHDRAW, &[], Some(r#"{"amount":1}"#));
    assert_eq!(withdraw().unwrap().status, 200);
    assert_eq!(withdraw().unwrap().status, 500);
    assert_eq!(withdraw(), Err(Broken::Closed));
    assert_eq!(withdraw().unwrap().status, 200);
    assert_eq!(sandbox.control().faults().len(), 0);
}

#[test]
fn the_header_goes_before_what_waits() {
    let sandbox = sandbox();
    let sequence: FaultSequence = "*: status=500".parse().unwrap();
    sandbox.control().add_faults(&sequence).unwrap();
    let headers = [("x-sandbox-fault", "status=418")];
    let answer = exchange(&sandbox, "GET", "/users/me", &headers, None).unwrap();
    assert_eq!(answer.status, 418);
    assert_eq!(ask(&sandbox, "GET", "/users/me", None).status, 500);
}
