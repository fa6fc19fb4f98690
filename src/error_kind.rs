//! The kinds of errors.

/// What kind of thing went wrong. What it means for the money is [`Error::delivery`](crate::Error::delivery).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An argument that is not sent: an identifier that would change the path, a body that is no JSON.
    InvalidArgument,
    /// The client cannot be built: no environment, no token, plain HTTP to another machine.
    Configuration,
    /// The token provider or code provider failed, or gave what cannot be sent. Nothing was sent.
    Provider,
    /// The login that gives tokens failed; the [`source`](std::error::Error::source) is the [`Error`](crate::Error) of the login itself. Nothing was
    /// sent. Only where the client logs in by itself.
    Login,
    /// A 401 of a token that was itself renewed because of a 401, within a minute: another token would hardly fare better. Only where the client
    /// logs in by itself.
    RenewedTokenRefused,
    /// The token belongs to another user than expected, or that could not be found out. Nothing was sent.
    UnexpectedUser,
    /// The observer of attempts refused this one. Nothing was sent in this attempt.
    Observer,
    /// A pause that the server asked for, or the client's own limiter, lasts longer than the call may. Nothing was sent.
    Limited,
    /// The client was shut down. Nothing was sent.
    ShutDown,
    /// A blocking call inside an async runtime. Nothing was sent.
    AsyncContext,
    /// No connection: name, address, port, TLS handshake.
    Connect,
    /// A time limit passed.
    Timeout,
    /// The connection broke before the whole answer had come, or the server gave the request back unprocessed.
    Interrupted,
    /// The server answered with a status that does not mean success.
    Status,
    /// A success whose body is of another media type than the document says, empty, or in the form of an error.
    UnexpectedContent,
    /// A success whose body does not fit the documented type.
    Decode,
    /// An answer longer than the client's limit.
    ResponseTooLarge,
    /// A success that speaks of something else than was sent: another identifier, amount, account or beneficiary.
    Mismatch,
}
