//! What a server was told and what it saw.

use std::{
    collections::HashSet,
    fmt::Write,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

use super::{Answer, Request, answer::What};
use crate::Operation;

/// Shared by the server, which its user holds, and its connections.
pub(super) struct State {
    inner: Mutex<Inner>,
    /// How many requests have come.
    arrived: watch::Sender<usize>,
}

#[derive(Default)]
struct Inner {
    lanes: Vec<Lane>,
    requests: Vec<Request>,
    /// What was no request that could be read, and the user's code that panicked.
    complaints: Vec<String>,
}

pub(super) type Condition = Box<dyn Fn(&Request) -> bool + Send + Sync>;

/// A sequence of answers for one operation.
pub(super) struct Lane {
    operation: &'static Operation,
    condition: Option<Arc<Condition>>,
    pub(super) steps: Vec<Step>,
}

/// An answer and how often it is given.
pub(super) struct Step {
    pub(super) answer: Answer,
    /// `None`: always.
    pub(super) planned: Option<usize>,
    given: usize,
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            inner: Mutex::default(),
            arrived: watch::Sender::new(0),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The place of an operation's plain sequence.
    pub(super) fn unconditional_lane(&self, operation: &'static Operation) -> usize {
        let mut inner = self.lock();
        let found = inner
            .lanes
            .iter()
            .position(|lane| lane.is_for(operation) && lane.condition.is_none());
        found.unwrap_or_else(|| inner.add_lane(operation, None))
    }

    /// A new sequence for the requests that meet a condition.
    pub(super) fn conditional_lane(
        &self,
        operation: &'static Operation,
        condition: Condition,
    ) -> usize {
        self.lock().add_lane(operation, Some(Arc::new(condition)))
    }

    pub(super) fn change_lane<R>(&self, at: usize, change: impl FnOnce(&mut Lane) -> R) -> R {
        change(&mut self.lock().lanes[at])
    }

    /// Takes a request of which only the head was read, if its body shall be left unread.
    pub(super) fn reset_before_reading(&self, request: &Request) -> Option<Answer> {
        let operation = request.documented()?;
        let mut inner = self.lock();
        let mut lanes = inner
            .lanes
            .iter()
            .enumerate()
            .filter(|(_, lane)| lane.is_for(operation) && lane.next().is_some());
        let (at, lane) = lanes.next()?;
        let is_early = lane.next()?.answer.what == What::ResetBeforeReading;
        if lane.condition.is_some() || !is_early || lanes.next().is_some() {
            return None;
        }
        let answer = inner.lanes[at].take();
        self.record(&mut inner, request.clone().without_body());
        answer
    }

    /// Takes a request and says what becomes of it.
    pub(super) fn answer(&self, request: Request) -> Answer {
        let lanes = self.lanes_for(&request);
        let mut inner = self.lock();
        let mut answers = lanes.iter().map(|at| inner.lanes[*at].take());
        if let Some(answer) = answers.find_map(|answer| answer) {
            self.record(&mut inner, request.clone());
            drop(inner);
            return self.finished(answer, &request);
        }
        let reason = inner.why_unexpected(&request);
        let body = format!("{}: {reason}", request.name());
        self.record(&mut inner, request.unexpected(reason));
        Answer::raw(501, "text/plain; charset=utf-8", body)
    }

    /// The answer with its body. That may be the user's code, so it runs without the lock.
    fn finished(&self, answer: Answer, request: &Request) -> Answer {
        let result = catch_unwind(AssertUnwindSafe(|| answer.to(request)));
        result.unwrap_or_else(|_| {
            let complaint = format!("what makes an answer of {} panicked", request.name());
            self.complain(complaint.clone());
            Answer::raw(501, "text/plain; charset=utf-8", complaint)
        })
    }

    /// Notes what could not be read as a request.
    pub(super) fn complain(&self, complaint: String) {
        self.lock().complaints.push(complaint);
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        self.lock().requests.clone()
    }

    pub(super) async fn wait_for(&self, count: usize) {
        // The sender lives in `self`, so this cannot fail.
        let _ = self.arrived.subscribe().wait_for(|n| *n >= count).await;
    }

    /// The sequences whose turn it may be: first those whose condition holds, then the plain one. Conditions are the user's code,
    /// so they run without the lock.
    fn lanes_for(&self, request: &Request) -> Vec<usize> {
        let Some(operation) = request.documented() else {
            return Vec::new();
        };
        let lanes: Vec<(usize, Option<Arc<Condition>>)> = self
            .lock()
            .lanes
            .iter()
            .enumerate()
            .filter(|(_, lane)| lane.is_for(operation) && lane.next().is_some())
            .map(|(at, lane)| (at, lane.condition.clone()))
            .collect();
        let (plain, conditional): (Vec<_>, Vec<_>) = lanes
            .into_iter()
            .partition(|(_, condition)| condition.is_none());
        let holds = |condition: &Condition| {
            let result = catch_unwind(AssertUnwindSafe(|| condition(request)));
            result.unwrap_or_else(|_| {
                self.complain(format!("a condition of {} panicked", request.name()));
                false
            })
        };
        conditional
            .into_iter()
            .filter(|(_, condition)| condition.as_ref().is_some_and(|c| holds(c)))
            .chain(plain)
            .map(|(at, _)| at)
            .collect()
    }

    fn record(&self, inner: &mut Inner, request: Request) {
        inner.requests.push(request);
        self.arrived.send_replace(inner.requests.len());
    }

    /// What was not as the scripts said; `None` if all was. A line each.
    pub(super) fn complaints(&self) -> Option<String> {
        let inner = self.lock();
        let mut lines = String::new();
        for lane in &inner.lanes {
            for (at, step) in lane.steps.iter().enumerate() {
                let Some(planned) = step.planned.filter(|planned| *planned > step.given) else {
                    continue;
                };
                let (number, of, given) = (at + 1, lane.steps.len(), step.given);
                let when = lane.condition.as_ref().map_or("", |_| ", with a condition");
                let count = if planned == 1 {
                    String::new()
                } else {
                    format!(" ({given} of {planned} times)")
                };
                let (operation, answer) = (name(lane.operation), &step.answer);
                let _ = write!(
                    lines,
                    "\n* {operation}{when}: answer {number} of {of}, {answer}, was not asked for{count}"
                );
            }
        }
        for (at, request) in inner.requests.iter().enumerate() {
            if let Some(reason) = request.problem() {
                let (number, of) = (at + 1, inner.requests.len());
                let name = request.name();
                let _ = write!(
                    lines,
                    "\n* unexpected request {number} of {of}, {name}: {reason}"
                );
            }
        }
        for complaint in &inner.complaints {
            let _ = write!(lines, "\n* {complaint}");
        }
        (!lines.is_empty()).then_some(lines)
    }
}

impl Inner {
    fn add_lane(
        &mut self,
        operation: &'static Operation,
        condition: Option<Arc<Condition>>,
    ) -> usize {
        self.lanes.push(Lane {
            operation,
            condition,
            steps: Vec::new(),
        });
        self.lanes.len() - 1
    }

    fn why_unexpected(&self, request: &Request) -> String {
        let Some(operation) = request.documented() else {
            return "no operation has this method and path".to_owned();
        };
        let lanes = self.lanes.iter().filter(|lane| lane.is_for(operation));
        let scripted: Vec<&Lane> = lanes.filter(|lane| !lane.steps.is_empty()).collect();
        let given: usize = scripted
            .iter()
            .flat_map(|lane| &lane.steps)
            .map(|step| step.given)
            .sum();
        if scripted.is_empty() {
            "no answer was scripted".to_owned()
        } else if scripted.iter().any(|lane| lane.next().is_some()) {
            "no condition holds for it, and the plain sequence has no answer left".to_owned()
        } else {
            format!("no answer is left, {given} of {given} were given")
        }
    }
}

impl Lane {
    fn is_for(&self, operation: &Operation) -> bool {
        self.operation.id() == operation.id()
    }

    fn next(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.is_left())
    }

    fn take(&mut self) -> Option<Answer> {
        let step = self.steps.iter_mut().find(|step| step.is_left())?;
        step.given += 1;
        Some(step.answer.clone())
    }

    /// Where the answer stands now; `None` if it would never be given.
    pub(super) fn push(&mut self, answer: Answer) -> Option<usize> {
        if self.steps.last().is_some_and(|step| step.planned.is_none()) {
            return None;
        }
        self.steps.push(Step {
            answer,
            planned: Some(1),
            given: 0,
        });
        Some(self.steps.len() - 1)
    }
}

impl Step {
    fn is_left(&self) -> bool {
        self.planned.is_none_or(|planned| self.given < planned)
    }
}

/// An operation in a message.
pub(super) fn name(operation: &Operation) -> String {
    let (id, method, path) = (operation.id(), operation.method(), operation.path());
    format!("{id} ({method} {path})")
}

/// The words that stand in paths of the document, which a message may show.
pub(super) fn known_segments() -> HashSet<&'static str> {
    crate::operations()
        .iter()
        .flat_map(|operation| operation.path().split('/'))
        .collect()
}
