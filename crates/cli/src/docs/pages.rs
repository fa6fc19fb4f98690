//! Pages as they are named on the command line.

use std::{io::Read as _, path::Path, time::Duration};

use indicatif::ProgressBar;
use pazemo_page::{Page, Source};

use crate::Unusable;

/// A page, and what it is called in messages.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) page: Page,
}

/// What stands for standard input.
const STDIN: &str = "-";
/// Larger pages are shown to be at work on.
const LARGE: usize = 8 * 1024 * 1024;
/// No page is larger than this, in bytes.
const MOST: u64 = 64 * 1024 * 1024;

/// Reads a page.
pub(super) fn read(path: &Path) -> Result<Named, Unusable> {
    let source = if path.as_os_str() == STDIN {
        Source::new("standard input", input()?)
    } else {
        Source::open(path).map_err(|error| Unusable(error.to_string()))?
    };
    let name = source.name().to_owned();
    let wrong = |what: &str| {
        Err(Unusable(format!(
            "{name} {what}; right would be a documentation page in Markdown, HTML or plain text"
        )))
    };
    if source.text().trim().is_empty() {
        return wrong("is empty");
    }
    if source.text().contains('\0') {
        return wrong("is no text");
    }
    let spinner = (source.text().len() > LARGE).then(|| {
        let spinner = ProgressBar::new_spinner().with_message(format!("reading {name}"));
        spinner.enable_steady_tick(Duration::from_millis(200));
        spinner
    });
    let page = pazemo_page::read(&source).map_err(|error| Unusable(error.to_string()));
    if let Some(spinner) = spinner {
        spinner.finish_and_clear();
    }
    Ok(Named { name, page: page? })
}

/// Two pages that are compared.
pub(super) fn pair(old: &Path, new: &Path) -> Result<(Named, Named), Unusable> {
    if old.as_os_str() == STDIN && new.as_os_str() == STDIN {
        let message = "both pages are standard input; right would be a file for one of them";
        return Err(Unusable(message.to_owned()));
    }
    let (old, new) = (read(old)?, read(new)?);
    // Who is served something else, such as a page that only says to switch JavaScript on, has not seen everything removed.
    if is_silent(&new.page) && !is_silent(&old.page) {
        return Err(Unusable(format!(
            "{} says nothing of an API, and {} does; right would be the page itself, with its operations in the text",
            new.name, old.name
        )));
    }
    Ok((old, new))
}

/// Whether nothing of an API was found on a page.
pub(super) fn is_silent(page: &Page) -> bool {
    page.operations.is_empty()
        && page.statuses.is_empty()
        && page.objects.is_empty()
        && page.error_examples.is_empty()
        && page.base_urls.is_empty()
}

fn input() -> Result<String, Unusable> {
    let refused =
        |why: &dyn std::fmt::Display| Unusable(format!("standard input cannot be read: {why}"));
    let mut text = String::new();
    std::io::stdin()
        .lock()
        .take(MOST + 1)
        .read_to_string(&mut text)
        .map_err(|error| refused(&format!("{error}; right would be text in UTF-8")))?;
    if text.len() as u64 > MOST {
        return Err(refused(&format!("it has more than {MOST} bytes")));
    }
    Ok(text)
}
