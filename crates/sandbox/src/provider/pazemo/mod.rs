//! Pazemo: who may call, what is done, and how a refusal is written. The state is in [`crate::world`].

mod admit;
mod behaviour;
mod defects;
mod error_body;
mod shared;

use bytes::Bytes;
use http::{HeaderValue, header};

pub(crate) use shared::Shared;

use super::{Admitted, Provider};
use crate::{
    common::Common,
    http::{Answer, Api, ApiOperation, Asked, Elsewhere, Served},
    refusal::Refusal,
    switches::RetryAfter,
};

static SERVED: Served = Served::new(
    "pazemo.yaml",
    || pazemo::documents::DOCUMENT,
    Elsewhere::Refused,
);

/// The API of Pazemo's document; what is wrong with the document, if it cannot be served.
pub(crate) fn api() -> Result<&'static Api, String> {
    SERVED.api()
}

/// Pazemo over a running sandbox.
pub(crate) struct Pazemo {
    pub(crate) shared: std::sync::Arc<Shared>,
    pub(crate) api: &'static Api,
}

impl Provider for Pazemo {
    fn common(&self) -> &Common {
        &self.shared
    }

    fn api(&self) -> &'static Api {
        self.api
    }

    fn admit<'r>(&'r self, asked: &'r Asked<'r>) -> Result<Box<dyn Admitted + 'r>, Refusal> {
        Ok(Box::new(admit::admit(self, asked)?))
    }

    fn refuse(&self, operation: Option<&ApiOperation>, path: &str, refusal: &Refusal) -> Answer {
        let (form, retry_after, now) = {
            let world = self.shared.world();
            let switches = world.switches();
            (switches.error_form, switches.retry_after, world.now())
        };
        let body = error_body::write(refusal, operation, form, now, path);
        let answer = Answer::json(refusal.status, body);
        match refusal.status {
            401 => answer.with(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
            429 | 503 => match admit::retry_after(retry_after) {
                Some(value) if retry_after != RetryAfter::Absent => {
                    answer.with(header::RETRY_AFTER, value)
                }
                _ => answer,
            },
            _ => answer,
        }
    }

    fn malformed(&self, code: &'static str, message: &'static str) -> Option<Bytes> {
        let body = format!(r#"{{"errors":[{{"code":"{code}","message":"{message}"}}]}}"#);
        Some(Bytes::from(body))
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::{behaviour::Behaviour, *};

    #[test]
    fn every_operation_of_the_document_has_behaviour() {
        let api = api().unwrap();
        assert_eq!(api.operations().len(), 12);
        for operation in api.operations() {
            assert!(Behaviour::of(operation.id).is_some(), "{}", operation.id);
        }
    }

    #[test]
    fn a_literal_segment_goes_before_a_parameter() {
        let api = api().unwrap();
        let id = |path| {
            let (item, _) = api.path(path).unwrap();
            api.operation(item, &Method::GET).unwrap().id
        };
        assert_eq!(id("/users/me"), "getCurrentUser");
        assert_eq!(id("/users/you"), "getUser");
        assert!(api.path("/users/").is_none());
        assert!(api.path("/users/me/").is_none());
    }

    #[test]
    fn the_document_says_which_body_an_error_has() {
        let api = api().unwrap();
        for operation in api.operations() {
            assert_eq!(operation.error_bodies(400), ["ValidationError"]);
            assert_eq!(operation.error_bodies(401), ["AuthenticationError"]);
            assert_eq!(operation.error_bodies(500), ["SystemError"]);
            assert_eq!(operation.error_bodies(409).len(), 3);
            assert!(operation.error_bodies(418).is_empty());
        }
    }

    #[test]
    fn authorization_codes_are_secret_fields() {
        let fields = &api().unwrap().secret_fields;
        assert!(fields.iter().any(|field| field == "authorizationCode"));
    }

    #[test]
    fn what_the_document_leaves_free_is_known() {
        assert_eq!(api().unwrap().free_fields, ["configs", "referenceData"]);
    }
}
