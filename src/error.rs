//! The one error type.

use std::{any::Any, error::Error as StdError, fmt, sync::Arc, time::Duration};

use crate::{
    Basis, BoxError, Delivery, ErrorBody, ErrorKind, IdempotencyKey, Operation,
    api::{Api, DocumentedBody},
    delivery::Outcome,
    operation::OperationKind,
    types,
};

/// How many bytes of an error answer's body are kept for [`Error::raw_body`].
pub(crate) const RAW_BODY_LIMIT: usize = 64 * 1024;

/// Whatever kept an answer from arriving or from being what the document describes.
///
/// [`delivery`](Self::delivery) says what may have happened to the money, [`basis`](Self::basis) on what grounds; the tables behind them stand in
/// [`verdicts`](crate::verdicts), and what to do in [the guide](crate::guide::errors). `Display` is one line for a person. Neither it nor `Debug` shows headers, bodies, identifiers
/// or secrets; what the server said is in [`body`](Self::body), for those who ask. What the program's own providers and observers fail with is not
/// shown either: it is the [`source`](StdError::source), and reporters that print sources print it.
///
/// ```
/// use pazemo::Delivery;
///
/// # async fn example(client: pazemo::Client, account: pazemo::types::AccountId, new: pazemo::types::NewWithdraw) {
/// match client.withdraws().create(&account, &new).await {
///     Ok(withdraw) => { /* … */ }
///     Err(error) => match error.delivery() {
///         Delivery::NotSent | Delivery::Refused => { /* nothing happened, as far as error.basis() goes: mend it and try again */ }
///         Delivery::Done => { /* it happened, though the answer is unreadable or speaks of other data */ }
///         _ => { /* keep error.withdraw_id() and find out elsewhere; do not repeat */ }
///     },
/// }
/// # }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    operation: Option<&'static Operation>,
    outcome: Outcome,
    delivery: Delivery,
    basis: Basis,
    attempts: u32,
    status: Option<u16>,
    retry_after: Option<Duration>,
    withdraw_id: Option<types::WithdrawId>,
    answered_withdraw_id: Option<types::WithdrawId>,
    mismatched_fields: Vec<&'static str>,
    idempotency_key: Option<IdempotencyKey>,
    body: Option<DocumentedBody>,
    raw_body: Vec<u8>,
    source: Option<Source>,
}

/// What lies beneath an error, and whether it may be shown.
enum Source {
    /// Repeats nothing of request or answer.
    Shown(BoxError),
    /// From the code of a provider or an observer, which may say anything: only [`StdError::source`] hands it out.
    Foreign(BoxError),
    /// One of ours, which is the source of other calls' errors, too.
    Shared(Arc<Error>),
}

impl Error {
    /// What kind of thing went wrong, in the last attempt.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What the call may have done, over all its attempts.
    ///
    /// For operations that change nothing (retry class `safe`) it says whether they were processed.
    pub fn delivery(&self) -> Delivery {
        self.0.delivery
    }

    /// On what grounds [`delivery`](Self::delivery) says so.
    pub fn basis(&self) -> Basis {
        self.0.basis
    }

    /// The `operationId` of the call, if there was one; `raw` for [`Client::raw`](crate::Client::raw).
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(|operation| operation.id())
    }

    /// How many attempts were begun; 0 if the call was refused before the first.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The HTTP status of the last attempt, if an answer came: also when its body could not be read.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// How long to wait before the next call: what the server's `Retry-After` asked for, or what is left of a pause after a 429 or a failed login.
    /// `None` if nothing usable was said.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The withdraw that the call was about: the identifier that was sent, whether given by the caller or made by the client.
    ///
    /// This is what to keep when [`delivery`](Self::delivery) is [`Unknown`](Delivery::Unknown).
    pub fn withdraw_id(&self) -> Option<&types::WithdrawId> {
        self.0.withdraw_id.as_ref()
    }

    /// The identifier in the answer, if it is another than the one that was sent ([`ErrorKind::Mismatch`]). The page does not say that the server
    /// keeps the caller's identifier; if it chose its own, this is the one to go on with, and [`raw_body`](Self::raw_body) has the answer, up to its first 64 KiB.
    pub fn answered_withdraw_id(&self) -> Option<&types::WithdrawId> {
        self.0.answered_withdraw_id.as_ref()
    }

    /// The key that was sent with the request, whether given by the caller or made by the client, for operations of retry class
    /// [`Keyed`](crate::Retry::Keyed).
    ///
    /// This is what to keep when [`delivery`](Self::delivery) is [`Unknown`](Delivery::Unknown): the same call with the same key is carried out once.
    pub fn idempotency_key(&self) -> Option<&IdempotencyKey> {
        self.0.idempotency_key.as_ref()
    }

    /// The names, as in JSON, of the fields in which the answer differs from what was sent ([`ErrorKind::Mismatch`]); empty for every other
    /// error. Only what both have is compared.
    ///
    /// ```
    /// # fn example(error: pazemo::Error) {
    /// if error.mismatched_fields() == ["id"] { /* the server chose an identifier of its own */ }
    /// # }
    /// ```
    pub fn mismatched_fields(&self) -> &[&'static str] {
        &self.0.mismatched_fields
    }

    /// The error body, if it has one of the documented forms.
    ///
    /// This is Pazemo's; for the other providers there is [`body_as`](Self::body_as).
    pub fn body(&self) -> Option<&ErrorBody> {
        self.body_as()
    }

    /// The error body as that of any provider: its `ErrorBody`, if it has one of the forms that the provider documents.
    ///
    /// ```
    /// # fn example(error: pazemo::Error) {
    /// if let Some(body) = error.body_as::<pazemo::ErrorBody>() { /* … */ }
    /// # }
    /// ```
    pub fn body_as<B: Any>(&self) -> Option<&B> {
        self.0.body.as_ref()?.downcast_ref()
    }

    /// Whether the error body has one of the documented forms.
    pub(crate) fn has_documented_body(&self) -> bool {
        self.0.body.is_some()
    }

    /// The answer's body as it came, at most its first 64 KiB. It may hold personal data.
    pub fn raw_body(&self) -> &[u8] {
        &self.0.raw_body
    }

    /// Status 401: the token is wrong or revoked, or this address is not on the token's list; on confirm and cancel perhaps the code is wrong.
    pub fn is_unauthorized(&self) -> bool {
        self.0.status == Some(401)
    }

    /// Status 403: this token may not do this.
    pub fn is_forbidden(&self) -> bool {
        self.0.status == Some(403)
    }

    /// Status 404. No proof that an earlier, lost attempt did nothing.
    pub fn is_not_found(&self) -> bool {
        self.0.status == Some(404)
    }

    /// Status 409. After an attempt whose outcome is unknown it is evidence that the withdraw's identifier is taken, that is, that the earlier
    /// attempt came through.
    pub fn is_conflict(&self) -> bool {
        self.0.status == Some(409)
    }

    /// Status 410.
    pub fn is_gone(&self) -> bool {
        self.0.status == Some(410)
    }

    /// Status 400: the request was not accepted; [`body`](Self::body) may say which field.
    pub fn is_bad_request(&self) -> bool {
        self.0.status == Some(400)
    }

    /// Status 429: too many requests; see [`retry_after`](Self::retry_after).
    pub fn is_too_many_requests(&self) -> bool {
        self.0.status == Some(429)
    }

    /// Status 500 to 599.
    pub fn is_server_error(&self) -> bool {
        self.0
            .status
            .is_some_and(|status| (500..600).contains(&status))
    }

    /// A time limit passed: connecting, one attempt, or the whole call.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// No connection came about.
    pub fn is_connect(&self) -> bool {
        self.0.kind == ErrorKind::Connect
    }

    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            operation: None,
            outcome: Outcome::NotAttempted,
            delivery: Delivery::NotSent,
            basis: Basis::Wire,
            attempts: 0,
            status: None,
            retry_after: None,
            withdraw_id: None,
            answered_withdraw_id: None,
            mismatched_fields: Vec::new(),
            idempotency_key: None,
            body: None,
            raw_body: Vec::new(),
            source: None,
        }))
    }

    /// The answer has a status that does not mean success. If its body broke off, the cause of that becomes the source.
    pub(crate) fn from_status(
        api: &Api,
        status: u16,
        raw_body: &[u8],
        broken_off: Option<Self>,
    ) -> Self {
        let body = (api.read_error)(raw_body);
        let form = match (&body, &broken_off) {
            (Some(_), _) => "",
            (None, Some(_)) => "; the body could not be read to its end",
            (None, None) if raw_body.is_empty() => "; the body is empty",
            (None, None) => "; the body has none of the documented forms",
        };
        let message = format!("{}{form}", status_message(api, status));
        let mut error = Self::new(ErrorKind::Status, message)
            .with_outcome(Outcome::Status)
            .with_status(status)
            .with_raw_body(raw_body);
        error.0.body = body;
        match broken_off {
            Some(cause) => error.with_source(cause),
            None => error,
        }
    }

    pub(crate) fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    pub(crate) fn with_operation(mut self, operation: &'static Operation) -> Self {
        self.0.operation.get_or_insert(operation);
        self
    }

    pub(crate) fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.0.outcome = outcome;
        self
    }

    /// The verdict over all attempts, and how many there were.
    pub(crate) fn with_verdict(mut self, verdict: (Delivery, Basis), attempts: u32) -> Self {
        (self.0.delivery, self.0.basis) = verdict;
        self.0.attempts = attempts;
        self
    }

    /// What may be behind it, for the message.
    pub(crate) fn with_hint(mut self, hint: Option<&'static str>) -> Self {
        if let Some(hint) = hint {
            self.0.message.push_str("; ");
            self.0.message.push_str(hint);
        }
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    pub(crate) fn with_withdraw_id(mut self, id: Option<types::WithdrawId>) -> Self {
        self.0.withdraw_id = id;
        self
    }

    pub(crate) fn with_idempotency_key(mut self, key: Option<IdempotencyKey>) -> Self {
        self.0.idempotency_key = key;
        self
    }

    pub(crate) fn with_answered_withdraw_id(mut self, id: Option<types::WithdrawId>) -> Self {
        self.0.answered_withdraw_id = id;
        self
    }

    pub(crate) fn with_mismatched_fields(mut self, fields: Vec<&'static str>) -> Self {
        self.0.mismatched_fields = fields;
        self
    }

    pub(crate) fn with_body(mut self, body: DocumentedBody) -> Self {
        self.0.body = Some(body);
        self
    }

    pub(crate) fn with_raw_body(mut self, raw_body: &[u8]) -> Self {
        self.0.raw_body = raw_body[..raw_body.len().min(RAW_BODY_LIMIT)].to_vec();
        self
    }

    /// Only sources that repeat nothing of request or answer may be attached.
    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(Source::Shown(source.into()));
        self
    }

    /// What a provider or an observer failed with. It may hold a secret, so this error never shows it itself.
    pub(crate) fn with_foreign_source(mut self, source: BoxError) -> Self {
        self.0.source = Some(Source::Foreign(source));
        self
    }

    /// What came holds a secret.
    #[cfg(feature = "qolo")]
    pub(crate) fn without_raw_body(mut self) -> Self {
        self.0.raw_body = Vec::new();
        self
    }

    /// What kept all from a token that waited for it.
    #[cfg_attr(not(feature = "qolo"), allow(dead_code))]
    pub(crate) fn with_shared_source(mut self, source: Arc<Self>) -> Self {
        self.0.source = Some(Source::Shared(source));
        self
    }

    /// It was the renewed token that got this 401.
    pub(crate) fn into_renewed_token_refused(mut self) -> Self {
        self.0.kind = ErrorKind::RenewedTokenRefused;
        let addition = "; the token had just been renewed because of another 401";
        self.0.message.push_str(addition);
        self
    }

    fn kind_of_operation(&self) -> Option<OperationKind> {
        self.0.operation.map(Operation::kind)
    }

    /// What the verdict means to the caller, for operations that change something.
    fn consequence(&self) -> &'static str {
        let is_read = matches!(self.kind_of_operation(), None | Some(OperationKind::Read));
        match (self.0.delivery, self.0.basis) {
            _ if is_read => "",
            (Delivery::NotSent, Basis::Wire) => "; nothing was sent",
            (Delivery::NotSent, _) => "; the server did not process it",
            (Delivery::Refused, Basis::Assumption) => "; taken as refused, which is an assumption",
            (Delivery::Refused, _) => "; refused: this call changed nothing",
            (Delivery::Unknown, _) => "; UNKNOWN whether it took effect: do not repeat it blindly",
            (Delivery::Done, _) => "; it was accepted all the same: do not repeat it",
        }
    }
}

/// A status in words a person can act on.
fn status_message(api: &Api, status: u16) -> String {
    if let Some(meaning) = (api.status_meaning)(status) {
        return format!("status {status}: {meaning}");
    }
    let reason = http::StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason());
    match (reason, api.statuses.contains(&status)) {
        (Some(reason), true) => format!("status {status}: {reason}"),
        (Some(reason), false) => {
            format!("status {status} ({reason}), which the document does not describe")
        }
        (None, _) => format!("status {status}: a status that the document does not describe"),
    }
}

/// What Pazemo's statuses mean.
pub(crate) fn status_meaning(status: u16) -> Option<&'static str> {
    Some(match status {
        400 => "the request was not accepted",
        401 => {
            "the token is wrong or revoked, or this address is not on the token's list of addresses"
        }
        402 => "the request was understood, but failed",
        403 => "this token may not do this",
        404 => "not found",
        409 => "it conflicts with another request",
        410 => "it is gone",
        429 => "too many requests; slow down",
        500 => "the server failed",
        503 => "the server is offline for maintenance",
        _ => return None,
    })
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{}: ", operation.id())?;
        }
        f.write_str(&self.0.message)?;
        // The other providers have no such codes.
        let may_have_a_code = self.0.operation.is_some_and(|operation| {
            operation.kind() == OperationKind::Authorize && operation.provider() == "pazemo"
        });
        if self.is_unauthorized() && may_have_a_code {
            f.write_str("; or the authorization code is wrong")?;
        }
        f.write_str(self.consequence())?;
        if self.0.attempts > 1 {
            write!(f, " (after {} attempts)", self.0.attempts)?;
        }
        if let Some(wait) = self.0.retry_after {
            write!(f, " (wait {} s)", wait.as_secs_f32().ceil())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("operation", &self.operation())
            .field("delivery", &self.0.delivery)
            .field("basis", &self.0.basis)
            .field("attempts", &self.0.attempts)
            .field("status", &self.0.status)
            .field("retry_after", &self.0.retry_after)
            .field("message", &self.0.message)
            .field("source", &self.0.source)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shown(source) => write!(f, "{:?}", source.to_string()),
            Self::Shared(source) => write!(f, "{:?}", source.to_string()),
            Self::Foreign(_) => f.write_str("[not shown: the caller's own]"),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self.0.source.as_ref()? {
            Source::Shown(source) | Source::Foreign(source) => Some(&**source),
            Source::Shared(source) => Some(&**source),
        }
    }
}
