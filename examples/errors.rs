//! What can be learnt from an error: asks for a user by identifier and ends with an exit code that says what went wrong.
//!
//! ```text
//! PAZEMO_ENVIRONMENT=sandbox PAZEMO_SANDBOX_TOKEN=… cargo run --example errors -- 4711
//! ```
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | the user was found |
//! | 2 | nothing was sent: wrong usage, configuration or identifier |
//! | 3 | the server answered with a status that does not mean success |
//! | 4 | there was an answer, but not the documented one |
//! | 5 | no complete answer: no connection, a time limit, a broken connection |
//! | 1 | anything else |

use std::{
    env,
    io::{self, Write, stderr, stdout},
    process::ExitCode,
};

use pazemo::{Client, Error, ErrorBody, ErrorKind, types::UserId};

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<ExitCode> {
    let Some(argument) = env::args().nth(1) else {
        writeln!(stderr(), "usage: errors USER_ID")?;
        return Ok(ExitCode::from(2));
    };
    // An identifier that would change the path of the request is refused here.
    let id: UserId = match argument.parse() {
        Ok(id) => id,
        Err(reason) => {
            writeln!(stderr(), "{reason}")?;
            return Ok(ExitCode::from(2));
        }
    };
    match name_of(&id).await {
        Ok(name) => {
            writeln!(stdout(), "{name}")?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            explain(&error)?;
            Ok(ExitCode::from(exit_code(&error)))
        }
    }
}

async fn name_of(id: &UserId) -> Result<String, Error> {
    let user = Client::from_env()?.users().get(id).await?;
    Ok(user.name)
}

/// One line for the error, and what the server said about it.
fn explain(error: &Error) -> io::Result<()> {
    let mut out = stderr();
    writeln!(out, "{error}")?;
    // The server's words may repeat what was sent to it; a program with a log keeps them out of it.
    match error.body() {
        Some(ErrorBody::Validation(body)) => {
            for entry in &body.errors {
                writeln!(out, "  {}: {}", entry.code, entry.message)?;
            }
        }
        Some(ErrorBody::Authentication(body)) => {
            writeln!(out, "  {}: {}", body.error, body.error_description)?;
        }
        Some(ErrorBody::System(body)) => {
            writeln!(out, "  {} at {}", body.error, body.timestamp)?;
        }
        // No documented body: an HTML page of a gateway, perhaps. The status is known all the same.
        _ if error.raw_body().is_empty() => {}
        _ => writeln!(out, "  {} bytes of another form", error.raw_body().len())?,
    }
    Ok(())
}

fn exit_code(error: &Error) -> u8 {
    match error.kind() {
        ErrorKind::Configuration | ErrorKind::InvalidArgument => 2,
        ErrorKind::Status => 3,
        ErrorKind::UnexpectedContent | ErrorKind::Decode | ErrorKind::ResponseTooLarge => 4,
        ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Interrupted => 5,
        _ => 1,
    }
}
