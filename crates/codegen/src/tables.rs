//! Tables made from the document: operations, environments, error bodies, and what the contract checks ask for.

use pazemo_openapi::{Body, Document, Node, Operation, Retry};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::{calls::Calls, docs, module::Module, names, subject};

pub(crate) fn generate(
    document: &Document,
    calls: &Calls,
    module: Module<'_>,
    has_verdicts: bool,
) -> TokenStream {
    let operations = document.operations();
    let servers = servers(document);
    let table = operation_table(document, &operations);
    let forms = error_forms(&operations);
    let error_body = error_body(&forms);
    let api = api(&operations, &forms, module, has_verdicts);
    let exchanges = operations
        .iter()
        .map(|operation| exchange(operation, calls));
    let schemas = document
        .schemas()
        // A key stands in a header and in no body.
        .filter(|(_, node)| node.str("x-value") != Some("idempotency-key"))
        .filter(|(_, node)| {
            let value = node.get("x-value").is_some() || node.get("x-extensible-enum").is_some();
            value || node.get("properties").is_some()
        })
        .filter_map(|(name, node)| {
            let path = crate::values::rust_path(name, node)
                .unwrap_or_else(|| names::type_ident(name).to_string());
            let path = if path.contains("::") {
                path
            } else {
                format!("types::{path}")
            };
            let ty: syn::Path = syn::parse_str(&path).ok()?;
            Some(quote!((#name, crate::schema::of::<#ty>)))
        });
    let mut fields: Vec<&str> = document
        .schemas()
        .filter_map(|(_, node)| node.get("properties"))
        .flat_map(Node::entries)
        .map(|entry| entry.key.as_str())
        .collect();
    fields.sort_unstable();
    fields.dedup();
    quote! {
        #servers
        #table
        #error_body
        #api

        /// The names of all documented fields, sorted: the only ones an error may show.
        pub(crate) const FIELD_NAMES: &[&str] = &[#(#fields,)*];

        /// How bodies of each operation pass through the types of this crate.
        #[cfg(feature = "contract")]
        pub(crate) const EXCHANGES: &[crate::contract::ExchangeTypes] = &[#(#exchanges,)*];

        /// The JSON Schema of each type, by the name of its schema in the document.
        #[cfg(feature = "schemars")]
        pub(crate) const SCHEMAS: &[(&str, fn() -> schemars::Schema)] = &[#(#schemas,)*];
    }
}

fn servers(document: &Document) -> TokenStream {
    let rows = document.servers().into_iter().map(|server| {
        let (name, url) = (server.environment, server.url);
        quote!((#name, #url))
    });
    quote! {
        /// The environments of the document: name and base URL.
        pub(crate) const SERVERS: &[(&str, &str)] = &[#(#rows,)*];
    }
}

fn operation_table(document: &Document, operations: &[Operation<'_>]) -> TokenStream {
    let constants = operations.iter().map(|operation| {
        let constant = names::const_ident(operation.id);
        let (id, method, path, tag) = (
            operation.id,
            &operation.method,
            operation.path,
            operation.tag,
        );
        let retry = match operation.retry {
            Some(Retry::Safe) => quote!(Safe),
            Some(Retry::Keyed) => quote!(Keyed),
            Some(Retry::Never) | None => quote!(Never),
        };
        let kind = kind(document, operation);
        let statuses = operation.responses.iter().map(|response| response.status);
        let successes = statuses.filter(|status| status / 100 == 2);
        let authenticated = operation.authenticated;
        let doc = docs::attributes(&format!("`{method} {path}`."));
        quote! {
            #doc
            pub(crate) const #constant: Operation = Operation {
                id: #id,
                method: #method,
                path: #path,
                tag: #tag,
                retry: crate::Retry::#retry,
                kind: crate::OperationKind::#kind,
                successes: &[#(#successes),*],
                api: &super::API,
                authenticated: #authenticated,
            };
        }
    });
    let names = operations
        .iter()
        .map(|operation| names::const_ident(operation.id));
    quote! {
        /// The operations of the API as the runtime knows them.
        pub(crate) mod operations {
            use crate::Operation;
            #(#constants)*
            /// All of them, in the order of the document.
            pub(crate) const ALL: &[Operation] = &[#(#names,)*];
            /// What stands for calls that the document does not describe.
            pub(crate) static RAW: [Operation; 3] = crate::raw::operations(&super::API);
        }
    }
}

/// What an operation does: it reads if it is safe; it authorizes if its request has a secret, an authorization code, in it.
fn kind(document: &Document, operation: &Operation<'_>) -> TokenStream {
    let carries_secret = operation.request.iter().any(|body| {
        let schema = body
            .schema
            .map(|schema| document.resolve(schema, body.schema_pointer.clone()));
        let properties = schema.and_then(|(schema, _)| schema.get("properties"));
        let mut properties = properties.into_iter().flat_map(Node::entries);
        properties.any(|property| subject::value_of(document, &property.node) == Some("secret"))
    });
    match operation.retry {
        Some(Retry::Safe) => quote!(Read),
        _ if carries_secret => quote!(Authorize),
        _ => quote!(Create),
    }
}

/// The names of the component schemas a body may have: one, or the alternatives of a union.
fn alternatives<'d>(body: &Body<'d>) -> Vec<&'d str> {
    let Some(schema) = body.schema else {
        return Vec::new();
    };
    let name = |node: &'d Node| {
        node.str("$ref")
            .and_then(|r| r.strip_prefix("#/components/schemas/"))
    };
    if let Some(name) = name(schema) {
        return vec![name];
    }
    ["anyOf", "oneOf"]
        .iter()
        .filter_map(|key| schema.get(key))
        .flat_map(Node::items)
        .filter_map(name)
        .collect()
}

/// The type and the variant of an error body.
type ErrorForm = (syn::Ident, syn::Ident);

/// The error bodies of the document, in the order in which it names them.
fn error_forms(operations: &[Operation<'_>]) -> Vec<ErrorForm> {
    let mut schemas: Vec<&str> = Vec::new();
    for operation in operations {
        for response in operation.responses.iter().filter(|r| r.status / 100 != 2) {
            for name in response.bodies.iter().flat_map(alternatives) {
                if !schemas.contains(&name) {
                    schemas.push(name);
                }
            }
        }
    }
    schemas
        .iter()
        .map(|name| {
            let ty = names::type_ident(name);
            let short = ty.to_string();
            let variant = format_ident!(
                "{}",
                short
                    .strip_suffix("Error")
                    .filter(|s| !s.is_empty())
                    .unwrap_or(&short)
            );
            (ty, variant)
        })
        .collect()
}

/// The error bodies as one enum, tried one after another; nothing if the document has none.
fn error_body(forms: &[ErrorForm]) -> TokenStream {
    if forms.is_empty() {
        return TokenStream::new();
    }
    let variants = forms.iter().map(|(ty, variant)| {
        let doc = format!(" [`types::{ty}`]");
        quote!(#[doc = #doc] #variant(types::#ty))
    });
    let readers = forms.iter().map(|(_, variant)| {
        quote! {
            if let Ok(body) = serde_json::from_slice(bytes) {
                return Some(Self::#variant(body));
            }
        }
    });
    quote! {
        /// The body of an error answer, if it has one of the documented forms.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum ErrorBody {
            #(#variants,)*
        }

        impl ErrorBody {
            /// The first documented form that the bytes have.
            pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
                #(#readers)*
                None
            }
        }
    }
}

/// How the bodies of an operation pass through the generated types.
fn exchange(operation: &Operation<'_>, calls: &Calls) -> TokenStream {
    let id = operation.id;
    let signature = calls.signature(operation);
    let request = operation.request.first().and_then(|_| {
        let body = signature?
            .arguments
            .iter()
            .find(|argument| argument.ident == "body")?;
        let ty = match &body.ty {
            syn::Type::Reference(reference) => &*reference.elem,
            other => other,
        };
        Some(quote!(Some(crate::contract::round_trip::<#ty>)))
    });
    let request = request.unwrap_or_else(|| quote!(None));
    let responses = operation.responses.iter().map(|response| {
        let status = response.status;
        let trips = if status / 100 == 2 {
            match signature.map(|signature| &signature.answer) {
                Some(syn::Type::Path(path)) if path.path.is_ident("String") => {
                    vec![quote!(crate::contract::round_trip_text)]
                }
                Some(ty) => vec![quote!(crate::contract::round_trip::<#ty>)],
                None => Vec::new(),
            }
        } else {
            let names = response.bodies.iter().flat_map(alternatives);
            names
                .map(|name| {
                    let ty = names::type_ident(name);
                    quote!(crate::contract::round_trip::<types::#ty>)
                })
                .collect()
        };
        quote!((#status, &[#(#trips,)*]))
    });
    quote! {
        crate::contract::ExchangeTypes::new(#id, #request, &[#(#responses,)*])
    }
}

/// What the runtime has to know of the API.
fn api(
    operations: &[Operation<'_>],
    forms: &[ErrorForm],
    module: Module<'_>,
    has_verdicts: bool,
) -> TokenStream {
    let (provider, path) = (module.provider(), module.tokens());
    let read_error = if forms.is_empty() {
        quote!(|_| None)
    } else {
        quote!(|bytes| Some(Box::new(ErrorBody::read(bytes)?)))
    };
    let (attempts, repeats) = if has_verdicts {
        (
            quote!(verdict_tables::ATTEMPTS),
            quote!(verdict_tables::REPEATS),
        )
    } else {
        (quote!(&[]), quote!(&[]))
    };
    let mut statuses: Vec<u16> = operations
        .iter()
        .flat_map(|operation| operation.responses.iter().map(|response| response.status))
        .collect();
    statuses.sort_unstable();
    statuses.dedup();
    quote! {
        /// The API as the runtime knows it.
        pub(crate) static API: crate::api::Api = crate::api::Api {
            provider: #provider,
            attempts: #attempts,
            repeats: #repeats,
            statuses: &[#(#statuses),*],
            status_meaning: #path::status_meaning,
            read_error: #read_error,
        };
    }
}
