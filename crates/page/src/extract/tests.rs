use super::*;
use crate::Source;

/// A page of a fictitious provider, in the habits of Slate.
const HARBOUR: &str = include_str!("harbour.md");

fn read(text: &str) -> Page {
    crate::read(&Source::of_form(
        "page".to_owned(),
        text.to_owned(),
        Form::Markdown,
        Vec::new(),
    ))
    .expect("a page")
}

#[test]
fn a_page_is_read_as_a_whole() {
    let model = serde_json::to_string_pretty(&read(HARBOUR)).unwrap();
    insta::assert_snapshot!(model);
}

fn names(tables: &[crate::FieldTable]) -> Vec<String> {
    tables
        .iter()
        .flat_map(|table| &table.fields)
        .map(|field| field.name.clone())
        .collect()
}

fn routes(page: &Page) -> Vec<String> {
    page.operations
        .iter()
        .map(|operation| format!("{} {}", operation.method, operation.path))
        .collect()
}

fn roles(page: &Page) -> Vec<(ExampleRole, Option<u16>)> {
    page.operations
        .iter()
        .flat_map(|operation| &operation.examples)
        .map(|example| (example.role, example.status))
        .collect()
}

#[test]
fn request_lines_of_every_kind_name_operations() {
    for line in [
        "`GET /trees/{id}`",
        "GET /trees/{id}",
        "```\nGET /trees/{id}\n```",
        "```http\nGET /trees/{id} HTTP/1.1\nHost: orchard.example\n```",
        "**GET** `/trees/{id}`",
        "**GET /trees/{id}**",
        "`GET` `/trees/{id}`",
        "Endpoint: `GET https://orchard.example/trees/{id}`",
        "**Method:** GET\n\n**URL:** `/trees/{id}`",
        "- Method: `GET`\n- Path: `/trees/{id}`",
        "Method | URL\n---|---\nGET | /trees/{id}",
        "GET {{base_url}}/trees/{id}?leaves=true",
        "Call `GET /trees/{id}` to see one tree.\n\nField | Type\n---|---\nid | string",
    ] {
        let page = read(&format!("# Trees\n\n## Get a tree\n\n{line}\n\n# More\n"));
        assert_eq!(page.operations.len(), 1, "{line}");
        let operation = &page.operations[0];
        let method_and_path = format!("{} {}", operation.method, operation.path);
        if line.contains("HTTP/1.1") {
            assert!(operation.from_sample, "{line}");
        }
        assert_eq!(method_and_path, "GET /trees/{id}", "{line}");
        assert_eq!(operation.path_parameters, ["id"], "{line}");
        assert_eq!(operation.title, "Get a tree", "{line}");
    }
}

#[test]
fn headings_may_be_request_lines() {
    let page = read(
        "# Trees\n\n## GET /trees\n\nField | Type\n---|---\nid | string\n\n## POST /trees/:id\n",
    );
    assert_eq!(routes(&page), ["GET /trees", "POST /trees/:id"]);
    assert_eq!(page.operations[0].title, "GET /trees");
    assert_eq!(names(&page.operations[0].response), ["id"]);
}

#[test]
fn sentences_and_lists_of_endpoints_name_no_operations() {
    let page = read(
        "# Overview\n\nThe API has `GET /trees` and others.\n\n- `GET /trees` lists trees\n- `POST /trees` plants one\n\n```\nGET /trees\nPOST /trees\n```\n\nMethod | Path\n---|---\nGET | /trees\nPOST | /trees\n",
    );
    assert_eq!(routes(&page), Vec::<String>::new());
}

#[test]
fn an_operation_may_have_a_sample_only() {
    let page = read(
        "# Trees\n\n## Plant\n\n```\n$ http POST https://orchard.example/trees kind=apple\n```\n\n```json\n{ \"id\": 1 }\n```\n",
    );
    assert_eq!(routes(&page), ["POST /trees"]);
    assert!(page.operations[0].from_sample);
    assert_eq!(
        roles(&page),
        [(ExampleRole::Request, None), (ExampleRole::Response, None)]
    );
    assert_eq!(
        page.operations[0].base.as_deref(),
        Some("https://orchard.example")
    );
}

#[test]
fn a_sample_elsewhere_of_a_known_operation_is_no_other_operation() {
    let page = read(
        "# Paging\n\n```\ncurl https://orchard.example/trees?page=2\n```\n\n```json\n[]\n```\n\n# Trees\n\n## List\n\n`GET /trees`\n",
    );
    assert_eq!(routes(&page), ["GET /trees"]);
}

#[test]
fn a_line_copied_from_another_operation_is_a_conflict() {
    let page = read(
        "## Fell a tree\n\n> Request\n\n```shell\ncurl -X DELETE https://orchard.example/trees/{id}\n```\n\n### HTTP Request\n\n`GET https://orchard.example/trees`\n",
    );
    assert_eq!(routes(&page), ["GET /trees"]);
    let kinds: Vec<_> = page.operations[0]
        .conflicts
        .iter()
        .map(|conflict| conflict.kind)
        .collect();
    assert_eq!(kinds, ["sample-method", "sample-path"]);
}

#[test]
fn values_in_samples_are_no_conflicts() {
    let page = read(
        "The base URL is https://orchard.example/v2\n\n## Get a tree\n\n```shell\ncurl https://orchard.example/v2/trees/17?leaves=1\n```\n\n`GET /trees/<TREE_ID>`\n",
    );
    assert_eq!(page.operations[0].conflicts, []);
    assert_eq!(page.operations[0].path_parameters, ["TREE_ID"]);
}

#[test]
fn base_paths_are_removed() {
    let page = read(
        "# Start\n\nBase URL: `https://orchard.example/v2`\n\n# Trees\n\n## A\n\n`GET /v2/trees`\n\n## B\n\n`GET /leaves`\n\n## C\n\n`GET https://orchard.example/v2/roots`\n",
    );
    assert_eq!(routes(&page), ["GET /trees", "GET /leaves", "GET /roots"]);
    assert_eq!(page.operations[0].base.as_deref(), Some("/v2"));
    assert_eq!(page.operations[1].base, None);
}

#[test]
fn two_sections_of_one_route_are_both_kept() {
    let page = read(
        "## One\n\n`GET /trees`\n\nField | Type\n---|---\na | string\n\n## Two\n\n`GET /trees`\n\nField | Type\n---|---\nb | string\n",
    );
    assert_eq!(routes(&page), ["GET /trees", "GET /trees"]);
    assert_eq!(names(&page.operations[1].response), ["b"]);
}

#[test]
fn several_operations_may_share_a_heading() {
    let page = read(
        "# Trees\n\n`GET /trees`\n\nField | Type\n---|---\na | string\n\n```shell\ncurl -X POST /trees\n```\n\n`POST /trees`\n\nParameter | Type\n---|---\nb | string\n",
    );
    assert_eq!(routes(&page), ["GET /trees", "POST /trees"]);
    assert_eq!(names(&page.operations[0].response), ["a"]);
    assert_eq!(names(&page.operations[1].request), ["b"]);
    assert_eq!(page.operations[1].samples.len(), 1);
    assert_eq!(page.operations[0].samples.len(), 0);
}

#[test]
fn tables_are_on_the_side_that_their_labels_say() {
    let page = read(
        "## Plant\n\n`POST /trees/{orchard}`\n\n### Path Parameters\n\nName | Description\n---|---\norchard | Where\n\n### Body\n\nParam | Required\n---|---\nkind | yes\n\n**Returns**\n\nAttribute | Type\n---|---\nid | string\n\nThe response also has:\n\nField | Type\n---|---\nage | number\n",
    );
    let operation = &page.operations[0];
    assert_eq!(names(&operation.request), ["orchard", "kind"]);
    assert_eq!(names(&operation.response), ["id", "age"]);
    assert_eq!(
        operation.request[0].label.as_deref(),
        Some("Path Parameters")
    );
    assert_eq!(operation.response[0].label.as_deref(), Some("Returns"));
}

#[test]
fn examples_have_the_role_and_status_that_labels_say() {
    let page = read(
        "## Plant\n\n`POST /trees`\n\n> Body\n\n```json\n{ \"kind\": \"apple\" }\n```\n\n> Example 201 Response\n\n```json\n{ \"id\": 1 }\n```\n\n> Example 422 Response\n\n```json\n{ \"error\": \"no soil\" }\n```\n\n```json\n// Response 200\n{ \"id\": 2 }\n```\n",
    );
    assert_eq!(
        roles(&page),
        [
            (ExampleRole::Request, None),
            (ExampleRole::Response, Some(201)),
            (ExampleRole::Error, Some(422)),
            (ExampleRole::Response, Some(200)),
        ]
    );
}

#[test]
fn an_example_that_does_not_parse_is_one_example() {
    let page =
        read("## A\n\n`GET /trees`\n\n```json\n{\n  \"a\": 1,\n  \"b\": { \"c\": 2, },\n}\n```\n");
    assert!(matches!(
        page.operations[0].examples.as_slice(),
        [Example {
            body: ExampleBody::Broken { .. },
            role: ExampleRole::Response,
            ..
        }]
    ));
    assert_eq!(page.warnings, []);
}

#[test]
fn a_table_under_its_own_object_stays_apart() {
    let page = read(
        "# Trees\n\n## Plant\n\n`POST /trees`\n\nParameter | Type\n---|---\nkind | string\n\n### The Leaf object\n\nField | Type\n---|---\ncolour | string\n\n# Orchards\n\n## Attributes\n\nAttribute | Type\n---|---\nname | string\n",
    );
    assert_eq!(names(&page.operations[0].request), ["kind"]);
    let objects: Vec<_> = page
        .objects
        .iter()
        .map(|object| object.name.as_str())
        .collect();
    assert_eq!(objects, ["Leaf", "Orchards"]);
}

#[test]
fn names_of_things_are_no_fields() {
    let page = read(
        "# Currencies\n\nName | Code\n---|---\nEuro | EUR\nBritish Pound | GBP\n\n# Kinds\n\nValue | Description\n---|---\napple | An apple\n",
    );
    assert_eq!(page.objects, []);
}

#[test]
fn a_name_that_the_form_lost_is_taken_from_the_example() {
    let page = read(
        "## A\n\n`GET /trees`\n\n### Response\n\nField | Description | Format\n---|---|---\nid | Identifier | string\nTree owner | |\nage | Age | number\n\n```json\n{ \"id\": \"x\", \"owner\": \"y\", \"age\": 3, \"height\": 4 }\n```\n",
    );
    assert_eq!(names(&page.operations[0].response), ["id", "owner", "age"]);
    let kinds: Vec<_> = page
        .warnings
        .iter()
        .map(|warning| (warning.kind, warning.line))
        .collect();
    assert_eq!(kinds, [("cell-recovered", 10)]);
}

#[test]
fn a_row_that_cannot_be_read_is_a_warning() {
    let page = read(
        "## A\n\n`GET /trees`\n\n### Response\n\nField | Description | Format\n---|---|---\nid | Identifier | string\nTree owner | |\n",
    );
    assert_eq!(names(&page.operations[0].response), ["id"]);
    assert_eq!(page.warnings[0].kind, "row-unreadable");
}

#[test]
fn statuses_of_an_operation_are_its_own() {
    let page = read(
        "## A\n\n`GET /trees`\n\n### Responses\n\nStatus | Meaning | Description\n---|---|---\n200 | OK | Fine\n404 | Not Found | No tree\n\n# Errors\n\n- 400 Bad Request - Wrong\n- 500 Internal Server Error - Sorry\n",
    );
    let codes: Vec<_> = page
        .statuses
        .iter()
        .map(|status| (status.code, status.operation))
        .collect();
    assert_eq!(
        codes,
        [(200, Some(0)), (404, Some(0)), (400, None), (500, None)]
    );
    assert_eq!(page.operations[0].response, []);
}

#[test]
fn an_example_elsewhere_that_is_no_error_is_not_taken() {
    let page = read(
        "# Start\n\n```\n$ cat config.json\n{ \"token\": \"x\" }\n```\n\n```json\n{ \"token\": \"x\" }\n```\n",
    );
    assert_eq!(page.error_examples, []);
    assert_eq!(page.operations, []);
}

#[test]
fn authentication_is_claimed_by_header_lines() {
    let page = read(
        "# Authentication\n\nSend `Authorization: Bearer <token>`.\n\n```shell\ncurl \"endpoint\" -H \"Authorization: Bearer <token>\" -H \"Accept: a/b\"\n```\n",
    );
    let claims: Vec<_> = page
        .authentication
        .iter()
        .map(|claim| claim.text.as_str())
        .collect();
    assert_eq!(claims, ["Authorization: Bearer <token>"]);
    let page = read("# Authentication\n\nWe use HTTP Basic auth.\n");
    assert_eq!(page.authentication[0].text, "Basic");
}

#[test]
fn text_behind_an_example_is_no_example() {
    let page = read(
        "## A\n\n> The above command returns JSON structured like this:\n\n```json\n[]\n```\n\nThis lists trees.\n\n`GET /trees`\n",
    );
    assert_eq!(roles(&page), [(ExampleRole::Response, None)]);
    assert_eq!(page.sections[0].prose, "This lists trees.");
}

#[test]
fn a_list_of_values_within_an_operation_is_no_table_of_fields() {
    let page = read(
        "## A\n\n`GET /trees`\n\n### Response\n\nName | Description\n---|---\nkind | What it is\n\n#### Kinds\n\nName | Description\n---|---\napple | An apple\n",
    );
    assert_eq!(names(&page.operations[0].response), ["kind"]);
    assert_eq!(page.objects, []);
}

#[test]
fn languages_of_the_front_matter_are_languages_of_samples() {
    let page = read(
        "---\nlanguage_tabs: [orchardtalk]\n---\n\n## A\n\n```orchardtalk\nask \"https://orchard.example/trees\"\n```\n\n`GET /trees`\n",
    );
    assert_eq!(page.operations[0].samples[0].language, "orchardtalk");
}

#[test]
fn a_word_in_the_place_of_a_parameter_is_another_operation() {
    let page = read(
        "# Trees\n\n`GET /trees/{id}`\n\n`GET /trees/oldest`\n\n# Sick trees\n\n```\ncurl https://orchard.example/trees/sick\n```\n\n```json\n[]\n```\n",
    );
    assert_eq!(
        routes(&page),
        ["GET /trees/{id}", "GET /trees/oldest", "GET /trees/sick"]
    );
}

#[test]
fn a_heading_says_the_side_whatever_the_method_is() {
    let page = read(
        "## A\n\n### Request\n\n`GET /trees/{id}`\n\nField | Type\n---|---\nid | string\n\n## B\n\n`POST /trees`\n\n### Response\n\nField | Type\n---|---\nage | number\n",
    );
    assert_eq!(names(&page.operations[0].request), ["id"]);
    assert_eq!(names(&page.operations[1].response), ["age"]);
}

#[test]
fn the_only_key_that_a_table_lacks_is_the_lost_one_wherever_it_stands() {
    let page = read(
        "## A\n\n`GET /trees`\n\n### Response\n\nField | Description | Format\n---|---|---\nage | Age | number\nTree owner | |\nid | Identifier | string\n\n```json\n[{ \"age\": 3, \"id\": \"x\", \"owner\": \"y\" }]\n```\n",
    );
    assert_eq!(names(&page.operations[0].response), ["age", "owner", "id"]);
}

#[test]
fn samples_before_a_heading_lead_to_the_operation_below_that_they_call() {
    let page = read(
        "## Felling\n\n```\ncurl -X DELETE https://orchard.example/trees/{id}\n```\n\n## Take a tree away\n\n`DELETE https://orchard.example/trees/{id}`\n",
    );
    assert_eq!(routes(&page), ["DELETE /trees/{id}"]);
    assert_eq!(page.operations[0].title, "Take a tree away");
    assert_eq!(page.operations[0].samples.len(), 1);
}

#[test]
fn samples_behind_a_heading_belong_to_the_operation_above_that_they_call() {
    let page = read(
        "## Fell\n\n`DELETE /trees/{id}`\n\n## In practice\n\n```\ncurl -X DELETE https://orchard.example/trees/4\n```\n",
    );
    assert_eq!(routes(&page), ["DELETE /trees/{id}"]);
    assert_eq!(page.operations[0].samples.len(), 1);
}

#[test]
fn a_table_of_which_no_row_names_a_field_is_no_object() {
    let page = read("# The Leaf object\n\nField | Type\n---|---\n | string\n\n# More\n");
    assert_eq!(page.objects, []);
}
