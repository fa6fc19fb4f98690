//! What control does is seen through the API, and the other way round.

use std::time::Duration;

use pazemo::types::{AccountId, NewWithdraw, WithdrawAuthorization};
use pazemo_sandbox::{Access, AuthorizationCode, PendingBeneficiary, Sandbox, Settlement};

type Outcome = Result<(), Box<dyn std::error::Error>>;

async fn confirmed(sandbox: &Sandbox, id: &str, amount: &str) -> Outcome {
    let client = sandbox.client().build()?;
    let account: AccountId = "string".parse()?;
    let new = NewWithdraw::new(amount.parse()?).with_id(id.parse()?);
    let withdraw = client.withdraws().create(&account, &new).await?;
    let code = sandbox.control().authorization_code("string", id)?;
    let authorization = WithdrawAuthorization::new(code);
    let withdraws = client.withdraws();
    withdraws
        .confirm(&account, &withdraw.id, &authorization)
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_withdraw_settles_fails_and_returns_and_the_balance_shows_it() -> Outcome {
    let sandbox = Sandbox::start().await?;
    let control = sandbox.control();
    let client = sandbox.client().build()?;
    let balance = async || {
        let accounts = client.accounts();
        let account = accounts.get(&"string".parse()?, &"string".parse()?).await?;
        Ok::<_, Box<dyn std::error::Error>>(account.balance.to_string())
    };
    control.deposit("string", "0.10".parse()?)?;
    assert_eq!(balance().await?, "1000000.10");
    confirmed(&sandbox, "one", "0.05").await?;
    assert_eq!(control.settle_withdraw("string", "one")?.state, "completed");
    assert_eq!(balance().await?, "1000000.05");
    assert_eq!(control.return_withdraw("string", "one")?.state, "returned");
    assert_eq!(balance().await?, "1000000.10");
    confirmed(&sandbox, "two", "0.07").await?;
    assert_eq!(control.fail_withdraw("string", "two")?.state, "failed");
    assert_eq!(balance().await?, "1000000.10");
    assert_eq!(
        control.fail_withdraw("string", "two").unwrap_err().status(),
        409
    );
    control.check()?;
    Ok(())
}

#[tokio::test]
async fn time_that_is_moved_settles_what_is_due() -> Outcome {
    let sandbox = Sandbox::builder()
        .switch(Settlement::Delayed)
        .start()
        .await?;
    let control = sandbox.control();
    control.stop_clock();
    confirmed(&sandbox, "one", "1").await?;
    control.advance_clock(Duration::from_secs(4))?;
    assert_eq!(control.withdraw("string", "one")?.state, "confirmed");
    control.advance_clock(Duration::from_secs(1))?;
    assert_eq!(control.withdraw("string", "one")?.state, "completed");
    Ok(())
}

#[tokio::test]
async fn one_time_codes_come_from_control_alone() -> Outcome {
    let builder = Sandbox::builder().switch(AuthorizationCode::OneTime);
    let sandbox = builder.start().await?;
    confirmed(&sandbox, "one", "1").await?;
    let code = sandbox.control().authorization_code("string", "string")?;
    assert_ne!(code.expose(), "string");
    Ok(())
}

#[tokio::test]
async fn tokens_that_are_changed_are_changed_at_once() -> Outcome {
    let sandbox = Sandbox::start().await?;
    let control = sandbox.control();
    let me = async |token: &str| {
        let client = pazemo::Client::builder(sandbox.environment())
            .token(token)
            .build()?;
        client.users().me().await
    };
    let made = control.add_token("other", None, Access::Full, &[])?;
    assert_eq!(me(made.value.expose()).await?.id.as_str(), "other");
    control.restrict_token(made.number, &["192.0.2.0/24".parse()?])?;
    assert_eq!(
        me(made.value.expose()).await.unwrap_err().status(),
        Some(401)
    );
    control.restrict_token(made.number, &["127.0.0.0/8".parse()?])?;
    assert!(me(made.value.expose()).await.is_ok());
    let fresh = control.rotate_token(made.number)?;
    assert_eq!(
        me(made.value.expose()).await.unwrap_err().status(),
        Some(401)
    );
    assert!(me(fresh.value.expose()).await.is_ok());
    control.revoke_token(fresh.number)?;
    assert_eq!(
        me(fresh.value.expose()).await.unwrap_err().status(),
        Some(401)
    );
    control.set_token_access(0, Access::ReadOnly)?;
    let client = sandbox.client().build()?;
    let new = NewWithdraw::new("1".parse()?);
    let refused = client.withdraws().create(&"string".parse()?, &new).await;
    assert_eq!(refused.unwrap_err().status(), Some(403));
    for value in ["", "with space", "tab\t", "\u{e9}"] {
        let refused = control.add_token("other", Some(value.into()), Access::Full, &[]);
        assert_eq!(refused.unwrap_err().status(), 400, "{value:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_range_of_mapped_addresses_lets_in_those_it_means() -> Outcome {
    let sandbox = Sandbox::start().await?;
    let control = sandbox.control();
    let client = sandbox.client().build()?;
    control.restrict_token(0, &["::ffff:127.0.0.0/104".parse()?])?;
    assert!(client.users().me().await.is_ok());
    assert_eq!(control.tokens()[0].addresses, ["127.0.0.0/8"]);
    control.restrict_token(0, &["::ffff:192.0.2.1/128".parse()?])?;
    assert_eq!(client.users().me().await.unwrap_err().status(), Some(401));
    Ok(())
}

#[tokio::test]
async fn faults_and_maintenance_of_the_start_are_back_after_a_reset() -> Outcome {
    let builder = Sandbox::builder().faults("createWithdraw: drop x2".parse()?);
    let sandbox = builder.maintenance(true).start().await?;
    let control = sandbox.control();
    let waiting = control.faults();
    assert_eq!((waiting.len(), waiting[0].times), (1, 2));
    assert!(control.maintenance());
    control.clear_faults();
    control.add_faults(&"*: hang".parse()?)?;
    control.set_maintenance(false);
    control.reset()?;
    assert_eq!(control.faults(), waiting);
    assert!(control.maintenance());
    Ok(())
}

#[tokio::test]
async fn it_starts_with_its_data_whatever_a_withdraw_costs() -> Outcome {
    for fee in ["on-top", "deducted"] {
        let mut switches = pazemo_sandbox::Switches::plain();
        switches.set("fee", fee)?;
        switches.set("fee-flat", "1000000000")?;
        let sandbox = Sandbox::builder().switches(switches).start().await?;
        let withdraws = sandbox.control().withdraws();
        assert!(withdraws.iter().all(|one| one.fee_amount.is_zero()));
        let refused = confirmed(&sandbox, "one", "1").await;
        assert!(refused.is_err(), "a new one is charged");
    }
    Ok(())
}

#[tokio::test]
async fn switches_beneficiaries_and_maintenance_change_while_it_runs_and_go_back() -> Outcome {
    let sandbox = Sandbox::start().await?;
    let control = sandbox.control();
    let client = sandbox.client().build()?;
    let account: AccountId = "string".parse()?;
    let pay = async || {
        let new = NewWithdraw::new("1".parse()?).with_beneficiary_id(2.into());
        let created = client.withdraws().create(&account, &new).await;
        Ok::<_, Box<dyn std::error::Error>>(created.err().and_then(|error| error.status()))
    };
    assert_eq!(pay().await?, None);
    control.set_switches(control.switches().with(PendingBeneficiary::Refused));
    assert_eq!(pay().await?, Some(400));
    control.activate_beneficiary("2")?;
    assert_eq!(pay().await?, None);
    control.set_maintenance(true);
    assert_eq!(pay().await?, Some(503));
    control.reset()?;
    assert_eq!(pay().await?, None);
    assert_eq!(control.withdraws().len(), 4);
    assert!(!control.beneficiaries()[2].active);
    Ok(())
}
