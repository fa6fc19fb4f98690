//! The test of the client's guide, `src/guide/testing.md`, that needs the sandbox.

use pazemo::{Delivery, types::NewWithdraw};

#[tokio::test]
async fn a_lost_answer_is_in_doubt() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = pazemo_sandbox::Sandbox::start().await?;
    let (client, control) = (sandbox.client().build()?, sandbox.control());
    let account = "string".parse()?;

    control.add_faults(&"createWithdraw: drop;when=after".parse()?)?;
    let new = NewWithdraw::new("150.00".parse()?).with_id("invoice-17".parse()?);
    let created = client.withdraws().create(&account, &new).await;
    let error = created.err().ok_or("the answer was lost")?;

    assert_eq!(error.delivery(), Delivery::Unknown);
    // It was created all the same.
    assert_eq!(control.withdraw("string", "invoice-17")?.state, "pending");
    Ok(())
}
