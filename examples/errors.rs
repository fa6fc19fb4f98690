//! What can be learnt from an error: asks for a user by identifier and ends with an exit code that says what went wrong.
//!
//! ```text
//! PAZEMO_ENVIRONMENT=sandbox PAZEMO_SANDBOX_TOKEN=… cargo run --example errors -- 4711
//! ```
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | the user was found |
//! | 2 | wrong usage or identifier |
//! | 3 | the server never got the request |
//! | 4 | the server turned the request down |
//! | 5 | nobody knows what the server did |
//! | 6 | the server did it, but its answer cannot be read |
//!
//! A program that pays decides by the same question: what has the server done? See `Delivery`.

use std::{
    env,
    io::{self, Write, stderr, stdout},
    process::ExitCode,
};

use pazemo::{Client, Delivery, Error, ErrorBody, types::UserId};

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
    writeln!(
        out,
        "  delivery: {} (basis: {})",
        error.delivery(),
        error.basis()
    )?;
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
    match error.delivery() {
        Delivery::NotSent => 3,
        Delivery::Refused => 4,
        Delivery::Done => 6,
        // Later versions may know more cases; none of them is certain to this program.
        _ => 5,
    }
}
