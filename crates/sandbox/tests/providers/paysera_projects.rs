//! The project API.

use pazemo_sandbox::paysera::{OtherPaths, Sandbox, Seed};
use serde_json::json;

use crate::{http::request, signer::Signer};

const NOW: i64 = 1_700_000_000;

#[test]
fn every_path_is_missing_for_those_who_signed_and_refused_to_all_others() {
    let sandbox = Sandbox::builder()
        .seed(Seed::projects())
        .fixed_time("2023-11-14T22:13:20Z".parse().unwrap())
        .start_blocking()
        .unwrap();
    let address = sandbox.address();
    let project = || Signer {
        id: "3".to_owned(),
        key: "sandbox-sign-password".to_owned(),
        ..Signer::at(NOW)
    };
    for path in [
        "/",
        "/rest/v1/server",
        "/rest/v1/wallet/14471/balance",
        "/any/thing?x=1",
    ] {
        let answer = project().get(path, address);
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (404, "not_found"),
            "{path}"
        );
        assert_eq!(request("GET", path).send(address).status, 401, "{path}");
        let wallets = Signer::at(NOW).get(path, address);
        assert_eq!(wallets.status, 401, "a client of the Wallet API: {path}");
    }
    let control = sandbox.control();
    control.set_switches(control.switches().with(OtherPaths::Writes));
    let write = project().post("/any/thing", "application/json", r#"{"a":1}"#, address);
    assert_eq!(write.send(address).json()["number"], json!(1));
    assert_eq!(control.writes()[0].client, "3");
}
