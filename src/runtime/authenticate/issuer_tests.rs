//! Issuers that know of others, outlive the calls that ask, and name a second refusal.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, SystemTime},
};

use tokio::time::{Instant, sleep};

use super::{
    super::issuer::{Asking, Cause, Failure, Issued, Issuer, Rules, Wanted},
    *,
};
use crate::{runtime::validity::Validity, wall_clock::WallClock};

const LONG: Duration = Duration::from_secs(60);
const MINUTE: Duration = Duration::from_secs(60);

type Script = fn(u32, Wanted) -> Result<Option<Issued>, Failure>;

/// Answers after a while as the script says, and counts how often it is asked.
struct Scripted {
    script: Script,
    asked: Arc<AtomicU32>,
    knows_of_others: bool,
    wait: Duration,
}

impl Issuer for Scripted {
    fn rules(&self) -> Rules {
        Rules {
            pause: MINUTE,
            names_second_refusal: true,
            outlives_its_call: true,
            codes_may_be_wrong: false,
        }
    }

    fn knows_of_others(&self, _: &Secret) -> bool {
        self.knows_of_others
    }

    fn issue(self: Arc<Self>, wanted: Wanted) -> Asking {
        Box::pin(async move {
            let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            sleep(self.wait).await;
            (self.script)(number, wanted)
        })
    }
}

fn scripted(knows_of_others: bool, wait: u64, script: Script) -> (Arc<Authenticator>, Count) {
    let asked = Arc::new(AtomicU32::new(0));
    let issuer = Scripted {
        script,
        asked: Arc::clone(&asked),
        knows_of_others,
        wait: Duration::from_millis(wait),
    };
    let source = TokenSource::Issuer(Arc::new(issuer));
    (Arc::new(Authenticator::new(source).unwrap()), Count(asked))
}

struct Count(Arc<AtomicU32>);

impl Count {
    #[track_caller]
    fn is(&self, wanted: u32) {
        assert_eq!(self.0.load(Ordering::SeqCst), wanted);
    }
}

fn numbered(number: u32, is_new: bool) -> Result<Option<Issued>, Failure> {
    Ok(Some(Issued {
        secret: Secret::new(format!("token-{number}")),
        validity: Validity::default(),
        is_new,
    }))
}

async fn version(authenticator: &Authenticator) -> u64 {
    let token = authenticator.token(Instant::now() + LONG).await;
    token.unwrap().version
}

/// As if so much time had passed since the last renewal.
async fn age_the_renewal(authenticator: &Authenticator, age: Duration) {
    let earlier = |time: &mut Option<Instant>| {
        *time = time.and_then(|time| time.checked_sub(age));
    };
    earlier(&mut authenticator.asking.lock().await.renewed_after_401);
    let mut current = authenticator.current.write().unwrap();
    earlier(&mut current.as_mut().unwrap().renewed_after_401);
}

#[tokio::test]
async fn a_second_refusal_is_one_of_the_renewed_token_within_a_minute() {
    let (authenticator, asked) = scripted(false, 0, |number, _| numbered(number, true));
    let first = version(&authenticator).await;
    // The first token was not renewed because of a 401.
    authenticator.refuse(first);
    assert!(!authenticator.is_refused_again(first));
    let second = version(&authenticator).await;
    asked.is(2);
    // Late refusals of the old one are none of the new one.
    authenticator.refuse(first);
    assert!(!authenticator.is_refused_again(first));
    assert!(!authenticator.is_refused_again(second));
    age_the_renewal(&authenticator, Duration::from_secs(58)).await;
    authenticator.refuse(second);
    assert!(authenticator.is_refused_again(second));
    assert_eq!(version(&authenticator).await, second);
    asked.is(2);
    // After the minute it counts as a first one again.
    age_the_renewal(&authenticator, Duration::from_secs(2)).await;
    assert!(!authenticator.is_refused_again(second));
    assert_ne!(version(&authenticator).await, second);
    asked.is(3);
}

#[tokio::test]
async fn what_others_left_is_no_renewal_and_is_looked_for_even_within_the_minute() {
    let (authenticator, asked) = scripted(true, 0, |number, wanted| match number {
        // Our own, then that of another, our own again, and from then on nothing new.
        1 => numbered(number, true),
        2 => numbered(number, false),
        3 if wanted.may_be_new => numbered(number, true),
        4 if !wanted.may_be_new => Ok(None),
        5 if !wanted.may_be_new => numbered(number, false),
        _ => panic!("the {number}th asking"),
    });
    for number in 1..=3 {
        let version = version(&authenticator).await;
        asked.is(number);
        authenticator.refuse(version);
        assert_eq!(authenticator.is_refused_again(version), number == 3);
    }
    let third = version(&authenticator).await;
    asked.is(4);
    assert!(authenticator.is_refused_again(third));
    assert_ne!(version(&authenticator).await, third);
    asked.is(5);
}

#[tokio::test]
async fn asking_goes_on_where_a_call_left_it() {
    let (authenticator, asked) = scripted(false, 100, |number, _| numbered(number, true));
    for wait in [20, 30] {
        let deadline = Instant::now() + Duration::from_millis(wait);
        let error = authenticator.token(deadline).await.err().unwrap();
        assert_eq!(error.kind(), ErrorKind::Timeout);
    }
    let began = Instant::now();
    version(&authenticator).await;
    assert!(began.elapsed() < Duration::from_millis(90));
    asked.is(1);
}

#[tokio::test]
async fn what_was_left_for_too_long_is_asked_for_anew() {
    let (authenticator, asked) = scripted(false, 50, |number, _| {
        let valid = if number > 1 { MINUTE } else { Duration::ZERO };
        let mut issued = numbered(number, true)?;
        if let Some(issued) = &mut issued {
            issued.validity = Validity::of(Some(valid));
        }
        Ok(issued)
    });
    let deadline = Instant::now() + Duration::from_millis(20);
    assert!(authenticator.token(deadline).await.is_err());
    let token = authenticator.token(Instant::now() + LONG).await.unwrap();
    assert_eq!(token.header, "Bearer token-2");
    asked.is(2);
}

#[tokio::test]
async fn a_failure_holds_for_its_pause_and_keeps_its_cause() {
    let (authenticator, asked) = scripted(false, 0, |number, _| match number {
        1 => Err(Failure {
            kind: ErrorKind::Login,
            message: "own",
            message_for_others: "others",
            cause: Cause::Shared(Arc::new(Error::new(ErrorKind::Connect, "cause"))),
            pause: Some(Duration::from_millis(100)),
        }),
        _ => numbered(number, true),
    });
    for message in ["own", "others", "others"] {
        let error = authenticator.token(Instant::now() + LONG).await.err();
        let error = error.expect("a failure");
        assert!(error.to_string().starts_with(message), "{error}");
        assert!(error.retry_after() <= Some(Duration::from_millis(100)));
        let source = std::error::Error::source(&error).expect("a cause");
        let cause: &Error = source.downcast_ref().expect("one of ours");
        assert_eq!(cause.kind(), ErrorKind::Connect);
    }
    asked.is(1);
    sleep(Duration::from_millis(110)).await;
    version(&authenticator).await;
    asked.is(2);
}

#[tokio::test]
async fn a_validity_ends_by_the_clock_that_comes_first() {
    let day = Duration::from_secs(24 * 3600);
    let half = day / 2;
    let today = SystemTime::now();
    let at = |time: SystemTime| WallClock::other(move || time);
    for (clock, is_over) in [
        (at(today), false),
        (at(today + half - MINUTE), false),
        (at(today + half), true),
        (at(today + day), true),
        (at(today - day), false),
    ] {
        let moment = (Instant::now(), today);
        let validity = Validity::by_both(moment, half, &clock);
        assert_eq!(validity.is_over(), is_over, "{:?}", clock.now());
        // By the other clock it is over, whatever that one says.
        let short = Validity::by_both(moment, Duration::ZERO, &clock);
        assert!(short.is_over());
    }
}
