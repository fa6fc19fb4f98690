//! What changed on a page as a patch of the document.

use std::{fs, path::Path, process::Command};

use crate::support::{docs, docs_with_input, file};

const OLD: &str = "# Pings\n\n## Check the server\n\n`GET /check`\n";
const NEW: &str = "# Pings\n\n## Check the server\n\n`GET /check`\n\n# Banks\n\n## List Banks\n\n`GET /banks`\n\n### Query Parameters\n\n\
    Parameter | Type | Description\n---|---|---\ncountry | string | Country of the banks\n\n### Response\n\nField | Type | Description\n---|---|---\n\
    id | string | Bank ID\nname | string | Name of the bank\n";

fn repository() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn a_new_operation_becomes_a_patch_that_git_applies() {
    let (_old, old) = file(OLD.as_bytes());
    let (_new, new) = file(NEW.as_bytes());
    let said = docs(&["propose", &old, &new]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(
        said.err
            .starts_with("to decide: line 11: GET /banks has a table"),
        "{said:?}"
    );
    insta::assert_snapshot!(said.out);

    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("openapi/pazemo.yaml");
    fs::create_dir(document.parent().unwrap()).unwrap();
    fs::copy(repository().join("openapi/pazemo.yaml"), &document).unwrap();
    fs::write(folder.path().join("page.patch"), &said.out).unwrap();
    let mut git = Command::new("git");
    git.args(["apply", "page.patch"]).current_dir(folder.path());
    assert!(git.status().unwrap().success());
    let applied = fs::read_to_string(&document).unwrap();
    assert!(applied.contains("operationId: listBanks"));
    // What stands in the document is not proposed once more.
    let document = document.to_str().unwrap();
    let said = docs(&["propose", &new, "--document", document]);
    assert_eq!((said.code, said.out.as_str()), (Some(0), ""), "{said:?}");
    assert_eq!(said.err, "note: there is nothing to propose\n");
}

#[test]
fn what_is_to_be_decided_is_said_beside_the_patch() {
    let (_old, old) = file(NEW.as_bytes());
    let said = docs_with_input(&["propose", &old, "-"], OLD.as_bytes());
    assert_eq!((said.code, said.out.as_str()), (Some(0), ""), "{said:?}");
    assert!(
        said.err
            .contains("to decide: line 11: endpoint removed GET /banks"),
        "{said:?}"
    );
}

#[test]
fn the_proposed_document_can_be_written_but_not_over_the_document() {
    let (_old, old) = file(OLD.as_bytes());
    let (_new, new) = file(NEW.as_bytes());
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("api.yaml");
    fs::copy(repository().join("openapi/pazemo.yaml"), &document).unwrap();
    let document = document.to_str().unwrap();
    let written = folder.path().join("proposed.yaml");
    let arguments = ["propose", &old, &new, "--document", document, "--write"];
    let said = docs(&[arguments.as_slice(), &[written.to_str().unwrap()]].concat());
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(
        fs::read_to_string(written)
            .unwrap()
            .contains("operationId: listBanks")
    );
    let before = fs::read_to_string(document).unwrap();
    let said = docs(&[arguments.as_slice(), &[document]].concat());
    assert!(
        said.unusable().contains("is the document itself"),
        "{said:?}"
    );
    assert_eq!(fs::read_to_string(document).unwrap(), before);
}

#[test]
fn what_is_no_document_is_refused_with_its_place() {
    let (_folder, document) = file(b"openapi: [\n");
    let (_page, page) = file(NEW.as_bytes());
    let said = docs(&["propose", &page, "--document", &document]);
    assert!(said.unusable().contains("[yaml-syntax]"), "{said:?}");
}
