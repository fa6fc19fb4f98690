//! What fits plainly, and what is left to the validator.

use super::*;
use crate::RequestCheck;

const DOCUMENT: &str = "
paths:
  /things:
    post:
      operationId: make
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/New'}
components:
  schemas:
    Amount: {type: number, description: money}
    Id: {oneOf: [{type: integer}, {type: string}]}
    Moment: {anyOf: [{type: string, format: date-time}, {type: string, format: date}]}
    New:
      type: object
      required: [amount]
      properties:
        amount: {allOf: [{$ref: '#/components/schemas/Amount'}], x-evidence: [table]}
        id: {allOf: [{$ref: '#/components/schemas/Id'}]}
        when: {$ref: '#/components/schemas/Moment'}
        note: {type: string}
        count: {type: integer}
        data: {type: object, additionalProperties: true}
        short: {type: string, maxLength: 3}
        odd: {oneOf: [{type: string}, {type: string, format: date-time}]}
";

fn plain(body: &str) -> bool {
    let document = Document::read("api.yaml", DOCUMENT).unwrap();
    let checks = RequestCheck::all(&document).unwrap();
    let check = &checks["make"];
    let plain = check.plainly_fits(body.as_bytes());
    if plain {
        let value = serde_json::from_str(body).unwrap();
        assert!(check.fits(&value), "{body}");
        assert!(
            check
                .undocumented(&crate::parse_json(body).unwrap())
                .is_empty()
        );
    }
    plain
}

#[test]
fn flat_bodies_fit_plainly() {
    for body in [
        r#"{"amount":1}"#,
        r#"{"amount":-0.01,"id":5,"note":"\u00e9\n"}"#,
        r#" { "id" : "a" , "amount" : 18446744073709551615 } "#,
        r#"{"amount":1,"when":"2019-08-24T14:15:22Z","count":-3,"data":{}}"#,
    ] {
        assert!(plain(body), "{body}");
    }
}

#[test]
fn everything_else_is_left_to_the_validator() {
    for body in [
        "",
        "{}",
        "[]",
        "1",
        r#"{"amount":"1"}"#,
        r#"{"amount":1}x"#,
        r#"{"amount":1,}"#,
        r#"{"amount":1,"amount":1}"#,
        r#"{"amount":1e999}"#,
        r#"{"amount":null}"#,
        r#"{"amount":1,"new":1}"#,
        r#"{"amount":1,"note":1}"#,
        r#"{"amount":1,"note":"\ud800"}"#,
        r#"{"amount":1,"count":1.0}"#,
        r#"{"amount":1,"id":1.5}"#,
        r#"{"amount":1,"data":{"a":1}}"#,
        r#"{"amount":1,"data":[]}"#,
        r#"{"amount":1,"short":"a"}"#,
        r#"{"amount":1,"odd":"a"}"#,
        r#"{"amount":1,"odd":"2019-08-24T14:15:22Z"}"#,
        r#"{"amount":1,"when":"2019-08-24"}"#,
        r#"{"amount":1,"when":"2019-13-24T14:15:22Z"}"#,
        r#"{"amount":1,"when":"2019-02-29T14:15:22Z"}"#,
        r#"{"amount":1,"when":"2019-08-24T24:15:22Z"}"#,
        r#"{"amount":1,"when":"2019-08-24T14:15:22+01:00"}"#,
        r#"{"amount":1,"when":""}"#,
        r#"{"amount":true}"#,
    ] {
        assert!(!plain(body), "{body}");
    }
}

#[test]
fn an_object_with_more_rules_has_no_shape() {
    let with = DOCUMENT.replace(
        "required: [amount]",
        "required: [amount]\n      maxProperties: 1",
    );
    let document = Document::read("api.yaml", &with).unwrap();
    let checks = RequestCheck::all(&document).unwrap();
    assert!(!checks["make"].plainly_fits(br#"{"amount":1}"#));
}
