//! A test of code that reads through a bad connection: two lost answers, and the client repeats.
//!
//! `cargo run -p pazemo-sandbox --example retry`

use pazemo_sandbox::Sandbox;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let client = sandbox.client().build()?;
    let user = client.users().me().await?;

    let two_lost_answers = "listAccounts: drop;when=after x2".parse()?;
    sandbox.control().add_faults(&two_lost_answers)?;
    let accounts = client.accounts().list(&user.id).await?;

    assert_eq!(accounts.len(), 3);
    assert!(sandbox.control().faults().is_empty(), "both have struck");
    Ok(())
}
