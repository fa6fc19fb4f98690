//! Which of two lists belong together. Each step pairs what it can and leaves the rest to the next one; none is quadratic without a bound.

use std::{
    collections::{HashMap, VecDeque},
    hash::Hash,
};

/// Pairs of places in an old and a new list, and the places that have no partner yet.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    /// Old and new place.
    pub(super) both: Vec<(usize, usize)>,
    /// Old places without a partner, in their order.
    pub(super) old: Vec<usize>,
    /// New places without a partner, in their order.
    pub(super) new: Vec<usize>,
}

/// No more comparisons than this in a step that compares each with each.
const MOST_COMPARISONS: usize = 40_000;

/// No more of what has the same key is tried than this.
const MOST_TRIED: usize = 16;

impl Pairing {
    /// Nothing is paired.
    pub(super) fn of(old: usize, new: usize) -> Self {
        Self::among((0..old).collect(), (0..new).collect())
    }

    /// Nothing of some places is paired.
    pub(super) fn among(old: Vec<usize>, new: Vec<usize>) -> Self {
        Self {
            both: Vec::new(),
            old,
            new,
        }
    }

    /// Pairs what has the same key, in order. What has no key stays.
    pub(super) fn by_key<K: Hash + Eq>(
        &mut self,
        old_key: impl Fn(usize) -> Option<K>,
        new_key: impl Fn(usize) -> Option<K>,
    ) {
        self.by_key_if(old_key, new_key, |_, _| true);
    }

    /// As [`Pairing::by_key`], but only where a pair is accepted.
    pub(super) fn by_key_if<K: Hash + Eq>(
        &mut self,
        old_key: impl Fn(usize) -> Option<K>,
        new_key: impl Fn(usize) -> Option<K>,
        accepted: impl Fn(usize, usize) -> bool,
    ) {
        let mut waiting: HashMap<K, VecDeque<usize>> = HashMap::new();
        for &place in &self.new {
            if let Some(key) = new_key(place) {
                waiting.entry(key).or_default().push_back(place);
            }
        }
        let mut pairs = Vec::new();
        for &place in &self.old {
            let Some(queue) = old_key(place).and_then(|key| waiting.get_mut(&key)) else {
                continue;
            };
            let found = queue
                .iter()
                .take(MOST_TRIED)
                .position(|&partner| accepted(place, partner));
            if let Some(partner) = found.and_then(|found| queue.remove(found)) {
                pairs.push((place, partner));
            }
        }
        self.take(&pairs);
    }

    /// Pairs what is nearest, as far as there is a score at all.
    pub(super) fn by_score(&mut self, score: impl Fn(usize, usize) -> Option<u32>) {
        if self.old.len().saturating_mul(self.new.len()) > MOST_COMPARISONS {
            return;
        }
        let mut scored = Vec::new();
        for &old in &self.old {
            for &new in &self.new {
                if let Some(score) = score(old, new) {
                    scored.push((score, old, new));
                }
            }
        }
        // Ties go to the earliest, whichever of the two pages is the old one.
        scored.sort_by_key(|&(score, old, new)| (std::cmp::Reverse(score), old + new));
        let (mut taken_old, mut taken_new) = (Vec::new(), Vec::new());
        let mut pairs = Vec::new();
        for (_, old, new) in scored {
            if !taken_old.contains(&old) && !taken_new.contains(&new) {
                taken_old.push(old);
                taken_new.push(new);
                pairs.push((old, new));
            }
        }
        self.take(&pairs);
    }

    /// Pairs what is left, in order.
    pub(super) fn in_order(&mut self) {
        let pairs: Vec<_> = self
            .old
            .iter()
            .copied()
            .zip(self.new.iter().copied())
            .collect();
        self.take(&pairs);
    }

    /// Takes pairs over.
    pub(super) fn take(&mut self, pairs: &[(usize, usize)]) {
        if pairs.is_empty() {
            return;
        }
        let old: std::collections::HashSet<_> = pairs.iter().map(|pair| pair.0).collect();
        let new: std::collections::HashSet<_> = pairs.iter().map(|pair| pair.1).collect();
        self.old.retain(|place| !old.contains(place));
        self.new.retain(|place| !new.contains(place));
        self.both.extend_from_slice(pairs);
    }
}

/// How often each key occurs.
pub(super) fn counts<K: Hash + Eq>(keys: impl Iterator<Item = K>) -> HashMap<K, usize> {
    let mut counts = HashMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_are_paired_in_order_and_the_rest_is_left() {
        let (old, new) = (["a", "b", "a"], ["a", "a", "c"]);
        let mut pairing = Pairing::of(3, 3);
        pairing.by_key(|place| Some(old[place]), |place| Some(new[place]));
        assert_eq!(pairing.both, [(0, 0), (2, 1)]);
        assert_eq!((pairing.old, pairing.new), (vec![1], vec![2]));
    }

    #[test]
    fn the_nearest_are_paired_first() {
        let mut pairing = Pairing::of(2, 1);
        pairing.by_score(|old, _| Some(if old == 1 { 9 } else { 5 }));
        assert_eq!(pairing.both, [(1, 0)]);
        assert_eq!(pairing.old, [0]);
    }
}
