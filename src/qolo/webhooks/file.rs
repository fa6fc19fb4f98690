//! Opening the file of an inbox.
//!
//! What keeps an acknowledged notice: the write-ahead log (WAL) with `synchronous = FULL`. A commit is one append to the log, followed by one
//! sync; every page in it has a checksum, so that a write that was torn by a power cut is seen to be torn, and the log ends before it. Nothing
//! that was there is overwritten until the log was synced. The rollback journal would be no safer: there a commit is the removal of the
//! journal, which is durable only once its folder was synced (`synchronous = EXTRA`), it costs several syncs instead of one, and after a sync
//! that failed the database itself is half written.
//!
//! `locking_mode = EXCLUSIVE` keeps other processes out for as long as this one lives, and needs no shared memory; the kernel takes the lock
//! back when the process ends, however it ends.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{InboxError, InboxErrorKind};

/// Says in the file whose it is: "pzqw".
const APPLICATION: i32 = 0x707a_7177;

/// The form of the tables. Whoever changes it writes the way there from each version before.
const VERSION: i32 = 1;

// The bodies stand apart, so that changing a notice's state does not write its body again.
const TABLES: &str = "
CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    received_at INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    duplicate_of INTEGER,
    unreadable TEXT,
    state INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    settled_at INTEGER,
    reason TEXT
) STRICT;
CREATE TABLE contents (
    notice_id INTEGER PRIMARY KEY,
    headers BLOB NOT NULL,
    headers_complete INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX notices_by_hash ON notices (sha256);
CREATE INDEX notices_waiting ON notices (due_at) WHERE state = 0;
CREATE INDEX notices_in_hand ON notices (id) WHERE state = 1;
CREATE INDEX notices_handled ON notices (settled_at) WHERE state = 2;
CREATE INDEX notices_dead ON notices (id) WHERE state = 3;
";

/// Opens the file, makes it if there is none, and checks the whole of it.
pub(super) fn open(path: &Path) -> Result<(Connection, PathBuf), InboxError> {
    // SQLite takes some relative names for something else than a file.
    let path = std::path::absolute(path).map_err(|error| InboxError::io(path, error))?;
    create(&path).map_err(|error| InboxError::io(&path, error))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let failed = |error: rusqlite::Error| InboxError::sqlite(&path, &error);
    let mut connection = Connection::open_with_flags(&path, flags).map_err(failed)?;
    // Who has the file has it for as long as he lives: waiting is in vain.
    connection.busy_timeout(Duration::ZERO).map_err(failed)?;
    connection
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = OFF;")
        .map_err(failed)?;
    // Before anything is written: the file may be another program's.
    recognise(&connection, &path)?;
    configure(&connection, &path)?;
    prepare(&mut connection, &path)?;
    Ok((connection, path))
}

/// Makes the file readable for its owner alone; SQLite gives the log beside it the same permissions.
fn create(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(file) => {
            file.sync_all()?;
            sync_folder(path)
        }
        // It is not opened here: closing it would release the locks that this process may have on it.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            warn_if_open_to_others(path);
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// The entry of a new file in its folder is durable only now.
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

fn warn_if_open_to_others(path: &Path) {
    #[cfg(unix)]
    if let Ok(metadata) = fs::metadata(path)
        && std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 != 0
    {
        tracing::warn!(file = %path.display(), "others than the owner may open the inbox");
    }
    #[cfg(not(unix))]
    let _ = fs::metadata(path);
}

fn recognise(connection: &Connection, path: &Path) -> Result<(), InboxError> {
    let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i32>(0));
    let failed = |error: rusqlite::Error| InboxError::sqlite(path, &error);
    let application = number("PRAGMA application_id").map_err(failed)?;
    let version = number("PRAGMA user_version").map_err(failed)?;
    let tables = number("SELECT count(*) FROM sqlite_schema").map_err(failed)?;
    match (application, version) {
        (0, 0) if tables == 0 => Ok(()),
        (APPLICATION, VERSION) => Ok(()),
        (APPLICATION, newer) if newer > VERSION => {
            let reason = format!(
                "the file has version {newer}; this version of the crate reads up to {VERSION}"
            );
            Err(InboxError::new(InboxErrorKind::Newer, path, reason))
        }
        _ => {
            let reason = "the file is a database, but not an inbox";
            Err(InboxError::new(InboxErrorKind::NotAnInbox, path, reason))
        }
    }
}

fn configure(connection: &Connection, path: &Path) -> Result<(), InboxError> {
    let failed = |error: rusqlite::Error| InboxError::sqlite(path, &error);
    let mode: String = connection
        .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
        .map_err(failed)?;
    if mode != "wal" {
        let reason = "the file system does not bear a write-ahead log";
        return Err(InboxError::new(InboxErrorKind::Storage, path, reason));
    }
    // `fullfsync` matters on macOS, where a sync alone leaves the data in the drive. `secure_delete` overwrites what was pruned.
    connection
        .execute_batch(
            "PRAGMA synchronous = FULL;
             PRAGMA fullfsync = ON;
             PRAGMA checkpoint_fullfsync = ON;
             PRAGMA secure_delete = ON;
             PRAGMA cell_size_check = ON;
             PRAGMA temp_store = MEMORY;
             PRAGMA journal_size_limit = 16777216;",
        )
        .map_err(failed)
}

fn prepare(connection: &mut Connection, path: &Path) -> Result<(), InboxError> {
    let failed = |error: rusqlite::Error| InboxError::sqlite(path, &error);
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Exclusive)
        .map_err(failed)?;
    let tables: i64 = transaction
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(failed)?;
    if tables == 0 {
        transaction.execute_batch(TABLES).map_err(failed)?;
        transaction
            .pragma_update(None, "application_id", APPLICATION)
            .map_err(failed)?;
        transaction
            .pragma_update(None, "user_version", VERSION)
            .map_err(failed)?;
    }
    let check: String = transaction
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(failed)?;
    if check != "ok" {
        // What the check says may quote the file.
        let reason = "the file is damaged";
        return Err(InboxError::new(InboxErrorKind::Damaged, path, reason));
    }
    transaction.commit().map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Killed processes lose nothing that the kernel has: only a power cut would show that these are wrong.
    #[test]
    fn the_settings_that_hold_against_power_cuts_are_on() {
        let name = format!("pazemo-inbox-settings-{}.sqlite", std::process::id());
        let path = std::env::temp_dir().join(name);
        let (connection, _) = open(&path).expect("an inbox");
        let setting = |name: &str| {
            let value = connection
                .pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0));
            match value.expect("a setting") {
                rusqlite::types::Value::Integer(number) => number.to_string(),
                rusqlite::types::Value::Text(text) => text,
                other => panic!("{name}: {other:?}"),
            }
        };
        assert_eq!(setting("journal_mode"), "wal");
        assert_eq!(setting("synchronous"), "2");
        assert_eq!(setting("locking_mode"), "exclusive");
        assert_eq!(setting("fullfsync"), "1");
        assert_eq!(setting("checkpoint_fullfsync"), "1");
        assert_eq!(setting("secure_delete"), "1");
        drop(connection);
        fs::remove_file(path).expect("removed");
    }
}
