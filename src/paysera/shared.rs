//! What the clients and builders of both APIs have in common.

/// The methods of a client with a field `runtime`.
macro_rules! shared_client_methods {
    () => {
        /// A call of an operation, signed.
        pub(crate) fn begin(
            &self,
            operation: &'static crate::Operation,
            options: &crate::CallOptions,
        ) -> crate::runtime::generated_support::Calls<'_> {
            crate::runtime::generated_support::Calls::new(&self.runtime, operation, options)
                .signed_by(&*self.signature)
        }

        /// How many calls of this client and its clones are under way.
        pub fn calls_in_flight(&self) -> usize {
            self.runtime.calls_in_flight()
        }

        /// Refuses further calls of this client and its clones and waits until those under way have ended; see
        /// [`pazemo::Client::shut_down`](crate::Client::shut_down).
        pub async fn shut_down(&self) {
            self.runtime.shut_down().await;
        }
    };
}

/// The methods of a builder with a field `clock_threshold`.
macro_rules! clock_methods {
    () => {
        /// How far the time of a signature may be from the server's without being refused, as far as is known: the page does not say it. After a 401 the
        /// server is asked for its time, and a call that changes nothing is repeated if the time turns out to be another one by more than this. Default: 30 s.
        pub fn clock_threshold(mut self, threshold: std::time::Duration) -> Self {
            self.clock_threshold = threshold;
            self
        }
    };
}

pub(super) use {clock_methods, shared_client_methods};
