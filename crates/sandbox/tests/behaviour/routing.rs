//! Paths and methods, as the document has them.

use crate::support::{Connection, GOOD, ask, exchange, request, sandbox};

#[test]
fn every_operation_of_the_document_answers() {
    let sandbox = sandbox();
    for (operation, method, path, body) in GOOD {
        let answer = ask(&sandbox, method, path, body);
        assert_eq!(answer.status, 200, "{operation}: {}", answer.text());
        let media = if operation == "ping" {
            "text/plain; charset=utf-8"
        } else {
            "application/json"
        };
        assert_eq!(answer.header("content-type"), Some(media), "{operation}");
    }
    let known: Vec<&str> = pazemo::operations().iter().map(|o| o.id()).collect();
    let asked: Vec<&str> = GOOD.iter().map(|(operation, ..)| *operation).collect();
    assert!(known.iter().all(|id| asked.contains(id)), "{known:?}");
}

#[test]
fn a_path_that_the_document_lacks_is_404() {
    let sandbox = sandbox();
    for path in [
        "/",
        "/users",
        "/users/",
        "/users/me/",
        "//users/me",
        "/v1/users/me",
        "/accounts/string/withdraw/string",
        "/schemathesis-probe%5C%1B%01",
    ] {
        let answer = ask(&sandbox, "GET", path, None);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.json()["path"], path);
    }
}

#[test]
fn a_method_that_a_path_lacks_is_405_and_those_it_has_are_listed() {
    let sandbox = sandbox();
    for method in [
        "HEAD", "OPTIONS", "TRACE", "DELETE", "PUT", "PATCH", "QUERY", "X-Y",
    ] {
        for (path, allow) in [
            ("/users/me", "GET"),
            ("/users/string/accounts", "POST, GET"),
            ("/beneficiaries", "POST"),
        ] {
            let answer = exchange(&sandbox, method, path, &[], None).unwrap();
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_eq!(answer.header("allow"), Some(allow), "{method} {path}");
        }
    }
    // A method that is not known is not known before it is asked who calls.
    let answer = exchange(
        &sandbox,
        "DELETE",
        "/ping",
        &[("authorization", "none")],
        None,
    );
    assert_eq!(answer.unwrap().status, 405);
}

#[test]
fn parameters_are_percent_decoded_and_an_encoded_slash_is_part_of_them() {
    let sandbox = sandbox();
    let found = ask(&sandbox, "GET", "/users/%73tring", None);
    assert_eq!(found.status, 200);
    for path in [
        "/users/string%2Faccounts",
        "/users/%00",
        "/users/%F0%9F%A6%80",
        "/users/%25",
    ] {
        assert_eq!(ask(&sandbox, "GET", path, None).status, 404, "{path}");
    }
    let answer = ask(&sandbox, "GET", "/users/%FF", None);
    assert_eq!(answer.status, 404);
}

#[test]
fn queries_are_no_matter() {
    let sandbox = sandbox();
    assert_eq!(ask(&sandbox, "GET", "/users/me?x=1&y", None).status, 200);
}

#[test]
fn a_connection_serves_many_requests_and_pipelined_ones_in_order() {
    let sandbox = sandbox();
    let mut connection = Connection::new(&sandbox);
    let mut both = request(&sandbox, "GET", "/ping", &[], None);
    both.extend(request(&sandbox, "GET", "/users/me", &[], None));
    connection.send(both);
    assert_eq!(connection.receive().unwrap().text(), "Pazemo sandbox");
    assert_eq!(connection.receive().unwrap().json()["id"], "string");
}

#[test]
fn the_document_names_the_sandbox_as_its_only_server_and_needs_no_token() {
    let sandbox = sandbox();
    let none = [("authorization", "")];
    let yaml = exchange(&sandbox, "GET", "/openapi.yaml", &none, None).unwrap();
    let yaml = yaml.text();
    let own = "servers:\n  - url: /\n    description: This sandbox.\n";
    let (before, after) = yaml.split_once(own).unwrap();
    let original = pazemo::documents::DOCUMENT;
    assert!(original.starts_with(before) && original.ends_with(after));
    let left_out = &original[before.len()..original.len() - after.len()];
    assert!(left_out.starts_with("servers:\n") && left_out.ends_with("x-environment: sandbox\n"));
    let json = exchange(&sandbox, "GET", "/openapi.json", &none, None).unwrap();
    assert_eq!(json.json()["openapi"], "3.0.3");
    let servers = json.json()["servers"].clone();
    assert_eq!(servers.as_array().unwrap().len(), 1);
    assert_eq!(servers[0]["url"], "/");
    let answer = exchange(&sandbox, "POST", "/openapi.json", &none, None).unwrap();
    assert_eq!(answer.status, 405);
}
