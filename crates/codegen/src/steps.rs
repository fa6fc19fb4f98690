//! What a call of an operation goes through from its arguments to its result, however it was begun: by a method of the facade or by the
//! operation's name. There is one place for it, so that both keep the same rules.

use pazemo_openapi::{Document, Operation, ParameterPlace};
use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    calls::{Argument, Signature},
    names, options,
    subject::{self, Agreement, Subject},
};

/// The steps of an operation's call. They find its arguments as variables with the names of the signature.
pub(crate) struct Steps<'s> {
    signature: &'s Signature,
    identify: TokenStream,
    about: TokenStream,
    /// The parameter that the idempotency key is given by.
    key: Option<&'s Argument>,
    checks: Vec<TokenStream>,
    compare: TokenStream,
}

/// What a call gives on success.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Conclusion {
    /// The typed value.
    Value,
    /// The answer as it came.
    Answer,
}

impl<'s> Steps<'s> {
    pub(crate) fn of(
        document: &Document,
        operation: &Operation<'_>,
        signature: &'s Signature,
        paths: &[&str],
    ) -> Self {
        let Subject {
            identify,
            about,
            agreements,
        } = subject::of(document, operation);
        Self {
            signature,
            identify,
            about: about
                .map(|about| quote!(let call = call.about(#about);))
                .unwrap_or_default(),
            key: idempotency_key(document, operation, signature),
            checks: checks(operation, signature, paths),
            compare: agreements.iter().map(Agreement::compare).collect(),
        }
    }

    /// The steps, for a call that `begin` makes. Optional arguments come from `options`, or are left out.
    pub(crate) fn tokens(
        &self,
        begin: &TokenStream,
        code: &TokenStream,
        has_options: bool,
        conclusion: Conclusion,
    ) -> TokenStream {
        let Self {
            signature,
            identify,
            about,
            key,
            checks,
            compare,
        } = self;
        let key = key.map(|key| {
            let ident = &key.ident;
            let given = if has_options {
                options::argument(key)
            } else {
                quote!(None)
            };
            quote! {
                let made;
                let #ident = match #given {
                    Some(given) => given,
                    None => {
                        made = crate::IdempotencyKey::random();
                        &made
                    }
                };
                let call = call.keyed(#ident);
            }
        });
        let is_key = |argument: &Argument| self.key.is_some_and(|key| key.ident == argument.ident);
        let arguments = signature.arguments.iter().map(|argument| {
            let ident = &argument.ident;
            match (argument.optional, has_options) {
                (false, _) => quote!(#ident),
                _ if is_key(argument) => quote!(Some(#ident)),
                (true, false) => quote!(None),
                (true, true) => options::argument(argument),
            }
        });
        let call = &signature.method;
        let conclude = match conclusion {
            Conclusion::Value if compare.is_empty() => quote!(call.conclude(answer)),
            Conclusion::Value => {
                quote!(call.conclude_compared(answer, |mismatches, answer| { #compare }))
            }
            Conclusion::Answer => {
                quote!(call.conclude_as_it_came(answer, |mismatches, answer| { #compare }))
            }
        };
        quote! {
            #identify
            let call = #begin;
            #about
            #key
            #code
            #(#checks)*
            let answer = call.#call(#(#arguments),*).await;
            #conclude
        }
    }
}

/// The optional header by which the server recognises a repetition.
fn idempotency_key<'s>(
    document: &Document,
    operation: &Operation<'_>,
    signature: &'s Signature,
) -> Option<&'s Argument> {
    let key = operation.parameters.iter().find(|parameter| {
        let schema = parameter.schema;
        schema.and_then(|schema| subject::value_of(document, schema)) == Some("idempotency-key")
    })?;
    let ident = names::snake_ident(key.name);
    let mut arguments = signature.arguments.iter();
    arguments.find(|argument| argument.optional && argument.ident == ident)
}

/// Path arguments are looked at before anything is sent.
fn checks(operation: &Operation<'_>, signature: &Signature, paths: &[&str]) -> Vec<TokenStream> {
    let in_path = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place == ParameterPlace::Path);
    in_path
        .map(|parameter| {
            let (name, ident) = (parameter.name, names::snake_ident(parameter.name));
            let taken = taken_segments(operation.path, name, paths);
            let argument = signature
                .arguments
                .iter()
                .find(|argument| !argument.optional && argument.ident == ident);
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
        .collect()
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
