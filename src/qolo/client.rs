//! The client of the platform API.

use std::{fmt, sync::Arc};

use crate::{
    CallOptions, Error, Operation, RawAnswer, RawRequest,
    runtime::{Runtime, generated_support::Calls},
};

use super::generated;

/// A client of the platform API: cheap to clone, safe to share; clones share connections and the access token.
#[derive(Clone)]
pub struct Client {
    runtime: Arc<Runtime>,
}

impl Client {
    /// A call of an operation.
    pub(crate) fn begin(&self, operation: &'static Operation, options: &CallOptions) -> Calls<'_> {
        Calls::new(&self.runtime, operation, options)
    }

    /// Sends a request that the document does not describe. Every status from 200 to 299 is a success.
    ///
    /// # Errors
    ///
    /// As every call; [`Error::operation`] is `raw`.
    pub async fn raw(&self, request: RawRequest) -> Result<RawAnswer, Error> {
        let raw = &generated::operations::RAW;
        request
            .send(raw, |operation, options| self.begin(operation, options))
            .await
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("runtime", &self.runtime)
            .finish_non_exhaustive()
    }
}
