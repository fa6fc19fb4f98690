//! First tests with the sandbox.

use pazemo::{
    Delivery,
    types::{AccountId, NewWithdraw, WithdrawAuthorization},
};
use pazemo_sandbox::Sandbox;

#[tokio::test]
async fn a_confirmation_without_an_answer_is_in_doubt_and_not_repeated()
-> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let control = sandbox.control();
    let client = sandbox.client().build()?;

    let account: AccountId = "string".parse()?;
    let new = NewWithdraw::new("150.00".parse()?).with_id("invoice-17".parse()?);
    let withdraw = client.withdraws().create(&account, &new).await?;
    let code = control.authorization_code("string", "invoice-17")?;
    let authorization = WithdrawAuthorization::new(code);

    // The confirmation is carried out, and then the connection ends.
    control.add_faults(&"confirmWithdraw: drop;when=after".parse()?)?;
    // Here your own code would be called.
    let confirmed = client
        .withdraws()
        .confirm(&account, &withdraw.id, &authorization)
        .await;
    let error = confirmed.err().ok_or("the answer was lost")?;

    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!(error.attempts(), 1);
    // What no program can see, but a test can:
    assert_eq!(control.withdraw("string", "invoice-17")?.state, "confirmed");
    control.settle_withdraw("string", "invoice-17")?;
    assert_eq!(control.account("string")?.paid_out, "150.00".parse()?);
    Ok(())
}

#[test]
fn a_read_survives_a_lost_answer() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::builder().start_blocking()?;
    // For this client `pazemo` needs the feature `blocking`.
    let client = sandbox.client().build_blocking()?;

    let lost = "getCurrentUser: drop;when=after".parse()?;
    sandbox.control().add_faults(&lost)?;

    assert_eq!(client.users().me()?.id.as_str(), "string");
    assert_eq!(sandbox.control().counts().carried_out, 2);
    Ok(())
}
