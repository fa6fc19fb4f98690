//! What a call is about: the identifier that the caller chooses, and what of the answer has to agree with the request.

use pazemo_openapi::{Document, Node, Operation, ParameterPlace, Pointer};
use proc_macro2::TokenStream;
use quote::quote;

use crate::names;

/// What the facade does about an operation's identifiers.
#[derive(Default)]
pub(crate) struct Subject {
    /// Before the call is made: gives the body an identifier if it has none.
    pub(crate) identify: TokenStream,
    /// The identifier, as `Option<&_>`; nothing if the call is about none.
    pub(crate) about: Option<TokenStream>,
    /// Statements that compare `answer` with the arguments; nothing if there is nothing to compare.
    pub(crate) compare: TokenStream,
}

/// A property of an object, as the comparison needs it.
struct Property<'d> {
    name: &'d str,
    component: Option<&'d str>,
    value: Option<&'d str>,
    required: bool,
    is_client_id: bool,
}

pub(crate) fn of(document: &Document, operation: &Operation<'_>) -> Subject {
    let request = operation.request.first().and_then(|body| body.schema);
    let answer = operation
        .success()
        .and_then(|success| success.bodies.first());
    let request = properties(document, request);
    let answer = properties(document, answer.and_then(|body| body.schema));
    let in_answer = |name: &str| answer.iter().find(|property| property.name == name);
    let path = || {
        operation
            .parameters
            .iter()
            .filter(|parameter| parameter.place == ParameterPlace::Path)
    };
    if let Some(chosen) = request.iter().find(|property| property.is_client_id) {
        let field = names::snake_ident(chosen.name);
        let sent = field_of(quote!(body), chosen);
        let identify = if chosen.required {
            TokenStream::new()
        } else {
            quote! {
                let identified;
                let body = if body.#field.is_some() {
                    body
                } else {
                    let mut own = body.clone();
                    own.#field = crate::runtime::generated_support::new_client_id();
                    identified = own;
                    &identified
                };
            }
        };
        let mut compare = in_answer(chosen.name)
            .map(|answered| compare_subject(chosen.name, &sent, answered))
            .unwrap_or_default();
        for parameter in path() {
            if let Some(answered) =
                in_answer(parameter.name).filter(|p| p.value == Some("identifier"))
            {
                let ident = names::snake_ident(parameter.name);
                compare.extend(compare_value(
                    parameter.name,
                    &quote!(Some(#ident)),
                    answered,
                ));
            }
        }
        for property in request.iter().filter(|property| !property.is_client_id) {
            if let Some(answered) = in_answer(property.name).filter(|p| p.value == property.value) {
                let sent = field_of(quote!(body), property);
                compare.extend(compare_value(property.name, &sent, answered));
            }
        }
        return Subject {
            identify,
            about: Some(sent),
            compare,
        };
    }
    let chosen = client_id_components(document);
    for parameter in path() {
        let component = parameter.schema.and_then(component);
        if component.is_some_and(|component| chosen.contains(&component)) {
            let ident = names::snake_ident(parameter.name);
            let sent = quote!(Some(#ident));
            let compare = in_answer(parameter.name)
                .filter(|answered| answered.component == component)
                .map(|answered| compare_subject(parameter.name, &sent, answered));
            return Subject {
                identify: TokenStream::new(),
                about: Some(sent),
                compare: compare.unwrap_or_default(),
            };
        }
    }
    Subject::default()
}

fn compare_subject(name: &str, sent: &TokenStream, answered: &Property<'_>) -> TokenStream {
    let answered = field_of(quote!(answer), answered);
    quote!(mismatches.subject(#name, #sent, #answered);)
}

fn compare_value(name: &str, sent: &TokenStream, answered: &Property<'_>) -> TokenStream {
    let value = answered.value;
    let answered = field_of(quote!(answer), answered);
    match value {
        Some("amount") => quote!(mismatches.amount(#name, #sent, #answered);),
        Some("identifier") => quote! {
            mismatches.identifier(#name, #sent.map(|id| id.as_str()), #answered.map(|id| id.as_str()));
        },
        _ => TokenStream::new(),
    }
}

/// A field as `Option<&_>`.
fn field_of(holder: TokenStream, property: &Property<'_>) -> TokenStream {
    let field = names::snake_ident(property.name);
    if property.required {
        quote!(Some(&#holder.#field))
    } else {
        quote!(#holder.#field.as_ref())
    }
}

/// The components of all identifiers that callers choose.
fn client_id_components(document: &Document) -> Vec<&str> {
    document
        .schemas()
        .filter_map(|(_, schema)| schema.get("properties"))
        .flat_map(Node::entries)
        .filter(|property| property.node.get("x-client-id").is_some())
        .filter_map(|property| component(&property.node))
        .collect()
}

fn properties<'d>(document: &'d Document, schema: Option<&'d Node>) -> Vec<Property<'d>> {
    let Some(schema) = schema else {
        return Vec::new();
    };
    let (schema, _) = document.resolve(schema, Pointer::root());
    let required: Vec<&str> = schema
        .get("required")
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_str)
        .collect();
    let entries = schema
        .get("properties")
        .map(Node::entries)
        .unwrap_or_default();
    entries
        .iter()
        .map(|entry| {
            let target = reference(&entry.node).unwrap_or(&entry.node);
            let (target, _) = document.resolve(target, Pointer::root());
            Property {
                name: &entry.key,
                component: component(&entry.node),
                value: target.str("x-value"),
                required: required.contains(&entry.key.as_str()),
                is_client_id: entry.node.get("x-client-id").is_some(),
            }
        })
        .collect()
}

/// The node that refers to a component: the schema itself, or the one part of its `allOf`.
fn reference(schema: &Node) -> Option<&Node> {
    match schema.get("allOf") {
        Some(all) => all.items().first(),
        None => Some(schema),
    }
}

fn component(schema: &Node) -> Option<&str> {
    reference(schema)?
        .str("$ref")?
        .strip_prefix("#/components/schemas/")
}
