//! What the generated calls read their arguments from.

use serde::de::DeserializeOwned;

use super::{Request, Slot};
use crate::{
    Client, Error, ErrorKind, Operation, id, runtime::decode::decode,
    runtime::generated_support::Calls,
};

/// A request on its way to the steps of its operation.
pub(crate) struct Caller<'c> {
    client: &'c Client,
    request: &'c Request,
    slot: Option<&'c Slot>,
}

#[allow(dead_code)] // not every document has every kind of argument
impl<'c> Caller<'c> {
    pub(super) fn new(client: &'c Client, request: &'c Request, slot: Option<&'c Slot>) -> Self {
        Self {
            client,
            request,
            slot,
        }
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.request.operation
    }

    /// Refuses what the operation does not take, or twice.
    pub(crate) fn expect(&self, known: &[&str], has_body: bool) -> Result<(), Error> {
        let given = &self.request.parameters;
        for (at, (name, _)) in given.iter().enumerate() {
            // The name is a caller's, so it is not repeated.
            if !known.contains(&name.as_str()) {
                let known = match known {
                    [] => "it takes none".to_owned(),
                    known => format!("it takes {}", quoted(known)),
                };
                return Err(refused(format!(
                    "a parameter that the operation does not have; {known}"
                )));
            }
            if given[..at].iter().any(|(other, _)| other == name) {
                return Err(refused(format!("the parameter `{name}` is given twice")));
            }
        }
        if !has_body && self.request.body.is_some() {
            return Err(refused("the operation takes no body".to_owned()));
        }
        Ok(())
    }

    pub(crate) fn argument<T: DeserializeOwned>(&self, name: &str) -> Result<T, Error> {
        self.optional(name)?
            .ok_or_else(|| refused(format!("the parameter `{name}` is missing")))
    }

    /// A text is taken as it is where the type is one, and as JSON elsewhere.
    pub(crate) fn optional<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Error> {
        let given = self.request.parameters.iter();
        let Some((_, text)) = given.into_iter().find(|(given, _)| given == name) else {
            return Ok(None);
        };
        let as_text = serde_json::to_vec(text).map_err(|_| String::new());
        let value = as_text.and_then(|json| decode(&json));
        let value = value.or_else(|_: String| decode(text.as_bytes()));
        value
            .map(Some)
            .map_err(|reason| refused(format!("the parameter `{name}` does not fit: {reason}")))
    }

    pub(crate) fn body<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let Some(body) = &self.request.body else {
            return Err(refused("the body is missing".to_owned()));
        };
        decode(body).map_err(|reason| {
            refused(format!(
                "the body does not fit its documented type: {reason}"
            ))
        })
    }

    /// An identifier in the body. Read from JSON it may be anything; the facade's are made from texts and checked.
    pub(crate) fn check(&self, name: &str, value: Option<&str>) -> Result<(), Error> {
        match value.map(id::check) {
            Some(Err(reason)) => Err(refused(format!("`{name}` is not sent: {reason}"))),
            _ => Ok(()),
        }
    }

    pub(crate) fn begin(&self, operation: &'static Operation) -> Calls<'c> {
        self.client
            .begin(operation, &self.request.options)
            .previewed_in(self.slot)
    }
}

fn quoted(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

fn refused(message: String) -> Error {
    Error::new(ErrorKind::InvalidArgument, message)
}
