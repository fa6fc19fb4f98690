//! What a page says: the model that extraction makes, and that all else works on. Texts are as the page writes them, white space folded.

use serde::Serialize;

use crate::source::Form;

/// Everything a page claims about an API. Lines count from 1 in its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Page {
    /// The form it was read from.
    pub form: Form,
    /// Its title, if it has one.
    pub title: Option<String>,
    /// Its base addresses.
    pub base_urls: Vec<BaseUrl>,
    /// How requests are authenticated: header lines such as `Authorization: Bearer …`, with placeholders as the page writes them.
    pub authentication: Vec<Claim>,
    /// What the statuses mean.
    pub statuses: Vec<StatusMeaning>,
    /// Examples of errors that belong to no operation.
    pub error_examples: Vec<Example>,
    /// Tables of objects apart from operations.
    pub objects: Vec<ObjectTable>,
    /// The operations, in their order.
    pub operations: Vec<Operation>,
    /// The sections, for titles and prose.
    pub sections: Vec<Section>,
    /// What could not be read, or was lost by the form.
    pub warnings: Vec<Warning>,
    /// All its text, in its order, for rules over wording.
    #[serde(skip)]
    pub(crate) passages: Vec<Passage>,
}

/// A piece of the page's text as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) line: usize,
    pub(crate) kind: PassageKind,
    pub(crate) text: String,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PassageKind {
    /// The languages of the samples, of which navigation tells.
    Front,
    Heading,
    Text,
    Item,
    Code,
    Row,
}

/// A text, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(clippy::exhaustive_structs)]
pub struct Claim {
    /// The text.
    pub text: String,
    /// Its line.
    pub line: usize,
}

/// A base address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(clippy::exhaustive_structs)]
pub struct BaseUrl {
    /// The address as the page writes it.
    pub url: String,
    /// What the page calls it, such as `LIVE API`.
    pub name: Option<String>,
    /// Its line.
    pub line: usize,
}

/// What a status means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(clippy::exhaustive_structs)]
pub struct StatusMeaning {
    /// The status.
    pub code: u16,
    /// Name and meaning, as the page writes them, ` -- ` between the cells.
    pub meaning: String,
    /// The operation's place in [`Page::operations`], if the table belongs to one.
    pub operation: Option<usize>,
    /// Its line.
    pub line: usize,
}

/// A section: a heading and what stands below it up to the next one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(clippy::exhaustive_structs)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// From 1, if the form has levels.
    pub level: Option<u8>,
    /// The paragraphs and lists, one text.
    pub prose: String,
    /// The operation's place in [`Page::operations`], if the section is about one.
    pub operation: Option<usize>,
    /// Its line.
    pub line: usize,
}

/// An operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Operation {
    /// The heading it stands under.
    pub title: String,
    /// In capitals.
    pub method: String,
    /// As the page writes it, without host and base path, with the placeholders of the page.
    pub path: String,
    /// The address before the path, if the page writes one.
    pub base: Option<String>,
    /// Whether it was taken from a sample, because there is no line that names it.
    pub from_sample: bool,
    /// The parameters in the path, in their order, without marks.
    pub path_parameters: Vec<String>,
    /// Tables of what is sent.
    pub request: Vec<FieldTable>,
    /// Tables of what is answered.
    pub response: Vec<FieldTable>,
    /// Examples, in their order.
    pub examples: Vec<Example>,
    /// Samples of requests in programming languages, in their order.
    pub samples: Vec<Sample>,
    /// Where the section contradicts itself.
    pub conflicts: Vec<Conflict>,
    /// The line that names it.
    pub line: usize,
}

/// A table of fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(clippy::exhaustive_structs)]
pub struct FieldTable {
    /// The heading or label right before it, if there is one: `Query Parameters`, say.
    pub label: Option<String>,
    /// The rows, in their order.
    pub fields: Vec<Field>,
    /// Its line.
    pub line: usize,
}

/// A table of an object's fields, apart from operations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(clippy::exhaustive_structs)]
pub struct ObjectTable {
    /// The object's name: `Customer` of a heading `Customer Object`.
    pub name: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its line.
    pub line: usize,
}

/// A row of a table of fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(clippy::exhaustive_structs)]
pub struct Field {
    /// Its name, as the page writes it, without marks; nested ones are dotted.
    pub name: String,
    /// Its type or format, as the page writes it.
    pub r#type: Option<String>,
    /// Whether it has to be there, if the table says so.
    pub required: Option<bool>,
    /// The rest of the row.
    pub description: String,
    /// Its line.
    pub line: usize,
}

/// What an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ExampleRole {
    /// What is sent.
    Request,
    /// What is answered.
    Response,
    /// What is answered in case of an error.
    Error,
}

/// An example of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(clippy::exhaustive_structs)]
pub struct Example {
    /// What it shows.
    pub role: ExampleRole,
    /// The status, if the page names one.
    pub status: Option<u16>,
    /// The label before it, as the page writes it.
    pub label: Option<String>,
    /// What it is.
    pub body: ExampleBody,
    /// Its line.
    pub line: usize,
}

/// The body of an example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ExampleBody {
    /// JSON, as the page writes it; it was read.
    Json(String),
    /// What looks like JSON and cannot be read: text, and why not.
    Broken {
        /// The text.
        text: String,
        /// What is wrong, with line and column within it.
        why: String,
    },
    /// Anything else.
    Text(String),
}

/// A sample of a request in a programming language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(clippy::exhaustive_structs)]
pub struct Sample {
    /// The language: `shell`, `php`, `javascript`, … in lower case.
    pub language: String,
    /// The method, in capitals, if it could be read.
    pub method: Option<String>,
    /// The address, as the sample writes it.
    pub url: Option<String>,
    /// The headers, in their order: name and value.
    pub headers: Vec<(String, String)>,
    /// The body, if the sample sends one.
    pub body: Option<String>,
    /// The whole sample.
    pub text: String,
    /// Its line.
    pub line: usize,
}

/// A contradiction within a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(clippy::exhaustive_structs)]
pub struct Conflict {
    /// Stable kebab-case name, such as `sample-method` or `sample-path`.
    pub kind: &'static str,
    /// What is said, and what is said otherwise.
    pub message: String,
    /// The line of the second.
    pub line: usize,
}

/// What could not be read, or was lost by the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(clippy::exhaustive_structs)]
pub struct Warning {
    /// Stable kebab-case name, such as `row-short`, `table-glued`, `cell-recovered`.
    pub kind: &'static str,
    /// What happened.
    pub message: String,
    /// Its line.
    pub line: usize,
}
