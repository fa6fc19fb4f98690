//! Guards: what generated code must never contain, checked on the code itself and not on what it was made from.

use std::collections::{HashMap, HashSet};

use heck::ToShoutySnakeCase;
use pazemo_openapi::{Document, Finding, Pointer};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};

use crate::{module::Module, names};

/// Everything the guards refuse.
pub(crate) fn check(document: &Document, file: &syn::File, module: Module<'_>) -> Vec<Finding> {
    let mut findings = floats(document, file);
    findings.extend(buffered_amounts(document, file));
    findings.extend(forgotten_operations(document, file, module));
    findings
}

fn place(document: &Document, type_name: &str) -> Pointer {
    let schemas = Pointer::root().key("components").key("schemas");
    document
        .schemas()
        .find(|(name, _)| names::type_ident(name) == type_name)
        .map_or(schemas.clone(), |(name, _)| schemas.key(name))
}

/// All identifiers in a token stream.
fn identifiers(tokens: TokenStream, found: &mut HashSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                found.insert(ident.to_string());
            }
            TokenTree::Group(group) => identifiers(group.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// The items of a file and its modules, each with its name.
struct Items<'f>(Vec<(String, &'f syn::Item)>);

impl<'f> Visit<'f> for Items<'f> {
    fn visit_item(&mut self, item: &'f syn::Item) {
        let name = match item {
            syn::Item::Struct(item) => item.ident.to_string(),
            syn::Item::Enum(item) => item.ident.to_string(),
            syn::Item::Type(item) => item.ident.to_string(),
            syn::Item::Impl(item) => match &*item.self_ty {
                syn::Type::Path(path) => path
                    .path
                    .segments
                    .last()
                    .map(|s| s.ident.to_string())
                    .unwrap_or_default(),
                _ => String::new(),
            },
            _ => String::new(),
        };
        if !matches!(item, syn::Item::Mod(_)) {
            self.0.push((name, item));
        }
        visit::visit_item(self, item);
    }
}

fn items(file: &syn::File) -> Vec<(String, &syn::Item)> {
    let mut items = Items(Vec::new());
    items.visit_file(file);
    items.0
}

/// No float: neither money nor anything else passes through one.
fn floats(document: &Document, file: &syn::File) -> Vec<Finding> {
    items(file)
        .into_iter()
        .filter_map(|(name, item)| {
            let mut found = HashSet::new();
            identifiers(item.to_token_stream(), &mut found);
            let float = ["f64", "f32"]
                .into_iter()
                .find(|float| found.contains(*float))?;
            Some(document.finding(
                "guard-float",
                &place(document, &name),
                format!("the generated code of `{name}` contains `{float}`"),
                "a reference to the amount component, or `type: integer`".to_owned(),
            ))
        })
        .collect()
}

/// Flatten, untagged and tagged types buffer what they read, and a buffered number has lost its digits.
fn buffered_amounts(document: &Document, file: &syn::File) -> Vec<Finding> {
    let items = items(file);
    let mut mentions: HashMap<&str, HashSet<String>> = HashMap::new();
    for (name, item) in &items {
        if matches!(
            item,
            syn::Item::Struct(_) | syn::Item::Enum(_) | syn::Item::Type(_)
        ) {
            identifiers(item.to_token_stream(), mentions.entry(name).or_default());
        }
    }
    let reaches_amount = |start: &str| {
        let mut open = vec![start.to_owned()];
        let mut seen = HashSet::new();
        while let Some(name) = open.pop() {
            if name == "Amount" || name == "JsonObject" {
                return true;
            }
            if seen.insert(name.clone()) {
                open.extend(mentions.get(name.as_str()).into_iter().flatten().cloned());
            }
        }
        false
    };
    items
        .iter()
        .filter_map(|(name, item)| {
            let word = buffering_attribute(item)?;
            reaches_amount(name).then(|| {
                document.finding(
                    "guard-buffered-amount",
                    &place(document, name),
                    format!("`{name}` is read through serde's `{word}`, which loses digits of the amounts in it"),
                    "an object of its own for each form; no union that holds an amount".to_owned(),
                )
            })
        })
        .collect()
}

/// The serde attribute on an item, its fields or variants that makes serde buffer.
fn buffering_attribute(item: &syn::Item) -> Option<&'static str> {
    struct Attributes(Option<&'static str>);
    impl<'f> Visit<'f> for Attributes {
        fn visit_attribute(&mut self, attribute: &'f syn::Attribute) {
            if attribute.path().is_ident("serde") {
                let mut found = HashSet::new();
                identifiers(attribute.meta.to_token_stream(), &mut found);
                let words = ["flatten", "untagged", "tag"];
                self.0 = self
                    .0
                    .or(words.into_iter().find(|word| found.contains(*word)));
            }
        }
    }
    let mut attributes = Attributes(None);
    attributes.visit_item(item);
    attributes.0
}

/// Every operation of the document stands in the operation table and is called by both facades.
fn forgotten_operations(document: &Document, file: &syn::File, module: Module<'_>) -> Vec<Finding> {
    let mut table = HashSet::new();
    let mut facade = HashSet::new();
    let mut blocking = HashSet::new();
    for item in &file.items {
        if let syn::Item::Mod(module) = item {
            let found = match module.ident.to_string().as_str() {
                "operations" => &mut table,
                "resources" => &mut facade,
                "blocking_resources" => &mut blocking,
                _ => continue,
            };
            identifiers(module.to_token_stream(), found);
        }
    }
    document
        .operations()
        .iter()
        .filter_map(|operation| {
            let constant = operation.id.to_shouty_snake_case();
            let places = [
                (&table, "the operation table"),
                (&facade, "the facade"),
                (&blocking, "the blocking facade"),
            ];
            let faces = if module.is_root() { 3 } else { 2 };
            let (_, lacking) = places
                .iter()
                .take(faces)
                .find(|(place, _)| !place.contains(&constant))?;
            Some(document.finding(
                "guard-operation",
                &operation.pointer,
                format!("`{}` is missing from {lacking}", operation.id),
                "an operation with a tag and an operationId of its own".to_owned(),
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        let text = "paths: {/a: {get: {operationId: getThing, tags: [things]}}}\n\
                    components: {schemas: {Price: {type: object}}}";
        Document::read("t.yaml", text).unwrap()
    }

    fn rules(code: &str) -> Vec<&'static str> {
        let file = syn::parse_file(code).unwrap();
        check(&document(), &file, Module::new("", "t"))
            .iter()
            .map(|finding| finding.rule)
            .collect()
    }

    const TABLE: &str = "mod operations { const GET_THING: () = (); }
                         mod resources { fn a() { GET_THING } }
                         mod blocking_resources { fn a() { GET_THING } }";

    #[test]
    fn sound_code_passes() {
        let code = format!("{TABLE} mod types {{ struct Price {{ amount: crate::Amount }} }}");
        assert_eq!(rules(&code), Vec::<&str>::new());
    }

    #[test]
    fn a_float_is_refused_wherever_it_stands() {
        for code in [
            "mod types { struct Price { amount: Option<Vec<f64>> } }",
            "mod types { impl Price { fn a(&self) -> f32 { todo } } }",
            "type Price = f64;",
        ] {
            let findings = check(
                &document(),
                &syn::parse_file(&format!("{TABLE} {code}")).unwrap(),
                Module::new("", "t"),
            );
            assert_eq!(findings[0].rule, "guard-float", "{code}");
            assert_eq!(&*findings[0].pointer, "/components/schemas/Price");
        }
    }

    #[test]
    fn an_amount_in_a_buffering_type_is_refused_also_at_a_distance() {
        for code in [
            "#[serde(untagged)] enum Price { A(crate::Amount) }",
            "#[serde(tag = \"kind\")] enum Price { A(Inner) } struct Inner { a: Option<Amount> }",
            "struct Price { #[serde(flatten)] inner: Inner } struct Inner { a: Vec<Deep> } struct Deep(Amount);",
        ] {
            let code = format!("{TABLE} mod types {{ {code} }}");
            assert_eq!(rules(&code), ["guard-buffered-amount"], "{code}");
        }
        let harmless = "#[serde(untagged)] enum Price { A(String) }";
        assert!(rules(&format!("{TABLE} {harmless}")).is_empty());
    }

    #[test]
    fn an_operation_that_is_not_in_table_and_facades_is_refused() {
        for module in ["mod operations", "mod resources", "mod blocking_resources"] {
            let at = TABLE.find(module).unwrap();
            let (before, from) = TABLE.split_at(at);
            let without = format!("{before}{}", from.replacen("GET_THING", "OTHER", 1));
            assert_eq!(rules(&without), ["guard-operation"], "{module}");
        }
        assert_eq!(rules(""), ["guard-operation"]);
    }
}
