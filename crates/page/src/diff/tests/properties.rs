//! What holds for all pages: nothing changed between a page and itself, the way back mirrors the way there, and one edit is one change.

use std::collections::BTreeMap;

use proptest::{
    collection::{btree_set, vec},
    prelude::*,
    sample::Index,
};

use super::{
    build::{
        add_operation, empty, example, field, numbered, operation, remove_operation, sample,
        section, status, table,
    },
    diff,
};
use crate::{
    Page,
    model::{ExampleRole, ObjectTable},
};

const NOUNS: [&str; 12] = [
    "accounts",
    "beneficiaries",
    "cards",
    "disputes",
    "events",
    "files",
    "groups",
    "holds",
    "invoices",
    "journals",
    "keys",
    "ledgers",
];
const VERBS: [(&str, &str, &str); 5] = [
    ("List", "GET", ""),
    ("Create", "POST", ""),
    ("Read", "GET", "/{id}"),
    ("Replace", "PUT", "/{id}"),
    ("Delete", "DELETE", "/{id}"),
];
const FIELDS: [&str; 10] = [
    "id", "name", "amount", "currency", "state", "email", "created", "updated", "note", "owner",
];
const TYPES: [&str; 4] = ["string", "integer", "number", "boolean"];

fn rows() -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    let names = proptest::sample::subsequence(FIELDS.to_vec(), 2..=8).prop_shuffle();
    (names, vec(proptest::sample::select(TYPES.to_vec()), 8))
        .prop_map(|(names, types)| names.into_iter().zip(types).collect())
}

/// A page with distinct operations.
fn page() -> impl Strategy<Value = Page> {
    let operations = btree_set((0..NOUNS.len(), 0..VERBS.len()), 3..12);
    let statuses = btree_set(200_u16..600, 1..8);
    (operations, vec((rows(), rows()), 12), statuses, rows()).prop_map(
        |(operations, tables, statuses, object)| {
            let mut page = empty();
            page.sections.push(section(
                "Introduction",
                1,
                "What this is all about, in a few words.",
                None,
            ));
            for ((noun, verb), (request, response)) in operations.into_iter().zip(tables) {
                let (verb, method, end) = VERBS[verb];
                let noun = NOUNS[noun];
                let mut one =
                    operation(&format!("{verb} {noun}"), method, &format!("/{noun}{end}"));
                one.request = vec![table("Parameters", &request)];
                one.response = vec![table("Response", &response)];
                let shown: Vec<String> = response
                    .iter()
                    .map(|(name, typed)| format!("{name:?}: {typed:?}"))
                    .collect();
                let json = format!("{{{}}}", shown.join(", "));
                one.examples = vec![example(ExampleRole::Response, None, &json)];
                add_operation(&mut page, one);
            }
            page.statuses = statuses
                .into_iter()
                .map(|code| status(code, &format!("It means {code}.")))
                .collect();
            page.objects = vec![ObjectTable {
                name: "Thing".to_owned(),
                fields: table("", &object).fields,
                line: 0,
            }];
            numbered(&mut page);
            page
        },
    )
}

/// An edit of a page: what is done, and where.
#[derive(Debug, Clone, Copy)]
enum Edit {
    AddOperation,
    RemoveOperation,
    MoveOperation,
    Retitle,
    AddField(bool),
    RemoveField(bool),
    RenameField(bool),
    Retype(bool),
    AddToObject,
    RetypeInObject,
    AddStatus,
    ChangeMeaning,
    AddKey,
    ChangeValue,
    AddSample,
    AddHeader,
    ChangeProse,
}

fn edit() -> impl Strategy<Value = Edit> {
    use Edit::{
        AddField, AddHeader, AddKey, AddOperation, AddSample, AddStatus, AddToObject,
        ChangeMeaning, ChangeProse, ChangeValue, MoveOperation, RemoveField, RemoveOperation,
        RenameField, Retitle, Retype, RetypeInObject,
    };
    let plain = proptest::sample::select(vec![
        AddOperation,
        RemoveOperation,
        MoveOperation,
        Retitle,
        AddToObject,
        RetypeInObject,
        AddStatus,
        ChangeMeaning,
        AddKey,
        ChangeValue,
        AddSample,
        AddHeader,
        ChangeProse,
    ]);
    prop_oneof![
        plain,
        any::<bool>().prop_map(AddField),
        any::<bool>().prop_map(RemoveField),
        any::<bool>().prop_map(RenameField),
        any::<bool>().prop_map(Retype),
    ]
}

/// Edits a page, and says which change this is: kind, operation, field.
fn apply(page: &mut Page, edit: Edit, at: Index) -> (String, Option<String>, Option<String>) {
    let place = at.index(page.operations.len());
    let named = |page: &Page| {
        let one = &page.operations[place];
        Some(format!("{} {}", one.method, one.path))
    };
    let sided = |kind: &str, sent: bool| {
        format!("{}_field_{kind}", if sent { "request" } else { "response" })
    };
    match edit {
        Edit::AddOperation => {
            add_operation(page, operation("Ping", "GET", "/ping"));
            ("endpoint_added".into(), Some("GET /ping".into()), None)
        }
        Edit::RemoveOperation => {
            let name = named(page);
            remove_operation(page, place);
            ("endpoint_removed".into(), name, None)
        }
        Edit::MoveOperation => {
            page.operations[place].path.insert_str(0, "/moved");
            ("endpoint_path_changed".into(), named(page), None)
        }
        Edit::Retitle => {
            let title = "Something Else Entirely".to_owned();
            page.operations[place].title.clone_from(&title);
            for section in &mut page.sections {
                if section.operation == Some(place) {
                    section.title.clone_from(&title);
                }
            }
            ("title_changed".into(), named(page), None)
        }
        Edit::AddField(sent) => {
            let rows = rows_of(page, place, sent);
            rows.insert(at.index(rows.len() + 1), field("brandNew", "string"));
            (sided("added", sent), named(page), Some("brandNew".into()))
        }
        Edit::RemoveField(sent) => {
            let rows = rows_of(page, place, sent);
            let gone = rows.remove(at.index(rows.len()));
            (sided("removed", sent), named(page), Some(gone.name))
        }
        Edit::RenameField(sent) => {
            let rows = rows_of(page, place, sent);
            let row = at.index(rows.len());
            rows[row].name = "otherName".into();
            (
                sided("renamed", sent),
                named(page),
                Some("otherName".into()),
            )
        }
        Edit::Retype(sent) => {
            let rows = rows_of(page, place, sent);
            let row = at.index(rows.len());
            rows[row].r#type = Some("uuid".into());
            let name = rows[row].name.clone();
            ("type_changed".into(), named(page), Some(name))
        }
        Edit::AddToObject => {
            page.objects[0].fields.push(field("brandNew", "string"));
            (
                "schema_field_added".into(),
                None,
                Some("Thing.brandNew".into()),
            )
        }
        Edit::RetypeInObject => {
            page.objects[0].fields[0].r#type = Some("uuid".into());
            let name = format!("Thing.{}", page.objects[0].fields[0].name);
            ("schema_type_changed".into(), None, Some(name))
        }
        Edit::AddStatus => {
            page.statuses.push(status(199, "New"));
            ("status_added".into(), None, Some("199".into()))
        }
        Edit::ChangeMeaning => {
            let row = at.index(page.statuses.len());
            page.statuses[row].meaning = "Something else".into();
            let code = page.statuses[row].code.to_string();
            ("status_meaning_changed".into(), None, Some(code))
        }
        Edit::AddKey => {
            edit_body(page, place, |body| body.insert("brandNew".into(), 1.into()));
            (
                "example_key_added".into(),
                named(page),
                Some("brandNew".into()),
            )
        }
        Edit::ChangeValue => {
            let name = page.operations[place].response[0].fields[0].name.clone();
            edit_body(page, place, |body| {
                body.insert(name.clone(), "other".into())
            });
            ("example_value_changed".into(), named(page), Some(name))
        }
        Edit::AddSample => {
            let added = sample(
                "ruby",
                "GET",
                "http://api.shop.example/x",
                &[("X-Ruby", "1")],
            );
            page.operations[place].samples.push(added);
            ("code_sample_added".into(), named(page), Some("ruby".into()))
        }
        Edit::AddHeader => {
            let sample = &mut page.operations[place].samples[0];
            sample.headers.push(("X-Trace".into(), "1".into()));
            sample.text.push_str("  -H \"X-Trace: 1\" \\\n");
            ("header_added".into(), named(page), Some("X-Trace".into()))
        }
        Edit::ChangeProse => {
            let title = page.operations[place].title.clone();
            for section in &mut page.sections {
                if section.operation == Some(place) {
                    section.prose.push_str(" And more.");
                }
            }
            ("prose_changed".into(), named(page), Some(title))
        }
    }
}

fn rows_of(page: &mut Page, place: usize, sent: bool) -> &mut Vec<crate::model::Field> {
    let one = &mut page.operations[place];
    let tables = if sent {
        &mut one.request
    } else {
        &mut one.response
    };
    &mut tables[0].fields
}

fn edit_body<T>(
    page: &mut Page,
    place: usize,
    edit: impl FnOnce(&mut serde_json::Map<String, serde_json::Value>) -> T,
) {
    let shown = &mut page.operations[place].examples[0];
    if let crate::model::ExampleBody::Json(text) = &mut shown.body {
        let mut body = serde_json::from_str(text).expect("the example is JSON");
        edit(&mut body);
        *text = serde_json::Value::Object(body).to_string();
    }
}

/// How often each kind occurs, seen from the other side.
fn mirrored(changes: &super::Changes) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for change in &changes.changes {
        let kind = match change.kind.rsplit_once('_') {
            Some((thing, "added")) => format!("{thing}_removed"),
            Some((thing, "removed")) => format!("{thing}_added"),
            _ => change.kind.to_owned(),
        };
        *counts.entry(kind).or_default() += 1;
    }
    counts
}

fn counted(changes: &super::Changes) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for change in &changes.changes {
        *counts.entry(change.kind.to_owned()).or_default() += 1;
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_changed_between_a_page_and_itself(page in page()) {
        prop_assert_eq!(diff(&page, &page).changes, Vec::new());
    }

    #[test]
    fn the_order_of_operations_rows_and_statuses_is_silent(page in page(), turn in any::<Index>()) {
        let mut turned = page.clone();
        let by = turn.index(page.operations.len());
        turned.operations.rotate_left(by);
        for section in &mut turned.sections {
            let count = page.operations.len();
            section.operation = section.operation.map(|place| (place + count - by) % count);
        }
        for operation in &mut turned.operations {
            operation.request[0].fields.reverse();
            operation.response[0].fields.reverse();
        }
        turned.statuses.reverse();
        numbered(&mut turned);
        prop_assert_eq!(diff(&page, &turned).changes, Vec::new());
    }

    #[test]
    fn one_edit_is_one_change(page in page(), edit in edit(), at in any::<Index>()) {
        let mut edited = page.clone();
        let expected = apply(&mut edited, edit, at);
        numbered(&mut edited);
        let found: Vec<_> = diff(&page, &edited)
            .changes
            .into_iter()
            .map(|change| (change.kind.to_owned(), change.operation, change.field))
            .collect();
        prop_assert_eq!(found, vec![expected]);
    }

    #[test]
    fn the_way_back_mirrors_the_way_there(one in page(), other in page()) {
        prop_assert_eq!(counted(&diff(&one, &other)), mirrored(&diff(&other, &one)));
    }

    #[test]
    fn many_edits_are_mirrored_too(page in page(), edits in vec((edit(), any::<Index>()), 1..6)) {
        let mut edited = page.clone();
        for (edit, at) in edits {
            apply(&mut edited, edit, at);
        }
        numbered(&mut edited);
        prop_assert_eq!(counted(&diff(&page, &edited)), mirrored(&diff(&edited, &page)));
    }
}
