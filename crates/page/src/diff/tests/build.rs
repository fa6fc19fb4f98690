//! A page to edit: a shop with a few operations, an object and statuses.

use crate::{
    model::{
        BaseUrl, Claim, Example, ExampleBody, ExampleRole, Field, FieldTable, ObjectTable,
        Operation, Page, Sample, Section, StatusMeaning, Warning,
    },
    source::Form,
};

pub(super) fn field(name: &str, r#type: &str) -> Field {
    Field {
        name: name.to_owned(),
        r#type: (!r#type.is_empty()).then(|| r#type.to_owned()),
        required: None,
        description: format!("The {name} of it"),
        line: 0,
    }
}

pub(super) fn table(label: &str, rows: &[(&str, &str)]) -> FieldTable {
    FieldTable {
        label: (!label.is_empty()).then(|| label.to_owned()),
        fields: rows
            .iter()
            .map(|(name, typed)| field(name, typed))
            .collect(),
        line: 0,
    }
}

pub(super) fn example(role: ExampleRole, status: Option<u16>, json: &str) -> Example {
    let body = match serde_json::from_str::<serde_json::Value>(json) {
        Ok(_) => ExampleBody::Json(json.to_owned()),
        Err(error) => ExampleBody::Broken {
            text: json.to_owned(),
            why: error.to_string(),
        },
    };
    Example {
        role,
        status,
        label: None,
        body,
        line: 0,
    }
}

pub(super) fn sample(language: &str, method: &str, url: &str, headers: &[(&str, &str)]) -> Sample {
    let mut text = format!("{language} {method} \"{url}\" \\\n");
    for (name, value) in headers {
        text.push_str(&format!("  -H \"{name}: {value}\" \\\n"));
    }
    Sample {
        language: language.to_owned(),
        method: Some(method.to_owned()),
        url: Some(url.to_owned()),
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        body: None,
        text,
        line: 0,
    }
}

pub(super) fn operation(title: &str, method: &str, path: &str) -> Operation {
    let url = format!("http://api.shop.example{path}");
    let headers = [
        ("Authorization", "Bearer <token>"),
        ("Accept", "application/json"),
    ];
    Operation {
        title: title.to_owned(),
        method: method.to_owned(),
        path: path.to_owned(),
        base: Some("http://api.shop.example".to_owned()),
        from_sample: false,
        path_parameters: Vec::new(),
        request: vec![table(
            "Parameters",
            &[("id", "string"), ("limit", "integer"), ("note", "string")],
        )],
        response: vec![table(
            "Response",
            &[("id", "string"), ("total", "number"), ("state", "string")],
        )],
        examples: vec![example(
            ExampleRole::Response,
            None,
            r#"{"id": "o-1", "total": 12.50, "lines": [{"sku": "a", "count": 1}, {"sku": "b", "count": 2}]}"#,
        )],
        samples: vec![
            sample("shell", method, &url, &headers),
            sample("php", method, &url, &headers[..1]),
        ],
        conflicts: Vec::new(),
        line: 0,
    }
}

pub(super) fn section(title: &str, level: u8, prose: &str, operation: Option<usize>) -> Section {
    Section {
        title: title.to_owned(),
        level: Some(level),
        prose: prose.to_owned(),
        operation,
        line: 0,
    }
}

pub(super) fn status(code: u16, meaning: &str) -> StatusMeaning {
    StatusMeaning {
        code,
        meaning: meaning.to_owned(),
        operation: None,
        line: 0,
    }
}

pub(super) fn empty() -> Page {
    Page {
        form: Form::Markdown,
        title: Some("Shop API".to_owned()),
        base_urls: Vec::new(),
        authentication: Vec::new(),
        statuses: Vec::new(),
        error_examples: Vec::new(),
        objects: Vec::new(),
        operations: Vec::new(),
        sections: Vec::new(),
        warnings: Vec::new(),
        passages: Vec::new(),
    }
}

/// The page that tests edit.
pub(super) fn shop() -> Page {
    let mut page = empty();
    page.base_urls = [
        ("https://api.shop.example/", "LIVE"),
        ("https://try.shop.example/", "TEST"),
    ]
    .map(|(url, name)| BaseUrl {
        url: url.to_owned(),
        name: Some(name.to_owned()),
        line: 0,
    })
    .to_vec();
    page.authentication = vec![Claim {
        text: "Authorization: Bearer <token>".to_owned(),
        line: 0,
    }];
    page.statuses = vec![
        status(200, "OK -- It worked."),
        status(404, "Not Found -- There is no such thing."),
    ];
    page.error_examples = vec![example(
        ExampleRole::Error,
        None,
        r#"{"error": "unauthorized"}"#,
    )];
    page.objects = vec![ObjectTable {
        name: "Customer".to_owned(),
        fields: table("", &[("name", "string"), ("age", "integer")]).fields,
        line: 0,
    }];
    page.operations = vec![
        operation("List Orders", "GET", "/orders"),
        operation("Create Order", "POST", "/orders"),
        operation("Get Order", "GET", "/orders/{id}"),
        operation("Cancel Order", "POST", "/orders/{id}/cancel"),
    ];
    page.sections = vec![
        section(
            "Introduction",
            1,
            "The shop has an interface for programs.",
            None,
        ),
        section("Orders", 1, "What customers ordered.", None),
    ];
    for (place, operation) in page.operations.iter().enumerate() {
        let prose = format!("{} is what this one is for.", operation.title);
        page.sections
            .push(section(&operation.title, 2, &prose, Some(place)));
    }
    page.sections
        .push(section("Errors", 1, "What can go wrong.", None));
    numbered(&mut page);
    page
}

/// An operation with a section of its own.
pub(super) fn add_operation(page: &mut Page, operation: Operation) {
    let place = page.operations.len();
    let prose = format!("{} is new here.", operation.title);
    page.sections
        .push(section(&operation.title, 2, &prose, Some(place)));
    page.operations.push(operation);
}

/// Takes an operation and its sections away.
pub(super) fn remove_operation(page: &mut Page, place: usize) {
    page.operations.remove(place);
    page.sections
        .retain(|section| section.operation != Some(place));
    for section in &mut page.sections {
        section.operation = section
            .operation
            .map(|other| if other > place { other - 1 } else { other });
    }
}

pub(super) fn warn(page: &mut Page, kind: &'static str, line: usize) {
    page.warnings.push(Warning {
        kind,
        message: "it cannot be read".to_owned(),
        line,
    });
}

/// Gives everything a line, in the order of the page.
pub(super) fn numbered(page: &mut Page) {
    let mut line = 0;
    let mut next = |gap: usize| {
        line += gap;
        line
    };
    let sections = &mut page.sections;
    for section in sections
        .iter_mut()
        .filter(|section| section.operation.is_none())
    {
        section.line = next(3);
    }
    for base in &mut page.base_urls {
        base.line = next(1);
    }
    for claim in &mut page.authentication {
        claim.line = next(2);
    }
    for (place, operation) in page.operations.iter_mut().enumerate() {
        for section in sections
            .iter_mut()
            .filter(|section| section.operation == Some(place))
        {
            section.line = next(20);
        }
        for sample in &mut operation.samples {
            sample.line = next(8);
        }
        for example in &mut operation.examples {
            example.line = next(8);
        }
        operation.line = next(3);
        for table in operation.request.iter_mut().chain(&mut operation.response) {
            table.line = next(3);
            next(1);
            for field in &mut table.fields {
                field.line = next(1);
            }
        }
    }
    for object in &mut page.objects {
        object.line = next(20);
        next(1);
        for field in &mut object.fields {
            field.line = next(1);
        }
    }
    for status in &mut page.statuses {
        status.line = next(1);
    }
    for example in &mut page.error_examples {
        example.line = next(6);
    }
}
