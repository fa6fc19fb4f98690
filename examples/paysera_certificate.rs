//! Shows the balance of a wallet at Paysera; the client shows a certificate instead of signing. It only reads.
//!
//! ```text
//! PAYSERA_CUSTOM_URL=https://localhost:4711 PAYSERA_ROOT=authority.pem \
//!     cargo run --features paysera --example paysera_certificate -- certificate.pem private-key.pem 14471 [PROJECT]
//! ```
//!
//! Without `PAYSERA_CUSTOM_URL` it goes to the provider's own server. `PAYSERA_ROOT` is a certification authority to trust besides the usual ones.

use std::{
    env,
    error::Error,
    fs,
    io::{Write, stdout},
};

use pazemo::{
    ClientIdentity,
    paysera::{Client, Environment},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [certificate, key, wallet, project @ ..] = &arguments[..] else {
        return Err("usage: paysera_certificate CERTIFICATE KEY WALLET_ID [PROJECT]".into());
    };
    let environment = match env::var("PAYSERA_CUSTOM_URL") {
        Ok(url) => Environment::custom(&url)?,
        Err(_) => Environment::Live,
    };
    let identity = ClientIdentity::from_pem(fs::read(certificate)?, fs::read_to_string(key)?)?;
    let mut builder = Client::with_certificate(environment, identity);
    if let Ok(root) = env::var("PAYSERA_ROOT") {
        builder = builder.add_roots_pem(&fs::read(root)?);
    }
    if let Some(project) = project.first() {
        builder = builder.project(project);
    }
    let client = builder.build()?;

    let balance = client.wallets().balance(&wallet.parse()?).await?;
    writeln!(stdout(), "balance: {}", serde_json::to_string(&balance)?)?;
    Ok(())
}
