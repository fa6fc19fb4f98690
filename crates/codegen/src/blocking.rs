//! The blocking facade: the methods of the async one, each waiting for it.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    facade::{Method, Parameter, Resource},
    method_docs::Form,
};

pub(crate) fn generate(resources: &[Resource]) -> TokenStream {
    let accessors = resources.iter().map(|resource| {
        let Resource {
            accessor, ty, doc, ..
        } = resource;
        quote! {
            #doc
            pub fn #accessor(&self) -> #ty<'_> {
                #ty(self.as_async().#accessor())
            }
        }
    });
    let items = resources.iter().map(|resource| {
        let Resource { ty, doc, .. } = resource;
        let methods = resource.methods.iter().map(method);
        let options = resource.options.iter().map(|options| &options.ident);
        quote! {
            #(pub use super::resources::#options;)*
            #doc
            #[derive(Clone, Copy, Debug)]
            pub struct #ty<'c>(super::resources::#ty<'c>);
            impl #ty<'_> {
                /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
                #[must_use]
                pub fn with(self, options: crate::CallOptions) -> Self {
                    Self(self.0.with(options))
                }
                #(#methods)*
            }
        }
    });
    quote! {
        /// The resources of the API.
        impl crate::blocking::Client {
            #(#accessors)*
        }
        #(#items)*
    }
}

fn method(method: &Method) -> TokenStream {
    let Method {
        name,
        constant,
        answer,
        ..
    } = method;
    let doc = method.docs.attributes(Form::Blocking);
    let parameters = method.parameters.iter().map(Parameter::declared);
    let arguments = method.parameters.iter().map(|parameter| &parameter.ident);
    quote! {
        #doc
        pub fn #name(self #(, #parameters)*) -> Result<#answer, crate::Error> {
            crate::blocking::wait(&super::operations::#constant, self.0.#name(#(#arguments),*))
        }
    }
}
