//! One call of an operation, from the facade's method to its result.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use tokio::time::Instant;
use tracing::Instrument;

use super::{
    Runtime,
    erased::ErasedCodeProvider,
    generated_support::{OperationInfo, RequestFactory},
    mismatch::Mismatches,
    request::Request,
    response::{Response, ResponseValue},
    sign::Signer,
    watch::Watch,
};
use crate::{
    CallOptions, CodeProvider, Error, ErrorKind, IdempotencyKey, Operation, Secret,
    delivery::{Outcome, ruling},
    id,
    operation::OperationKind,
    types::WithdrawId,
};

/// One call of an operation: the generated methods are implemented on it.
pub(crate) struct Calls<'c> {
    runtime: &'c Runtime,
    pub(super) operation: &'static Operation,
    pub(super) options: CallOptions,
    /// Signs each attempt, instead of the client's token.
    pub(super) signer: Option<&'c dyn Signer>,
    pub(super) withdraw_id: Option<&'c WithdrawId>,
    key: Option<&'c IdempotencyKey>,
    pub(super) code: Option<LateCode<'c>>,
    /// It is part of another call, which is counted and which a shutdown waits for.
    pub(super) is_within_another: bool,
    /// That other call waits for it and lends its place and its turn.
    pub(super) has_place: bool,
    /// Takes the request, which is then not sent.
    #[cfg(feature = "dynamic")]
    preview: Option<&'c crate::dynamic::Slot>,
    state: Mutex<State>,
    /// Generated code puts paths behind it; the real base URL is the runtime's.
    pub(crate) baseurl: &'static str,
    pub(crate) client: RequestFactory,
}

/// An authorization code that is asked for when the call is about to be sent, and the body it becomes.
pub(super) struct LateCode<'c> {
    pub(super) provider: &'c dyn ErasedCodeProvider,
    pub(super) body: fn(Secret) -> Option<Bytes>,
}

#[derive(Default)]
struct State {
    refusal: Option<Error>,
    watch: Option<Watch>,
    /// When the last attempt went out.
    sent: Option<Instant>,
}

impl<'c> Calls<'c> {
    pub(crate) fn new(
        runtime: &'c Runtime,
        operation: &'static Operation,
        options: &CallOptions,
    ) -> Self {
        Self {
            runtime,
            operation,
            options: *options,
            signer: None,
            withdraw_id: None,
            key: None,
            code: None,
            is_within_another: false,
            has_place: false,
            #[cfg(feature = "dynamic")]
            preview: None,
            state: Mutex::default(),
            baseurl: "",
            client: RequestFactory,
        }
    }

    /// The withdraw that the call is about.
    pub(crate) fn about(mut self, id: Option<&'c WithdrawId>) -> Self {
        self.withdraw_id = id;
        self
    }

    /// The request carries this key, by which the server recognises a repetition.
    #[allow(dead_code)] // no document with keys, no such calls
    pub(crate) fn keyed(mut self, key: &'c IdempotencyKey) -> Self {
        self.key = Some(key);
        if let Err(refusal) = key.check_age(self.runtime.defaults.idempotency_key_age) {
            self.lock().refusal.get_or_insert(refusal);
        }
        self
    }

    /// Whether the key, if there is one, may still be sent after this wait.
    pub(super) fn key_lasts(&self, wait: Duration) -> bool {
        let longest = self.runtime.defaults.idempotency_key_age;
        self.key
            .is_none_or(|key| key.check_age(longest.saturating_sub(wait)).is_ok())
    }

    /// Each attempt is signed, instead of carrying the client's token.
    #[allow(dead_code)] // without the features of further providers
    pub(crate) fn signed_by(mut self, signer: &'c dyn Signer) -> Self {
        self.signer = Some(signer);
        self
    }

    /// A call that the client makes for the sake of another one.
    pub(super) fn within_another(mut self) -> Self {
        self.is_within_another = true;
        self
    }

    /// A call that a signer makes for the sake of one which has a place on the wire, and waits for this in it.
    #[cfg(feature = "paysera")]
    pub(crate) fn in_place_of_another(mut self) -> Self {
        self.has_place = true;
        self.within_another()
    }

    /// The request is put there instead of being sent, if there is such a place.
    #[cfg(feature = "dynamic")]
    pub(crate) fn previewed_in(mut self, slot: Option<&'c crate::dynamic::Slot>) -> Self {
        self.preview = slot;
        self
    }

    /// The body is written when the code is there.
    pub(crate) fn with_code(
        mut self,
        provider: &'c impl CodeProvider,
        body: fn(Secret) -> Option<Bytes>,
    ) -> Self {
        self.code = Some(LateCode { provider, body });
        self
    }

    /// Refuses a path argument that would lead elsewhere, also if it came from a server: out of its segment, or, being one of
    /// the `taken` words, to another path of the document.
    pub(crate) fn check_path_argument(&self, name: &str, value: &str, taken: &[&str]) {
        let reason = match id::check(value) {
            Ok(()) if leads_elsewhere(value, taken) => {
                "it would lead to another operation".to_owned()
            }
            Ok(()) => return,
            Err(reason) => reason.to_string(),
        };
        let message = format!("`{name}` is not sent: {reason}");
        self.lock()
            .refusal
            .get_or_insert_with(|| Error::new(ErrorKind::InvalidArgument, message));
    }

    pub(crate) async fn exec(
        &self,
        request: Request,
        _: &OperationInfo,
    ) -> Result<Response, Error> {
        if let Some(refusal) = self.lock().refusal.take() {
            return Err(refusal);
        }
        #[cfg(feature = "dynamic")]
        if let Some(slot) = self.preview {
            let url = self.runtime.url(&request)?;
            return Err(slot.keep(url.as_str(), request));
        }
        let mut watch = Watch::start(self.runtime, self.operation, &request.method);
        let span = watch.span();
        let result = self
            .runtime
            .perform(self, request, &mut watch)
            .instrument(span)
            .await;
        self.lock().watch = Some(watch);
        result.map(|response| response.of(self.operation))
    }

    // progenitor's other two hooks: everything happens in `exec`.
    #[allow(clippy::unused_async)]
    pub(crate) async fn pre(&self, _: &mut Request, _: &OperationInfo) -> Result<(), Error> {
        Ok(())
    }

    #[allow(clippy::unused_async)]
    pub(crate) async fn post(
        &self,
        _: &Result<Response, Error>,
        _: &OperationInfo,
    ) -> Result<(), Error> {
        Ok(())
    }

    /// The call's result, for operations whose answer is not compared with the request.
    pub(crate) fn conclude<T>(self, result: Result<ResponseValue<T>, Error>) -> Result<T, Error> {
        self.conclude_compared(result, |_, _| ())
    }

    /// The call's result: the answer is held against the request, and an error gets its verdict.
    pub(crate) fn conclude_compared<T>(
        self,
        result: Result<ResponseValue<T>, Error>,
        compare: impl FnOnce(&mut Mismatches, &T),
    ) -> Result<T, Error> {
        let (answer, _) = self.conclude_answered(result, compare)?;
        Ok(answer.into_inner())
    }

    /// The same, with the answer as it came, or what would have been sent.
    #[cfg(feature = "dynamic")]
    pub(crate) fn conclude_as_it_came<T>(
        self,
        result: Result<ResponseValue<T>, Error>,
        compare: impl FnOnce(&mut Mismatches, &T),
    ) -> Result<crate::dynamic::Answer, Error> {
        let result = match (self.preview, result) {
            // Nothing was to be sent, so there is nothing to tell.
            (Some(_), Err(error)) => return Err(error.with_operation(self.operation)),
            (_, result) => result,
        };
        let (answer, attempts) = self.conclude_answered(result, compare)?;
        let (status, body) = (answer.status, answer.body);
        Ok(crate::dynamic::Answer::new(status, attempts, body))
    }

    /// The answer, and how many attempts there were.
    fn conclude_answered<T>(
        self,
        result: Result<ResponseValue<T>, Error>,
        compare: impl FnOnce(&mut Mismatches, &T),
    ) -> Result<(ResponseValue<T>, u32), Error> {
        let result = result.and_then(|answer| {
            let mut mismatches = Mismatches::default();
            compare(&mut mismatches, answer.value());
            self.accept(answer, mismatches)
        });
        let watch = self.take_watch();
        match result {
            Ok(answer) => {
                let attempts = watch.attempts();
                watch.succeeded(answer.status, answer.is_documented);
                Ok((answer, attempts))
            }
            Err(error) => Err(watch
                .failed(error)
                .with_withdraw_id(self.withdraw_id.cloned())
                .with_idempotency_key(self.key.cloned())),
        }
    }

    /// The result of a call that the document does not describe: every success is one.
    pub(crate) fn conclude_raw(
        self,
        result: Result<crate::RawAnswer, Error>,
    ) -> Result<crate::RawAnswer, Error> {
        let watch = self.take_watch();
        match result {
            Ok(answer) => {
                watch.succeeded(answer.status(), true);
                Ok(answer)
            }
            Err(error) => Err(watch.failed(error)),
        }
    }

    /// An attempt goes out now.
    pub(super) fn note_sending(&self) {
        self.lock().sent = Some(Instant::now());
    }

    /// How long ago the last attempt went out.
    #[cfg(feature = "paysera")]
    pub(crate) fn since_sending(&self) -> Option<std::time::Duration> {
        self.lock().sent.map(|sent| sent.elapsed())
    }

    fn take_watch(&self) -> Watch {
        self.lock().watch.take().unwrap_or_else(|| {
            // Refused before anything began.
            let method = self.operation.method().parse().unwrap_or_default();
            Watch::start(self.runtime, self.operation, &method)
        })
    }

    fn accept<T>(
        &self,
        answer: ResponseValue<T>,
        mismatches: Mismatches,
    ) -> Result<ResponseValue<T>, Error> {
        if let Some(fields) = mismatches.named() {
            let outcome = if answer.is_documented {
                Outcome::Differs
            } else {
                Outcome::OtherSuccess
            };
            let message = format!("the answer differs from what was sent in {fields}");
            return Err(Error::new(ErrorKind::Mismatch, message)
                .with_outcome(outcome)
                .with_status(answer.status)
                .with_raw_body(&answer.body)
                .with_mismatched_fields(mismatches.fields)
                .with_answered_withdraw_id(mismatches.answered_id));
        }
        if !answer.is_documented {
            let is_read = self.operation.kind() == OperationKind::Read;
            let outcome = if mismatches.has_our_id || is_read {
                Outcome::OtherSuccessDecoded
            } else {
                Outcome::OtherSuccess
            };
            if ruling(
                self.operation.api(),
                outcome,
                self.operation.kind(),
                None,
                false,
            )
            .0
            .is_some()
            {
                let status = answer.status;
                let message = format!(
                    "status {status}, a success that the document does not describe, and nothing in it shows that it is about this request"
                );
                return Err(Error::new(ErrorKind::UnexpectedContent, message)
                    .with_outcome(outcome)
                    .with_status(status)
                    .with_raw_body(&answer.body));
            }
        }
        Ok(answer)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a server might take the value for one of the words: some ignore case, and some cut parameters (`;…`) or
/// endings (`.json`) off a segment before they look at it.
fn leads_elsewhere(value: &str, taken: &[&str]) -> bool {
    let stem = value.split([';', '.']).next().unwrap_or_default();
    taken
        .iter()
        .any(|word| stem.eq_ignore_ascii_case(word) || value.eq_ignore_ascii_case(word))
}
