//! `pazemo call`: any operation of the document through the client.

mod arguments;
mod assignment;
mod body;
mod confirm;
mod credentials;
mod describe;
mod exit;
mod json;
mod output;
mod send;
mod shape;

use std::time::Duration;

use pazemo::{
    CallOptions, Client, RetryPolicy, Secret,
    dynamic::{Preview, Request},
};
use tokio::runtime::Runtime;

pub(crate) use arguments::CallArguments;

use crate::{HOLDS, Unusable};
use body::{Input, Object, Origin};
use credentials::Target;
use json::Hidden;
use shape::Shape;

/// Stands where a secret will be, or where it is not shown.
const PLACEHOLDER: &str = "[redacted]";

pub(crate) fn run(arguments: &CallArguments) -> Result<u8, Unusable> {
    let operation = arguments.operation;
    let shape = Shape::of(operation)?;
    if arguments.describe {
        output::print(&describe::text(operation, &shape))?;
        return Ok(HOLDS);
    }
    credentials::one_reader_of_standard_input(arguments)?;
    let target = Target::of(arguments)?;
    let mut hidden = Hidden {
        secrets: Vec::new(),
        fields: shape.secrets_sent.clone(),
    };
    let mut input = input(arguments, &shape)?;
    let asks_for_code = asks_for_code(arguments, &shape, &input, &mut hidden)?;
    let runtime = runtime()?;

    // All that can be wrong with the request shows here, before anybody is asked for anything.
    if let Some(field) = asks_for_code {
        input.body.set(field, PLACEHOLDER)?;
    }
    let builder = Client::builder(target.environment.clone()).token("none-is-sent");
    let client = builder.build().map_err(unusable)?;
    let request = request(arguments, &shape, &input);
    let preview = runtime
        .block_on(client.preview(&request))
        .map_err(unusable)?;
    let chooses_id = keep_chosen_id(&shape, &mut input, &preview)?;
    if arguments.dry_run {
        output::print(&output::preview(arguments, &preview, &hidden))?;
        return Ok(HOLDS);
    }
    let about = shape.subject().and_then(|subject| {
        let mut parameters = input.parameters.iter();
        parameters.find_map(|(name, value)| (name == subject.name).then_some(value.clone()))
    });
    let about = about.as_deref();
    if confirm::is_needed(arguments, &target, operation)?
        && !confirm::is_meant(operation, &preview, about, &hidden)?
    {
        return output::declined(arguments);
    }

    let token = target.token(arguments)?;
    hidden.secrets.push(token.clone());
    if let Some(field) = asks_for_code {
        let code = credentials::code(arguments, about)?;
        input.body.set(field, code.expose())?;
        hidden.secrets.push(code);
    }
    // What an answer has of that is of the server's making, so its fields are others.
    hidden.fields.clone_from(&shape.secrets_answered);
    let request = self::request(arguments, &shape, &input);
    send::send(
        &runtime,
        send::Sending {
            arguments,
            shape: &shape,
            environment: target.environment,
            token,
            request,
            chooses_id,
            hidden: &hidden,
        },
    )
}

/// Keeps the identifier that the client chose for the preview: what is sent is what was shown. Whether it chose one.
fn keep_chosen_id(shape: &Shape, input: &mut Input, preview: &Preview) -> Result<bool, Unusable> {
    let missing = shape
        .client_id()
        .filter(|field| input.body.get(field.name).is_none());
    let Some(field) = missing else {
        return Ok(false);
    };
    let sent: Option<Object> = preview
        .body()
        .and_then(|body| serde_json::from_slice(body).ok());
    let id = sent.as_ref().and_then(|sent| sent.get(field.name));
    if let Some(id) = id.and_then(|id| serde_json::from_str::<String>(id.get()).ok()) {
        input.body.set(field.name, &id)?;
    }
    Ok(true)
}

fn unusable(error: pazemo::Error) -> Unusable {
    Unusable(error.to_string())
}

fn runtime() -> Result<Runtime, Unusable> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Unusable(format!("there is no way to wait for an answer: {error}")))
}

fn input(arguments: &CallArguments, shape: &Shape) -> Result<Input, Unusable> {
    let data = match arguments.data.as_deref() {
        None => None,
        Some("-") => Some((credentials::text_from("-", "--data: -")?, Origin::File)),
        Some(text) => Some(match text.strip_prefix('@') {
            Some(file) => {
                let text = credentials::text_from(file, &format!("--data: {file}"))?;
                (text, Origin::File)
            }
            None => (text.to_owned(), Origin::Argument),
        }),
    };
    let data = data.as_ref().map(|(text, origin)| (text.as_str(), *origin));
    body::assemble(
        shape,
        &arguments.fields,
        data,
        arguments.allow_unknown_fields,
    )
}

/// The field of the body that an authorization code has to be asked for. One that is there already is hidden from now on.
fn asks_for_code<'s>(
    arguments: &CallArguments,
    shape: &'s Shape,
    input: &Input,
    hidden: &mut Hidden,
) -> Result<Option<&'s str>, Unusable> {
    let Some(field) = shape.code() else {
        return match arguments.code_file {
            Some(_) => Err(Unusable(format!(
                "{} takes no authorization code; right would be no --code-file",
                arguments.operation.id()
            ))),
            None => Ok(None),
        };
    };
    let Some(given) = input.body.get(field.name) else {
        return Ok(Some(field.name));
    };
    if arguments.code_file.is_some() {
        return Err(Unusable(format!(
            "{} is given twice, in --data and by --code-file; right would be one of them",
            field.name
        )));
    }
    if let Ok(code) = serde_json::from_str::<String>(given.get()) {
        hidden.secrets.push(Secret::new(code));
    }
    Ok(None)
}

fn request(arguments: &CallArguments, shape: &Shape, input: &Input) -> Request {
    let mut options = CallOptions::new();
    if let Some(seconds) = arguments.timeout {
        options = options.with_total_timeout(Duration::from_secs(seconds));
    }
    if let Some(seconds) = arguments.attempt_timeout {
        options = options.with_attempt_timeout(Duration::from_secs(seconds));
    }
    if let Some(attempts) = arguments.attempts {
        options = options.with_retry_policy(RetryPolicy::new().with_attempts(attempts));
    }
    let mut request = Request::new(arguments.operation).with_options(options);
    for (name, value) in &input.parameters {
        request = request.with_parameter(name, value);
    }
    if shape.body.is_some() {
        request = request.with_json(input.body.text());
    }
    request
}
