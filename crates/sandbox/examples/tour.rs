//! A tour of the sandbox, all in this process: a user, an account, a withdraw, a lost answer, and what became of the money.
//!
//! ```text
//! cargo run -p pazemo-sandbox --example tour
//! ```

use std::{
    error::Error,
    io::{Write, stdout},
};

use pazemo::types::{AccountId, NewWithdraw, WithdrawAuthorization};
use pazemo_sandbox::{Control, Sandbox};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut out = stdout();
    let sandbox = Sandbox::start().await?;
    let client = sandbox.client().build()?;
    // What nobody can do through the API, and what nobody can see through it.
    let control = sandbox.control();
    writeln!(out, "A sandbox listens on {}.", sandbox.url())?;

    let user = client.users().me().await?;
    writeln!(out, "\nThe token is that of {} ({}).", user.name, user.id)?;
    for account in client.accounts().list(&user.id).await? {
        writeln!(
            out,
            "  {:<12}{} {}",
            account.id, account.balance, account.currency_id
        )?;
    }

    let account: AccountId = "string".parse()?;
    let new = NewWithdraw::new("150.00".parse()?)
        .with_id("invoice-17".parse()?)
        .with_reference("invoice 17");
    let withdraw = client.withdraws().create(&account, &new).await?;
    writeln!(
        out,
        "\nThe withdraw {} of {} was created.",
        withdraw.id, withdraw.amount
    )?;
    show(&mut out, &control)?;

    // The confirmation is carried out, and then the connection ends.
    control.add_faults(&"confirmWithdraw: drop;when=after".parse()?)?;
    let code = control.authorization_code(account.as_str(), withdraw.id.as_str())?;
    let authorization = WithdrawAuthorization::new(code);
    let confirmed = client
        .withdraws()
        .confirm(&account, &withdraw.id, &authorization)
        .await;
    let error = confirmed.err().ok_or("the answer should have been lost")?;
    writeln!(out, "\nIt was confirmed, and the answer was lost:")?;
    writeln!(out, "  {error}")?;
    writeln!(
        out,
        "  delivery: {} after {} attempt",
        error.delivery(),
        error.attempts()
    )?;

    let state = control.withdraw(account.as_str(), withdraw.id.as_str())?;
    writeln!(
        out,
        "\nA program cannot know more than that. The sandbox can: it is {}.",
        state.state
    )?;
    let state = control.settle_withdraw(account.as_str(), withdraw.id.as_str())?;
    writeln!(out, "Now it is {}.", state.state)?;
    show(&mut out, &control)?;

    control.check()?;
    writeln!(out, "\nThe ledger balances.")?;
    sandbox.shut_down().await;
    Ok(())
}

fn show(out: &mut impl Write, control: &Control) -> Result<(), Box<dyn Error>> {
    let account = control.account("string")?;
    writeln!(
        out,
        "  available {}, reserved {}, paid out {}",
        account.available, account.reserved, account.paid_out
    )?;
    Ok(())
}
