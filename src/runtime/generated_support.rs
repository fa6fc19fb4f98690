//! What progenitor's code finds in the place of reqwest and its own runtime crate.
//!
//! A private contract: the names here are those that the generator, pinned to one version, emits. What it emits is kept under `generated/`.

#[allow(unused_imports)] // not every document has queries
pub(crate) use super::{
    call::Calls,
    request::{QueryParam, Request, RequestFactory, encode_path},
    response::{Response, ResponseValue, unexpected_response},
};

/// The operation by the generator's name for it; [`Calls`] knows the real one.
pub(crate) struct OperationInfo {
    #[allow(dead_code)]
    pub(crate) operation_id: &'static str,
}

/// An identifier that nobody else chooses: a random UUID.
pub(crate) fn new_client_id<I: std::str::FromStr>() -> Option<I> {
    uuid::Uuid::new_v4().to_string().parse().ok()
}

/// Stands where generated code has reqwest's headers.
#[allow(dead_code)]
pub(crate) mod header {
    #[allow(unused_imports)]
    pub(crate) use http::header::CONTENT_TYPE;
    pub(crate) use http::{HeaderValue, header::ACCEPT};

    use crate::{Error, ErrorKind};

    /// Headers given as parameters.
    pub(crate) struct HeaderMap(pub(crate) Vec<(&'static str, Value)>);

    /// A header's value; a text that cannot be one is an invalid argument.
    pub(crate) struct Value(pub(crate) HeaderValue);

    impl HeaderMap {
        pub(crate) fn with_capacity(capacity: usize) -> Self {
            Self(Vec::with_capacity(capacity))
        }

        pub(crate) fn append(&mut self, name: &'static str, value: Value) {
            self.0.push((name, value));
        }
    }

    impl TryFrom<String> for Value {
        type Error = Error;

        fn try_from(text: String) -> Result<Self, Error> {
            HeaderValue::try_from(text).map(Self).map_err(|_| {
                Error::new(
                    ErrorKind::InvalidArgument,
                    "a value that cannot stand in a header",
                )
            })
        }
    }
}
