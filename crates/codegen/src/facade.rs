//! The facade: an accessor for each tag, a method for each operation.

use pazemo_openapi::{Document, Operation, ParameterPlace, Pointer};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::{
    calls::{Argument, Calls, Signature},
    docs,
    method_docs::{self, Form, MethodDocs},
    names,
    options::{self, Options},
    subject::{self, Agreement, Subject},
};

/// A tag: an accessor of the client, and the type it returns.
pub(crate) struct Resource {
    pub(crate) accessor: syn::Ident,
    pub(crate) ty: syn::Ident,
    pub(crate) doc: TokenStream,
    pub(crate) methods: Vec<Method>,
    /// The types that hold the optional parameters of its operations.
    pub(crate) options: Vec<Options>,
}

/// A method of a resource. The blocking facade has the same methods with other bodies.
pub(crate) struct Method {
    pub(crate) name: syn::Ident,
    /// The constant of its operation.
    pub(crate) constant: syn::Ident,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) answer: syn::Type,
    pub(crate) docs: MethodDocs,
    body: TokenStream,
}

/// What a method of the facade takes.
#[derive(Clone)]
pub(crate) struct Parameter {
    pub(crate) ident: syn::Ident,
    pub(crate) ty: TokenStream,
    /// The type as a user of the crate writes it.
    pub(crate) shown: String,
}

impl Parameter {
    pub(crate) fn declared(&self) -> TokenStream {
        let (ident, ty) = (&self.ident, &self.ty);
        quote!(#ident: #ty)
    }
}

/// The resources of a document, in the order of their tags' names.
pub(crate) fn resources(document: &Document, calls: &Calls) -> Vec<Resource> {
    let operations = document.operations();
    let paths: Vec<&str> = operations.iter().map(|operation| operation.path).collect();
    let mut tags: Vec<&str> = operations.iter().map(|operation| operation.tag).collect();
    tags.sort_unstable();
    tags.dedup();
    let resource = |tag: &str| {
        let accessor = names::snake_ident(tag);
        let described = document.tags().find(|(name, _)| *name == tag);
        let description = described.map_or_else(
            || format!("The operations tagged `{tag}`."),
            |(_, description)| description.to_owned(),
        );
        let own: Vec<(&Operation<'_>, &Signature)> = operations
            .iter()
            .filter(|operation| operation.tag == tag)
            .filter_map(|operation| Some((operation, calls.signature(operation)?)))
            .collect();
        Resource {
            ty: names::type_ident(tag),
            doc: docs::attributes(&description),
            methods: own
                .iter()
                .flat_map(|(o, s)| methods(document, o, s, &accessor, &paths))
                .collect(),
            options: own.iter().filter_map(|(o, s)| options::of(o, s)).collect(),
            accessor,
        }
    };
    tags.into_iter().map(resource).collect()
}

pub(crate) fn generate(resources: &[Resource]) -> TokenStream {
    let accessors = resources.iter().map(|resource| {
        let Resource {
            accessor, ty, doc, ..
        } = resource;
        quote! {
            #doc
            pub fn #accessor(&self) -> #ty<'_> {
                #ty { client: self, options: crate::CallOptions::new() }
            }
        }
    });
    let items = resources.iter().map(|resource| {
        let Resource { ty, doc, .. } = resource;
        let methods = resource.methods.iter().map(|method| {
            let Method {
                name, answer, body, ..
            } = method;
            let doc = method.docs.attributes(Form::Async);
            let parameters = method.parameters.iter().map(Parameter::declared);
            quote! {
                #doc
                pub async fn #name(self #(, #parameters)*) -> Result<#answer, crate::Error> {
                    #body
                }
            }
        });
        let options = resource.options.iter().map(|options| &options.tokens);
        quote! {
            #doc
            #[derive(Clone, Copy, Debug)]
            pub struct #ty<'c> {
                client: &'c crate::Client,
                options: crate::CallOptions,
            }
            impl #ty<'_> {
                /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
                #[must_use]
                pub fn with(mut self, options: crate::CallOptions) -> Self {
                    self.options = options;
                    self
                }
                #(#methods)*
            }
            #(#options)*
        }
    });
    quote! {
        /// The resources of the API.
        impl crate::Client {
            #(#accessors)*
        }
        #(#items)*
    }
}

/// The method of an operation, its twin with options if there are optional parameters, and its twin with a code provider if it
/// carries a code.
fn methods(
    document: &Document,
    operation: &Operation<'_>,
    signature: &Signature,
    accessor: &syn::Ident,
    paths: &[&str],
) -> Vec<Method> {
    let name = names::snake_ident(&operation.method_name);
    let constant = names::const_ident(operation.id);
    let required: Vec<&Argument> = signature.arguments.iter().filter(|a| !a.optional).collect();
    let has_options = required.len() < signature.arguments.len();
    let parameters: Vec<Parameter> = required
        .iter()
        .map(|argument| {
            let ty = &argument.ty;
            Parameter {
                ident: argument.ident.clone(),
                ty: quote!(#ty),
                shown: quote!(#ty)
                    .to_string()
                    .replace("& ", "&")
                    .replace(" :: ", "::"),
            }
        })
        .collect();
    let checks: Vec<TokenStream> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place == ParameterPlace::Path)
        .map(|parameter| {
            let (name, ident) = (parameter.name, names::snake_ident(parameter.name));
            let taken = taken_segments(operation.path, name, paths);
            let argument = required.iter().find(|argument| argument.ident == ident);
            // Identifiers and open enums give their text as it is.
            let is_of_the_document = argument.is_some_and(|argument| match &argument.ty {
                syn::Type::Reference(reference) => match &*reference.elem {
                    syn::Type::Path(path) => path.path.segments[0].ident == "types",
                    _ => false,
                },
                _ => false,
            });
            let value = if is_of_the_document {
                quote!(#ident.as_str())
            } else {
                quote!(&#ident.to_string())
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
                (true, true) => options::argument(argument),
            }
        });
        quote!(#(#arguments),*)
    };
    let Subject {
        identify,
        about,
        agreements,
    } = subject::of(document, operation);
    let compare: TokenStream = agreements.iter().map(Agreement::compare).collect();
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
    let method = |name: &syn::Ident, parameters: Vec<Parameter>, text, body| Method {
        docs: MethodDocs::new(text, accessor, name, &parameters),
        name: name.clone(),
        constant: constant.clone(),
        parameters,
        answer: signature.answer.clone(),
        body,
    };
    let mut methods = vec![method(
        &name,
        parameters.clone(),
        method_docs::of(operation),
        body(false, TokenStream::new()),
    )];
    if has_options {
        let options = options::ident(operation);
        let mut parameters = parameters.clone();
        parameters.push(Parameter {
            ident: format_ident!("options"),
            ty: quote!(&#options),
            shown: format!("&pazemo::resources::{options}"),
        });
        methods.push(method(
            &format_ident!("{name}_with"),
            parameters,
            method_docs::of_twin_with_options(&name),
            body(true, TokenStream::new()),
        ));
    }
    if let Some(ty) = authorization(document, operation, signature) {
        let code = quote! {
            let call = call.with_code(codes, |code| {
                let body = #ty::new(code);
                serde_json::to_vec(&body).ok().map(Into::into)
            });
            // Stands in for the body until the code is there.
            let body = &#ty::new(crate::Secret::new(""));
        };
        let mut parameters = parameters;
        parameters.retain(|parameter| parameter.ident != "body");
        parameters.push(Parameter {
            ident: format_ident!("codes"),
            ty: quote!(&impl crate::CodeProvider),
            shown: "&impl pazemo::CodeProvider".to_owned(),
        });
        methods.push(method(
            &format_ident!("{name}_with_code"),
            parameters,
            method_docs::of_twin_with_code(&name),
            body(false, code),
        ));
    }
    methods
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
    if subject::value_of(document, property) != Some("secret") {
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
