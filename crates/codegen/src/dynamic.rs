//! Calls by the operation's name (feature `dynamic`): the steps of the facade, on arguments that are read from text and JSON.

use pazemo_openapi::{Document, Operation};
use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    calls::{Argument, Calls, Signature},
    names, options,
    steps::{Conclusion, Steps},
    subject,
};

pub(crate) fn generate(document: &Document, calls: &Calls) -> TokenStream {
    let operations = document.operations();
    let paths: Vec<&str> = operations.iter().map(|operation| operation.path).collect();
    let known: Vec<(&Operation<'_>, &Signature)> = operations
        .iter()
        .filter_map(|operation| Some((operation, calls.signature(operation)?)))
        .collect();
    let arms = known.iter().map(|(operation, signature)| {
        let (id, name) = (operation.id, &signature.method);
        quote!(#id => #name(caller).await)
    });
    let functions = known
        .iter()
        .map(|(operation, signature)| function(document, operation, signature, &paths));
    quote! {
        /// Calls by the operation's name.
        #[cfg(feature = "dynamic")]
        pub(crate) mod dynamic {
            use super::types;
            use crate::dynamic::{Answer, Caller};

            /// The call of the caller's operation; nothing if the document does not have it.
            pub(crate) async fn call(caller: &Caller<'_>) -> Option<Result<Answer, crate::Error>> {
                Some(match caller.operation().id() {
                    #(#arms,)*
                    _ => return None,
                })
            }
            #(#functions)*
        }
    }
}

fn function(
    document: &Document,
    operation: &Operation<'_>,
    signature: &Signature,
    paths: &[&str],
) -> TokenStream {
    let name = &signature.method;
    let constant = names::const_ident(operation.id);
    let sent_name = |argument: &Argument| {
        let parameter = operation
            .parameters
            .iter()
            .find(|parameter| names::snake_ident(parameter.name) == argument.ident);
        parameter.map(|parameter| parameter.name)
    };
    let known = operation.parameters.iter().map(|parameter| parameter.name);
    let has_body = signature.arguments.iter().any(|a| sent_name(a).is_none());
    let has_options = signature.arguments.iter().any(|argument| argument.optional);
    let options = has_options.then(|| {
        let ident = options::ident(operation);
        quote!(let mut options = super::resources::#ident::new();)
    });
    let arguments = signature.arguments.iter().map(|argument| {
        let ident = &argument.ident;
        match sent_name(argument) {
            Some(sent) if argument.optional => quote!(options.#ident = caller.optional(#sent)?;),
            Some(sent) => bound(argument, &quote!(caller.argument), &quote!((#sent)?)),
            None => bound(argument, &quote!(caller.body), &quote!(()?)),
        }
    });
    // What is read is taken as it comes; what is sent is looked at, as where a value is made from a text.
    let identifiers = subject::identifiers_of_body(document, operation);
    let begin = quote!(caller.begin(&super::operations::#constant));
    let steps = Steps::of(document, operation, signature, paths).tokens(
        &begin,
        &TokenStream::new(),
        has_options,
        Conclusion::Answer,
    );
    quote! {
        async fn #name(caller: &Caller<'_>) -> Result<Answer, crate::Error> {
            caller.expect(&[#(#known),*], #has_body)?;
            #options
            #(#arguments)*
            #(#identifiers)*
            #steps
        }
    }
}

/// A variable for a required argument, which is lent to the call if that wants it so.
fn bound(argument: &Argument, from: &TokenStream, call: &TokenStream) -> TokenStream {
    let (ident, ty) = (&argument.ident, &argument.ty);
    match ty {
        syn::Type::Reference(reference) => {
            let owned = match &*reference.elem {
                syn::Type::Path(path) if path.path.is_ident("str") => quote!(String),
                other => quote!(#other),
            };
            quote!(let #ident = &#from::<#owned> #call;)
        }
        _ => quote!(let #ident = #from::<#ty> #call;),
    }
}
