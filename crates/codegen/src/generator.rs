//! progenitor, and what is taken from its output.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pazemo_openapi::{Document, Finding, Pointer};
use progenitor_impl::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TypeImpl};
use syn::{ImplItem, ImplItemFn, Item};

use crate::{names, values};

/// What is kept of progenitor's output; its own client, error type and hooks are not.
pub(crate) struct Raw {
    /// The items of its `types` module.
    pub(crate) types: Vec<Item>,
    /// The methods of its client, one an operation.
    pub(crate) methods: Vec<ImplItemFn>,
}

pub(crate) fn run(document: &Document) -> Result<Raw, Vec<Finding>> {
    let refused = |message: String| {
        vec![document.finding(
            "generator",
            &Pointer::root(),
            message,
            "constructs that the generator can express; see the lint's rules".to_owned(),
        )]
    };
    let spec: openapiv3::OpenAPI = serde_json::from_value(pazemo_openapi::lower(document))
        .map_err(|error| refused(format!("the lowered document is not OpenAPI 3.0: {error}")))?;
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_hooks(HooksMode::Expected)
        .with_map_type("::std::collections::BTreeMap");
    for (name, node) in document.schemas() {
        if let Some(path) = values::rust_path(name, node) {
            let implemented = [TypeImpl::Display].into_iter();
            settings.with_replacement(names::type_ident(name), path, implemented);
        }
    }
    // progenitor panics on what it does not know; the lint should have refused it before, but a panic is no message.
    let generated = catch_unwind(AssertUnwindSafe(|| {
        Generator::new(&settings).generate_tokens(&spec)
    }));
    let tokens = generated
        .map_err(|_| refused("progenitor gave up on the lowered document".to_owned()))?
        .map_err(|error| refused(format!("progenitor: {error}")))?;
    let file: syn::File = syn::parse2(tokens)
        .map_err(|error| refused(format!("progenitor's output is not valid Rust: {error}")))?;

    let mut raw = Raw {
        types: Vec::new(),
        methods: Vec::new(),
    };
    for item in file.items {
        match item {
            Item::Mod(module) if module.ident == "types" => {
                let items = module.content.map(|(_, items)| items).unwrap_or_default();
                // `error` serves constrained strings, which lowering leaves none of.
                raw.types = items
                    .into_iter()
                    .filter(|item| !matches!(item, Item::Mod(module) if module.ident == "error"))
                    .collect();
            }
            Item::Impl(block) if block.trait_.is_none() => {
                raw.methods
                    .extend(block.items.into_iter().filter_map(|item| match item {
                        ImplItem::Fn(method) if method.sig.asyncness.is_some() => Some(method),
                        _ => None,
                    }));
            }
            _ => {}
        }
    }
    Ok(raw)
}
