//! Which claims of the pages the document answers.

use super::{
    against::{examples, fields},
    json::Kind,
    report::{Coverage, Unanswered},
    schema,
    view::View,
};
use crate::model::{ExampleBody, ExampleRole};

pub(super) fn of(views: &[View<'_>]) -> Coverage {
    let mut coverage = Coverage::default();
    for view in views {
        page(view, &mut coverage);
    }
    coverage.unanswered.sort();
    coverage
}

fn page(view: &View<'_>, coverage: &mut Coverage) {
    let mut count = |kind: &'static str, answered: bool, claim: String, line: usize| {
        let counted = match kind {
            "operation" => &mut coverage.operations,
            "field" => &mut coverage.fields,
            "status" => &mut coverage.statuses,
            _ => &mut coverage.examples,
        };
        counted.0 += usize::from(answered);
        counted.1 += 1;
        if !answered {
            coverage.unanswered.push(Unanswered {
                kind,
                claim,
                page: view.at,
                line,
            });
        }
    };
    for seen in &view.operations {
        count(
            "operation",
            seen.documented.is_some(),
            seen.label.clone(),
            seen.on_page.line,
        );
    }
    for row in &view.rows {
        let label = view
            .operations
            .get(row.operation)
            .map_or("", |seen| seen.label.as_str());
        let answered = matches!(
            fields::partner(view, row),
            fields::Partner::Exact(..) | fields::Partner::Otherwise(..)
        );
        count(
            "field",
            answered,
            format!("{label} {}: {}", row.side, row.field.name),
            row.field.line,
        );
    }
    for status in &view.page.statuses {
        let documented = status
            .operation
            .and_then(|at| view.operations.get(at))
            .and_then(|seen| seen.documented);
        let mut operations = view
            .documented
            .iter()
            .filter(|operation| documented.is_none_or(|own| own.id == operation.id));
        count(
            "status",
            operations.any(|operation| operation.response(status.code).is_some()),
            status.code.to_string(),
            status.line,
        );
    }
    for (at, seen) in view.each() {
        for example in seen
            .on_page
            .examples
            .iter()
            .filter(|example| matches!(example.body, ExampleBody::Json(_)))
        {
            let side = if example.role == ExampleRole::Request {
                "request"
            } else {
                "response"
            };
            let bodies = seen
                .documented
                .map(|documented| schema::bodies(documented, side, example.status))
                .unwrap_or_default();
            let fits = bodies.iter().any(|body| {
                body.schema.is_some_and(|node| {
                    let own = view.values_of(at, side).filter(|value| {
                        value.example == example.line
                            && !value.leaf.path.is_empty()
                            && !value.leaf.item
                    });
                    let known = |path: &[String]| {
                        schema::at(view.document, node, &body.schema_pointer, path).is_some()
                    };
                    own.filter(|value| value.leaf.kind() != Kind::Null)
                        .all(|value| {
                            known(&value.leaf.path) || schema::is_free(view.document, node)
                        })
                })
            });
            count(
                "example",
                fits,
                format!("{} {side}", seen.label),
                example.line,
            );
        }
    }
    for example in &view.page.error_examples {
        if let Some(answered) = examples::answers_error(view, example) {
            count(
                "example",
                answered,
                example.label.clone().unwrap_or_default(),
                example.line,
            );
        }
    }
}
