//! The facade: an accessor for each tag, a method for each operation.

use pazemo_openapi::{Document, Operation, Pointer};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::{
    calls::{Argument, Calls, Signature},
    docs,
    method_docs::{self, Form, MethodDocs},
    module::Module,
    names,
    options::{self, Options},
    steps::{Conclusion, Steps},
    subject,
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
pub(crate) fn resources(document: &Document, calls: &Calls, module: Module<'_>) -> Vec<Resource> {
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
                .flat_map(|(o, s)| methods(document, o, s, &accessor, &paths, module))
                .collect(),
            options: own.iter().filter_map(|(o, s)| options::of(o, s)).collect(),
            accessor,
        }
    };
    tags.into_iter().map(resource).collect()
}

pub(crate) fn generate(resources: &[Resource], module: Module<'_>) -> TokenStream {
    let module = module.tokens();
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
                client: &'c #module::Client,
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
        impl #module::Client {
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
    module: Module<'_>,
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
                    .replace(" :: ", "::")
                    .replace("crate::", "pazemo::"),
            }
        })
        .collect();
    let steps = Steps::of(document, operation, signature, paths);
    let body = |options: bool, code: TokenStream| {
        let begin = quote!(self.client.begin(&super::operations::#constant, &self.options));
        steps.tokens(&begin, &code, options, Conclusion::Value)
    };
    let method = |name: &syn::Ident, parameters: Vec<Parameter>, text, body| Method {
        docs: MethodDocs::new(text, accessor, name, &parameters, module),
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
            shown: format!("&{}::resources::{options}", module.shown()),
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
