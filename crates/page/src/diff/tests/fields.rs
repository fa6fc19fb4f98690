//! Rows of tables, of operations and of objects.

use super::{
    SILENT, between,
    build::{field, numbered, shop, table, warn},
    diff, edited, told,
};
use crate::model::ObjectTable;

#[test]
fn an_added_field_is_told_on_its_side() {
    assert_eq!(
        edited(|page| page.operations[1].request[0]
            .fields
            .push(field("gift", "boolean"))),
        ["api request_field_added POST /orders gift: - > gift"]
    );
    assert_eq!(
        edited(|page| page.operations[1].response[0]
            .fields
            .insert(0, field("gift", "boolean"))),
        ["api response_field_added POST /orders gift: - > gift"]
    );
}

#[test]
fn a_removed_field_is_told_on_its_side() {
    assert_eq!(
        edited(|page| drop(page.operations[1].request[0].fields.remove(1))),
        ["api request_field_removed POST /orders limit: limit > -"]
    );
    assert_eq!(
        edited(|page| page.operations[1].response.clear()).len(),
        3,
        "a table that went without a warning took its fields along"
    );
}

#[test]
fn one_gone_and_one_come_at_one_place_with_one_type_is_renamed() {
    assert_eq!(
        edited(|page| page.operations[1].request[0].fields[2].name = "remark".to_owned()),
        ["api request_field_renamed POST /orders remark: note > remark"]
    );
    assert_eq!(
        edited(|page| page.operations[1].response[0].fields[1].name = "sum".to_owned()),
        ["api response_field_renamed POST /orders sum: total > sum"]
    );
}

#[test]
fn anything_else_is_not_renamed() {
    let other_type =
        edited(|page| page.operations[1].request[0].fields[2] = field("remark", "text[]"));
    assert_eq!(
        other_type,
        [
            "api request_field_added POST /orders remark: - > remark",
            "api request_field_removed POST /orders note: note > -",
        ]
    );
    let other_place = edited(|page| {
        let rows = &mut page.operations[1].request[0].fields;
        rows.pop();
        rows.insert(0, field("remark", "string"));
    });
    assert_eq!(other_place.len(), 2, "{other_place:?}");
    let two = edited(|page| {
        page.operations[1].request[0].fields[0].name = "one".to_owned();
        page.operations[1].request[0].fields[2].name = "two".to_owned();
    });
    assert_eq!(two.len(), 4, "{two:?}");
    assert!(two.iter().all(|change| !change.contains("renamed")));
}

#[test]
fn rows_in_another_order_are_silent() {
    assert_eq!(
        edited(|page| {
            page.operations[1].request[0].fields.reverse();
            page.objects[0].fields.reverse();
        }),
        SILENT
    );
}

#[test]
fn another_type_is_told_and_its_layout_is_not() {
    assert_eq!(
        edited(|page| page.operations[1].request[0].fields[1].r#type = Some("string".to_owned())),
        ["api type_changed POST /orders limit: integer > string"]
    );
    assert_eq!(
        edited(|page| page.operations[1].request[0].fields[1].r#type = Some("Integer.".to_owned())),
        SILENT
    );
}

#[test]
fn a_column_of_types_that_came_as_a_whole_is_silent() {
    assert_eq!(
        edited(
            |page| for row in &mut page.operations[1].request[0].fields {
                row.r#type = None;
            }
        ),
        SILENT
    );
    assert_eq!(
        between(
            |page| {
                for row in &mut page.operations[1].request[0].fields {
                    row.r#type = None;
                }
            },
            |_| {}
        ),
        SILENT
    );
    assert_eq!(
        edited(|page| page.operations[1].request[0].fields[1].r#type = None),
        ["api type_changed POST /orders limit: integer > -"]
    );
}

#[test]
fn whether_a_field_has_to_be_there_is_told() {
    let require = |page: &mut crate::Page, required: [Option<bool>; 3]| {
        for (row, required) in page.operations[1].request[0]
            .fields
            .iter_mut()
            .zip(required)
        {
            row.required = required;
        }
    };
    let all = [Some(true), Some(false), Some(false)];
    assert_eq!(
        between(
            |page| require(page, all),
            |page| require(page, [Some(true), Some(true), Some(false)])
        ),
        ["api required_changed POST /orders limit: false > true"]
    );
    assert_eq!(
        between(
            |page| require(page, all),
            |page| require(page, [Some(true), None, None])
        ),
        SILENT
    );
    assert_eq!(between(|_| {}, |page| require(page, all)), SILENT);
    assert_eq!(
        between(|_| {}, |page| require(page, [None, None, Some(true)])),
        ["api required_changed POST /orders note: - > true"]
    );
}

#[test]
fn a_table_that_was_cut_in_two_or_got_another_heading_is_silent() {
    let cut = |page: &mut crate::Page| {
        let rest = page.operations[1].request[0].fields.split_off(1);
        page.operations[1].request[0].label = Some("URL Parameters".to_owned());
        let mut body = table("Body", &[]);
        body.fields = rest;
        page.operations[1].request.push(body);
    };
    assert_eq!(between(|_| {}, cut), SILENT);
    assert_eq!(between(cut, |_| {}), SILENT);
    assert_eq!(
        edited(|page| page.operations[1].request[0].label = Some("Fields".to_owned())),
        SILENT
    );
    assert_eq!(
        between(
            |_| {},
            |page| {
                cut(page);
                page.operations[1].request[1].fields[0].r#type = Some("string".to_owned());
            }
        ),
        ["api type_changed POST /orders limit: integer > string"]
    );
}

#[test]
fn a_table_that_is_on_the_other_side_now_has_not_changed() {
    let turn = |page: &mut crate::Page| {
        let table = page.operations[1].response.remove(0);
        page.operations[1].request.push(table);
    };
    assert_eq!(between(|_| {}, turn), SILENT);
    assert_eq!(between(turn, |_| {}), SILENT);
    assert_eq!(
        between(
            |_| {},
            |page| {
                turn(page);
                page.operations[1].request[1].fields[1].r#type = Some("string".to_owned());
            }
        ),
        ["api type_changed POST /orders total: number > string"]
    );
    assert_eq!(
        edited(|page| page.operations[1].response.clear()).len(),
        3,
        "one that went has not turned"
    );
}

#[test]
fn a_table_that_is_running_text_now_is_a_warning() {
    let broken = |page: &mut crate::Page| {
        page.operations[1].response.clear();
        page.sections[3].prose.push_str(
            " Name | Meaning | Type id | The id of it | string total | The total of it | number state | The state of it | string",
        );
    };
    let api = |changes: &[String]| {
        changes
            .iter()
            .filter(|change| change.starts_with("api"))
            .count()
    };
    assert_eq!(api(&between(|_| {}, broken)), 0);
    assert_eq!(api(&between(broken, |_| {})), 0);
    let (old, mut new) = (shop(), shop());
    broken(&mut new);
    assert_eq!(diff(&old, &new).warnings[0].kind, "table-unread");
    let spoken_of = edited(|page| {
        page.operations[1].response.clear();
        page.sections[3]
            .prose
            .push_str(" It answers no id, no total and no state any more.");
    });
    assert_eq!(api(&spoken_of), 3);
}

#[test]
fn a_small_table_whose_only_row_was_renamed_is_still_that_table() {
    let two = |page: &mut crate::Page| {
        page.operations[1].request = vec![
            table("", &[("id", "string")]),
            table("", &[("note", "string")]),
        ];
    };
    assert_eq!(
        between(two, |page| {
            two(page);
            page.operations[1].request[0].fields[0].name = "orderId".to_owned();
        }),
        ["api request_field_renamed POST /orders orderId: id > orderId"]
    );
}

#[test]
fn one_name_in_two_tables_is_two_fields_where_both_tables_stay() {
    let two = |page: &mut crate::Page| {
        page.operations[1].response = vec![
            table("200", &[("id", "string"), ("message", "string")]),
            table("404", &[("code", "string"), ("message", "string")]),
        ];
    };
    assert_eq!(
        between(two, |page| {
            two(page);
            page.operations[1].response[1].fields.pop();
        }),
        ["api response_field_removed POST /orders message: message > -"]
    );
}

#[test]
fn a_name_that_stands_in_a_table_twice_is_one_field() {
    assert_eq!(
        edited(|page| page.operations[1].request[0]
            .fields
            .push(field("note", "string"))),
        SILENT
    );
}

#[test]
fn a_row_that_cannot_be_read_is_no_removed_field() {
    let old = shop();
    for removed in [0, 1, 2] {
        let mut new = old.clone();
        let row = new.operations[1].request[0].fields.remove(removed);
        warn(&mut new, "row-short", row.line);
        assert_eq!(told(&diff(&old, &new)), SILENT);
        assert_eq!(told(&diff(&new, &old)), SILENT);
    }
    let mut new = old.clone();
    new.operations[1].request[0].fields.remove(2);
    let elsewhere = new.operations[1].request[0].fields[0].line;
    warn(&mut new, "row-short", elsewhere);
    assert_eq!(
        told(&diff(&old, &new)).len(),
        1,
        "the warning is about another row"
    );
}

#[test]
fn a_row_that_lost_its_type_is_no_other_type() {
    let old = shop();
    let mut new = old.clone();
    let row = &mut new.operations[1].request[0].fields[1];
    row.r#type = None;
    let line = row.line;
    warn(&mut new, "row-short", line);
    assert_eq!(told(&diff(&old, &new)), SILENT);
}

#[test]
fn a_table_that_the_form_lost_is_no_removed_fields() {
    let old = shop();
    let mut new = old.clone();
    let line = new.operations[1].response[0].line;
    new.operations[1].response.clear();
    warn(&mut new, "table-lost", line);
    assert_eq!(told(&diff(&old, &new)), SILENT);
    assert_eq!(told(&diff(&new, &old)), SILENT);
}

#[test]
fn a_table_that_was_recovered_does_not_excuse_another_one() {
    let old = shop();
    let mut new = old.clone();
    let line = new.operations[1].request[0].line;
    new.operations[1].response.clear();
    warn(&mut new, "table-glued", line);
    assert_eq!(told(&diff(&old, &new)).len(), 3);
}

#[test]
fn fields_of_objects_are_told_with_their_object() {
    assert_eq!(
        edited(|page| page.objects[0].fields.push(field("vip", "boolean"))),
        ["api schema_field_added - Customer.vip: - > vip"]
    );
    assert_eq!(
        edited(|page| drop(page.objects[0].fields.pop())),
        ["api schema_field_removed - Customer.age: age > -"]
    );
    assert_eq!(
        edited(|page| page.objects[0].fields[1].r#type = Some("string".to_owned())),
        ["api schema_type_changed - Customer.age: integer > string"]
    );
    assert_eq!(
        edited(|page| page.objects[0].fields[1].r#type = Some("Integer".to_owned())),
        SILENT
    );
    assert_eq!(
        edited(|page| page.objects[0].fields[1].required = Some(true)),
        ["api required_changed - Customer.age: - > true"]
    );
}

#[test]
fn an_object_that_arrives_tells_its_fields_even_with_its_operation() {
    let changes = edited(|page| {
        super::build::add_operation(page, super::build::operation("Refund", "POST", "/refunds"));
        page.objects.push(ObjectTable {
            name: "Refund".to_owned(),
            fields: table("", &[("id", "string"), ("sum", "number")]).fields,
            line: 0,
        });
    });
    assert_eq!(
        changes,
        [
            "api endpoint_added POST /refunds -: - > POST /refunds",
            "api schema_field_added - Refund.id: - > id",
            "api schema_field_added - Refund.sum: - > sum",
        ]
    );
}

#[test]
fn an_object_under_another_heading_or_twice_is_silent() {
    let mut page = shop();
    page.objects[0].name = "customer".to_owned();
    numbered(&mut page);
    assert_eq!(told(&diff(&shop(), &page)), SILENT);
    page.objects[0].name = "Client".to_owned();
    assert_eq!(told(&diff(&shop(), &page)), SILENT);
    let twin = shop().objects[0].clone();
    let mut page = shop();
    page.objects.push(twin);
    numbered(&mut page);
    assert_eq!(told(&diff(&shop(), &page)), SILENT);
    assert_eq!(told(&diff(&page, &shop())), SILENT);
}
