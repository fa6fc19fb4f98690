//! Uses what was added to the document; compiled in a copy of the repository by `cargo xtask judge walk`.

use pazemo::{
    Client, Error,
    resources::ListBanksOptions,
    types::{Account, Bank, CurrencyId},
};

/// The calls exist, with these types.
#[allow(dead_code)]
async fn calls(client: &Client) -> Result<(Vec<Bank>, Vec<Bank>), Error> {
    let options = ListBanksOptions::new().with_country("ID");
    Ok((client.banks().list().await?, client.banks().list_with(&options).await?))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    assert_eq!(CurrencyId::from("PHP"), CurrencyId::Php);
    let text = r#"{"id":"1","createdTime":"2021-06-11","updatedTime":"2021-06-11","currencyId":"PHP","balance":9.10,"nickname":"rent"}"#;
    let account: Account = serde_json::from_str(text)?;
    assert_eq!(account.nickname.as_deref(), Some("rent"));
    assert!(pazemo::operations().iter().any(|operation| operation.id() == "listBanks"));
    Ok(())
}
