//! From a curated document to the Rust source of a client.
//!
//! ```text
//! document ─ lint ─▶ hoist ─▶ lower ─▶ progenitor ─▶ polish ─▶ guard ─▶ source
//! ```
//!
//! * progenitor makes the types and, for each operation, the code that builds its request.
//! * *Polish* rebuilds the types on the runtime's value types, leads the calls to the runtime, and adds the
//!   facade (`client.accounts().create(…)`), the blocking facade and the tables.
//! * *Guard* refuses output that could lose a digit of an amount or forget an operation.
//!
//! A second file, of verdicts, says what a failed call may have done and what is repeated. It becomes tables for the runtime and a
//! page of the documentation.
//!
//! What goes wrong is a [`Finding`] with file, line and column.
//!
//! ```
//! let sources = pazemo_codegen::Sources {
//!     document: ("api.yaml", "openapi: 3.0.3\npaths: {}\n"),
//!     verdicts: None,
//!     module: pazemo_codegen::Module::new("", "example"),
//! };
//! let findings = pazemo_codegen::generate(&sources).unwrap_err();
//! assert!(findings[0].to_string().starts_with("api.yaml:1:1: error [missing-key]"));
//! ```

mod blocking;
mod calls;
mod docs;
mod dynamic;
mod embed;
mod facade;
mod generator;
mod guard;
mod method_docs;
mod module;
mod names;
mod objects;
mod options;
mod steps;
mod subject;
mod tables;
mod testing;
mod values;
mod verdicts;

pub use embed::embed_files;
pub use module::Module;
use pazemo_openapi::{Document, Finding, Severity};
use quote::quote;

/// What a client is made from: each file as its name, for findings, and its text.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'s> {
    /// The curated document.
    pub document: (&'s str, &'s str),
    /// The verdicts. Without them, neither tables nor a page of them are generated.
    pub verdicts: Option<(&'s str, &'s str)>,
    /// Where the client is put.
    pub module: Module<'s>,
}

/// The generated source and what is worth a look about the document.
#[derive(Debug)]
#[non_exhaustive]
pub struct Generated {
    /// Formatted Rust source.
    pub source: String,
    /// Findings of severity warning.
    pub warnings: Vec<Finding>,
}

/// Generates the client of a document.
///
/// # Errors
///
/// The lint's findings of severity error, what is wrong with the verdicts, or what the generator or a guard refused; nothing is
/// generated then.
pub fn generate(sources: &Sources<'_>) -> Result<Generated, Vec<Finding>> {
    let (file, text) = sources.document;
    let document = Document::read(file, text).map_err(|finding| vec![finding])?;
    let findings = pazemo_openapi::lint(file, document.root());
    let (errors, warnings): (Vec<_>, Vec<_>) = findings
        .into_iter()
        .partition(|finding| finding.severity == Severity::Error);
    if !errors.is_empty() {
        return Err(errors);
    }
    let verdicts = match sources.verdicts {
        Some((file, text)) => verdicts::generate(file, text)?,
        None => proc_macro2::TokenStream::new(),
    };
    let document = pazemo_openapi::hoist(&document)?;
    let raw = generator::run(&document)?;
    let values = values::generate(&document, sources.module)?;
    let objects = objects::generate(&document, raw.types)?;
    let calls = calls::generate(&document, raw.methods)?;
    let module = sources.module;
    let resources = facade::resources(&document, &calls, module);
    let facade = facade::generate(&resources, module);
    let tables = tables::generate(&document, &calls, module, sources.verdicts.is_some());
    let others = module
        .is_root()
        .then(|| other_faces(&document, &calls, &resources));
    let calls = &calls.tokens;
    let tokens = quote! {
        /// The types of the API: identifiers, open enums, requests and answers.
        pub mod types {
            #values
            #objects
        }
        /// The operations of the API by resource: what the accessors of a client return.
        pub mod resources {
            use super::types;
            #facade
        }
        pub(crate) mod calls {
            use super::types;
            #calls
        }
        #tables
        #verdicts
        #others
    };
    let parsed: syn::File = syn::parse2(tokens).map_err(|error| {
        vec![Finding::new(
            "generated-syntax",
            file,
            format!("the generated code is not valid Rust: {error}"),
            "a document without constructs this generator was not made for".to_owned(),
        )]
    })?;
    let found = guard::check(&document, &parsed, module);
    if !found.is_empty() {
        return Err(found);
    }
    Ok(Generated {
        source: prettyplease::unparse(&parsed),
        warnings,
    })
}

/// What only the crate's own API has besides the async facade.
fn other_faces(
    document: &Document,
    calls: &calls::Calls,
    resources: &[facade::Resource],
) -> proc_macro2::TokenStream {
    let blocking = blocking::generate(resources);
    let testing = testing::generate(document, calls);
    let dynamic = dynamic::generate(document, calls);
    quote! {
        /// The operations of the API by resource: what the accessors of a blocking client return.
        #[cfg(feature = "blocking")]
        pub mod blocking_resources {
            use super::types;
            #blocking
        }
        #testing
        #dynamic
    }
}
