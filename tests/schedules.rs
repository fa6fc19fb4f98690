//! Money on bad days: thousands of seeded schedules of faults, and what the server saw against what the client said.
//!
//! `PAZEMO_SCHEDULES` is how many are played (100 if it is not set; `cargo xtask soak` plays 10,000), `PAZEMO_SEED` the
//! first seed: with `PAZEMO_SCHEDULES=1` a schedule that failed is played again.
#![cfg(unix)]

mod support;

use std::{
    collections::BTreeMap,
    error::Error as _,
    sync::Arc,
    time::{Duration, Instant},
};

use pazemo::{Amount, Basis, Client, Delivery, Error, ErrorKind, RetryPolicy, Secret, types};
use support::{
    builder,
    faults::{Answer, Arrival, Content, Ending, Fault, FaultServer},
};
use tokio::{sync::Semaphore, task::JoinSet};

use Basis::{Assumption, Http, Page};
use Delivery::{Done, NotSent, Refused, Unknown};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Create,
    Confirm,
    Cancel,
}

/// A call with its result.
struct Made {
    account: String,
    kind: Kind,
    policy: Policy,
    result: Result<types::Withdraw, Error>,
    took: Duration,
}

#[derive(Debug, Clone, Copy)]
struct Policy {
    attempts: u32,
    repeats_authorized_after_429: bool,
    total: Duration,
}

/// What a schedule has shown, so that a run which shows nothing is noticed.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    calls: usize,
    arrivals: usize,
    successes: usize,
    done: usize,
    unknown: usize,
    refused: usize,
    not_sent: usize,
    repeats_after_429: usize,
    repeats_of_not_sent: usize,
}

impl Tally {
    fn figures(&mut self) -> [&mut usize; 9] {
        [
            &mut self.calls,
            &mut self.arrivals,
            &mut self.successes,
            &mut self.done,
            &mut self.unknown,
            &mut self.refused,
            &mut self.not_sent,
            &mut self.repeats_after_429,
            &mut self.repeats_of_not_sent,
        ]
    }
}

fn number_from(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().expect("a number"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_an_unknown_outcome_a_money_moving_request_is_not_on_the_wire_again() {
    let first = number_from("PAZEMO_SEED", 1);
    let schedules = number_from("PAZEMO_SCHEDULES", 100);
    let at_once = Arc::new(Semaphore::new(24));
    let mut running = JoinSet::new();
    let (mut sum, mut failures) = (Tally::default(), Vec::new());
    for seed in first..first + schedules {
        let permit = Arc::clone(&at_once).acquire_owned().await;
        running.spawn(async move {
            let _permit = permit;
            play(seed)
                .await
                .map_err(|reason| format!("seed {seed}: {reason}"))
        });
        while let Some(ended) = running.try_join_next() {
            add(&mut sum, &mut failures, ended.expect("no panic"));
        }
    }
    while let Some(ended) = running.join_next().await {
        add(&mut sum, &mut failures, ended.expect("no panic"));
    }
    assert!(failures.is_empty(), "{}\n{sum:?}", failures.join("\n"));
    if schedules >= 100 {
        let figures = sum.figures().map(|figure| *figure);
        let least = usize::try_from(schedules).expect("a number") / 20;
        assert!(figures.iter().all(|figure| *figure > least), "{sum:?}");
    }
    if schedules > 100 {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "{schedules} schedules: {sum:?}");
    }
}

fn add(sum: &mut Tally, failures: &mut Vec<String>, played: Result<Tally, String>) {
    match played {
        Ok(mut tally) => {
            for (figure, more) in sum.figures().into_iter().zip(tally.figures()) {
                *figure += *more;
            }
        }
        Err(failure) => failures.push(failure),
    }
}

/// Plays a schedule: some callers at the same time, each with some calls one after the other over the same connections.
async fn play(seed: u64) -> Result<Tally, String> {
    let mut random = fastrand::Rng::with_seed(seed);
    let server = FaultServer::start(seed);
    let client = builder(&server.url())
        .connect_timeout(Duration::from_secs(1))
        .attempt_timeout(Duration::from_millis(random.u64(60..150)))
        .build()
        .map_err(|error| error.to_string())?;
    let mut callers = JoinSet::new();
    for caller in 0..random.u32(1..=5) {
        let mut random = random.fork();
        let client = client.clone();
        callers.spawn(async move {
            let mut made = Vec::new();
            for number in 0..random.u32(1..=4) {
                let account = format!("s{seed}-{caller}-{number}");
                made.push(call(&client, account, &mut random).await);
            }
            made
        });
    }
    let made = callers.join_all().await.concat_all();
    let in_flight = client.calls_in_flight();
    drop(client);
    let arrivals = server.arrivals().await;
    if in_flight != 0 {
        return Err(format!("{in_flight} calls in flight at the end"));
    }
    judge(&made, &arrivals)
}

trait ConcatAll<T> {
    fn concat_all(self) -> Vec<T>;
}

impl<T> ConcatAll<T> for Vec<Vec<T>> {
    fn concat_all(self) -> Vec<T> {
        self.into_iter().flatten().collect()
    }
}

async fn call(client: &Client, account: String, random: &mut fastrand::Rng) -> Made {
    let policy = Policy {
        attempts: random.u32(1..=4),
        repeats_authorized_after_429: random.bool(),
        total: Duration::from_millis(if random.u8(..5) == 0 { 700 } else { 20_000 }),
    };
    let mut retries = RetryPolicy::new()
        .with_attempts(policy.attempts)
        .with_backoff(Duration::from_millis(2), Duration::from_millis(5));
    if policy.repeats_authorized_after_429 {
        retries = retries.assume_429_leaves_withdraw_and_code_untouched();
    }
    let options = pazemo::CallOptions::new()
        .with_total_timeout(policy.total)
        .with_retry_policy(retries);
    let withdraws = client.withdraws().with(options);
    let account_id: types::AccountId = account.parse().expect("an id");
    let id: types::WithdrawId = format!("w-{account}").parse().expect("an id");
    let authorization = types::WithdrawAuthorization::new(Secret::new("493021"));
    let kind = [Kind::Create, Kind::Confirm, Kind::Cancel][random.usize(..3)];
    let start = Instant::now();
    let result = match kind {
        Kind::Create => {
            let mut new = types::NewWithdraw::new("10.5".parse::<Amount>().expect("an amount"));
            new.id = random.bool().then_some(id);
            withdraws.create(&account_id, &new).await
        }
        Kind::Confirm => withdraws.confirm(&account_id, &id, &authorization).await,
        Kind::Cancel => withdraws.cancel(&account_id, &id, &authorization).await,
    };
    Made {
        account,
        kind,
        policy,
        result,
        took: start.elapsed(),
    }
}

fn judge(made: &[Made], arrivals: &BTreeMap<String, Vec<Arrival>>) -> Result<Tally, String> {
    let mut tally = Tally::default();
    for call in made {
        let arrived = arrivals.get(&call.account).map_or(&[][..], Vec::as_slice);
        judge_call(call, arrived).map_err(|what| {
            let (kind, policy, result) = (call.kind, call.policy, &call.result);
            format!("{what}: {kind:?} {policy:?} {result:?} after {arrived:?}")
        })?;
        tally.calls += 1;
        tally.arrivals += arrived.len();
        tally.repeats_after_429 += arrived.len().saturating_sub(1);
        match &call.result {
            Ok(_) => tally.successes += 1,
            Err(error) => {
                let count = match error.delivery() {
                    NotSent => &mut tally.not_sent,
                    Refused => &mut tally.refused,
                    Done => &mut tally.done,
                    _ => &mut tally.unknown,
                };
                *count += 1;
                let attempts = error.attempts() as usize;
                tally.repeats_of_not_sent += attempts.saturating_sub(arrived.len().max(1));
            }
        }
    }
    let known = |account: &String| made.iter().any(|call| call.account == *account);
    match arrivals.keys().find(|account| !known(account)) {
        Some(account) => Err(format!("nobody made a call for {account}")),
        None => Ok(tally),
    }
}

fn judge_call(call: &Made, arrived: &[Arrival]) -> Result<(), String> {
    let ensure = |holds: bool, what: &str| if holds { Ok(()) } else { Err(what.to_owned()) };
    let is_429 = |arrival: &Arrival| matches!(&arrival.fault, Fault::Answer(a) if a.status == 429);
    let may_repeat_429 = call.kind == Kind::Create || call.policy.repeats_authorized_after_429;

    // What reached the server once is repeated after a 429 only, and only where the table says so.
    let (last, earlier) = match arrived.split_last() {
        Some((last, earlier)) => (Some(last), earlier),
        None => (None, &[][..]),
    };
    ensure(earlier.iter().all(is_429), "repeated after another end")?;
    ensure(earlier.is_empty() || may_repeat_429, "repeated after a 429")?;
    ensure(
        arrived.len() <= call.policy.attempts as usize,
        "more requests than attempts",
    )?;
    let ids: Vec<&str> = arrived
        .iter()
        .filter_map(|arrival| arrival.withdraw_id.as_deref())
        .collect();
    ensure(
        ids.windows(2).all(|pair| pair[0] == pair[1]),
        "another id in a repetition",
    )?;

    let error = match &call.result {
        Ok(withdraw) => {
            let answered = last.map(|last| (&last.fault, last.is_complete));
            let is_ours = matches!(answered, Some((Fault::Answer(answer), true))
                if (200..300).contains(&answer.status) && answer.content == Content::Ours);
            ensure(is_ours, "a success that the server did not give")?;
            return ensure(ids.last() == Some(&withdraw.id.as_str()), "another id");
        }
        Err(error) => error,
    };
    let sent_id = error.withdraw_id().map(types::WithdrawId::as_str);
    ensure(sent_id.is_some(), "an error without the withdraw's id")?;
    ensure(ids.iter().all(|id| Some(*id) == sent_id), "another id")?;
    ensure(
        error.attempts() as usize >= arrived.len(),
        "more requests than the error says",
    )?;

    // The one thing that must never happen: the server may have carried it out, and the client says that it did not.
    let may_be_carried_out = arrived.iter().any(|arrival| match &arrival.fault {
        Fault::Answer(answer) => expected(call.kind, answer).is_none_or(|v| v.0 != Refused),
        Fault::NoAnswer | Fault::ResetInBody => true,
        _ => arrival.is_complete,
    });
    let says_it_was_not = matches!(error.delivery(), NotSent | Refused);
    ensure(
        !(may_be_carried_out && says_it_was_not),
        "it may have happened",
    )?;
    ensure(
        error.delivery() != NotSent || arrived.is_empty(),
        "not sent, and yet it came",
    )?;

    match (error.status(), last) {
        (Some(status), Some(last)) => {
            let Fault::Answer(answer) = &last.fault else {
                return Err("a status without an answer".to_owned());
            };
            ensure(status == answer.status, "another status")?;
            agrees(call.kind, error, answer)?;
        }
        (Some(_), None) => return Err("a status out of nothing".to_owned()),
        (None, None) => ensure(
            matches!(error.delivery(), NotSent | Unknown),
            "a verdict on nothing",
        )?,
        // The last attempt was not sent, or lost, after a 429.
        (None, Some(last)) if is_429(last) => ensure(
            matches!(error.delivery(), Refused | Unknown),
            "the 429 is forgotten",
        )?,
        (None, Some(_)) => ensure(error.delivery() == Unknown, "lost, and yet a verdict")?,
    }
    repeats_as_often_as_it_may(call, error, may_repeat_429)
}

/// An error about an answer has the verdict of the table.
fn agrees(kind: Kind, error: &Error, answer: &Answer) -> Result<(), String> {
    let found = (error.delivery(), error.basis());
    // A status whose body did not come to its end has the cause of that as its source.
    let is_cut = error.is_timeout() || error.source().is_some() || answer.ending == Ending::Resets;
    let agrees = match expected(kind, answer) {
        // The last thing that an answer needs to be a success came too late.
        None if answer.status == 200 => is_cut && found == (Done, Page),
        None => is_cut && found == (Unknown, Assumption),
        Some(expected) if expected == found => true,
        // A body that was cut is none of the documented forms, or no HTML either.
        Some((Refused, Page)) => is_cut && found == (Refused, Assumption),
        Some((Unknown, Page)) => is_cut && found == (Unknown, Assumption),
        Some(_) if answer.status == 200 => is_cut && found == (Done, Page),
        Some(_) => false,
    };
    if agrees {
        Ok(())
    } else {
        Err(format!("{:?} was expected", expected(kind, answer)))
    }
}

/// The tables, written down once more: what an answer means that comes whole. `None` is success.
fn expected(kind: Kind, answer: &Answer) -> Option<(Delivery, Basis)> {
    let by_page = match answer.content {
        Content::ErrorBody => Page,
        _ => Assumption,
    };
    Some(match (answer.status, answer.content) {
        (200..=299, Content::Ours) => return None,
        (200, Content::OtherId) if kind == Kind::Create => (Done, Page),
        (200, Content::Undecodable | Content::Truncated | Content::Stalled) => (Done, Page),
        (200..=299, _) => (Unknown, Assumption),
        (400 | 401 | 403 | 404 | 429, _) => (Refused, by_page),
        (405 | 406 | 411 | 413 | 414 | 415 | 417 | 421 | 425 | 431, _) => (Refused, Http),
        (422, _) => (Refused, Assumption),
        (402 | 410, _) if kind == Kind::Create => (Refused, Assumption),
        (500 | 503, _) => (Unknown, by_page),
        _ => (Unknown, Assumption),
    })
}

/// What may be repeated is repeated until the policy's attempts are used up, unless there is no time.
fn repeats_as_often_as_it_may(
    call: &Made,
    error: &Error,
    may_repeat_429: bool,
) -> Result<(), String> {
    let has_time = call.took < call.policy.total / 2 && error.retry_after().is_none();
    let is_repeatable = match error.kind() {
        ErrorKind::Connect => true,
        ErrorKind::Status => error.is_too_many_requests() && may_repeat_429,
        ErrorKind::Timeout | ErrorKind::Interrupted => error.delivery() == NotSent,
        _ => false,
    };
    if has_time && is_repeatable && error.attempts() < call.policy.attempts {
        return Err("it gave up early".to_owned());
    }
    Ok(())
}
