//! Scenarios: what happens on the wire, and the row that it is to show.

use std::{future::Future, pin::Pin, time::Duration};

use pazemo::{Basis, CallOptions, Delivery, Error, ErrorKind};
use tokio::task::JoinSet;

use crate::{
    expected,
    server::{Http, Server, Treatment},
    subject::{Subject, WITHDRAW_ID, client},
    tables,
};

/// What a call ended with.
#[derive(Debug)]
pub(crate) struct Shown {
    /// `None` is a success.
    pub(crate) delivery: Option<Delivery>,
    /// `None` where it is not told: of a success.
    pub(crate) basis: Option<Basis>,
    pub(crate) error: Option<Error>,
    /// How many requests began to arrive.
    pub(crate) requests: usize,
}

impl Shown {
    pub(crate) fn of(result: Result<(), Error>, requests: usize) -> Self {
        let error = result.err();
        Self {
            delivery: error.as_ref().map(Error::delivery),
            basis: error.as_ref().map(Error::basis),
            error,
            requests,
        }
    }
}

type Playing = Pin<Box<dyn Future<Output = Shown> + Send>>;

#[derive(Clone, Copy)]
pub(crate) enum Play {
    /// The request of a fresh client is treated like this.
    Treated(fn(Subject) -> Treatment),
    /// Whatever it takes.
    Custom(fn(Subject, Http) -> Playing),
}

#[derive(Clone, Copy)]
pub(crate) struct Scenario {
    pub(crate) row: &'static str,
    pub(crate) name: &'static str,
    pub(crate) over: &'static [Http],
    /// Of the subjects of the row's kinds, those to which it applies.
    pub(crate) applies: fn(Subject) -> bool,
    pub(crate) kind: Option<ErrorKind>,
    /// How many requests the server sees.
    pub(crate) requests: usize,
    pub(crate) play: Play,
}

pub(crate) const BOTH: &[Http] = &[Http::One, Http::Two];
pub(crate) const ONE: &[Http] = &[Http::One];
pub(crate) const TWO: &[Http] = &[Http::Two];

pub(crate) const fn treated(
    row: &'static str,
    name: &'static str,
    over: &'static [Http],
    kind: Option<ErrorKind>,
    treatment: fn(Subject) -> Treatment,
) -> Scenario {
    Scenario {
        row,
        name,
        over,
        applies: |_| true,
        kind,
        requests: 1,
        play: Play::Treated(treatment),
    }
}

pub(crate) const fn custom(
    row: &'static str,
    name: &'static str,
    over: &'static [Http],
    kind: Option<ErrorKind>,
    requests: usize,
    play: fn(Subject, Http) -> Playing,
) -> Scenario {
    Scenario {
        row,
        name,
        over,
        applies: |_| true,
        kind,
        requests,
        play: Play::Custom(play),
    }
}

impl Scenario {
    pub(crate) const fn only(self, applies: fn(Subject) -> bool) -> Self {
        Self { applies, ..self }
    }

    pub(crate) fn subjects(&self) -> impl Iterator<Item = Subject> {
        let (kinds, applies) = (expected::of(self.row).kinds, self.applies);
        let all = Subject::ALL.iter().copied();
        all.filter(move |subject| kinds.contains(&subject.kind()) && applies(*subject))
    }

    fn waits(&self, subject: Subject) -> bool {
        matches!(self.play, Play::Treated(treatment) if ends_by_a_limit(&treatment(subject)))
    }

    /// What is wrong.
    async fn check(self, subject: Subject, http: Http) -> Option<String> {
        let shown = match self.play {
            Play::Treated(treatment) => treat(subject, http, treatment(subject)).await,
            Play::Custom(play) => play(subject, http).await,
        };
        let row = expected::of(self.row);
        let fits = shown.delivery == row.delivery
            && shown.basis.is_none_or(|basis| basis == row.basis)
            && shown.requests == self.requests
            && shown.error.as_ref().map(Error::kind) == self.kind
            && shown.error.iter().all(|error| speaks_of(error, subject));
        let place = format!("{}: {}: {subject:?} over {http:?}", self.row, self.name);
        (!fits).then(|| format!("{place}: {shown:?}"))
    }
}

/// What every error tells.
fn speaks_of(error: &Error, subject: Subject) -> bool {
    let id = subject.is_about_a_withdraw().then_some(WITHDRAW_ID);
    error.withdraw_id().map(|id| id.as_str()) == id
        && error.operation() == Some(subject.operation())
}

/// Long enough for a connection on a busy machine, short enough to wait for.
const PATIENCE: Duration = Duration::from_secs(6);
/// More than a stream of HTTP/2 takes at once, and than a server reads at once.
const PADDING: usize = 512 * 1024;

fn ends_by_a_limit(treatment: &Treatment) -> bool {
    matches!(
        treatment,
        Treatment::Silence | Treatment::HalfHead | Treatment::Stall(_)
    )
}

async fn treat(subject: Subject, http: Http, treatment: Treatment) -> Shown {
    let padding = match treatment {
        Treatment::ResetWithin => PADDING,
        _ => 0,
    };
    let mut options = CallOptions::new();
    if ends_by_a_limit(&treatment) {
        options = options.with_attempt_timeout(PATIENCE);
    }
    let server = Server::start(http, vec![treatment]).await;
    let client = client(&server.url());
    let result = subject.call(&client, options, padding).await;
    Shown::of(result, server.bodies().len())
}

/// Plays them, each for all of its subjects, and tells of all that went wrong; but not what ends by a time limit.
pub(crate) async fn play(scenarios: &[Scenario]) {
    for scenario in scenarios {
        let name = (scenario.row, scenario.name);
        let mut all = tables::scenarios().into_iter();
        let is_among_all = all.any(|other| (other.row, other.name) == name);
        assert!(is_among_all, "{name:?} may never come to its limit");
    }
    play_those(scenarios, false).await;
}

/// Plays those of all scenarios that end by a time limit: all at once, so that it passes once, and by themselves, so that it is not spent on other work.
#[tokio::test]
async fn what_ends_by_a_time_limit_has_the_verdict_of_its_row() {
    play_those(&tables::scenarios(), true).await;
}

async fn play_those(scenarios: &[Scenario], that_wait: bool) {
    let mut playing = JoinSet::new();
    for scenario in scenarios {
        for http in scenario.over {
            let subjects = scenario.subjects();
            for subject in subjects.filter(|subject| scenario.waits(*subject) == that_wait) {
                playing.spawn(scenario.check(subject, *http));
            }
        }
    }
    let count = playing.len();
    assert!(count > 0, "nothing was played");
    let wrong: Vec<String> = playing.join_all().await.into_iter().flatten().collect();
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
