//! Reads something from Qolo again and again, for as long as one likes: the client logs in, renews its token, and shares it with other processes.
//!
//! ```text
//! QOLO_ENVIRONMENT=development QOLO_DEVELOPMENT_LOGIN_ID=… QOLO_DEVELOPMENT_API_KEY=… \
//!     cargo run --features qolo --example qolo_login -- /api/v1/cards/17 /tmp/qolo-token.json
//! ```
//!
//! At a `pazemo sandbox --provider qolo` (`QOLO_ENVIRONMENT=custom QOLO_CUSTOM_URL=http://127.0.0.1:4711`, and the login and key that it prints), `qolo_create_card` makes
//! a card that can be read.

use std::{
    env,
    error::Error,
    io::{Write, stdout},
    time::Duration,
};

use pazemo::{
    ErrorKind, RawRequest,
    qolo::{ClientBuilder, FileTokenStore},
};
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let path = arguments.next().ok_or("which path is to be read?")?;
    let mut builder = ClientBuilder::from_env()?;
    if let Some(file) = arguments.next() {
        builder = builder.token_store(FileTokenStore::new(file));
    }
    let client = builder.build()?;
    let mut out = stdout();

    loop {
        // The first call logs in. Twelve hours later, or when the server refuses the token, one of the next calls does so again.
        match client.raw(RawRequest::get(&path)).await {
            Ok(answer) => writeln!(out, "{}: {} bytes", answer.status(), answer.body().len())?,
            // The login's own error says why; for a while no other login follows.
            Err(error) if error.kind() == ErrorKind::Login => {
                let cause = error.source().map(ToString::to_string);
                writeln!(out, "{error}: {}", cause.unwrap_or_default())?;
                sleep(error.retry_after().unwrap_or_default()).await;
                continue;
            }
            // Two tokens in a row were refused: somebody has to look at the account.
            Err(error) if error.kind() == ErrorKind::RenewedTokenRefused => {
                return Err(error.into());
            }
            Err(error) => writeln!(out, "{error}")?,
        }
        sleep(Duration::from_secs(60)).await;
    }
}
