//! Where a page comes from: a file, or a folder of a Slate site; and which form it has.

use std::{fmt, fs, io::Read as _, path::Path};

use serde::Serialize;

use crate::model::Warning;

/// The form of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Form {
    /// Markdown, as Slate and its family take it.
    Markdown,
    /// HTML, as such a site renders it.
    Html,
    /// Plain text that was extracted from a page.
    Text,
}

/// A page's text, its form, and what it is called in messages.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
    form: Form,
    warnings: Vec<Warning>,
}

/// Why a page cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(pub(crate) String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

/// No page is larger than this, in bytes.
pub(crate) const MOST: u64 = 64 * 1024 * 1024;

impl Source {
    /// A text; its form is told from what it looks like.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            name: name.into(),
            form: crate::read::form_of(&text),
            text,
            warnings: Vec::new(),
        }
    }

    /// A file, or a folder with `index.html.md` (or `index.md`) and the `includes` that it names.
    ///
    /// # Errors
    ///
    /// [`Unreadable`], which names the file, and says what would be right.
    pub fn open(path: &Path) -> Result<Self, Unreadable> {
        let name = path.display().to_string();
        if path.is_dir() {
            return crate::read::folder(path);
        }
        Ok(Self::new(name, text_of(path)?))
    }

    /// What it is called in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its form.
    pub fn form(&self) -> Form {
        self.form
    }

    /// What opening it has shown, such as a file that is not there.
    pub(crate) fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    pub(crate) fn of_form(name: String, text: String, form: Form, warnings: Vec<Warning>) -> Self {
        Self {
            name,
            text,
            form,
            warnings,
        }
    }
}

/// A file that is text in UTF-8.
pub(crate) fn text_of(path: &Path) -> Result<String, Unreadable> {
    let refused =
        |why: &dyn fmt::Display| Unreadable(format!("{} cannot be read: {why}", path.display()));
    let file = fs::File::open(path).map_err(|error| refused(&error))?;
    if !file.metadata().is_ok_and(|metadata| metadata.is_file()) {
        return Err(refused(
            &"it is no file; right would be a page as Markdown, HTML or text",
        ));
    }
    let mut text = String::new();
    file.take(MOST + 1)
        .read_to_string(&mut text)
        .map_err(|error| refused(&format!("{error}; right would be text in UTF-8")))?;
    if text.len() as u64 > MOST {
        return Err(refused(&format!("it has more than {MOST} bytes")));
    }
    Ok(text)
}
