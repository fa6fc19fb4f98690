//! What is done with a page, whatever its form.

use pazemo_page::{Form, Source, diff::diff, propose::propose_missing, read};

const OLD: &str =
    "# Boats\n\n## List boats\n\n`GET /boats`\n\nField | Type\n---|---\nid | string\n";
const DOCUMENT: &str = "openapi: 3.0.3\npaths:\n  /boats:\n    get:\n      operationId: listBoats\n      tags: [boats]\n      responses: {}\n";

pub(crate) fn play(text: &str, form: Form) {
    let source = Source::new("fuzz", text);
    if source.form() != form {
        return;
    }
    let Ok(page) = read(&source) else {
        return;
    };
    let lines = text.lines().count() + 1;
    assert!(
        page.operations
            .iter()
            .all(|operation| operation.line <= lines)
    );
    assert!(page.warnings.iter().all(|warning| warning.line <= lines));
    assert!(diff(&page, &page).changes.is_empty());
    if let Ok(old) = read(&Source::new("old", OLD)) {
        let changes = diff(&old, &page);
        let _ = (
            changes.human(),
            changes.markdown(),
            changes.github("old", "fuzz"),
        );
    }
    if page.operations.len() < 8 {
        let proposal =
            propose_missing(&page, "fuzz.yaml", DOCUMENT).expect("the document is sound");
        pazemo_openapi::parse("fuzz.yaml", &proposal.after).expect("and stays so");
    }
}
