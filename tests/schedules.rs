//! Money on bad days: thousands of seeded schedules of faults, and what the server saw against what the client said.
//!
//! `PAZEMO_SCHEDULES` is how many are played (100 if it is not set; `cargo xtask soak` plays 10,000), `PAZEMO_SEED` the
//! first seed: with `PAZEMO_SCHEDULES=1` a schedule that failed is played again.
#![cfg(unix)]

mod support;

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use pazemo::{Amount, Client, Delivery, RetryPolicy, Secret, types};
use support::{
    builder,
    faults::{
        Arrival, FaultServer,
        judge::{Kind, Made, Policy, judge},
    },
};
use tokio::{sync::Semaphore, task::JoinSet};

use Delivery::{Done, NotSent, Refused};

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
    tally(&made, &arrivals)
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

fn tally(made: &[Made], arrivals: &BTreeMap<String, Vec<Arrival>>) -> Result<Tally, String> {
    let mut tally = Tally::default();
    for call in made {
        let arrived = arrivals.get(&call.account).map_or(&[][..], Vec::as_slice);
        judge(call, arrived).map_err(|what| {
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
    Ok(tally)
}
