//! A receiver of Qolo's webhooks on a durable inbox (feature `webhooks`).
//!
//! # A notice is a hint
//!
//! Of webhooks Qolo's page says this much: notices come by HTTPS POST to an address of yours, and 200 acknowledges them. It documents no
//! signature, no identifier of an event, no order, no form of the body, and not what happens to a notice that is not acknowledged. So:
//!
//! * **Do not act on what a notice says. Read again through the API what it speaks of,** and act on that. Whoever learns the address can
//!   send whatever he likes.
//! * Do not wait for notices alone: whatever you would miss, read from time to time without one.
//! * Equal bodies are marked as possible duplicates ([`Notice::possible_duplicate_of`]) and still handed over: two events may look the same.
//! * Order is not assumed. A notice that failed comes again later than those after it.
//!
//! # What is promised
//!
//! A notice that got a 200 is on the disk, synced, and is handed to your function until that succeeds, or it is a dead letter that stays until
//! you put it back or drop it. It is handed over **at least once**: again, if the process ends (`kill -9`, a power cut) or the disk fails between your
//! function's success and the note of it. Nothing but a 200 acknowledges; the answers are listed at [`Receiver`].
//!
//! This holds as far as the disk keeps what it has confirmed.
//!
//! # The whole of it
//!
//! ```no_run
//! use std::time::Duration;
//! use pazemo::{Secret, qolo::webhooks::{Inbox, Notice, Receiver}};
//!
//! # async fn serve(_: Receiver) {}
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let inbox = Inbox::builder("qolo-inbox.sqlite").open().await?;
//! let workers = inbox.hand_to(4, |notice: Notice| async move {
//!     // Read again through the API what the notice speaks of.
//!     Ok::<_, std::io::Error>(())
//! });
//! let receiver = Receiver::builder(&inbox)
//!     .secret_path(std::env::var("QOLO_WEBHOOK_PATH")?)
//!     .build()?;
//!
//! // A `tower::Service`: for hyper, or for axum as `Router::new().fallback_service(receiver)`.
//! serve(receiver).await;
//!
//! workers.shutdown(Duration::from_secs(30)).await;
//! inbox.close().await;
//! # Ok(())
//! # }
//! ```
//!
//! `examples/qolo_webhooks.rs` serves one with hyper. TLS is the server's matter, or that of a proxy before it.
//!
//! # Bounds
//!
//! Of requests: how many at a time, the memory of their bodies, the length of each, its time. Of the file: its size ([`InboxBuilder::file_limit`]), and
//! how long handled notices stay ([`Retention`]). Beyond the first, senders wait or get a 503; beyond the size, a 503.
//!
//! # Personal data
//!
//! Notices may hold some. The file is made for its owner's eyes alone, what is pruned or dropped is overwritten, credentials among the headers are
//! never stored, and neither `Debug`, nor errors, nor events show bodies, headers or the secret path.

mod body;
mod commands;
mod error;
mod file;
mod handler;
mod headers;
mod inbox;
mod keeper;
mod notice;
mod peer;
mod receiver;
mod receiver_builder;
mod rows;
mod secret_path;
mod settings;
mod unreadable;
mod workers;

pub use error::{InboxError, InboxErrorKind};
pub use handler::Handler;
pub use inbox::{Inbox, InboxBuilder};
pub use notice::{DeadLetter, DeadReason, InboxCounts, Notice, NoticeId};
pub use peer::{AddressRange, InvalidAddressRange, PeerAddress};
pub use receiver::Receiver;
pub use receiver_builder::ReceiverBuilder;
pub use settings::{HandlingPolicy, Retention};
pub use unreadable::Unreadable;
pub use workers::Workers;
