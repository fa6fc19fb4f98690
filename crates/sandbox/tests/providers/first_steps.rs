//! Two tests with other providers.

use std::time::Duration;

use pazemo::{Delivery, RawRequest};
use pazemo_sandbox::{paysera, qolo};

#[tokio::test]
async fn a_write_without_an_answer_is_in_doubt() -> Result<(), Box<dyn std::error::Error>> {
    let builder = paysera::Sandbox::builder().switch(paysera::OtherPaths::Writes);
    let sandbox = builder.start().await?;
    let client = sandbox.client()?.project("3").build()?;
    // The clock of the provider steps by a day: the client finds out, and signs with the right time.
    sandbox
        .control()
        .advance_clock(Duration::from_secs(86_400))?;

    let lost = "raw: drop;when=after".parse()?;
    sandbox.control().add_faults(&lost)?;
    let write = RawRequest::post("/rest/v1/payment").with_body("application/json", "{}")?;
    let error = client.raw(write).await.err().ok_or("the answer was lost")?;

    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!(sandbox.control().writes().len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_card_is_created_once() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = qolo::Sandbox::start().await?;
    let control = sandbox.control();
    let client = sandbox.client()?.build()?;

    let lost = "createCard: drop;when=after".parse()?;
    control.add_faults(&lost)?;
    client.cards().create(&r#"{"holder":"A"}"#.parse()?).await?;
    assert_eq!(control.cards().len(), 1);

    // Twelve hours later the token has expired: the client logs in again.
    control.expire_access_tokens();
    client.cards().create(&r#"{"holder":"B"}"#.parse()?).await?;
    assert_eq!(control.logins().succeeded, 2);
    Ok(())
}
