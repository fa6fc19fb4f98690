//! `pazemo docs propose`.

use std::{fs, io::Write as _};

use anstyle::AnsiColor;
use pazemo_page::propose::{Note, Proposal, propose, propose_missing};

use super::{arguments::ProposeArguments, documents, note, pages};
use crate::{HOLDS, Unusable, write_out};

pub(super) fn run(arguments: &ProposeArguments) -> Result<u8, Unusable> {
    let (file, text) = documents::document(arguments.document.as_deref())?;
    let proposal = match &arguments.new {
        Some(new) => {
            let (old, new) = pages::pair(&arguments.old, new)?;
            propose(&old.page, &new.page, &file, &text)
        }
        None => {
            let page = pages::read(&arguments.old)?;
            if pages::is_silent(&page.page) {
                return Err(Unusable(format!(
                    "{} says nothing of an API; right would be the page itself, with its operations in the text",
                    page.name
                )));
            }
            propose_missing(&page.page, &file, &text)
        }
    };
    let proposal = proposal.map_err(|finding| Unusable(finding.to_string()))?;
    if let Some(path) = &arguments.write {
        let is_document = arguments.document.as_ref().is_some_and(|document| {
            let real = |path| fs::canonicalize(path).ok();
            real(document).is_some_and(|document| real(path) == Some(document))
        });
        if is_document {
            return Err(Unusable(format!(
                "{} is the document itself; right would be another file, or to apply the patch once it was looked at",
                path.display()
            )));
        }
        fs::write(path, &proposal.after)
            .map_err(|error| Unusable(format!("{} cannot be written: {error}", path.display())))?;
    }
    write_out(proposal.patch().as_bytes())?;
    say(&proposal);
    Ok(HOLDS)
}

fn say(proposal: &Proposal) {
    if !proposal.has_changes() {
        note("there is nothing to propose");
    }
    let style = AnsiColor::Yellow.on_default().bold();
    let mut stderr = anstream::stderr();
    for Note { line, message, .. } in &proposal.notes {
        let place = line.map_or_else(String::new, |line| format!("line {line}: "));
        // Nobody is left to tell if even this cannot be written.
        let _ = writeln!(stderr, "{style}to decide:{style:#} {place}{message}");
    }
}
