//! Notices as rows of the file: each function is one change or one question, within the transaction of whoever calls it.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::HeaderMap;
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::{
    DeadLetter, InboxCounts, Notice, NoticeId, Unreadable, headers,
    notice::DeadReason,
    settings::{HandlingPolicy, Retention},
};

const WAITING: i64 = 0;
const IN_HAND: i64 = 1;
const HANDLED: i64 = 2;
const DEAD: i64 = 3;

/// How many notices are pruned in one transaction, so that none is long.
const PRUNED_AT_ONCE: i64 = 500;

/// What a process left that ended while its last attempt ran.
const ENDED: &str = "the process ended while the notice was handled";

/// What is stored of a request.
pub(super) struct NewNotice {
    pub(super) received_at: SystemTime,
    pub(super) headers: HeaderMap,
    pub(super) headers_complete: bool,
    pub(super) body: Bytes,
    pub(super) sha256: [u8; 32],
    pub(super) unreadable: Option<Unreadable>,
}

/// What came of an attempt.
pub(super) enum Outcome {
    Handled,
    Failed(String),
}

/// Milliseconds since 1970, as times stand in the file.
pub(super) fn milliseconds(time: SystemTime) -> i64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    as_milliseconds(since.unwrap_or_default())
}

fn as_milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

fn time(milliseconds: i64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds.unsigned_abs())
}

pub(super) fn insert(connection: &Connection, new: &NewNotice) -> Result<NoticeId> {
    let received_at = milliseconds(new.received_at);
    // The first one keeps its number in those after it, also when it is gone itself.
    connection.execute(
        "INSERT INTO notices (received_at, sha256, duplicate_of, unreadable, state, attempts, due_at)
         VALUES (?1, ?2,
                 (SELECT coalesce(duplicate_of, id) FROM notices WHERE sha256 = ?2 ORDER BY id LIMIT 1),
                 ?3, ?4, 0, ?1)",
        params![received_at, new.sha256, new.unreadable.map(Unreadable::name), WAITING],
    )?;
    let id = connection.last_insert_rowid();
    connection.execute(
        "INSERT INTO contents (notice_id, headers, headers_complete, body) VALUES (?1, ?2, ?3, ?4)",
        params![
            id,
            headers::to_bytes(&new.headers),
            new.headers_complete,
            &new.body[..]
        ],
    )?;
    Ok(NoticeId(id))
}

const NOTICE: &str = "SELECT id, received_at, sha256, duplicate_of, unreadable, attempts, headers, headers_complete, body,
    settled_at, reason FROM notices JOIN contents ON notice_id = id";

fn notice(row: &Row<'_>) -> Result<Notice> {
    let unreadable: Option<String> = row.get(4)?;
    let lines: Vec<u8> = row.get(6)?;
    let body: Vec<u8> = row.get(8)?;
    Ok(Notice {
        id: NoticeId(row.get(0)?),
        received_at: time(row.get(1)?),
        sha256: row.get(2)?,
        possible_duplicate_of: row.get::<_, Option<i64>>(3)?.map(NoticeId),
        // A word that a later version wrote says at least that it cannot be read.
        unreadable: unreadable
            .map(|name| Unreadable::from_name(&name).unwrap_or(Unreadable::NotJson)),
        attempt: row.get(5)?,
        headers: headers::from_bytes(&lines),
        headers_complete: row.get(7)?,
        body: body.into(),
    })
}

fn dead_letter(row: &Row<'_>) -> Result<DeadLetter> {
    Ok(DeadLetter {
        notice: notice(row)?,
        given_up_at: time(row.get::<_, Option<i64>>(9)?.unwrap_or_default()),
        reason: DeadReason(row.get::<_, Option<String>>(10)?.unwrap_or_default()),
    })
}

/// Takes notices that are due into hand. Each counts as an attempt from here on, so that one that ends the process does not do so for ever.
///
/// What is due later than any pause lasts was dated before the clock was set back: it is due now.
pub(super) fn take_due(
    connection: &Connection,
    now: i64,
    policy: &HandlingPolicy,
    most: usize,
) -> Result<Vec<Notice>> {
    let horizon = now
        .saturating_add(as_milliseconds(policy.longest_pause))
        .saturating_add(60_000);
    let mut due = connection.prepare(
        "SELECT id FROM notices WHERE state = 0 AND (due_at <= ?1 OR due_at > ?2) ORDER BY due_at, id LIMIT ?3",
    )?;
    let due = due.query_map(params![now, horizon, most as i64], |row| row.get(0))?;
    let due: Vec<i64> = due.collect::<Result<_>>()?;
    let mut take = connection
        .prepare("UPDATE notices SET state = ?2, attempts = attempts + 1 WHERE id = ?1")?;
    let mut read = connection.prepare(&format!("{NOTICE} WHERE id = ?1"))?;
    let taken = due.into_iter().map(|id| {
        take.execute(params![id, IN_HAND])?;
        read.query_row([id], notice)
    });
    taken.collect()
}

/// When the next notice is due.
pub(super) fn next_due(connection: &Connection) -> Result<Option<i64>> {
    connection.query_row(
        "SELECT min(due_at) FROM notices WHERE state = 0",
        [],
        |row| row.get(0),
    )
}

/// Notes what came of an attempt.
pub(super) fn finish(
    connection: &Connection,
    now: i64,
    policy: &HandlingPolicy,
    id: NoticeId,
    outcome: &Outcome,
) -> Result<()> {
    let attempts: Option<u32> = connection
        .query_row(
            "SELECT attempts FROM notices WHERE id = ?1 AND state = ?2",
            [id.0, IN_HAND],
            |row| row.get(0),
        )
        .optional()?;
    let Some(attempts) = attempts else {
        return Ok(());
    };
    let (state, due_at, reason) = match outcome {
        Outcome::Handled => (HANDLED, now, None),
        Outcome::Failed(reason) if attempts >= policy.max_attempts => (DEAD, now, Some(reason)),
        Outcome::Failed(reason) => {
            let pause = policy.pause(attempts, fastrand::f64());
            (
                WAITING,
                now.saturating_add(as_milliseconds(pause)),
                Some(reason),
            )
        }
    };
    connection.execute(
        "UPDATE notices SET state = ?2, due_at = ?3, settled_at = ?4, reason = ?5 WHERE id = ?1",
        params![id.0, state, due_at, now, reason],
    )?;
    Ok(())
}

/// Gives back what was taken and not finished. What the handler never saw is no attempt.
pub(super) fn release(connection: &Connection, id: NoticeId, seen: bool) -> Result<()> {
    connection.execute(
        "UPDATE notices SET state = ?2, attempts = attempts - ?3 WHERE id = ?1 AND state = ?4",
        params![id.0, WAITING, i64::from(!seen), IN_HAND],
    )?;
    Ok(())
}

/// Gives back what a process that has ended had in hand. A notice whose last attempt that was is a dead letter now.
pub(super) fn recover(connection: &Connection, now: i64, policy: &HandlingPolicy) -> Result<()> {
    connection.execute(
        "UPDATE notices SET state = ?1, settled_at = ?2, reason = ?3 WHERE state = 1 AND attempts >= ?4",
        params![DEAD, now, ENDED, policy.max_attempts],
    )?;
    connection.execute(
        "UPDATE notices SET state = ?1, due_at = ?2 WHERE state = 1",
        [WAITING, now],
    )?;
    Ok(())
}

pub(super) fn dead_letters(
    connection: &Connection,
    after: Option<NoticeId>,
    most: u32,
) -> Result<Vec<DeadLetter>> {
    let sql = format!("{NOTICE} WHERE state = 3 AND id > ?1 ORDER BY id LIMIT ?2");
    let mut dead = connection.prepare(&sql)?;
    let dead = dead.query_map(params![after.map_or(0, |id| id.0), most], dead_letter)?;
    dead.collect()
}

/// Puts one dead letter or all of them back, with all attempts before them.
pub(super) fn requeue(connection: &Connection, now: i64, id: Option<NoticeId>) -> Result<usize> {
    connection.execute(
        "UPDATE notices SET state = ?1, attempts = 0, due_at = ?2, settled_at = NULL, reason = NULL
         WHERE state = 3 AND id = coalesce(?3, id)",
        params![WAITING, now, id.map(|id| id.0)],
    )
}

pub(super) fn drop_dead_letter(connection: &Connection, id: NoticeId) -> Result<bool> {
    let dropped = connection.execute(
        "DELETE FROM notices WHERE id = ?1 AND state = ?2",
        [id.0, DEAD],
    )?;
    if dropped > 0 {
        connection.execute("DELETE FROM contents WHERE notice_id = ?1", [id.0])?;
    }
    Ok(dropped > 0)
}

pub(super) fn counts(connection: &Connection) -> Result<InboxCounts> {
    let count = |state: i64| {
        let sql = format!("SELECT count(*) FROM notices WHERE state = {state}");
        connection
            .query_row(&sql, [], |row| row.get::<_, i64>(0))
            .map(i64::unsigned_abs)
    };
    Ok(InboxCounts {
        waiting: count(WAITING)?,
        in_hand: count(IN_HAND)?,
        handled: count(HANDLED)?,
        dead: count(DEAD)?,
    })
}

/// Removes what was handled long ago or is too many, some at a time. Whether there may be more.
pub(super) fn prune(connection: &Connection, now: i64, retention: &Retention) -> Result<bool> {
    let handled: i64 =
        connection.query_row("SELECT count(*) FROM notices WHERE state = 2", [], |row| {
            row.get(0)
        })?;
    let too_many = handled.saturating_sub(i64::try_from(retention.count).unwrap_or(i64::MAX));
    let too_old = now.saturating_sub(as_milliseconds(retention.age));
    let mut old = connection.prepare(
        "SELECT id, settled_at FROM notices WHERE state = 2 ORDER BY settled_at LIMIT ?1",
    )?;
    let old = old.query_map([PRUNED_AT_ONCE], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let old: Vec<(i64, i64)> = old.collect::<Result<_>>()?;
    let mut pruned = 0;
    for (id, settled_at) in old {
        if pruned >= too_many && settled_at > too_old {
            return Ok(false);
        }
        connection.execute("DELETE FROM notices WHERE id = ?1", [id])?;
        connection.execute("DELETE FROM contents WHERE notice_id = ?1", [id])?;
        pruned += 1;
    }
    Ok(pruned == PRUNED_AT_ONCE)
}

/// How much of the file is in use, in bytes.
pub(super) fn used(connection: &Connection) -> Result<u64> {
    let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let pages = number("PRAGMA page_count")? - number("PRAGMA freelist_count")?;
    Ok(pages.unsigned_abs() * number("PRAGMA page_size")?.unsigned_abs())
}
