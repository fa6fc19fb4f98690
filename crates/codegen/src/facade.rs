//! The facade: an accessor for each tag, a method for each operation.

use heck::ToPascalCase;
use pazemo_openapi::{Document, Finding, Operation, ParameterPlace, Pointer};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::{
    calls::{Argument, Calls, Signature},
    docs, names,
    subject::{self, Subject},
};

pub(crate) fn generate(document: &Document, calls: &Calls) -> Result<TokenStream, Vec<Finding>> {
    let operations = document.operations();
    let mut tags: Vec<&str> = operations.iter().map(|operation| operation.tag).collect();
    tags.sort_unstable();
    tags.dedup();
    let mut items = Vec::new();
    let mut accessors = Vec::new();
    for tag in tags {
        let resource = names::type_ident(tag);
        let accessor = names::snake_ident(tag);
        let described = document.tags().find(|(name, _)| *name == tag);
        let description = described.map_or_else(
            || format!("The operations tagged `{tag}`."),
            |(_, description)| description.to_owned(),
        );
        let doc = docs::attributes(&description);
        let paths: Vec<&str> = operations.iter().map(|operation| operation.path).collect();
        let own: Vec<(&Operation<'_>, &Signature)> = operations
            .iter()
            .filter(|operation| operation.tag == tag)
            .filter_map(|operation| Some((operation, calls.signature(operation)?)))
            .collect();
        let methods = own
            .iter()
            .map(|(o, s)| method(document, o, s, &accessor, &paths));
        let options = own.iter().filter_map(|(o, s)| options(o, s));
        items.push(quote! {
            #doc
            #[derive(Clone, Copy, Debug)]
            pub struct #resource<'c> {
                client: &'c crate::Client,
                options: crate::CallOptions,
            }
            impl #resource<'_> {
                /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
                #[must_use]
                pub fn with(mut self, options: crate::CallOptions) -> Self {
                    self.options = options;
                    self
                }
                #(#methods)*
            }
            #(#options)*
        });
        accessors.push(quote! {
            #doc
            pub fn #accessor(&self) -> #resource<'_> {
                #resource { client: self, options: crate::CallOptions::new() }
            }
        });
    }
    Ok(quote! {
        /// The resources of the API.
        impl crate::Client {
            #(#accessors)*
        }
        #(#items)*
    })
}

/// The method of an operation, and its twin with options if there are optional parameters.
fn method(
    document: &Document,
    operation: &Operation<'_>,
    signature: &Signature,
    accessor: &syn::Ident,
    paths: &[&str],
) -> TokenStream {
    let name = names::snake_ident(&operation.method_name);
    let required: Vec<&Argument> = signature.arguments.iter().filter(|a| !a.optional).collect();
    let has_options = required.len() < signature.arguments.len();
    let parameters: Vec<TokenStream> = required
        .iter()
        .map(|argument| {
            let (ident, ty) = (&argument.ident, &argument.ty);
            quote!(#ident: #ty)
        })
        .collect();
    let answer = &signature.answer;
    let constant = names::const_ident(operation.id);
    let checks: Vec<TokenStream> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place == ParameterPlace::Path)
        .map(|parameter| {
            let (name, ident) = (parameter.name, names::snake_ident(parameter.name));
            let taken = taken_segments(operation.path, name, paths);
            let argument = required.iter().find(|argument| argument.ident == ident);
            let is_reference =
                argument.is_some_and(|argument| matches!(argument.ty, syn::Type::Reference(_)));
            let value = if is_reference {
                quote!(#ident)
            } else {
                quote!(&#ident)
            };
            quote!(call.check_path_argument(#name, #value, &[#(#taken),*]);)
        })
        .collect();
    let call = &signature.method;
    let arguments = |options: bool| {
        let arguments = signature.arguments.iter().map(move |argument| {
            let ident = &argument.ident;
            match (argument.optional, options) {
                (false, _) => quote!(#ident),
                (true, false) => quote!(None),
                (true, true) => optional_argument(argument),
            }
        });
        quote!(#(#arguments),*)
    };
    let Subject {
        identify,
        about,
        compare,
    } = subject::of(document, operation);
    let about = about.map(|about| quote!(let call = call.about(#about);));
    let conclude = if compare.is_empty() {
        quote!(call.conclude(answer))
    } else {
        quote!(call.conclude_compared(answer, |mismatches, answer| { #compare }))
    };
    let body = |options: bool, code: TokenStream| {
        let arguments = arguments(options);
        quote! {
            #identify
            let call = Calls::new(self.client.runtime(), &super::operations::#constant, &self.options);
            #about
            #code
            #(#checks)*
            let answer = call.#call(#arguments).await;
            #conclude
        }
    };
    let (plain, doc) = (
        body(false, TokenStream::new()),
        docs::attributes(&method_docs(operation, signature, accessor)),
    );
    let twin = has_options.then(|| {
        let (twin, options) = (format_ident!("{name}_with"), options_ident(operation));
        let body = body(true, TokenStream::new());
        let doc = docs::attributes(&format!("[`{name}`](Self::{name}), with optional parameters."));
        quote! {
            #doc
            ///
            /// # Errors
            ///
            /// As the method without options.
            pub async fn #twin(&self #(, #parameters)*, options: &#options) -> Result<#answer, crate::Error> {
                #body
            }
        }
    });
    let late = authorization(document, operation, signature).map(|ty| {
        let method = format_ident!("{name}_with_code");
        let parameters = required
            .iter()
            .filter(|argument| argument.ident != "body")
            .map(|argument| {
                let (ident, ty) = (&argument.ident, &argument.ty);
                quote!(#ident: #ty)
            });
        let body = body(
            false,
            quote! {
                let call = call.with_code(codes, |code| {
                    let body = #ty::new(code);
                    serde_json::to_vec(&body).ok().map(Into::into)
                });
                // Stands in for the body until the code is there.
                let body = &#ty::new(crate::Secret::new(""));
            },
        );
        let doc = docs::attributes(&format!(
            "[`{name}`](Self::{name}) with a code that is asked for when the call is about to be sent, once; see [`CodeProvider`](crate::CodeProvider)."
        ));
        quote! {
            #doc
            ///
            /// # Errors
            ///
            /// As the method with a given code, and [`ErrorKind::Provider`](crate::ErrorKind::Provider) if no code can be had.
            pub async fn #method(&self #(, #parameters)*, codes: &impl crate::CodeProvider) -> Result<#answer, crate::Error> {
                #body
            }
        }
    });
    quote! {
        #doc
        pub async fn #name(&self #(, #parameters)*) -> Result<#answer, crate::Error> {
            #plain
        }
        #twin
        #late
    }
}

/// The type of a request body that is made of an authorization code alone.
fn authorization(
    document: &Document,
    operation: &Operation<'_>,
    signature: &Signature,
) -> Option<syn::Type> {
    let schema = operation.request.first()?.schema?;
    let (schema, _) = document.resolve(schema, Pointer::root());
    let [required] = schema.get("required")?.items() else {
        return None;
    };
    let property = schema.get("properties")?.get(required.as_str()?)?;
    let one = property.get("allOf").and_then(|all| all.items().first());
    let (value, _) = document.resolve(one.unwrap_or(property), Pointer::root());
    if value.str("x-value") != Some("secret") {
        return None;
    }
    let body = signature.arguments.iter().find(|a| a.ident == "body")?;
    match &body.ty {
        syn::Type::Reference(reference) => Some((*reference.elem).clone()),
        _ => None,
    }
}

/// The words that, in the place of a path parameter, would lead to another path of the document: `me` in
/// `/users/{userId}`, if there is a `/users/me`.
fn taken_segments<'p>(path: &str, parameter: &str, paths: &[&'p str]) -> Vec<&'p str> {
    let own: Vec<&str> = path.split('/').collect();
    let placeholder = format!("{{{parameter}}}");
    let Some(place) = own.iter().position(|segment| *segment == placeholder) else {
        return Vec::new();
    };
    let is_parameter = |segment: &str| segment.starts_with('{');
    let mut taken: Vec<&str> = paths
        .iter()
        .map(|other| other.split('/').collect::<Vec<&str>>())
        .filter(|other| other.len() == own.len() && !is_parameter(other[place]))
        .filter(|other| {
            let mut others = own
                .iter()
                .zip(other)
                .enumerate()
                .filter(|(at, _)| *at != place);
            others.all(|(_, (a, b))| a == b || is_parameter(a) || is_parameter(b))
        })
        .map(|other| other[place])
        .collect();
    taken.sort_unstable();
    taken.dedup();
    taken
}

/// How an optional argument reaches the call: by value if it is `Copy` there, by reference else.
fn optional_argument(argument: &Argument) -> TokenStream {
    let ident = &argument.ident;
    match &argument.ty {
        syn::Type::Reference(reference) => {
            let is_str =
                matches!(&*reference.elem, syn::Type::Path(path) if path.path.is_ident("str"));
            if is_str {
                quote!(options.#ident.as_deref())
            } else {
                quote!(options.#ident.as_ref())
            }
        }
        _ => quote!(options.#ident),
    }
}

fn options_ident(operation: &Operation<'_>) -> syn::Ident {
    format_ident!("{}Options", operation.id.to_pascal_case())
}

/// The options struct of an operation that has optional parameters.
fn options(operation: &Operation<'_>, signature: &Signature) -> Option<TokenStream> {
    let optional: Vec<&Argument> = signature.arguments.iter().filter(|a| a.optional).collect();
    if optional.is_empty() {
        return None;
    }
    let ident = options_ident(operation);
    let described = |argument: &Argument| {
        let parameter = operation
            .parameters
            .iter()
            .find(|p| names::snake_ident(p.name) == argument.ident);
        let text = parameter.map_or("", |p| p.description);
        docs::attributes(if text.is_empty() {
            "An optional parameter."
        } else {
            text
        })
    };
    let owned = |argument: &Argument| match &argument.ty {
        syn::Type::Reference(reference) => match &*reference.elem {
            syn::Type::Path(path) if path.path.is_ident("str") => quote!(String),
            other => quote!(#other),
        },
        other => quote!(#other),
    };
    let fields = optional.iter().map(|argument| {
        let (doc, name, ty) = (described(argument), &argument.ident, owned(argument));
        quote!(#doc pub #name: Option<#ty>)
    });
    let setters = optional.iter().map(|argument| {
        let (doc, name, ty) = (described(argument), &argument.ident, owned(argument));
        let method = format_ident!("with_{}", name.to_string().trim_end_matches('_'));
        quote! {
            #doc
            #[must_use]
            pub fn #method(mut self, #name: impl Into<#ty>) -> Self {
                self.#name = Some(#name.into());
                self
            }
        }
    });
    let doc = docs::attributes(&format!("Optional parameters of `{}`.", operation.id));
    Some(quote! {
        #doc
        #[derive(Clone, Default)]
        #[non_exhaustive]
        pub struct #ident {
            #(#fields,)*
        }
        impl #ident {
            /// No optional parameter.
            pub fn new() -> Self {
                Self::default()
            }
            #(#setters)*
        }
    })
}

fn method_docs(operation: &Operation<'_>, signature: &Signature, accessor: &syn::Ident) -> String {
    let summary = if operation.summary.is_empty() {
        operation.id
    } else {
        operation.summary
    };
    let summary = summary.trim_end_matches('.');
    let name = names::snake_ident(&operation.method_name);
    let required: Vec<&Argument> = signature.arguments.iter().filter(|a| !a.optional).collect();
    let parameters: String = required
        .iter()
        .map(|argument| {
            let (ident, ty) = (&argument.ident, &argument.ty);
            let ty = quote!(#ty)
                .to_string()
                .replace("& ", "&")
                .replace(" :: ", "::");
            format!(", {ident}: {ty}")
        })
        .collect();
    let arguments: Vec<String> = required.iter().map(|a| a.ident.to_string()).collect();
    let described: String = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required && !parameter.description.is_empty())
        .map(|parameter| {
            format!(
                "* `{}`: {}\n",
                names::snake_ident(parameter.name),
                parameter.description.trim()
            )
        })
        .collect();
    let retry = operation.retry.map(docs::retry).unwrap_or_default();
    format!(
        "{summary}: `{method} {path}`.\n\n{description}\n\n{described}\n{retry}\n\n\
         # Errors\n\n\
         [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; \
         [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: {statuses}.\n\n\
         # Example\n\n\
         ```\n\
         # use pazemo::{{types, Client, Error}};\n\
         # async fn example(client: &Client{parameters}) -> Result<(), Error> {{\n\
         let answer = client.{accessor}().{name}({arguments}).await?;\n\
         # let _ = answer;\n\
         # Ok(())\n\
         # }}\n\
         ```",
        method = operation.method,
        path = operation.path,
        description = operation.description.trim(),
        statuses = operation
            .responses
            .iter()
            .map(|response| response.status.to_string())
            .collect::<Vec<_>>()
            .join(", "),
        arguments = arguments.join(", "),
    )
}

#[cfg(test)]
mod tests {
    use super::taken_segments;

    #[test]
    fn a_word_that_is_another_path_is_taken() {
        let paths = [
            "/users/me",
            "/users/{userId}",
            "/users/{id}/accounts",
            "/users/{userId}/{kind}",
            "/{a}/x/accounts",
            "/me",
        ];
        assert_eq!(taken_segments("/users/{userId}", "userId", &paths), ["me"]);
        assert_eq!(taken_segments("/users/{id}/accounts", "id", &paths), ["x"]);
        assert_eq!(
            taken_segments("/users/{userId}/{kind}", "kind", &paths),
            ["accounts"]
        );
        assert_eq!(
            taken_segments("/users/me", "userId", &paths),
            Vec::<&str>::new()
        );
    }
}
