//! Finds things in a list by a text that they hold themselves.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// The places of things in a list, found by their text. The text is stored with the thing alone. Several may have the same text.
#[derive(Default)]
pub(super) struct Index {
    /// With the hashes, so that growing does not have to look at the texts again.
    places: HashTable<(u64, u32)>,
    hasher: DefaultHashBuilder,
}

impl Index {
    /// The place of the thing with this text that also fits otherwise.
    pub(super) fn find(&self, text: &str, fits: impl Fn(u32) -> bool) -> Option<u32> {
        let hash = self.hasher.hash_one(text);
        let found = self
            .places
            .find(hash, |(one, place)| *one == hash && fits(*place));
        found.map(|(_, place)| *place)
    }

    /// Of several things with this text that fit, the one that came first.
    pub(super) fn first(&self, text: &str, fits: impl Fn(u32) -> bool) -> Option<u32> {
        let hash = self.hasher.hash_one(text);
        let entries = self.places.iter_hash(hash);
        let places = entries.filter(|(one, place)| *one == hash && fits(*place));
        places.map(|(_, place)| *place).min()
    }

    pub(super) fn insert(&mut self, text: &str, place: u32) {
        let hash = self.hasher.hash_one(text);
        self.places
            .insert_unique(hash, (hash, place), |(hash, _)| *hash);
    }
}
