//! The budget of repeats: on a bad day the client must not multiply the load.

use std::sync::{Mutex, PoisonError};

/// Tokens at the beginning and at most.
const CAPACITY: u32 = 500;
/// What a repeat costs.
const REPEAT: u32 = 5;
/// What a repeat after a time limit costs: such a server is overloaded.
const REPEAT_AFTER_TIMEOUT: u32 = 10;
/// What a success gives back.
const SUCCESS: u32 = 1;

/// Shared by all clones of a client, which is bound to one environment. First attempts are free.
pub(super) struct Budget(Mutex<u32>);

impl Budget {
    pub(super) fn new() -> Self {
        Self(Mutex::new(CAPACITY))
    }

    /// Takes what a repeat costs; `false` if there is not enough.
    pub(super) fn withdraw(&self, after_timeout: bool) -> bool {
        let cost = if after_timeout {
            REPEAT_AFTER_TIMEOUT
        } else {
            REPEAT
        };
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let rest = tokens.checked_sub(cost);
        *tokens = rest.unwrap_or(*tokens);
        rest.is_some()
    }

    pub(super) fn success(&self) {
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *tokens = (*tokens + SUCCESS).min(CAPACITY);
    }

    /// What is left.
    #[cfg(any(feature = "metrics", test))]
    pub(super) fn left(&self) -> u32 {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_repeats_then_none_until_five_successes() {
        let budget = Budget::new();
        assert_eq!((0..200).filter(|_| budget.withdraw(false)).count(), 100);
        (0..4).for_each(|_| budget.success());
        assert!(!budget.withdraw(false));
        budget.success();
        assert!(budget.withdraw(false));
        assert_eq!(budget.left(), 0);
    }

    #[test]
    fn a_repeat_after_a_time_limit_costs_twice() {
        let budget = Budget::new();
        assert_eq!((0..200).filter(|_| budget.withdraw(true)).count(), 50);
    }

    #[test]
    fn it_never_holds_more_than_at_the_beginning() {
        let budget = Budget::new();
        (0..10).for_each(|_| budget.success());
        assert_eq!(budget.left(), CAPACITY);
    }
}
