//! Object types: progenitor's structs, rebuilt so that they keep unknown fields, hide what is sensitive, and can grow.

use pazemo_openapi::{Document, Finding, Node, Pointer};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Field, Item, ItemStruct, Type};

use crate::{calls::generic_argument, docs, names};

/// A field of a generated struct, with what the document says about it.
struct ObjectField {
    ident: syn::Ident,
    name: String,
    /// The type without `Option`.
    ty: Type,
    required: bool,
    doc: String,
    show: bool,
}

pub(crate) fn generate(document: &Document, items: Vec<Item>) -> Result<TokenStream, Vec<Finding>> {
    let mut tokens = Vec::new();
    for item in items {
        tokens.push(match item {
            Item::Struct(item) if matches!(item.fields, syn::Fields::Named(_)) => {
                object(document, &item)
            }
            // The lint leaves nothing but objects and value types.
            other => {
                return Err(vec![document.finding(
                    "generator",
                    &Pointer::root().key("components").key("schemas"),
                    format!(
                        "progenitor made something unexpected: {}",
                        first_words(&other)
                    ),
                    "components that are objects, values or open enums".to_owned(),
                )]);
            }
        });
    }
    Ok(quote!(#(#tokens)*))
}

/// Enough of an item to recognise it.
fn first_words(item: &Item) -> String {
    let text = quote!(#item).to_string();
    text.chars().take(120).collect()
}

fn object(document: &Document, item: &ItemStruct) -> TokenStream {
    let ident = &item.ident;
    let schema = document
        .schemas()
        .find(|(name, _)| names::type_ident(name) == *ident)
        .map(|(_, node)| node);
    let fields: Vec<ObjectField> = item
        .fields
        .iter()
        .map(|field| object_field(document, schema, field))
        .collect();
    // The document's order reads better than the generator's alphabet.
    let fields = in_document_order(schema, fields);

    let doc = docs::attributes(&docs::schema(schema, &ident.to_string()));
    let declared = fields.iter().map(|field| {
        let (ident, ty) = (&field.ident, field.rust_type());
        let name = &field.name;
        let doc = docs::attributes(&format!("{}\n\nIn JSON: `{name}`.", field.doc));
        quote! {
            #doc
            #[cfg_attr(feature = "schemars", schemars(rename = #name))]
            pub #ident: #ty
        }
    });
    let wire = fields.iter().map(|field| {
        let (ident, name) = (&field.ident, &field.name);
        let kind = if field.required {
            quote!(required)
        } else {
            quote!(optional)
        };
        let debug = if field.show {
            quote!(show)
        } else {
            quote!(hide)
        };
        quote! { #kind #ident: #name #debug, }
    });
    let (new, required_struct) = constructor(ident, &fields);
    let setters = fields.iter().filter(|field| !field.required).map(setter);
    quote! {
        #doc
        #[derive(Clone, PartialEq, Eq)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub struct #ident {
            #(#declared,)*
            #[cfg_attr(feature = "schemars", schemars(skip))]
            extra_fields: crate::ExtraFields,
        }

        impl #ident {
            #new
            #(#setters)*

            /// Fields that the document does not describe, as they came.
            pub fn extra_fields(&self) -> &crate::ExtraFields {
                &self.extra_fields
            }
        }

        crate::wire_object::wire_object! { #ident { #(#wire)* } }
        #required_struct
    }
}

/// `new` with the required fields: by position while they are few and cannot be mixed up, else in a struct of their own.
fn constructor(ident: &syn::Ident, fields: &[ObjectField]) -> (TokenStream, Option<TokenStream>) {
    let required: Vec<&ObjectField> = fields.iter().filter(|field| field.required).collect();
    let names: Vec<&syn::Ident> = required.iter().map(|field| &field.ident).collect();
    let optional = fields.iter().filter(|field| !field.required).map(|field| {
        let ident = &field.ident;
        quote!(#ident: None,)
    });
    let optional = quote!(#(#optional)* extra_fields: crate::ExtraFields::default(),);
    let mut types: Vec<String> = required.iter().map(|field| field.type_name()).collect();
    types.sort();
    types.dedup();
    if required.len() <= 3 && types.len() == required.len() {
        let arguments = required.iter().map(|field| field.argument());
        let values = required.iter().map(|field| field.value());
        let new = quote! {
            /// With its required fields.
            #[allow(clippy::new_without_default)]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#names: #values,)* #optional }
            }
        };
        return (new, None);
    }
    let required_ident = format_ident!("{ident}Required");
    let doc = docs::attributes(&format!(
        "The required fields of [`{ident}`], each by its name, for [`{ident}::new`]."
    ));
    let new = quote! {
        /// With its required fields, given by name.
        pub fn new(required: #required_ident) -> Self {
            let #required_ident { #(#names),* } = required;
            Self { #(#names,)* #optional }
        }
    };
    let declared = required.iter().map(|field| {
        let (ident, ty, doc) = (&field.ident, &field.ty, docs::attributes(&field.doc));
        quote!(#doc pub #ident: #ty)
    });
    let required_struct = quote! {
        #doc
        #[derive(Clone)]
        #[allow(clippy::exhaustive_structs)]
        pub struct #required_ident {
            #(#declared,)*
        }
    };
    (new, Some(required_struct))
}

fn setter(field: &ObjectField) -> TokenStream {
    let (ident, argument, value) = (&field.ident, field.argument(), field.value());
    let method = format_ident!("with_{}", ident.to_string().trim_end_matches('_'));
    let doc = docs::attributes(&format!("The same with `{}`.\n\n{}", field.name, field.doc));
    quote! {
        #doc
        #[must_use]
        pub fn #method(mut self, #argument) -> Self {
            self.#ident = Some(#value);
            self
        }
    }
}

impl ObjectField {
    fn rust_type(&self) -> TokenStream {
        let ty = &self.ty;
        if self.required {
            quote!(#ty)
        } else {
            quote!(Option<#ty>)
        }
    }

    fn type_name(&self) -> String {
        let ty = &self.ty;
        quote!(#ty).to_string()
    }

    fn is_string(&self) -> bool {
        matches!(&self.ty, Type::Path(path) if path.path.segments.last().is_some_and(|s| s.ident == "String"))
    }

    fn argument(&self) -> TokenStream {
        let (ident, ty) = (&self.ident, &self.ty);
        if self.is_string() {
            quote!(#ident: impl Into<String>)
        } else {
            quote!(#ident: #ty)
        }
    }

    fn value(&self) -> TokenStream {
        let ident = &self.ident;
        if self.is_string() {
            quote!(#ident.into())
        } else {
            quote!(#ident)
        }
    }
}

fn object_field(document: &Document, schema: Option<&Node>, field: &Field) -> ObjectField {
    let ident = field
        .ident
        .clone()
        .unwrap_or_else(|| format_ident!("value"));
    let name = renamed(field).unwrap_or_else(|| ident.to_string());
    let node = schema.and_then(|schema| schema.get("properties")?.get(&name));
    let required = schema
        .and_then(|schema| schema.get("required"))
        .is_some_and(|required| {
            required
                .items()
                .iter()
                .any(|item| item.as_str() == Some(&name))
        });
    let (ty, is_option) = match generic_argument(&field.ty, "Option") {
        Some(inner) => (inner, true),
        None => (field.ty.clone(), false),
    };
    let required = if schema.is_some() {
        required && !is_option
    } else {
        // An anonymous object: progenitor's word is all there is.
        !is_option
            && !field
                .attrs
                .iter()
                .any(|a| quote!(#a).to_string().contains("default"))
    };
    ObjectField {
        doc: docs::schema(node, &name),
        show: node.is_some_and(|node| is_shown(document, node, 0)),
        ident,
        name,
        ty,
        required,
    }
}

/// Whether a field's value may appear in `Debug`. What is not known to be harmless is hidden.
fn is_shown(document: &Document, node: &Node, depth: usize) -> bool {
    let (node, _) = document.resolve(node, Pointer::root());
    if let Some(word) = node.str("x-sensitive") {
        return word == "no";
    }
    if depth > 8 {
        return false;
    }
    if let Some(one) = node.get("allOf").and_then(|all| all.items().first()) {
        return is_shown(document, one, depth + 1);
    }
    match node.str("type") {
        Some("integer" | "number" | "boolean") => true,
        Some("array") => node
            .get("items")
            .is_some_and(|n| is_shown(document, n, depth + 1)),
        // An object hides its own fields.
        Some("object") => node.get("properties").is_some(),
        _ => false,
    }
}

fn in_document_order(schema: Option<&Node>, mut fields: Vec<ObjectField>) -> Vec<ObjectField> {
    let properties = schema.and_then(|schema| schema.get("properties"));
    let order = |name: &str| {
        properties.and_then(|p| p.entries().iter().position(|entry| entry.key == name))
    };
    fields.sort_by_key(|field| order(&field.name).unwrap_or(usize::MAX));
    fields
}

/// The name in `#[serde(rename = "…")]`.
fn renamed(field: &Field) -> Option<String> {
    let mut name = None;
    for attribute in field.attrs.iter().filter(|a| a.path().is_ident("serde")) {
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            } else if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<syn::Expr>()?;
            }
            Ok(())
        });
    }
    name
}
