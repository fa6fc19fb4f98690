//! Creates a card at Qolo, once, however often this program is started with the same order number.
//!
//! ```text
//! QOLO_ENVIRONMENT=development QOLO_DEVELOPMENT_LOGIN_ID=… QOLO_DEVELOPMENT_API_KEY=… \
//!     cargo run --features qolo --example qolo_create_card -- order-17 '{"holder":"…"}'
//! ```

use std::{
    env,
    error::Error,
    fs,
    io::{Write, stdout},
    path::Path,
    time::{Duration, SystemTime},
};

use pazemo::{
    Delivery, IdempotencyKey, JsonObject,
    qolo::{Client, resources::CreateCardOptions},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let order = arguments.next().ok_or("which order is it for?")?;
    // The page does not say what a card has.
    let card: JsonObject = arguments.next().ok_or("what is the card?")?.parse()?;
    let client = Client::from_env()?;
    let mut out = stdout();

    // Before the first attempt, or nobody knows after a crash that there was one.
    let key = key_of(&order, &card)?;
    let options = CreateCardOptions::new().with_idempotency_key(key);
    match client.cards().create_with(&card, &options).await {
        Ok(created) => writeln!(out, "{}", created.as_str())?,
        Err(error) => match error.delivery() {
            Delivery::NotSent | Delivery::Refused => writeln!(out, "no card: {error}")?,
            // The same key and the same bytes once more, within the hour in which the server surely knows the key.
            _ => writeln!(
                out,
                "perhaps a card; start this program again soon: {error}"
            )?,
        },
    }
    Ok(())
}

/// The key of an order: that of an earlier start, with the time of its first use, or one that is used now. It stands for one body.
fn key_of(order: &str, card: &JsonObject) -> Result<IdempotencyKey, Box<dyn Error>> {
    let key = IdempotencyKey::new(order)?;
    let journal = Path::new(order).with_extension("journal");
    match fs::read_to_string(&journal) {
        Ok(kept) => {
            let (seconds, body) = kept.split_once('\n').ok_or("the journal is damaged")?;
            if body != card.as_str() {
                return Err("another card was begun for this order".into());
            }
            let first_used = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.parse()?);
            Ok(key.first_used_at(first_used))
        }
        Err(_) => {
            let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
            // Beside its place and then moved there: whoever is interrupted leaves no half of it.
            let beside = journal.with_extension("unfinished");
            let mut file = fs::File::create(&beside)?;
            write!(file, "{}\n{}", now.as_secs(), card.as_str())?;
            file.sync_all()?;
            fs::rename(beside, journal)?;
            Ok(key)
        }
    }
}
