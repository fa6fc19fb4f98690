//! Value components: identifiers and open enums become types of their own, the others are types of the runtime.

use heck::ToPascalCase;
use pazemo_openapi::{Document, Finding, Node, Pointer};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::{Module, docs, names};

/// The Rust type that stands for a value component; `None` for every other component.
pub(crate) fn rust_path(name: &str, node: &Node) -> Option<String> {
    if node.get("x-extensible-enum").is_some() {
        return Some(names::type_ident(name).to_string());
    }
    Some(match node.str("x-value")? {
        "amount" => "crate::Amount".to_owned(),
        "timestamp" => "crate::Timestamp".to_owned(),
        "secret" => "crate::Secret".to_owned(),
        "json-object" => "crate::JsonObject".to_owned(),
        "idempotency-key" => "crate::IdempotencyKey".to_owned(),
        "identifier" => names::type_ident(name).to_string(),
        _ => return None,
    })
}

pub(crate) fn generate(
    document: &Document,
    module: Module<'_>,
) -> Result<TokenStream, Vec<Finding>> {
    let path = format!("{}::types", module.shown());
    let mut items = Vec::new();
    let mut findings = Vec::new();
    for (name, node) in document.schemas() {
        let ident = names::type_ident(name);
        let doc = docs::attributes(&docs::schema(Some(node), name));
        if node.str("x-value") == Some("identifier") {
            let form = identifier_form(node);
            items.push(quote! { crate::id::identifier! { #path, #doc #ident, #form } });
        } else if let Some(values) = node.get("x-extensible-enum") {
            let at = Pointer::root().key("components").key("schemas").key(name);
            let mut seen = Vec::new();
            let variants: Vec<TokenStream> = values
                .items()
                .iter()
                .filter_map(Node::as_str)
                .map(|value| {
                    let name = variant_name(value);
                    let variant = syn::parse_str::<syn::Ident>(&name).unwrap_or_else(|_| {
                        findings.push(document.finding(
                            "enum-variant",
                            &at.key("x-extensible-enum"),
                            format!("`{value}` has no Rust name"),
                            "a value with letters or digits in it".to_owned(),
                        ));
                        format_ident!("Unnamed")
                    });
                    if seen.contains(&variant) || variant == "Unknown" {
                        findings.push(
                            document.finding(
                                "enum-variant",
                                &at.key("x-extensible-enum"),
                                format!("`{value}` has the Rust name `{variant}`, which is taken"),
                                "values whose names differ in more than case and punctuation"
                                    .to_owned(),
                            ),
                        );
                    }
                    seen.push(variant.clone());
                    let doc = format!(" `{value}`");
                    quote! { #[doc = #doc] #variant = #value, }
                })
                .collect();
            items.push(
                quote! { crate::open_enum::open_enum! { #path, #doc #ident { #(#variants)* } } },
            );
        }
    }
    if findings.is_empty() {
        Ok(quote!(#(#items)*))
    } else {
        Err(findings)
    }
}

/// In which form identifiers travel: as text, as a number, or as either.
fn identifier_form(node: &Node) -> TokenStream {
    match node.str("type") {
        Some("string") => quote!(text),
        Some("integer") => quote!(number),
        _ => quote!(text_or_number),
    }
}

fn variant_name(value: &str) -> String {
    let name = value.to_pascal_case();
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) || name == "Self" {
        format!("Value{name}")
    } else {
        name
    }
}
