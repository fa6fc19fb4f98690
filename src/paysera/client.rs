//! The client of the Wallet API.

use std::{fmt, sync::Arc};

use crate::{
    CallOptions, Error, Operation, RawAnswer, RawRequest,
    runtime::{Runtime, generated_support::Calls, sign::Signer},
};

use super::generated;

/// A client of the Wallet API: cheap to clone, safe to share; clones share connections.
#[derive(Clone)]
pub struct Client {
    runtime: Arc<Runtime>,
    /// Signs what has to be authenticated, in the name of a project and a location.
    signer: Arc<dyn Signer>,
}

impl Client {
    /// A call of an operation.
    pub(crate) fn begin(&self, operation: &'static Operation, options: &CallOptions) -> Calls<'_> {
        Calls::new(&self.runtime, operation, options).signed_by(&*self.signer)
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
