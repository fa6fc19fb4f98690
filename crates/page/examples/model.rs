//! Prints what a page says, as JSON: `cargo run -p pazemo-page --example model -- PAGE [--counts]`.

use std::{error::Error, io::Write as _, path::Path};

use pazemo_page::{ExampleBody, ExampleRole, Source};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("a page is needed")?;
    let page = pazemo_page::read(&Source::open(Path::new(&path))?)?;
    let mut out = std::io::stdout().lock();
    if arguments.next().as_deref() != Some("--counts") {
        serde_json::to_writer_pretty(&mut out, &page)?;
        writeln!(out)?;
        return Ok(());
    }
    let examples = |role, json: bool| {
        page.operations
            .iter()
            .flat_map(|operation| &operation.examples)
            .filter(|example| {
                example.role == role && matches!(example.body, ExampleBody::Json(_)) == json
            })
            .count()
    };
    let rows = |request: bool| -> usize {
        page.operations
            .iter()
            .flat_map(|operation| {
                if request {
                    &operation.request
                } else {
                    &operation.response
                }
            })
            .map(|table| table.fields.len())
            .sum()
    };
    writeln!(out, "form {:?}", page.form)?;
    writeln!(out, "operations {}", page.operations.len())?;
    writeln!(out, "statuses {}", page.statuses.len())?;
    writeln!(out, "base addresses {}", page.base_urls.len())?;
    writeln!(out, "error examples {}", page.error_examples.len())?;
    for role in [
        ExampleRole::Request,
        ExampleRole::Response,
        ExampleRole::Error,
    ] {
        writeln!(
            out,
            "{role:?} examples: JSON {}, other {}",
            examples(role, true),
            examples(role, false)
        )?;
    }
    writeln!(
        out,
        "bodies of samples {}",
        page.operations
            .iter()
            .flat_map(|operation| &operation.samples)
            .filter(|sample| sample.body.is_some())
            .count()
    )?;
    writeln!(out, "request rows {}", rows(true))?;
    writeln!(out, "response rows {}", rows(false))?;
    writeln!(out, "object tables {}", page.objects.len())?;
    for operation in &page.operations {
        writeln!(
            out,
            "  {} {} ({}), samples {}",
            operation.method,
            operation.path,
            operation.title,
            operation.samples.len()
        )?;
    }
    for warning in &page.warnings {
        writeln!(
            out,
            "warning {}: {} {}",
            warning.line, warning.kind, warning.message
        )?;
    }
    Ok(())
}
