use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use tokio::time::{sleep, timeout};

use super::*;
use crate::Token;

const LONG: Duration = Duration::from_secs(60);

/// An authenticator whose provider answers with what the script says of the number of the asking, from 1; and how often it was asked.
fn scripted<F, Answer>(script: F) -> (Arc<Authenticator>, Arc<AtomicU32>)
where
    F: Fn(u32) -> Answer + Send + Sync + 'static,
    Answer: Future<Output = Result<Token, std::io::Error>> + Send,
{
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    let provider = move || script(count.fetch_add(1, Ordering::SeqCst) + 1);
    let source = TokenSource::Provider(Arc::new(provider));
    (Arc::new(Authenticator::new(source).unwrap()), asked)
}

fn token(number: u32) -> Result<Token, std::io::Error> {
    Ok(Token::new(format!("token-{number}")))
}

fn within(time: Duration) -> Instant {
    Instant::now() + time
}

async fn version(authenticator: &Authenticator) -> u64 {
    let credential = authenticator.token(within(LONG)).await;
    credential.unwrap().version
}

/// As if so much time had passed since the last renewal.
async fn age_the_renewal(authenticator: &Authenticator, age: Duration) {
    let mut asking = authenticator.asking.lock().await;
    let renewed = asking.renewed_after_401.expect("a renewal after a 401");
    asking.renewed_after_401 = Some(renewed.checked_sub(age).expect("a clock that goes so far"));
}

#[test]
fn the_header_is_marked_sensitive() {
    let value = bearer(&Secret::new("t0ken")).unwrap();
    assert!(value.is_sensitive());
    assert_eq!(value.as_bytes(), b"Bearer t0ken");
    assert_eq!(format!("{value:?}"), "Sensitive");
}

#[tokio::test]
async fn after_a_renewal_no_401_asks_again_for_thirty_seconds() {
    let (authenticator, asked) = scripted(|number| async move { token(number) });
    let first = version(&authenticator).await;
    authenticator.refuse(first);
    let second = version(&authenticator).await;
    assert_ne!(first, second);
    for age in [0, 10, 19] {
        age_the_renewal(&authenticator, Duration::from_secs(age)).await;
        authenticator.refuse(second);
        assert_eq!(version(&authenticator).await, second);
        assert_eq!(asked.load(Ordering::SeqCst), 2);
    }
    age_the_renewal(&authenticator, Duration::from_secs(1)).await;
    assert_ne!(version(&authenticator).await, second);
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_refusal_of_a_token_that_is_no_longer_held_asks_for_nothing() {
    let (authenticator, asked) = scripted(|number| async move { token(number) });
    let first = version(&authenticator).await;
    authenticator.refuse(first);
    let second = version(&authenticator).await;
    authenticator.refuse(first);
    assert_eq!(version(&authenticator).await, second);
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_failed_renewal_begins_no_pause() {
    let (authenticator, asked) = scripted(|number| async move {
        match number {
            2 => Err(std::io::Error::other("down")),
            _ => token(number),
        }
    });
    let first = version(&authenticator).await;
    authenticator.refuse(first);
    let error = authenticator.token(within(LONG)).await.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Provider);
    assert_ne!(version(&authenticator).await, first);
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_token_whose_time_is_over_is_asked_for_even_within_the_pause() {
    let (authenticator, asked) = scripted(|number| async move {
        token(number).map(|token| token.valid_for(Duration::from_millis(80)))
    });
    let first = version(&authenticator).await;
    authenticator.refuse(first);
    let second = version(&authenticator).await;
    authenticator.refuse(second);
    assert_eq!(version(&authenticator).await, second);
    sleep(Duration::from_millis(120)).await;
    assert_ne!(version(&authenticator).await, second);
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn the_same_token_again_is_no_other_version() {
    let (authenticator, asked) = scripted(|_| async { token(0) });
    let first = version(&authenticator).await;
    authenticator.refuse(first);
    assert_eq!(version(&authenticator).await, first);
    authenticator.refuse(first);
    assert_eq!(version(&authenticator).await, first);
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_call_with_time_left_does_not_fail_because_an_impatient_one_did() {
    let (authenticator, asked) = scripted(|number| async move {
        sleep(Duration::from_millis(150)).await;
        token(number)
    });
    let impatient = Arc::clone(&authenticator);
    let impatient = tokio::spawn(async move {
        let credential = impatient.token(within(Duration::from_millis(50)));
        credential.await.err().expect("too slow").kind()
    });
    sleep(Duration::from_millis(10)).await;
    version(&authenticator).await;
    assert_eq!(impatient.await.unwrap(), ErrorKind::Timeout);
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn calls_with_the_same_limit_ask_a_hanging_provider_once() {
    let (authenticator, asked) = scripted(|_| std::future::pending());
    let deadline = within(Duration::from_millis(100));
    let waiting = (0..100).map(|_| {
        let authenticator = Arc::clone(&authenticator);
        tokio::spawn(async move { authenticator.token(deadline).await.err().unwrap() })
    });
    for waiting in waiting.collect::<Vec<_>>() {
        let error = timeout(LONG, waiting).await.unwrap().unwrap();
        let kind = error.kind();
        assert!(matches!(kind, ErrorKind::Timeout | ErrorKind::Provider));
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}
