//! Facts of the page: addresses, authentication, statuses, titles, prose.

use super::{SILENT, between, build::status, edited};

#[test]
fn base_addresses_come_and_go() {
    assert_eq!(
        edited(|page| page.base_urls[1].url = "https://sandbox.shop.example".to_owned()),
        [
            "api base_url_added - -: - > https://sandbox.shop.example",
            "api base_url_removed - -: https://try.shop.example/ > -",
        ]
    );
    assert_eq!(
        edited(|page| page.base_urls[1].url = "https://TRY.shop.example".to_owned()),
        SILENT
    );
    assert_eq!(edited(|page| page.base_urls.reverse()), SILENT);
}

#[test]
fn lines_and_samples_that_go_to_another_host_are_one_fact() {
    let changes = edited(|page| {
        for operation in &mut page.operations {
            operation.base = Some("https://api2.shop.example".to_owned());
            for sample in &mut operation.samples {
                sample.text = sample.text.replace("http://api.", "https://api2.");
                sample.url = sample
                    .url
                    .take()
                    .map(|url| url.replace("http://api.", "https://api2."));
            }
        }
    });
    assert_eq!(
        changes,
        [
            "api base_url_added - -: - > https://api2.shop.example",
            "api base_url_removed - -: http://api.shop.example > -",
        ]
    );
}

#[test]
fn samples_alone_that_go_to_another_host_are_one_change() {
    let changes = edited(|page| {
        for operation in &mut page.operations {
            for sample in &mut operation.samples {
                sample.text = sample.text.replace("http://api.", "https://api2.");
                sample.url = sample
                    .url
                    .take()
                    .map(|url| url.replace("http://api.", "https://api2."));
            }
        }
    });
    assert_eq!(
        changes,
        ["example code_sample_changed - -: http://api.shop.example > https://api2.shop.example"]
    );
}

#[test]
fn where_only_samples_say_where_calls_go_they_are_the_base() {
    let bare = |page: &mut crate::Page, host: &str| {
        page.base_urls.clear();
        for operation in &mut page.operations {
            operation.base = None;
            for sample in &mut operation.samples {
                sample.text = sample.text.replace("http://api.shop.example", host);
                sample.url = sample
                    .url
                    .take()
                    .map(|url| url.replace("http://api.shop.example", host));
            }
        }
    };
    assert_eq!(
        between(
            |page| bare(page, "http://api.shop.example"),
            |page| bare(page, "https://api.shop.example")
        ),
        [
            "api base_url_added - -: - > https://api.shop.example",
            "api base_url_removed - -: http://api.shop.example > -",
        ]
    );
}

#[test]
fn a_new_operation_on_another_host_says_nothing_of_the_page() {
    let changes = edited(|page| {
        let mut refund = super::build::operation("Refund", "POST", "/refunds");
        refund.base = Some("https://other.shop.example".to_owned());
        super::build::add_operation(page, refund);
    });
    assert_eq!(
        changes,
        ["api endpoint_added POST /refunds -: - > POST /refunds"]
    );
}

#[test]
fn another_way_to_authenticate_is_one_change() {
    assert_eq!(
        edited(|page| page.authentication[0].text = "X-Api-Key: <key>".to_owned()),
        ["api auth_changed - X-Api-Key: Authorization: Bearer <token> > X-Api-Key: <key>"]
    );
    assert_eq!(
        edited(|page| page.authentication[0].text = "Authorization: bearer xxxx-xxxx".to_owned()),
        SILENT
    );
}

#[test]
fn text_about_authentication_that_went_is_silent_while_samples_send_the_header() {
    assert_eq!(edited(|page| page.authentication.clear()), SILENT);
    assert_eq!(between(|page| page.authentication.clear(), |_| {}), SILENT);
    let without = |page: &mut crate::Page| {
        page.authentication.clear();
        for operation in &mut page.operations {
            operation.samples.clear();
        }
    };
    let changes = edited(without);
    assert_eq!(
        changes
            .iter()
            .filter(|change| change.starts_with("api "))
            .collect::<Vec<_>>(),
        ["api auth_changed - Authorization: Authorization: Bearer <token> > -"]
    );
}

#[test]
fn statuses_come_go_and_change_their_meaning() {
    assert_eq!(
        edited(|page| page.statuses.push(status(429, "Too Many Requests"))),
        ["api status_added - 429: - > Too Many Requests"]
    );
    assert_eq!(
        edited(|page| drop(page.statuses.remove(0))),
        ["api status_removed - 200: OK -- It worked. > -"]
    );
    assert_eq!(
        edited(|page| page.statuses[1].meaning = "Not Found -- It was deleted.".to_owned()),
        [
            "api status_meaning_changed - 404: Not Found -- There is no such thing. > Not Found -- It was deleted."
        ]
    );
    assert_eq!(
        edited(|page| {
            page.statuses[1].meaning = "Not found: there is  no such thing".to_owned();
            page.statuses.reverse();
        }),
        SILENT
    );
}

#[test]
fn statuses_of_an_operation_are_told_with_it() {
    let owned = |page: &mut crate::Page, meaning: &str| {
        let mut gone = status(410, meaning);
        gone.operation = Some(2);
        page.statuses.push(gone);
    };
    assert_eq!(
        between(|page| owned(page, "Gone"), |page| owned(page, "Archived")),
        ["api status_meaning_changed GET /orders/{id} 410: Gone > Archived"]
    );
    assert_eq!(
        between(
            |page| owned(page, "Gone"),
            |page| page.statuses.push(status(410, "Gone"))
        ),
        SILENT
    );
    let with_operation = edited(|page| {
        super::build::add_operation(page, super::build::operation("Refund", "POST", "/refunds"));
        let mut gone = status(410, "Gone");
        gone.operation = Some(4);
        page.statuses.push(gone);
    });
    assert_eq!(
        with_operation,
        ["api endpoint_added POST /refunds -: - > POST /refunds"]
    );
}

#[test]
fn titles_of_page_and_sections_are_told() {
    assert_eq!(
        edited(|page| page.title = Some("Shop Interface".to_owned())),
        ["doc title_changed - -: Shop API > Shop Interface"]
    );
    assert_eq!(
        edited(|page| page.sections[0].title = "Welcome".to_owned()),
        ["doc title_changed - -: Introduction > Welcome"]
    );
    assert_eq!(edited(|page| page.sections.reverse()), SILENT);
}

#[test]
fn prose_is_one_change_a_section() {
    assert_eq!(
        edited(|page| page.sections[1].prose = "What people ordered, and why.".to_owned()),
        ["doc prose_changed - Orders: What customers ordered. > What people ordered, and why."]
    );
    assert_eq!(
        edited(|page| page.sections[1].prose = "What  customers\nordered. ".to_owned()),
        SILENT
    );
    let described = edited(|page| {
        for row in &mut page.operations[1].request[0].fields {
            row.description.push_str(", said otherwise");
        }
    });
    assert_eq!(described.len(), 1, "{described:?}");
    assert!(described[0].starts_with("doc prose_changed POST /orders Create Order: "));
}

#[test]
fn a_chapter_that_came_is_one_change() {
    assert_eq!(
        edited(|page| page.sections.push(super::build::section(
            "Limits",
            1,
            "A hundred calls a minute.",
            None
        ))),
        ["doc prose_changed - Limits: - > A hundred calls a minute."]
    );
}

#[test]
fn words_that_a_form_lost_with_its_lists_are_silent() {
    let lose = |page: &mut crate::Page, prose: &str| {
        page.sections[1].prose = prose.to_owned();
        super::build::warn(page, "list-lost", 5);
    };
    assert_eq!(between(|_| {}, |page| lose(page, "What ordered.")), SILENT);
    assert_eq!(
        between(|_| {}, |page| lose(page, "What they ordered.")).len(),
        1
    );
    assert_eq!(
        between(
            |page| lose(page, "What customers ordered."),
            |page| lose(page, "What ordered.")
        )
        .len(),
        1,
        "both forms lost them"
    );
}
