//! Every two values of every two switches together, over HTTP: the money is all there, and each answer is one that the document or a switch
//! allows.

use crate::support::{Answer, Connection, contract::findings, pairwise::rows, request, start};
use pazemo_sandbox::{
    CreatedStatus, ErrorForm, ExtraFields, InvalidStatus, PRESETS, SWITCHES, Sandbox, Switches,
};

/// Statuses of the page.
const DOCUMENTED: [u16; 11] = [200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503];

fn combinations() -> Vec<Switches> {
    let named: Vec<_> = SWITCHES
        .iter()
        .filter(|switch| !switch.values.is_empty())
        .collect();
    let columns: Vec<usize> = named.iter().map(|switch| switch.values.len()).collect();
    let all = rows(&columns).into_iter().enumerate().map(|(number, row)| {
        let mut switches = Switches::plain();
        for (switch, value) in named.iter().zip(row) {
            let value = switch.values[value].name;
            switches.set(switch.name, value).expect("a value");
        }
        // Every other one takes something for the service.
        if number % 2 == 1 {
            switches.set("fee-flat", "0.10").expect("a fee");
            switches.set("fee-percent", "1.5").expect("a fee");
        }
        switches
    });
    let presets = PRESETS.iter().map(|preset| preset.switches());
    presets.chain(all).collect()
}

/// What speaks against an answer, but for what the switches ask for.
fn faults(switches: &Switches, method: &str, path: &str, answer: &Answer) -> Vec<String> {
    let mut found = findings(method, path, answer);
    if answer.status >= 400 && switches.error_form == ErrorForm::Nested {
        let body = answer.json();
        let error = &body["error"];
        assert_eq!(error["statusCode"], answer.status, "{body}");
        assert!(error["message"].is_string(), "{body}");
        found.retain(|found| found.starts_with("undocumented-status"));
    }
    let statuses = [
        (201, switches.created_status == CreatedStatus::Created),
        (422, switches.invalid_status == InvalidStatus::Unprocessable),
    ];
    if statuses.contains(&(answer.status, true)) {
        let before = found.len();
        found.retain(|found| !found.starts_with("undocumented-status"));
        assert_eq!(found.len() + 1, before);
    } else {
        assert!(DOCUMENTED.contains(&answer.status), "{}", answer.status);
    }
    let is_json = answer.header("content-type") == Some("application/json");
    if answer.status < 300 && is_json && switches.extra_fields == ExtraFields::Added {
        let before = found.len();
        found.retain(|found| !found.starts_with("undocumented-field"));
        // A status that is not documented has no fields that could be.
        assert!(found.len() < before || answer.status == 201, "{path}");
    }
    found
}

/// A flow on one connection; after each step the ledger balances.
struct Flow<'s> {
    sandbox: &'s Sandbox,
    switches: &'s Switches,
    connection: Connection,
}

impl Flow<'_> {
    fn step(&mut self, method: &str, path: &str, body: Option<&str>) -> Answer {
        self.connection
            .send(request(self.sandbox, method, path, &[], body));
        let answer = self.connection.receive().expect("an answer");
        let found = faults(self.switches, method, path, &answer);
        let shown = format!("{method} {path} {}", answer.text());
        assert_eq!(found, Vec::<String>::new(), "{shown}\n{:?}", self.switches);
        let checked = self.sandbox.control().check();
        checked.unwrap_or_else(|error| panic!("{error}: {shown}\n{:?}", self.switches));
        answer
    }

    /// Confirms or cancels with the code that is good now; the status.
    fn act(&mut self, id: &str, verb: &str) -> u16 {
        let code = self.sandbox.control().authorization_code("string", id);
        let code = code.expect("a code");
        let body = format!(r#"{{"authorizationCode":"{}"}}"#, code.expose());
        let path = format!("/accounts/string/withdraw/{id}/{verb}");
        self.step("POST", &path, Some(&body)).status
    }

    /// The identifier of the withdraw, if there is one.
    fn create(&mut self, body: &str) -> Option<String> {
        let answer = self.step("POST", "/accounts/string/withdraw", Some(body));
        let id = || answer.json()["id"].as_str().expect("an id").to_owned();
        (answer.status < 300).then(id)
    }

    fn play(&mut self) -> usize {
        for path in [
            "/users/me",
            "/users/string",
            "/check",
            "/ping",
            "/pingQueue",
        ] {
            assert_eq!(self.step("GET", path, None).status, 200);
        }
        let mut moved = 0;
        for (number, more) in [
            r#""beneficiaryId":0"#,
            r#""beneficiaryId":0,"reference":"sandbox-settles""#,
            r#""beneficiaryId":0,"reference":"sandbox-returns""#,
            r#""beneficiaryId":0,"reference":"sandbox-fails""#,
            r#""beneficiaryId":2"#,
            r#""beneficiaryId":1"#,
            r#""address":"somewhere""#,
            r#""unknown":1"#,
        ]
        .into_iter()
        .enumerate()
        {
            let body = format!(r#"{{"id":"w{number}","amount":10.005,{more}}}"#);
            let body = body.replace("10.005", if number % 2 == 0 { "10" } else { "10.005" });
            let Some(id) = self.create(&body) else {
                continue;
            };
            self.create(&body);
            let verbs = [["confirm", "cancel"], ["cancel", "confirm"]][number / 4];
            for verb in verbs {
                moved += usize::from(self.act(&id, verb) == 200);
                self.act(&id, verb);
            }
            let _ = self.sandbox.control().settle_withdraw("string", &id);
            self.step("GET", "/users/string/accounts/string", None);
        }
        for body in [
            "{}",
            "{",
            r#"{"amount":0}"#,
            r#"{"amount":-1}"#,
            r#"{"amount":1e12,"beneficiaryId":0}"#,
            r#"{"amount":1,"accountId":"account-idr","beneficiaryId":0}"#,
        ] {
            self.create(body);
        }
        for (method, path, body) in [
            ("GET", "/users/string/accounts", None),
            ("GET", "/users/other", None),
            ("GET", "/users/string/accounts/account-other", None),
            ("GET", "/users/string/accounts/nothing", None),
            (
                "POST",
                "/accounts/account-other/withdraw",
                Some(r#"{"amount":1}"#),
            ),
            (
                "POST",
                "/users/string/accounts",
                Some(r#"{"currencyId":"USD"}"#),
            ),
            (
                "POST",
                "/users/string/accounts",
                Some(r#"{"currencyId":"XXX"}"#),
            ),
            (
                "POST",
                "/beneficiaries",
                Some(r#"{"bankId":"b","address":"a"}"#),
            ),
            (
                "POST",
                "/beneficiaries",
                Some(r#"{"bankId":"b","address":"a","accountId":"account-other","type":"x"}"#),
            ),
            (
                "POST",
                "/accounts/string/withdraw/string/confirm",
                Some(r#"{"authorizationCode":"wrong"}"#),
            ),
        ] {
            self.step(method, path, body);
        }
        moved
    }
}

#[test]
fn the_ledger_balances_and_every_answer_is_allowed_whatever_meets() {
    let mut moved = 0;
    for switches in combinations() {
        let sandbox = start(Sandbox::builder().switches(switches.clone()));
        let mut flow = Flow {
            sandbox: &sandbox,
            switches: &switches,
            connection: Connection::new(&sandbox),
        };
        moved += flow.play();
    }
    assert!(moved > 150, "{moved}");
}
