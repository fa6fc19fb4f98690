//! Uses what was added to the document; compiled in a copy of the repository by `cargo xtask judge walk`.

use pazemo::{
    Client, Environment, Error, blocking, dynamic,
    resources::ListWalkProbesOptions,
    types::{Account, CurrencyId, WalkProbe},
};

/// The calls exist, with these types.
#[allow(dead_code)]
async fn calls(client: &Client) -> Result<(Vec<WalkProbe>, Vec<WalkProbe>), Error> {
    let options = ListWalkProbesOptions::new().with_country("ID");
    let probes = client.walk_probes();
    Ok((probes.list().await?, probes.list_with(&options).await?))
}

/// And in the blocking client.
#[allow(dead_code)]
fn blocking_calls(client: &blocking::Client) -> Result<(Vec<WalkProbe>, Vec<WalkProbe>), Error> {
    let options = ListWalkProbesOptions::new().with_country("ID");
    let probes = client.walk_probes();
    Ok((probes.list()?, probes.list_with(&options)?))
}

/// By its name it is called without a line of code.
async fn by_name() -> Result<(), Error> {
    let mut operations = pazemo::operations().iter();
    let list = operations.find(|operation| operation.id() == "listWalkProbes").expect("it was added");
    let client = Client::builder(Environment::Sandbox).token("any").build()?;
    let request = dynamic::Request::new(list).with_parameter("country", "ID");
    let preview = client.preview(&request).await?;
    assert_eq!(preview.url(), "https://api.stg.pazemo.com/walkProbes?country=ID");
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    assert_eq!(CurrencyId::from("WALK"), CurrencyId::Walk);
    let text = r#"{"id":"1","createdTime":"2021-06-11","updatedTime":"2021-06-11","currencyId":"WALK","balance":9.10,"walkProbe":"rent"}"#;
    let account: Account = serde_json::from_str(text)?;
    assert_eq!(account.walk_probe.as_deref(), Some("rent"));
    by_name().await?;
    Ok(())
}
