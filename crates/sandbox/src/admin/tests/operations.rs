//! What each operation does.

use super::*;

const WITHDRAW: &str = "/_sandbox/accounts/{accountId}/withdraws/{id}";

/// Confirms a withdraw, which only the API can do.
fn confirm(caller: &Caller, id: &str) {
    let mut world = caller.shared.world();
    let from = "127.0.0.1".parse().unwrap();
    let user = world.authenticate("sandbox-full-token", from).unwrap();
    world
        .confirm_withdraw(user, "string", id, "string")
        .unwrap();
}

fn create(caller: &Caller, id: &str) {
    let mut world = caller.shared.world();
    let from = "127.0.0.1".parse().unwrap();
    let user = world.authenticate("sandbox-full-token", from).unwrap();
    let new = serde_json::from_value(json!({ "id": id, "amount": 5 })).unwrap();
    world.create_withdraw(user, "string", new).unwrap();
}

#[tokio::test]
async fn every_operation_does_what_its_description_says() {
    let mut caller = Caller::new();
    let none = Value::Null;
    let yaml = caller
        .call("get", "/_sandbox/openapi.yaml", &[], none.clone())
        .await;
    assert_eq!(yaml.text, documents::OWN);
    let own = caller
        .call("get", "/_sandbox/openapi.json", &[], none.clone())
        .await;
    assert_eq!(own.json()["openapi"], "3.0.3");

    let status = caller
        .call("get", "/_sandbox/status", &[], none.clone())
        .await
        .json();
    assert_eq!(
        (&status["maintenance"], &status["clockRuns"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(status["counters"]["carriedOut"], 0);
    let state = caller
        .call("get", "/_sandbox/state", &[], none.clone())
        .await
        .json();
    assert_eq!(state["accounts"][1]["reserved"], json!(84311));
    let sent = &state["withdraws"][0];
    assert!(
        sent["beneficiaryId"].is_string() || sent["address"].is_string(),
        "{sent}"
    );
    assert!(
        sent["feeDeducted"].is_boolean() && sent["reference"].is_string(),
        "{sent}"
    );
    let receiver = &state["beneficiaries"][0];
    assert!(
        receiver["bankId"].is_string() && receiver["address"].is_string(),
        "{receiver}"
    );
    let check = caller
        .call("get", "/_sandbox/check", &[], none.clone())
        .await
        .json();
    assert_eq!(check, json!({ "balanced": true }));

    let body = json!({ "time": "2100-01-01T00:00:00Z", "runs": false });
    let clock = caller
        .call("put", "/_sandbox/clock", &[], body)
        .await
        .json();
    assert_eq!(
        clock,
        json!({ "time": "2100-01-01T00:00:00.000Z", "runs": false })
    );
    let clock = caller
        .call(
            "post",
            "/_sandbox/clock/advance",
            &[],
            json!({ "seconds": 60 }),
        )
        .await;
    assert_eq!(clock.json()["time"], "2100-01-01T00:01:00.000Z");
    let clock = caller
        .call("get", "/_sandbox/clock", &[], none.clone())
        .await;
    assert_eq!(clock.json()["runs"], false);
    let back = caller
        .call(
            "put",
            "/_sandbox/clock",
            &[],
            json!({ "time": "2099-01-01T00:00:00Z" }),
        )
        .await;
    assert_eq!(back.status, 409);

    let profiles = caller
        .call("get", "/_sandbox/profiles", &[], none.clone())
        .await
        .json();
    assert_eq!(profiles["presets"][1]["name"], "harsh");
    let body = json!({ "preset": "harsh", "switches": { "authorization-code": "static" } });
    let switches = caller
        .call("patch", "/_sandbox/switches", &[], body)
        .await
        .json();
    assert_eq!(switches["switches"]["balance"], "net");
    let wrong = json!({ "switches": { "balance": "gross", "locked": "sideways" } });
    let wrong = caller.call("patch", "/_sandbox/switches", &[], wrong).await;
    assert!(
        wrong.status == 400 && wrong.text.contains("negative, positive"),
        "{}",
        wrong.text
    );
    let switches = caller
        .call("get", "/_sandbox/switches", &[], none.clone())
        .await
        .json();
    assert_eq!(switches["switches"]["balance"], "net", "all or none");
    assert_eq!(switches["switches"].get("static-code"), None);

    let body = json!({ "sequence": "createWithdraw: drop x2, none" });
    let faults = caller.call("post", "/_sandbox/faults", &[], body).await;
    assert_eq!(faults.status, 201);
    let faults = caller
        .call("get", "/_sandbox/faults", &[], none.clone())
        .await
        .json();
    assert_eq!(
        faults[0],
        json!({ "operation": "createWithdraw", "fault": "drop", "times": 2 })
    );
    let any = caller
        .call(
            "post",
            "/_sandbox/faults",
            &[],
            json!({ "sequence": "*: hang" }),
        )
        .await;
    assert_eq!(any.json()[2]["operation"], Value::Null);
    let faults = caller
        .call("delete", "/_sandbox/faults", &[], none.clone())
        .await
        .json();
    assert_eq!(faults, json!([]));

    caller
        .call("put", "/_sandbox/maintenance", &[], json!({ "on": true }))
        .await;
    let maintenance = caller
        .call("get", "/_sandbox/maintenance", &[], none.clone())
        .await
        .json();
    assert_eq!(maintenance, json!({ "on": true }));
    assert!(caller.shared.maintenance());

    caller
        .call("post", "/_sandbox/reset", &[], none.clone())
        .await;
    assert!(!caller.shared.maintenance());
    assert_eq!(
        caller.shared.world().switches().get("balance").unwrap(),
        "gross"
    );

    money(&mut caller).await;
    tokens(&mut caller).await;

    let mut described = BTreeSet::new();
    for (path, item) in caller.document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            described.insert((method.clone(), path.clone()));
        }
    }
    let routed: BTreeSet<(String, String)> = all_routes()
        .iter()
        .map(|(method, path)| ((*method).to_owned(), (*path).to_owned()))
        .collect();
    assert_eq!(routed, described);
    assert_eq!(caller.seen, described);
}

async fn money(caller: &mut Caller) {
    let none = Value::Null;
    let accounts = caller
        .call("get", "/_sandbox/accounts", &[], none.clone())
        .await
        .json();
    assert_eq!(accounts.as_array().unwrap().len(), 4);
    let deposit = "/_sandbox/accounts/{accountId}/deposits";
    let account = caller
        .call("post", deposit, &["account-sgd"], json!({ "amount": 0.90 }))
        .await;
    assert!(
        account.text.contains(r#""available":10.0"#),
        "{}",
        account.text
    );
    let minus = caller
        .call("post", deposit, &["account-sgd"], json!({ "amount": -1 }))
        .await;
    assert_eq!(minus.status, 400);
    let account = caller
        .call(
            "get",
            "/_sandbox/accounts/{accountId}",
            &["string"],
            none.clone(),
        )
        .await;
    assert_eq!(account.json()["reserved"], json!(25));
    let code = format!("{WITHDRAW}/authorization-code");
    let code = caller
        .call("get", &code, &["string", "string"], none.clone())
        .await;
    assert_eq!(code.json(), json!({ "authorizationCode": "string" }));

    let (settle, fail, give_back) = (
        format!("{WITHDRAW}/settle"),
        format!("{WITHDRAW}/fail"),
        format!("{WITHDRAW}/return"),
    );
    let early = caller
        .call("post", &settle, &["string", "string"], none.clone())
        .await;
    assert_eq!(early.status, 409);
    confirm(caller, "string");
    let settled = caller
        .call("post", &settle, &["string", "string"], none.clone())
        .await
        .json();
    assert_eq!(settled["state"], "completed");
    let returned = caller
        .call("post", &give_back, &["string", "string"], none.clone())
        .await;
    assert_eq!(returned.json()["state"], "returned");
    create(caller, "odd / % ?");
    confirm(caller, "odd / % ?");
    let odd = ["string", "odd%20%2F%20%25%20%3F"];
    let failed = caller.call("post", &fail, &odd, none.clone()).await.json();
    assert_eq!(
        (&failed["id"], &failed["state"]),
        (&json!("odd / % ?"), &json!("failed"))
    );
    let withdraw = caller
        .call("get", WITHDRAW, &odd, none.clone())
        .await
        .json();
    assert_eq!(withdraw, failed);
    let withdraws = caller
        .call("get", "/_sandbox/withdraws", &[], none.clone())
        .await
        .json();
    assert_eq!(withdraws.as_array().unwrap().last(), Some(&failed));
    assert!(failed["transactionId"].is_number(), "{failed}");

    let beneficiaries = caller
        .call("get", "/_sandbox/beneficiaries", &[], none.clone())
        .await
        .json();
    assert_eq!(beneficiaries[2]["active"], false);
    let activate = "/_sandbox/beneficiaries/{id}/activate";
    let active = caller
        .call("post", activate, &["2"], none.clone())
        .await
        .json();
    assert_eq!(active["active"], true);
    let check = caller
        .call("get", "/_sandbox/check", &[], none.clone())
        .await
        .json();
    assert_eq!(check["balanced"], true);
    for (method, path, with) in [
        ("get", "/_sandbox/accounts/{accountId}", vec!["nobody"]),
        ("get", WITHDRAW, vec!["string", "none"]),
        ("post", settle.as_str(), vec!["none", "string"]),
        ("post", activate, vec!["77"]),
    ] {
        assert_eq!(
            caller.call(method, path, &with, none.clone()).await.status,
            404,
            "{path}"
        );
    }
}

async fn tokens(caller: &mut Caller) {
    let none = Value::Null;
    let tokens = caller
        .call("get", "/_sandbox/tokens", &[], none.clone())
        .await
        .json();
    assert_eq!(
        tokens[1],
        json!({ "number": 1, "userId": "string", "access": "read-only", "revoked": false, "addresses": [] })
    );
    let body = json!({ "userId": "other", "value": "canary-token", "access": "read-only", "addresses": ["127.0.0.1"] });
    let issued = caller
        .call("post", "/_sandbox/tokens", &[], body.clone())
        .await;
    assert_eq!(
        (issued.status, &issued.json()["value"]),
        (201, &json!("canary-token"))
    );
    let number = issued.json()["number"].to_string();
    assert_eq!(
        caller
            .call("post", "/_sandbox/tokens", &[], body)
            .await
            .status,
        409
    );
    let change = json!({ "access": "full", "addresses": ["192.0.2.0/24"] });
    let changed = caller
        .call("patch", "/_sandbox/tokens/{number}", &[&number], change)
        .await
        .json();
    assert_eq!(
        (&changed["access"], &changed["addresses"]),
        (&json!("full"), &json!(["192.0.2.0/24"]))
    );
    let wrong = json!({ "addresses": ["192.0.2.1/24"] });
    let wrong = caller
        .call("patch", "/_sandbox/tokens/{number}", &[&number], wrong)
        .await;
    assert!(
        wrong.status == 400 && wrong.text.contains("192.0.2.0/24"),
        "{}",
        wrong.text
    );
    let rotated = caller
        .call(
            "post",
            "/_sandbox/tokens/{number}/rotate",
            &[&number],
            none.clone(),
        )
        .await;
    assert_ne!(rotated.json()["value"], "canary-token");
    let again = caller
        .call(
            "post",
            "/_sandbox/tokens/{number}/rotate",
            &[&number],
            none.clone(),
        )
        .await;
    assert_eq!(again.status, 409);
    let fresh = rotated.json()["number"].to_string();
    let revoked = caller
        .call(
            "post",
            "/_sandbox/tokens/{number}/revoke",
            &[&fresh],
            none.clone(),
        )
        .await;
    assert_eq!(revoked.json()["revoked"], true);
    assert_eq!(
        revoked.json()["addresses"],
        json!(["192.0.2.0/24"]),
        "rotated with its addresses"
    );
    let foreign = json!({ "userId": "nobody" });
    assert_eq!(
        caller
            .call("post", "/_sandbox/tokens", &[], foreign)
            .await
            .status,
        404
    );
}
