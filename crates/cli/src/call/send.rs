//! The call itself, what is told before it goes out, and what if somebody ends the program meanwhile.

use std::{
    io::{self, Write, stderr},
    sync::{Arc, Mutex, PoisonError},
};

use pazemo::{
    Attempt, Client, Environment, Error, Secret,
    dynamic::{Answer, Request},
};
use tokio::runtime::Runtime;

use super::{CallArguments, Shape, exit, hidden::Hidden, output};
use crate::{HOLDS, Unusable};

pub(super) struct Sending<'s> {
    pub(super) arguments: &'s CallArguments,
    pub(super) shape: &'s Shape,
    pub(super) environment: Environment,
    pub(super) token: Secret,
    pub(super) request: Request,
    /// The client chooses the identifier of what the call is about.
    pub(super) chooses_id: bool,
    pub(super) hidden: &'s Hidden,
}

/// What is known of the call while it is under way.
#[derive(Clone, Default)]
struct UnderWay(Arc<Mutex<Known>>);

#[derive(Default)]
struct Known {
    attempts: u32,
    withdraw_id: Option<String>,
}

enum Ended {
    Answered(Result<Answer, Error>),
    /// By a signal.
    Interrupted,
}

pub(super) fn send(runtime: &Runtime, sending: Sending<'_>) -> Result<u8, Unusable> {
    let Sending {
        arguments,
        shape,
        environment,
        token,
        request,
        chooses_id,
        hidden,
    } = sending;
    let under_way = UnderWay::default();
    let operation = arguments.operation;
    let observed = under_way.clone();
    let mut builder = Client::builder(environment)
        .token(token)
        .application(concat!("pazemo-cli/", env!("CARGO_PKG_VERSION")))
        .on_attempt(move |attempt: Attempt| {
            // The client may ask for the user of the token on its own.
            let told = if attempt.operation == operation {
                observed.note(&attempt, chooses_id)
            } else {
                Ok(())
            };
            async move { told }
        });
    if let Some(user) = &arguments.expect_user {
        builder = builder.expect_user(user.clone());
    }
    let client = builder.build().map_err(super::unusable)?;
    let ended = runtime.block_on(async {
        tokio::select! {
            result = client.call(&request) => Ended::Answered(result),
            () = ended_by_signal() => Ended::Interrupted,
        }
    });
    match ended {
        Ended::Answered(Ok(answer)) => {
            let text = output::answer(arguments, shape, &answer, hidden);
            if let Err(Unusable(why)) = output::print(&text) {
                // It was carried out: nothing about that may look like a refusal.
                output::tell(&format!(
                    "the call succeeded, but its answer is lost: {why}"
                ));
                return Ok(exit::DONE);
            }
            Ok(HOLDS)
        }
        Ended::Answered(Err(error)) => {
            output::failed(arguments, &error, hidden);
            Ok(exit::code(&error))
        }
        Ended::Interrupted => {
            let known = under_way.0.lock().unwrap_or_else(PoisonError::into_inner);
            let id = known.withdraw_id.as_deref();
            output::interrupted(arguments, known.attempts, id);
            Ok(match known.attempts {
                0 => exit::NOT_SENT,
                _ => exit::UNKNOWN,
            })
        }
    }
}

impl UnderWay {
    /// An identifier that nobody else knows is told before anything is sent. If it cannot be told, nothing is.
    fn note(&self, attempt: &Attempt, chooses_id: bool) -> io::Result<()> {
        let id = attempt.withdraw_id.as_ref().map(ToString::to_string);
        if let (true, 1, Some(id)) = (chooses_id, attempt.number, &id) {
            let mut out = stderr().lock();
            writeln!(out, "withdraw id: {id} (chosen by the client; keep it)")?;
            out.flush()?;
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.attempts = attempt.number;
        known.withdraw_id = id;
        Ok(())
    }
}

/// Waits for Ctrl-C, or for what ends a process in an orderly way.
async fn ended_by_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => (),
        () = terminate => (),
    }
}
