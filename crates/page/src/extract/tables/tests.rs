use super::*;
use crate::block::{Cell, Inline, Row, Table};

fn table(text: &str) -> Table {
    let mut lines = text.lines().enumerate().map(|(at, line)| Row {
        line: at + 1,
        cells: line
            .split('|')
            .map(|cell| Cell {
                text: Inline::plain(cell.trim()),
                tables: Vec::new(),
            })
            .collect(),
    });
    let header = lines.next().unwrap().cells;
    Table {
        header,
        rows: lines.collect(),
    }
}

fn fields(text: &str) -> Vec<(String, Option<String>, Option<bool>, String)> {
    let table = table(text);
    let columns = columns(&table).expect("a table of fields");
    rows(&table, &columns)
        .fields
        .into_iter()
        .map(|field| (field.name, field.r#type, field.required, field.description))
        .collect()
}

fn field(
    name: &str,
    r#type: &str,
    required: Option<bool>,
    description: &str,
) -> (String, Option<String>, Option<bool>, String) {
    (
        name.to_owned(),
        (!r#type.is_empty()).then(|| r#type.to_owned()),
        required,
        description.to_owned(),
    )
}

#[test]
fn columns_are_told_by_their_titles() {
    assert_eq!(
        fields(
            "Description|Param|Mandatory|Data Type\nThe name|name|M|string\nThe tide|tide|O|number"
        ),
        [
            field("name", "string", Some(true), "The name"),
            field("tide", "number", Some(false), "The tide")
        ]
    );
    assert_eq!(
        fields("Key|Type|Format|Nullable\nsince|string|date|yes\nid|string||no"),
        [
            field("since", "string (date)", Some(false), ""),
            field("id", "string", Some(true), "")
        ]
    );
    assert_eq!(
        fields("Parameter|Default|Description\nlimit|10|How many"),
        [field("limit", "", None, "10 How many")]
    );
}

#[test]
fn marks_are_no_part_of_a_name() {
    assert_eq!(
        fields(
            "Name|Type|Description\nship *|object|\n» name (required)|string|\n»» first|string|\nberth?|string|\naddress[street]|string|Optional. Where"
        ),
        [
            field("ship", "object", Some(true), ""),
            field("ship.name", "string", Some(true), ""),
            field("ship.name.first", "string", None, ""),
            field("berth", "string", Some(false), ""),
            field("address.street", "string", Some(false), "Optional. Where"),
        ]
    );
}

#[test]
fn titles_in_other_languages_are_told_by_what_stands_below() {
    assert_eq!(
        fields(
            "Parametr|Rodzaj|Uwagi|Opis\nerror|string|always|Code\ntide|integer|not always|Tide"
        ),
        [
            field("error", "string", Some(true), "Code"),
            field("tide", "integer", Some(false), "Tide")
        ]
    );
}

#[test]
fn a_table_of_something_else_is_no_table_of_fields() {
    assert_eq!(columns(&table("Currency|Country\nEUR|Malta")), None);
    assert_eq!(columns(&table("Code|Meaning\n404|Not there")), None);
}

#[test]
fn a_row_that_breaks_off_is_a_warning_and_still_a_field() {
    let table = table("Field|Description|Format\nid|The id|string\ntide|The tide\nUser tide|");
    let rows = rows(&table, &columns(&table).unwrap());
    assert_eq!(rows.fields.len(), 2);
    assert_eq!(rows.warnings.len(), 1);
    assert_eq!(rows.warnings[0].kind, "row-short");
    assert_eq!(rows.lost.len(), 1);
    assert_eq!((rows.lost[0].before, rows.lost[0].line), (2, 4));
}
