//! Operations that came, went or moved, and those that only look as if.

use super::{
    SILENT, between,
    build::{add_operation, operation, remove_operation},
    edited,
};

#[test]
fn an_added_operation_is_one_change() {
    let changes = edited(|page| add_operation(page, operation("Refund", "POST", "/refunds")));
    assert_eq!(
        changes,
        ["api endpoint_added POST /refunds -: - > POST /refunds"]
    );
}

#[test]
fn a_removed_operation_is_one_change() {
    let changes = edited(|page| remove_operation(page, 1));
    assert_eq!(
        changes,
        ["api endpoint_removed POST /orders -: POST /orders > -"]
    );
}

#[test]
fn operations_in_another_order_are_silent() {
    assert_eq!(
        edited(|page| {
            page.operations.reverse();
            for section in &mut page.sections {
                section.operation = section.operation.map(|place| 3 - place);
            }
            page.sections.reverse();
        }),
        SILENT
    );
}

#[test]
fn another_path_under_the_same_title_is_a_path_that_changed() {
    assert_eq!(
        edited(|page| page.operations[3].path = "/orders/{id}/void".to_owned()),
        [
            "api endpoint_path_changed POST /orders/{id}/void -: POST /orders/{id}/cancel > POST /orders/{id}/void"
        ]
    );
    assert_eq!(
        edited(|page| page.operations[3].path = "/cancellations".to_owned()),
        [
            "api endpoint_path_changed POST /cancellations -: POST /orders/{id}/cancel > POST /cancellations"
        ]
    );
}

#[test]
fn another_method_under_the_same_title_is_a_path_that_changed() {
    assert_eq!(
        edited(|page| page.operations[3].method = "PUT".to_owned()),
        [
            "api endpoint_path_changed PUT /orders/{id}/cancel -: POST /orders/{id}/cancel > PUT /orders/{id}/cancel"
        ]
    );
}

#[test]
fn the_name_of_a_parameter_is_part_of_the_path_and_its_mark_is_not() {
    assert_eq!(
        edited(|page| page.operations[2].path = "/orders/{orderId}".to_owned()),
        [
            "api endpoint_path_changed GET /orders/{orderId} -: GET /orders/{id} > GET /orders/{orderId}"
        ]
    );
    for path in [
        "/orders/:id",
        "/orders/<id>",
        "/orders/<ID>",
        "/orders/{id}?expand=all",
    ] {
        assert_eq!(
            edited(|page| page.operations[2].path = path.to_owned()),
            SILENT,
            "{path}"
        );
    }
}

#[test]
fn another_title_over_the_same_path_is_a_title() {
    assert_eq!(
        edited(|page| {
            page.operations[3].title = "Void".to_owned();
            page.sections[5].title = "Void".to_owned();
        }),
        ["doc title_changed POST /orders/{id}/cancel -: Cancel Order > Void"]
    );
    assert_eq!(
        edited(|page| page.operations[3].title = "Cancel  Order ".to_owned()),
        SILENT
    );
}

#[test]
fn a_new_title_and_a_new_path_are_two_operations() {
    let changes = edited(|page| {
        page.operations[3].title = "Void".to_owned();
        page.sections[5].title = "Void".to_owned();
        page.operations[3].path = "/voids".to_owned();
    });
    assert_eq!(
        changes,
        [
            "api endpoint_added POST /voids -: - > POST /voids",
            "api endpoint_removed POST /orders/{id}/cancel -: POST /orders/{id}/cancel > -",
        ]
    );
}

#[test]
fn a_request_line_copied_from_another_operation_is_told_by_its_title() {
    let copied = |page: &mut crate::Page| page.operations[3].path = "/orders/{id}/pay".to_owned();
    let with_pay = |page: &mut crate::Page| {
        add_operation(page, operation("Pay Order", "POST", "/orders/{id}/pay"));
    };
    let changes = between(
        |page| {
            with_pay(page);
            copied(page);
        },
        with_pay,
    );
    assert_eq!(
        changes,
        [
            "api endpoint_path_changed POST /orders/{id}/cancel -: POST /orders/{id}/pay > POST /orders/{id}/cancel"
        ]
    );
}

#[test]
fn exchanged_request_lines_are_told_by_their_titles() {
    let changes = edited(|page| {
        page.operations[2].path = "/orders".to_owned();
        page.operations[0].path = "/orders/{id}".to_owned();
    });
    assert_eq!(
        changes,
        [
            "api endpoint_path_changed GET /orders/{id} -: GET /orders > GET /orders/{id}",
            "api endpoint_path_changed GET /orders -: GET /orders/{id} > GET /orders",
        ]
    );
}

#[test]
fn two_sections_with_one_line_are_matched_by_title_in_any_order() {
    let twins = |page: &mut crate::Page, titles: [&str; 2]| {
        for title in titles {
            let mut twin = operation(title, "POST", "/customers");
            twin.request[0].fields[0].name = format!("{title} number");
            add_operation(page, twin);
        }
    };
    assert_eq!(
        between(
            |page| twins(page, ["Create Person", "Create Company"]),
            |page| twins(page, ["Create Company", "Create Person"]),
        ),
        SILENT
    );
    assert_eq!(
        between(
            |page| twins(page, ["Create Person", "Create Company"]),
            |page| {
                twins(page, ["Create Company", "Create Person"]);
                page.operations[4].request[0].fields.remove(2);
            },
        ),
        ["api request_field_removed POST /customers note: note > -"]
    );
}

#[test]
fn a_section_that_stands_there_twice_is_silent() {
    assert_eq!(
        edited(|page| {
            let twin = page.operations[2].clone();
            add_operation(page, twin);
        }),
        SILENT
    );
    let other = edited(|page| {
        let mut twin = page.operations[2].clone();
        twin.request[0].fields[2].name = "reason".to_owned();
        add_operation(page, twin);
    });
    assert_eq!(
        other,
        ["api endpoint_added GET /orders/{id} -: - > GET /orders/{id}"]
    );
}

#[test]
fn one_title_under_many_headings_does_not_join_strangers() {
    let retrieve = |page: &mut crate::Page, names: &[&str]| {
        for name in names {
            let place = page.operations.len();
            page.sections.push(super::build::section(name, 1, "", None));
            page.sections.push(super::build::section(
                "Retrieve",
                2,
                "One of them.",
                Some(place),
            ));
            page.operations.push(operation(
                "Retrieve",
                "GET",
                &format!("/{name}/by-id/{{id}}/x"),
            ));
        }
    };
    let old = |page: &mut crate::Page| {
        remove_operation(page, 3);
        retrieve(page, &["cats", "dogs"]);
        page.operations[3].path = "/meow".to_owned();
    };
    let new = |page: &mut crate::Page| {
        remove_operation(page, 3);
        retrieve(page, &["dogs", "owls"]);
    };
    let (mut one, mut other) = (super::shop(), super::shop());
    old(&mut one);
    new(&mut other);
    // Lines in the order of the sections, as on a page.
    for page in [&mut one, &mut other] {
        for (line, section) in page.sections.iter_mut().enumerate() {
            section.line = line + 1;
        }
    }
    let changes = super::told(&super::diff(&one, &other));
    assert_eq!(
        changes,
        [
            "api endpoint_added GET /owls/by-id/{id}/x -: - > GET /owls/by-id/{id}/x",
            "api endpoint_removed GET /meow -: GET /meow > -",
        ]
    );
}

#[test]
fn a_base_path_that_moved_to_the_lines_is_silent_but_for_the_address() {
    let changes = edited(|page| {
        page.base_urls[0].url = "https://api.shop.example/v1".to_owned();
        page.base_urls.truncate(1);
        for operation in &mut page.operations {
            operation.base = Some("http://api.shop.example".to_owned());
        }
    });
    assert!(
        changes.iter().all(|change| change.contains("base_url")),
        "{changes:?}"
    );
    let changes = between(
        |page| {
            for operation in &mut page.operations {
                operation.base = Some("http://api.shop.example/v1".to_owned());
            }
        },
        |page| {
            for operation in &mut page.operations {
                operation.path = format!("/v1{}", operation.path);
            }
        },
    );
    assert!(!changes.is_empty());
    assert!(
        changes.iter().all(|change| change.contains("base_url")),
        "{changes:?}"
    );
}
