//! Faults that wait for the requests they are meant for.

use std::{
    collections::VecDeque,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use super::{Fault, InvalidFault};

/// More than this many do not wait at a time.
const MOST: usize = 10_000;

/// Faults in the order in which they strike.
#[derive(Debug)]
pub(crate) struct FaultQueues {
    /// The operations there are.
    operations: Vec<&'static str>,
    waiting: Mutex<VecDeque<Waiting>>,
    /// How many there are, so that a request without faults takes no lock.
    count: AtomicUsize,
}

/// A fault that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Waiting {
    /// Which operation it is for; `None`: whichever comes.
    pub(crate) operation: Option<&'static str>,
    pub(crate) fault: Fault,
    /// How often it strikes.
    pub(crate) times: u32,
}

impl FaultQueues {
    /// Queues for these operations.
    pub(crate) fn new(operations: Vec<&'static str>) -> Self {
        Self {
            operations,
            waiting: Mutex::default(),
            count: AtomicUsize::new(0),
        }
    }

    /// Lets faults wait for an operation, or for any; all of them or, if that would be too many, none.
    pub(crate) fn push(
        &self,
        operation: Option<&str>,
        faults: impl IntoIterator<Item = (Fault, u32)>,
    ) -> Result<(), InvalidFault> {
        let operation = match operation {
            None => None,
            Some(name) => Some(known(&self.operations, name)?),
        };
        let mut waiting = self.lock();
        let before = waiting.len();
        for (fault, times) in faults {
            if times == 0 {
                continue;
            }
            if waiting.len() == MOST {
                waiting.truncate(before);
                let message = format!("no more than {MOST} faults can wait");
                return Err(InvalidFault::new(message));
            }
            waiting.push_back(Waiting {
                operation,
                fault,
                times,
            });
        }
        self.count.store(waiting.len(), Relaxed);
        Ok(())
    }

    /// The next fault for an operation.
    pub(crate) fn take(&self, operation: &str) -> Option<Fault> {
        if self.count.load(Relaxed) == 0 {
            return None;
        }
        let mut waiting = self.lock();
        let at = waiting
            .iter()
            .position(|one| one.operation.is_none_or(|name| name == operation))?;
        let one = waiting.get_mut(at)?;
        one.times -= 1;
        let fault = one.fault.clone();
        if one.times == 0 {
            waiting.remove(at);
            self.count.store(waiting.len(), Relaxed);
        }
        Some(fault)
    }

    /// What waits, in order.
    pub(crate) fn list(&self) -> Vec<Waiting> {
        self.lock().iter().cloned().collect()
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
        self.count.store(0, Relaxed);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The name of one of the operations; it may be written like a command, `create-withdraw`.
pub(super) fn known(operations: &[&'static str], name: &str) -> Result<&'static str, InvalidFault> {
    let plain = |name: &str| name.replace('-', "").to_ascii_lowercase();
    let is_command = name.contains('-') && !name.bytes().any(|byte| byte.is_ascii_uppercase());
    let found = operations
        .iter()
        .find(|operation| **operation == name || is_command && plain(operation) == plain(name));
    if let Some(operation) = found {
        return Ok(operation);
    }
    let near = operations
        .iter()
        .map(|one| (strsim::damerau_levenshtein(&plain(one), &plain(name)), one))
        .min()
        .filter(|(distance, _)| *distance <= 3);
    let hint = near.map_or_else(String::new, |(_, one)| format!(" did you mean `{one}`?"));
    let message = format!(
        "there is no such operation;{hint} there are {}",
        operations.join(", ")
    );
    Err(InvalidFault::new(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_strike_in_order_each_as_often_as_it_should() {
        let queues = FaultQueues::new(vec!["createWithdraw", "getUser"]);
        queues
            .push(
                Some("createWithdraw"),
                [(Fault::reset(), 2), (Fault::hang(), 0)],
            )
            .unwrap();
        queues.push(None, [(Fault::drop_connection(), 1)]).unwrap();
        assert_eq!(queues.list().len(), 2);
        assert_eq!(queues.take("getUser"), Some(Fault::drop_connection()));
        assert_eq!(queues.take("getUser"), None);
        assert_eq!(queues.take("createWithdraw"), Some(Fault::reset()));
        assert_eq!(queues.take("createWithdraw"), Some(Fault::reset()));
        assert_eq!(queues.take("createWithdraw"), None);
    }

    #[test]
    fn an_operation_that_does_not_exist_gets_no_faults() {
        let queues = FaultQueues::new(vec!["createWithdraw", "getUser"]);
        let error = queues.push(Some("getMoney"), [(Fault::hang(), 1)]);
        assert!(error.unwrap_err().to_string().contains("createWithdraw"));
        let error = queues.push(Some("createWithdrw"), [(Fault::hang(), 1)]);
        let message = error.unwrap_err().to_string();
        assert!(
            message.contains("did you mean `createWithdraw`?"),
            "{message}"
        );
    }

    #[test]
    fn an_operation_may_be_written_like_a_command() {
        let queues = FaultQueues::new(vec!["createWithdraw", "getUser"]);
        queues
            .push(Some("create-withdraw"), [(Fault::hang(), 1)])
            .unwrap();
        assert_eq!(queues.take("createWithdraw"), Some(Fault::hang()));
    }

    #[test]
    fn no_more_faults_wait_than_there_is_room_for() {
        let queues = FaultQueues::new(vec!["createWithdraw", "getUser"]);
        let many = |count| std::iter::repeat_n((Fault::hang(), 1), count);
        queues.push(None, many(MOST - 1)).unwrap();
        assert!(queues.push(None, many(2)).is_err());
        assert_eq!(queues.list().len(), MOST - 1);
        queues.clear();
        assert_eq!(queues.take("getUser"), None);
    }
}
