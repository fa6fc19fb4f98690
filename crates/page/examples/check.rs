//! Holds pages against a document, as JSON: `cargo run -p pazemo-page --example check -- DOCUMENT DEVIATIONS [--write-claims] PAGE…`.

use std::{error::Error, fs, io::Write as _, path::Path};

use pazemo_openapi::Document;
use pazemo_page::{
    Source,
    check::{Deviations, check, write_claims},
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let writes = arguments
        .iter()
        .any(|argument| argument == "--write-claims");
    arguments.retain(|argument| argument != "--write-claims");
    let [document, deviations, pages @ ..] = arguments.as_slice() else {
        return Err("a document, deviations and pages are needed".into());
    };
    let document = Document::read(document, &fs::read_to_string(document)?)?;
    let text = fs::read_to_string(deviations)?;
    let known = Deviations::read(deviations, &text)?;
    let mut read = Vec::new();
    for page in pages {
        read.push(pazemo_page::read(&Source::open(Path::new(page))?)?);
    }
    let mut out = std::io::stdout().lock();
    if writes {
        write!(out, "{}", write_claims(&read, &document, &known, &text))?;
    } else {
        serde_json::to_writer_pretty(&mut out, &check(&read, &document, Some(&known)))?;
    }
    Ok(())
}
