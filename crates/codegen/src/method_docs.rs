//! The documentation of the facade's methods, with an example each.

use pazemo_openapi::Operation;
use proc_macro2::{Ident, TokenStream};

use crate::{docs, facade::Parameter, module::Module, names};

/// Which facade is documented.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    Async,
    Blocking,
}

/// What is said of a method in either facade.
pub(crate) struct Text {
    about: String,
    errors: String,
}

/// The documentation of a method.
pub(crate) struct MethodDocs {
    text: Text,
    /// The parameters of the example, each behind a comma.
    parameters: String,
    /// The call that the example shows.
    call: String,
    /// The module, as users write it.
    module: String,
}

impl MethodDocs {
    pub(crate) fn new(
        text: Text,
        accessor: &Ident,
        method: &Ident,
        parameters: &[Parameter],
        module: Module<'_>,
    ) -> Self {
        let arguments: Vec<String> = parameters.iter().map(|p| p.ident.to_string()).collect();
        let declared = parameters
            .iter()
            .map(|parameter| format!(", {}: {}", parameter.ident, parameter.shown));
        Self {
            text,
            parameters: declared.collect(),
            call: format!("client.{accessor}().{method}({})", arguments.join(", ")),
            module: module.shown(),
        }
    }

    pub(crate) fn attributes(&self, form: Form) -> TokenStream {
        let Text { about, errors } = &self.text;
        let (client, function, wait, refusal) = match form {
            Form::Async => ("Client", "async fn", ".await", ""),
            Form::Blocking => (
                "blocking::Client",
                "fn",
                "",
                " Inside an async runtime it is [`ErrorKind::AsyncContext`](crate::ErrorKind::AsyncContext).",
            ),
        };
        let (call, module) = (&self.call, &self.module);
        // An example is no part of the crate.
        let parameters = self.parameters.replace("crate::", "pazemo::");
        docs::attributes(&format!(
            "{about}\n\n\
             # Errors\n\n\
             {errors}{refusal}\n\n\
             # Example\n\n\
             ```\n\
             # use {module}::{{types, {client}}};\n\
             # use pazemo::Error;\n\
             # {function} example(client: &Client{parameters}) -> Result<(), Error> {{\n\
             let answer = {call}{wait}?;\n\
             # let _ = answer;\n\
             # Ok(())\n\
             # }}\n\
             ```",
        ))
    }
}

/// Of the method that an operation is.
pub(crate) fn of(operation: &Operation<'_>) -> Text {
    let summary = if operation.summary.is_empty() {
        operation.id
    } else {
        operation.summary
    };
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
    let statuses: Vec<String> = operation
        .responses
        .iter()
        .map(|response| response.status.to_string())
        .collect();
    Text {
        about: format!(
            "{summary}: `{method} {path}`.\n\n{description}\n\n{described}\n{retry}",
            summary = summary.trim_end_matches('.'),
            method = operation.method,
            path = operation.path,
            description = operation.description.trim(),
            retry = operation.retry.map(docs::retry).unwrap_or_default(),
        ),
        errors: format!(
            "[`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; \
             [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: {}.",
            statuses.join(", ")
        ),
    }
}

/// Of the twin of a method that takes optional parameters.
pub(crate) fn of_twin_with_options(method: &Ident) -> Text {
    Text {
        about: format!("[`{method}`](Self::{method}), with optional parameters."),
        errors: "As the method without options.".to_owned(),
    }
}

/// Of the twin of a method that asks for the authorization code.
pub(crate) fn of_twin_with_code(method: &Ident) -> Text {
    Text {
        about: format!(
            "[`{method}`](Self::{method}) with a code that is asked for when the call is about to be sent, once; see [`CodeProvider`](crate::CodeProvider)."
        ),
        errors:
            "As the method with a given code, and [`ErrorKind::Provider`](crate::ErrorKind::Provider) if no code can be had."
                .to_owned(),
    }
}
