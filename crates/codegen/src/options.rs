//! Optional parameters of operations: a type for those of each operation.

use heck::ToPascalCase;
use pazemo_openapi::Operation;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::{
    calls::{Argument, Signature},
    docs, names,
};

/// The optional parameters of an operation, as a type.
pub(crate) struct Options {
    pub(crate) ident: syn::Ident,
    pub(crate) tokens: TokenStream,
}

/// How an optional argument reaches the call: by value if it is `Copy` there, by reference else.
pub(crate) fn argument(argument: &Argument) -> TokenStream {
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

pub(crate) fn ident(operation: &Operation<'_>) -> syn::Ident {
    format_ident!("{}Options", operation.id.to_pascal_case())
}

/// The options struct of an operation that has optional parameters.
pub(crate) fn of(operation: &Operation<'_>, signature: &Signature) -> Option<Options> {
    let optional: Vec<&Argument> = signature.arguments.iter().filter(|a| a.optional).collect();
    if optional.is_empty() {
        return None;
    }
    let ident = ident(operation);
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
    let tokens = quote! {
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
    };
    Some(Options { ident, tokens })
}
