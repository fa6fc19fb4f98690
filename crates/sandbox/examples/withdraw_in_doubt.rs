//! A test of code that pays: the answer to a confirmation is lost, so nobody knows whether it counts. The client does not repeat it, and the
//! sandbox knows what became of it.
//!
//! `cargo run -p pazemo-sandbox --example withdraw_in_doubt`

use pazemo::{
    Delivery,
    types::{AccountId, NewWithdraw, WithdrawAuthorization},
};
use pazemo_sandbox::Sandbox;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let control = sandbox.control();
    let client = sandbox.client().build()?;

    let account: AccountId = "string".parse()?;
    let new = NewWithdraw::new("150.00".parse()?).with_id("invoice-17".parse()?);
    let withdraw = client.withdraws().create(&account, &new).await?;
    let code = control.authorization_code("string", "invoice-17")?;
    let authorization = WithdrawAuthorization::new(code);

    // It is carried out, and then the connection ends.
    control.add_faults(&"confirmWithdraw: drop;when=after".parse()?)?;
    let confirmed = client
        .withdraws()
        .confirm(&account, &withdraw.id, &authorization)
        .await;
    let error = confirmed.err().ok_or("the answer was lost")?;

    // What the code under test has to go by:
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!(error.attempts(), 1);
    // What it cannot see:
    assert_eq!(control.withdraw("string", "invoice-17")?.state, "confirmed");
    control.settle_withdraw("string", "invoice-17")?;
    assert_eq!(control.account("string")?.paid_out, "150.00".parse()?);
    control.check()?;
    Ok(())
}
