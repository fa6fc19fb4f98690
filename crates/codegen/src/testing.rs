//! What tests of users' code get from the document (feature `testing`): a script for each operation, and the examples.

use heck::ToSnakeCase;
use pazemo_openapi::{Body, Document, Node, Operation};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Type;

use crate::{
    calls::{self, Calls, Signature},
    docs, names,
    subject::{self, Agreement},
};

pub(crate) fn generate(document: &Document, calls: &Calls) -> TokenStream {
    let operations = document.operations();
    let known: Vec<(&Operation<'_>, &Signature)> = operations
        .iter()
        .filter_map(|operation| Some((operation, calls.signature(operation)?)))
        .collect();
    let scripts = known.iter().map(|(o, s)| script(document, o, s));
    let answers = known.iter().filter_map(|(o, s)| answer_example(o, s));
    let requests = known.iter().filter_map(|(o, s)| request_example(o, s));
    let forms = error_forms(&operations);
    let implemented = forms.iter().map(|form| {
        let ty = names::type_ident(form.schema);
        quote! {
            impl crate::testing::ErrorForm for types::#ty {}
            impl crate::testing::sealed::Sealed for types::#ty {}
        }
    });
    let errors = forms.iter().filter_map(error_example);
    quote! {
        /// Scripts and examples for tests of users' code.
        #[cfg(feature = "testing")]
        pub(crate) mod testing {
            use super::{operations, types};
            #[allow(unused_imports)]
            use crate::testing::{Extent, Script, Server, Success, taken_over};

            /// The scripts of the API's operations.
            impl Server {
                #(#scripts)*
            }

            #(#implemented)*

            /// The document's examples as values, to be changed where a test cares.
            #[allow(unused_imports)]
            pub mod examples {
                /// What each operation answers on success.
                pub mod answers {
                    use crate::generated::types;
                    #(#answers)*
                }
                /// What is sent to each operation that takes a body.
                pub mod requests {
                    use crate::generated::types;
                    #(#requests)*
                }
                /// The bodies of errors.
                pub mod errors {
                    use crate::generated::types;
                    #(#errors)*
                }
            }
        }
    }
}

/// The body of an operation's success that the client reads.
fn success<'o>(operation: &'o Operation<'_>) -> Option<&'o Body<'o>> {
    operation.success()?.bodies.first()
}

fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("String"))
}

fn is_nothing(ty: &Type) -> bool {
    matches!(ty, Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// The first example of a body as it is sent: JSON with the document's digits, or the bare text.
fn example_text(body: &Body<'_>, is_text: bool) -> Option<String> {
    let value = body.examples.first()?.value;
    if is_text {
        value.as_str().map(str::to_owned)
    } else {
        serde_json::to_string(value).ok()
    }
}

/// The method of the server that begins an operation's script.
fn script(document: &Document, operation: &Operation<'_>, signature: &Signature) -> TokenStream {
    let name = format_ident!("on_{}", operation.id.to_snake_case());
    let constant = names::const_ident(operation.id);
    let answer = &signature.answer;
    // What can be lent without making it first: a slice for a list, a `str` for a text.
    let (lent, encode) = if is_text(answer) {
        (quote!(str), quote!(Success::text))
    } else if is_nothing(answer) {
        (quote!(()), quote!(Success::nothing))
    } else if let Some(item) = calls::generic_argument(answer, "Vec") {
        (quote!([#item]), quote!(Success::json))
    } else {
        (quote!(#answer), quote!(Success::json))
    };
    let body = success(operation).filter(|_| !is_nothing(answer));
    let status = operation.success().map_or(200, |response| response.status);
    let content_type = body.map_or("", |body| body.media_type);
    let example = match body {
        Some(body) => example_text(body, is_text(answer)),
        None => Some(String::new()),
    };
    let example = match example {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    };
    let take_over = take_over(document, operation, signature);
    let doc = docs::attributes(&format!(
        "Begins a script for `{}`: `{} {}`.",
        operation.id, operation.method, operation.path
    ));
    quote! {
        #doc
        pub fn #name(&self) -> Script<'_, #lent> {
            let success = Success {
                status: #status,
                content_type: #content_type,
                example: #example,
                encode: #encode,
                take_over: #take_over,
            };
            Script::new(self, &operations::#constant, success)
        }
    }
}

/// What gives an answer the values of its request; nothing if they have none in common.
fn take_over(document: &Document, operation: &Operation<'_>, signature: &Signature) -> TokenStream {
    let agreements = subject::of(document, operation).agreements;
    if agreements.is_empty() {
        return quote!(None);
    }
    let answer = &signature.answer;
    let (in_body, in_path): (Vec<&Agreement<'_>>, Vec<_>) = agreements
        .iter()
        .partition(|agreement| agreement.is_in_body());
    let in_path = in_path.into_iter().map(Agreement::take_over);
    let from_body = request_body(signature)
        .filter(|_| !in_body.is_empty())
        .map(|ty| {
            let in_body = in_body.into_iter().map(Agreement::take_over);
            // A body that does not fit was not sent by this client; there is nothing to take over from it.
            quote! {
                if let Ok(body) = request.decoded::<#ty>() {
                    #(#in_body)*
                }
            }
        });
    quote! {
        Some(|text, request, extent| {
            taken_over(text, |answer: &mut #answer| {
                #(#in_path)*
                #from_body
            })
        })
    }
}

/// The type of a request's body.
fn request_body(signature: &Signature) -> Option<&Type> {
    let argument = signature.arguments.iter().find(|a| a.ident == "body")?;
    Some(match &argument.ty {
        Type::Reference(reference) => &*reference.elem,
        other => other,
    })
}

fn answer_example(operation: &Operation<'_>, signature: &Signature) -> Option<TokenStream> {
    let ty = &signature.answer;
    if is_nothing(ty) {
        return None;
    }
    let name = names::snake_ident(operation.id);
    let text = example_text(success(operation)?, is_text(ty))?;
    let doc = docs::attributes(&format!("The answer of `{}`.", operation.id));
    Some(example(&doc, &name, ty, &text))
}

fn request_example(operation: &Operation<'_>, signature: &Signature) -> Option<TokenStream> {
    let ty = request_body(signature)?;
    let name = names::snake_ident(operation.id);
    let text = example_text(operation.request.first()?, is_text(ty))?;
    let doc = docs::attributes(&format!("The body of a request of `{}`.", operation.id));
    Some(example(&doc, &name, ty, &text))
}

/// A function that makes the value of an example.
fn example(doc: &TokenStream, name: &syn::Ident, ty: &Type, text: &str) -> TokenStream {
    let value = if is_text(ty) {
        quote!(#text.to_owned())
    } else {
        // The contract tests hold every example against its type.
        quote!(serde_json::from_str(#text).expect("an example of the document fits its type"))
    };
    quote! {
        #doc
        pub fn #name() -> #ty {
            #value
        }
    }
}

/// A schema that a documented error has as its body.
struct ErrorForm<'d> {
    schema: &'d str,
    /// An example that is certainly of this schema: that of a body which can have no other.
    example: Option<String>,
}

fn error_forms<'d>(operations: &[Operation<'d>]) -> Vec<ErrorForm<'d>> {
    let mut forms: Vec<ErrorForm<'d>> = Vec::new();
    let responses = operations.iter().flat_map(|operation| &operation.responses);
    for body in responses
        .filter(|response| response.status / 100 != 2)
        .flat_map(|response| &response.bodies)
    {
        let Some(schema) = body.schema else { continue };
        let alternatives = ["anyOf", "oneOf"].iter().filter_map(|key| schema.get(key));
        let alternatives = alternatives.flat_map(Node::items).filter_map(component);
        for name in component(schema).into_iter().chain(alternatives) {
            let at = forms.iter().position(|form| form.schema == name);
            let at = at.unwrap_or_else(|| {
                forms.push(ErrorForm {
                    schema: name,
                    example: None,
                });
                forms.len() - 1
            });
            if component(schema).is_some() && forms[at].example.is_none() {
                forms[at].example = example_text(body, false);
            }
        }
    }
    forms
}

fn component(node: &Node) -> Option<&str> {
    node.str("$ref")?.strip_prefix("#/components/schemas/")
}

fn error_example(form: &ErrorForm<'_>) -> Option<TokenStream> {
    let name = names::snake_ident(form.schema);
    let ident = names::type_ident(form.schema);
    let doc = docs::attributes(&format!("A [`{ident}`](types::{ident})."));
    let ty: Type = syn::parse_quote!(types::#ident);
    Some(example(&doc, &name, &ty, form.example.as_deref()?))
}
