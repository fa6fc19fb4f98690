//! The users' provider and observer traits in a form that can be kept behind a pointer.

use std::{future::Future, pin::Pin};

use crate::{
    Attempt, AttemptObserver, BoxError, CodeProvider, CodeRequest, Secret, Token, TokenProvider,
};

type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send + 'a>>;

pub(crate) trait ErasedTokenProvider: Send + Sync {
    fn token_boxed(&self) -> Boxed<'_, Token>;
}

impl<P: TokenProvider> ErasedTokenProvider for P {
    fn token_boxed(&self) -> Boxed<'_, Token> {
        Box::pin(self.token())
    }
}

pub(crate) trait ErasedCodeProvider: Send + Sync {
    fn code_boxed(&self, request: CodeRequest) -> Boxed<'_, Secret>;
}

impl<P: CodeProvider> ErasedCodeProvider for P {
    fn code_boxed(&self, request: CodeRequest) -> Boxed<'_, Secret> {
        Box::pin(self.code(request))
    }
}

pub(crate) trait ErasedObserver: Send + Sync {
    fn on_attempt_boxed(&self, attempt: Attempt) -> Boxed<'_, ()>;
}

impl<O: AttemptObserver> ErasedObserver for O {
    fn on_attempt_boxed(&self, attempt: Attempt) -> Boxed<'_, ()> {
        Box::pin(self.on_attempt(attempt))
    }
}
