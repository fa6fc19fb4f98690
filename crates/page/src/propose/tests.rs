//! Proposals for the document of Pazemo.

use pazemo_codegen::{Module, Sources, generate};
use pazemo_openapi::{Document, Retry, lint};

use super::*;
use crate::{Source, read};

const FILE: &str = "openapi/pazemo.yaml";
const DOCUMENT: &str = include_str!("../../../../openapi/pazemo.yaml");

/// A page of two of the operations that the document has.
const PAGE: &str = "---
title: Pazemo
---

# Environments

Name | Base URL
---|---
LIVE | https://api.pazemo.com
SANDBOX | https://api.stg.pazemo.com

# Accounts

## Get an account

`GET /users/{userId}/accounts/{id}`

### Response

Field | Type | Description
---|---|---
id | string | Account ID
currencyId | string | Currency
balance | number | Balance

# Withdraws

## Create a withdraw

`POST /accounts/{accountId}/withdraw`

### Request

Field | Type | Description
---|---|---
amount | number | Amount
notes | string | Notes

### Response

Field | Type | Description
---|---|---
id | string | Withdraw ID
prefix | string | Prefix

# Errors

Code | Meaning
---|---
400 | Bad Request -- Something is missing.
401 | Unauthorized -- The token is wrong.
";

/// A chapter with new operations: one that reads, one that changes something.
const CARDS: &str = "# Cards

## List Cards

`GET /users/{userId}/cards`

### Query Parameters

Parameter | Type | Description
---|---|---
status | string | Only cards of this status
limit | integer | How many

> Example Response:

```json
[
  {
    \"id\": \"string\",
    \"createdTime\": \"2021-06-11T03:56:25.871Z\",
    \"currencyId\": \"USD\",
    \"balance\": 9.10,
    \"holder\": { \"name\": \"string\", \"tags\": [\"a\"] },
    \"settings\": {}
  }
]
```

### Response

Field | Type | Description
---|---|---
id | string | Card ID
createdTime | date | When: \"the card\" was made
currencyId | string | Currency
balance | number | What is on it

## Freeze Card

`POST /users/{userId}/cards/{cardId}/freeze`

### Request

Field | Type | Required | Description
---|---|---|---
userId | string | yes | User ID
cardId | string | yes | Card ID
reason | string | yes | Why
pin | string | no | PIN of the card

> Example Response:

```json
{ \"id\": \"string\", \"frozen\": true }
```

";

#[track_caller]
fn proposal(old: &str, new: &str) -> Proposal {
    let page = |name: &str, text: &str| read(&Source::new(name, text)).unwrap();
    let proposal = propose(&page("old.md", old), &page("new.md", new), FILE, DOCUMENT).unwrap();
    assert_builds(&proposal.after);
    proposal
}

/// No finding of the lint, and a client is generated.
#[track_caller]
fn assert_builds(document: &str) {
    let parsed = Document::read(FILE, document).unwrap();
    assert_eq!(lint(FILE, parsed.root()), []);
    let sources = Sources {
        document: (FILE, document),
        verdicts: None,
        module: Module::new("", "pazemo"),
    };
    if let Err(findings) = generate(&sources) {
        panic!("{findings:?}");
    }
}

#[track_caller]
fn changed(old: &str, new: &str) -> Proposal {
    assert!(PAGE.contains(old), "{old}");
    proposal(PAGE, &PAGE.replacen(old, new, 1))
}

fn with_cards() -> String {
    PAGE.replacen("# Errors\n", &format!("{CARDS}# Errors\n"), 1)
}

#[test]
fn a_page_that_did_not_change_proposes_nothing() {
    let proposal = proposal(PAGE, PAGE);
    assert!(!proposal.has_changes());
    assert_eq!((proposal.patch().as_str(), proposal.notes.len()), ("", 0));
}

#[test]
fn new_operations_are_proposed_and_the_client_builds() {
    let proposal = proposal(PAGE, &with_cards());
    assert_eq!(proposal.notes, []);
    let document = Document::read(FILE, &proposal.after).unwrap();
    let operations = document.operations();
    assert_eq!(operations.len(), 14);
    let one = |id: &str| operations.iter().find(|one| one.id == id).unwrap();
    let list = one("listCards");
    assert_eq!((list.tag, list.retry), ("cards", Some(Retry::Safe)));
    assert_eq!(list.path, "/users/{userId}/cards");
    let parameters: Vec<&str> = list.parameters.iter().map(|one| one.name).collect();
    assert_eq!(parameters, ["userId", "status", "limit"]);
    let freeze = one("freezeCard");
    assert_eq!((freeze.tag, freeze.retry), ("cards", Some(Retry::Never)));
    assert_eq!(freeze.responses.len(), operations[0].responses.len());
    insta::assert_snapshot!(proposal.patch());
}

#[test]
fn only_lines_are_added_and_all_others_stay_as_they_are() {
    let proposal = proposal(PAGE, &with_cards());
    let patch = proposal.patch();
    let removed = patch
        .lines()
        .filter(|line| line.starts_with('-') && !line.starts_with("---"));
    assert_eq!(removed.count(), 0);
    let kept: Vec<&str> = DOCUMENT.lines().collect();
    let mut rest = proposal.after.lines();
    assert!(kept.iter().all(|line| rest.any(|other| other == *line)));
}

#[test]
fn every_proposed_property_waits_for_a_person() {
    let proposal = proposal(PAGE, &with_cards());
    let patch = proposal.patch();
    let added: Vec<&str> = patch.lines().filter(|line| line.starts_with('+')).collect();
    let evidence = added.iter().filter(|line| line.contains("x-evidence: "));
    assert!(evidence.clone().count() > 10);
    assert!(
        evidence
            .clone()
            .all(|line| line.ends_with("x-evidence: inferred"))
    );
    let remarks = added
        .iter()
        .filter(|line| line.contains("# proposed from the page, line "));
    assert!(remarks.count() > evidence.count());
    // What is behind a card is a secret.
    assert!(
        patch.contains("+        pin:\n+          type: string\n+          x-sensitive: secret\n"),
        "{patch}"
    );
}

#[test]
fn a_field_of_a_table_becomes_a_property() {
    let row = "balance | number | Balance\n";
    let proposal = changed(
        row,
        &format!("{row}blocked | number | What is blocked\nnickName | string | \n"),
    );
    assert_eq!(proposal.notes, []);
    insta::assert_snapshot!(proposal.patch());
}

#[test]
fn a_schema_that_others_use_says_so() {
    let proposal = changed(
        "prefix | string | Prefix\n",
        "prefix | string | Prefix\npurpose | string | Purpose\n",
    );
    let patch = proposal.patch();
    assert!(patch.contains("+        # the schema is also that of POST /accounts/{accountId}/withdraw/{id}/confirm, POST"), "{patch}");
}

#[test]
fn a_renamed_field_is_proposed_where_nobody_else_uses_the_schema() {
    let proposal = changed("notes | string | Notes", "remarks | string | Notes");
    assert_eq!(proposal.notes, []);
    insta::assert_snapshot!(proposal.patch());
    let proposal = changed("prefix | string | Prefix", "foreword | string | Prefix");
    assert!(!proposal.has_changes());
    assert!(
        proposal.notes[0]
            .message
            .contains("the schema is also that of"),
        "{:?}",
        proposal.notes
    );
}

#[test]
fn types_are_for_people_to_decide() {
    let proposal = changed("notes | string | Notes", "notes | object | Notes");
    assert_eq!(proposal.notes.len(), 1);
    let patch = proposal.patch();
    let added: Vec<&str> = patch
        .lines()
        .filter(|line| line.starts_with('+'))
        .skip(1)
        .collect();
    assert_eq!(
        added,
        ["+        # the page, line 37: type changed, string → object; decide"]
    );
}

#[test]
fn what_is_gone_is_for_people_to_decide() {
    let proposal = changed("notes | string | Notes\n", "");
    assert_eq!(proposal.notes.len(), 1);
    assert!(
        proposal
            .patch()
            .contains("+        # the page as it was, line 37: request field removed; decide")
    );
    let start = PAGE.find("# Withdraws").unwrap();
    let end = PAGE.find("# Errors").unwrap();
    let proposal = changed(&PAGE[start..end], "");
    assert!(!proposal.has_changes());
    assert!(
        proposal.notes[0]
            .message
            .starts_with("endpoint removed POST /accounts"),
        "{:?}",
        proposal.notes
    );
}

#[test]
fn a_new_status_stands_in_every_operation() {
    let row = "401 | Unauthorized -- The token is wrong.\n";
    let proposal = changed(
        row,
        &format!("{row}423 | Locked -- The account is locked.\n"),
    );
    assert_eq!(proposal.notes, []);
    let document = Document::read(FILE, &proposal.after).unwrap();
    for operation in document.operations() {
        let response = operation.response(423).unwrap();
        assert_eq!(response.description, "The account is locked.");
    }
}

#[test]
fn a_new_base_address_becomes_a_server() {
    let row = "SANDBOX | https://api.stg.pazemo.com\n";
    let proposal = changed(row, &format!("{row}TEST | https://api.test.pazemo.com\n"));
    assert_eq!(proposal.notes, []);
    let servers = Document::read(FILE, &proposal.after).unwrap().servers();
    assert_eq!(
        (servers[2].environment.as_str(), servers[2].url.as_str()),
        ("test", "https://api.test.pazemo.com")
    );
}

#[test]
fn another_path_is_proposed_if_its_parameters_stay() {
    let proposal = changed(
        "POST /accounts/{accountId}/withdraw`",
        "POST /accounts/{accountId}/payouts`",
    );
    assert_eq!(proposal.notes, []);
    assert!(
        proposal
            .patch()
            .contains("-  /accounts/{accountId}/withdraw:\n")
    );
    assert!(
        proposal
            .patch()
            .contains("+  /accounts/{accountId}/payouts:\n")
    );
}

/// Texts of a page are somebody else's.
#[test]
fn no_text_of_a_page_breaks_out_of_the_document() {
    let chapter = "# Cards: {a} # 'b'\n\n## Get: \"it\" {now} # 'x'\n\n`GET /odd`\n\n### Response\n\nField | Type | Description\n---|---|---\n\
        a: b | string | - x: 'y' # z\nyes | string | {{ x }} | y\n'q' | string | %YAML &a *b !!c\n12 | number | @`\n\n# Errors\n";
    let new = PAGE.replacen("# Errors\n", chapter, 1);
    let proposal = proposal(PAGE, &new);
    let document = Document::read(FILE, &proposal.after).unwrap();
    assert!(
        document.operations().iter().any(|one| one.path == "/odd") || !proposal.notes.is_empty()
    );
}

#[test]
fn what_the_document_lacks_of_a_page_is_proposed_without_an_older_one() {
    let page = read(&Source::new("new.md", with_cards())).unwrap();
    let missing = propose_missing(&page, FILE, DOCUMENT).unwrap();
    assert_builds(&missing.after);
    assert_eq!(
        Document::read(FILE, &missing.after)
            .unwrap()
            .operations()
            .len(),
        14
    );
    let again = propose_missing(&page, FILE, &missing.after).unwrap();
    assert!(!again.has_changes() && again.notes.is_empty());
}

#[test]
fn a_document_in_json_is_left_to_people() {
    let page = read(&Source::new("new.md", with_cards())).unwrap();
    let document = Document::read(FILE, DOCUMENT).unwrap();
    let json = pazemo_openapi::to_json(&document);
    let missing = propose_missing(&page, "pazemo.json", &json).unwrap();
    // Pretty JSON has lines of its own, and no YAML fits in: the rules of the document, or its form, stop it.
    assert!(!missing.has_changes());
    assert_eq!(missing.notes.len(), 2);
}
