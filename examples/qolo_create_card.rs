//! Creates a card at Qolo, once, however often this program is started with the same order number.
//!
//! ```text
//! QOLO_ENVIRONMENT=development QOLO_DEVELOPMENT_LOGIN_ID=… QOLO_DEVELOPMENT_API_KEY=… \
//!     cargo run --features qolo --example qolo_create_card -- order-17 '{"holder":"…"}'
//! ```
//!
//! At a `pazemo sandbox --provider qolo`: `QOLO_ENVIRONMENT=custom QOLO_CUSTOM_URL=http://127.0.0.1:4711 QOLO_CUSTOM_LOGIN_ID=sandbox-program
//! QOLO_CUSTOM_API_KEY=sandbox-api-key`.
//!
//! Exit codes: 0 there is a card, and the answer is printed; 1 nothing was tried, for the reason that is printed; 4 no card; 5 perhaps a card: start it again.

use std::{
    env,
    error::Error,
    fs,
    io::{ErrorKind, Write, stderr, stdout},
    path::{Path, PathBuf},
    process::{self, ExitCode},
    time::{Duration, SystemTime},
};

use pazemo::{
    Basis, Delivery, IdempotencyKey, JsonObject,
    qolo::{Client, resources::CreateCardOptions},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let order = arguments.next().ok_or("which order is it for?")?;
    // The page does not say what a card has.
    let card: JsonObject = arguments.next().ok_or("what is the card?")?.parse()?;
    let client = Client::from_env()?;

    // Before the first attempt, or nobody knows after a crash that there was one.
    let Begun { key, is_first } = begin(&order, &card)?;
    let options = CreateCardOptions::new().with_idempotency_key(key);
    let error = match client.cards().create_with(&card, &options).await {
        Ok(created) => {
            writeln!(stdout(), "{}", created.as_str())?;
            return Ok(ExitCode::SUCCESS);
        }
        Err(error) => error,
    };
    // What is refused now says nothing about an earlier start, whose answer may have been lost.
    let is_certain = is_first && error.basis() != Basis::Assumption;
    match error.delivery() {
        Delivery::NotSent | Delivery::Refused if is_certain => {
            let journal = journal_of(&order);
            writeln!(
                stderr(),
                "no card, {} may be deleted: {error}",
                journal.display()
            )?;
            Ok(ExitCode::from(4))
        }
        _ => {
            // The same key and the same bytes once more, within the hour in which the server surely knows the key.
            writeln!(
                stderr(),
                "perhaps a card; start this program again soon: {error}"
            )?;
            Ok(ExitCode::from(5))
        }
    }
}

/// The key of an order.
struct Begun {
    key: IdempotencyKey,
    /// Whether no earlier start can have used it.
    is_first: bool,
}

/// That of an earlier start, with the time of its first use, or one that is used now. It stands for one body.
fn begin(order: &str, card: &JsonObject) -> Result<Begun, Box<dyn Error>> {
    let key = IdempotencyKey::new(order)?;
    let journal = journal_of(order);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    if write_once(&journal, &format!("{}\n{}", now.as_secs(), card.as_str()))? {
        return Ok(Begun {
            key,
            is_first: true,
        });
    }
    let kept = fs::read_to_string(&journal)?;
    let (seconds, body) = kept.split_once('\n').ok_or("the journal is damaged")?;
    if body != card.as_str() {
        return Err("another card was begun for this order".into());
    }
    let first_used = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.parse()?);
    Ok(Begun {
        key: key.first_used_at(first_used),
        is_first: false,
    })
}

/// A file in this folder, one for each order: what may not stand in a file's name is written as its number.
fn journal_of(order: &str) -> PathBuf {
    let name: String = order
        .bytes()
        .map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() || byte == b'-' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    Path::new(".").join(name + ".journal")
}

/// Writes a file that is whole and on the disk, or none; `false` if it is there already. Of several programs at once one succeeds.
fn write_once(path: &Path, text: &str) -> Result<bool, Box<dyn Error>> {
    let beside = path.with_extension(format!("unfinished-{}", process::id()));
    let mut file = fs::File::create(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    let linked = fs::hard_link(&beside, path);
    fs::remove_file(&beside)?;
    match linked {
        Ok(()) => {
            // The name, too. Where a folder is no file, the system sees to it.
            if cfg!(unix) {
                fs::File::open(".")?.sync_all()?;
            }
            Ok(true)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error.into()),
    }
}
