//! A time of day that jumps, and what it does to tokens.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use crate::desk::{Desk, HOUR, credentials, read, token};

/// A time of day that only moves when it is told to.
#[derive(Clone)]
pub(crate) struct Clock(Arc<Mutex<SystemTime>>);

impl Clock {
    pub(crate) fn of_today() -> Self {
        Self(Arc::new(Mutex::new(SystemTime::now())))
    }

    pub(crate) fn reader(&self) -> impl Fn() -> SystemTime + Send + Sync + 'static {
        let clock = self.clone();
        move || *clock.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn forward(&self, by: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }

    pub(crate) fn back(&self, by: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) -= by;
    }
}

const DAY: Duration = Duration::from_secs(24 * 3600);

#[tokio::test]
async fn a_jump_forward_renews_the_token_and_one_back_keeps_it() {
    let desk = Desk::start().await;
    let clock = Clock::of_today();
    let client = desk.builder().wall_clock(clock.reader()).build();
    let client = client.expect("a client");
    for (jump, logins) in [
        (None, 1),
        (Some((true, DAY)), 2),
        (None, 2),
        // Back to what it should have been: the token was received in what is now the future.
        (Some((false, DAY)), 2),
        (Some((false, DAY)), 2),
        (Some((true, DAY)), 2),
        (Some((true, HOUR * 13)), 2),
        (Some((true, HOUR * 24)), 3),
    ] {
        match jump {
            Some((true, by)) => clock.forward(by),
            Some((false, by)) => clock.back(by),
            None => {}
        }
        read(&client).await.expect("an answer");
        assert_eq!(desk.logins.get(), logins, "{jump:?}");
    }
}

#[tokio::test]
async fn a_jump_back_lengthens_no_life() {
    let desk = Desk::start().await;
    let clock = Clock::of_today();
    let login = credentials()
        .with_lifetime(Duration::from_millis(400))
        .with_margin(Duration::ZERO, Duration::ZERO);
    let builder = desk.builder().login(login).wall_clock(clock.reader());
    let client = builder.build().expect("a client");
    read(&client).await.expect("an answer");
    clock.back(DAY);
    desk.tokens.revoke(&token(1));
    tokio::time::sleep(Duration::from_millis(420)).await;
    read(&client).await.expect("an answer");
    assert_eq!(desk.logins.get(), 2);
    assert_eq!(desk.others().len(), 2, "no one was refused");
}
