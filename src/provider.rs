//! Where tokens and authorization codes come from, if they are not constant.

use std::{error::Error as StdError, fmt, future::Future, time::Duration};

use crate::{Secret, types::WithdrawId};

/// Whatever a provider or an observer fails with.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// An API token, and how long it may be used.
///
/// ```
/// use std::time::Duration;
/// use pazemo::Token;
///
/// let token = Token::new("a-token").valid_for(Duration::from_secs(600));
/// assert_eq!(format!("{token:?}"), "Token([redacted])");
/// ```
#[derive(Clone)]
pub struct Token {
    pub(crate) secret: Secret,
    pub(crate) valid_for: Option<Duration>,
}

impl Token {
    /// A token that is used until the server refuses it.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            valid_for: None,
        }
    }

    /// Asks for another token when this time has passed, counted from when the provider gave it.
    #[must_use]
    pub fn valid_for(mut self, time: Duration) -> Self {
        self.valid_for = Some(time);
        self
    }
}

impl<S: Into<Secret>> From<S> for Token {
    fn from(secret: S) -> Self {
        Self::new(secret)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([redacted])")
    }
}

/// Gives API tokens. A closure without arguments that returns a future is one; so is a type that implements this trait.
///
/// The client asks when it has no token yet, when a token's time is over, and once after a 401, for all calls together; then not again for
/// 30 s because of a 401; a 401 of confirm or cancel does not count, because there the code may be wrong. In between it keeps what it
/// got. A provider that fails or takes longer than the call may fails the call, and nothing is sent. How tokens are rotated is in
/// [the guide](crate::guide::tokens#how-do-i-rotate-tokens).
///
/// ```
/// use std::time::Duration;
/// use pazemo::{Client, Environment, Secret, Token};
///
/// # #[derive(Clone)]
/// # struct Vault;
/// # impl Vault { async fn read(&self) -> Result<Secret, std::io::Error> { Ok(Secret::new("a-token")) } }
/// # let vault = Vault;
/// let client = Client::builder(Environment::Sandbox)
///     .token_provider(move || {
///         // The future must not borrow from the closure: each gets a clone of its own.
///         let vault = vault.clone();
///         async move {
///             let token = Token::new(vault.read().await?);
///             Ok::<_, std::io::Error>(token.valid_for(Duration::from_secs(300)))
///         }
///     })
///     .build()?;
/// # Ok::<(), pazemo::Error>(())
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// A token, as fresh as it can be had.
    ///
    /// # Errors
    ///
    /// Whatever kept it from being had. It becomes the [`source`](std::error::Error::source) of the call's error; keep secrets out of it.
    fn token(&self) -> impl Future<Output = Result<Token, BoxError>> + Send;
}

impl<F, Answer, T, E> TokenProvider for F
where
    F: Fn() -> Answer + Send + Sync + 'static,
    Answer: Future<Output = Result<T, E>> + Send,
    T: Into<Token>,
    E: Into<BoxError>,
{
    async fn token(&self) -> Result<Token, BoxError> {
        match self().await {
            Ok(token) => Ok(token.into()),
            Err(error) => Err(error.into()),
        }
    }
}

/// What an authorization code is asked for.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeRequest {
    /// `operationId`: `confirmWithdraw` or `cancelWithdraw`.
    pub operation: &'static str,
    /// The withdraw to be confirmed or cancelled.
    pub withdraw_id: Option<WithdrawId>,
}

impl CodeRequest {
    /// A request, for tests of a provider.
    ///
    /// ```
    /// use pazemo::CodeRequest;
    ///
    /// let request = CodeRequest::new("confirmWithdraw", "withdraw-1".parse().ok());
    /// assert_eq!(request.operation, "confirmWithdraw");
    /// ```
    pub fn new(operation: &'static str, withdraw_id: Option<WithdrawId>) -> Self {
        Self {
            operation,
            withdraw_id,
        }
    }
}

impl fmt::Debug for CodeRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodeRequest")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}

/// Gives authorization codes. A closure that takes a [`CodeRequest`] and returns a future is one; so is a type that implements this trait.
///
/// It is asked once for each confirm or cancel, when the call is about to be sent, and its answer is never kept for another call. The page
/// does not say how codes are obtained.
///
/// ```
/// use pazemo::{CodeRequest, Secret};
///
/// # #[derive(Clone)]
/// # struct Desk;
/// # impl Desk { async fn ask(&self, _: CodeRequest) -> Result<Secret, std::io::Error> { Ok(Secret::new("493021")) } }
/// # async fn example(desk: Desk, client: pazemo::Client, account: pazemo::types::AccountId, id: pazemo::types::WithdrawId) -> Result<(), pazemo::Error> {
/// let codes = move |request: CodeRequest| {
///     let desk = desk.clone();
///     async move { desk.ask(request).await }
/// };
/// let confirmed = client.withdraws().confirm_with_code(&account, &id, &codes).await?;
/// # Ok(())
/// # }
/// ```
pub trait CodeProvider: Send + Sync {
    /// A code for this one call.
    ///
    /// # Errors
    ///
    /// Whatever kept it from being had. Nothing is sent then; keep secrets out of it.
    fn code(&self, request: CodeRequest) -> impl Future<Output = Result<Secret, BoxError>> + Send;
}

impl<F, Answer, T, E> CodeProvider for F
where
    F: Fn(CodeRequest) -> Answer + Send + Sync,
    Answer: Future<Output = Result<T, E>> + Send,
    T: Into<Secret>,
    E: Into<BoxError>,
{
    async fn code(&self, request: CodeRequest) -> Result<Secret, BoxError> {
        match self(request).await {
            Ok(code) => Ok(code.into()),
            Err(error) => Err(error.into()),
        }
    }
}
