//! Shows the balance of a wallet at Paysera, with requests that are signed with a key. It only reads.
//!
//! ```text
//! PAYSERA_ENVIRONMENT=custom PAYSERA_CUSTOM_URL=http://127.0.0.1:4711 PAYSERA_CUSTOM_MAC_ID=… PAYSERA_CUSTOM_MAC_KEY=… \
//!     cargo run --features paysera --example paysera_mac -- 14471
//! ```
//!
//! `PAYSERA_ENVIRONMENT=live`, with `PAYSERA_LIVE_MAC_ID` and `PAYSERA_LIVE_MAC_KEY`, is the provider's own server.

use std::{
    env,
    error::Error,
    io::{Write, stdout},
};

use pazemo::paysera::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let wallet = env::args().nth(1).ok_or("usage: paysera_mac WALLET_ID")?;
    let client = Client::from_env()?;
    let mut out = stdout();

    // These two need no signature.
    let information = client.server().get().await?;
    writeln!(out, "time of the server: {}", information.time)?;
    let configuration = client.configuration().get().await?;
    let length = configuration.minimum_password_length;
    writeln!(out, "least length of a password: {length}")?;

    // What the answer looks like is not documented.
    let balance = client.wallets().balance(&wallet.parse()?).await?;
    writeln!(out, "balance: {}", serde_json::to_string(&balance)?)?;
    Ok(())
}
