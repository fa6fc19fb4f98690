//! Shows the user of the token and the user's accounts. It only reads.
//!
//! ```text
//! PAZEMO_ENVIRONMENT=sandbox PAZEMO_SANDBOX_TOKEN=… cargo run --example quick_start
//! ```

use std::{
    error::Error,
    io::{Write, stdout},
};

use pazemo::{Amount, Client};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    let mut out = stdout();

    let user = client.users().me().await?;
    writeln!(out, "{} ({})", user.name, user.id)?;

    for account in client.accounts().list(&user.id).await? {
        let number = account.number.as_deref().unwrap_or("no number");
        write!(out, "{number}: {} {}", account.balance, account.currency_id)?;
        // `locked` stands in the page's examples and in no table: it may be absent.
        match account.locked {
            Some(locked) if locked != Amount::ZERO => writeln!(out, ", locked {locked}")?,
            _ => writeln!(out)?,
        }
    }
    Ok(())
}
