//! Finds things in a list by a text that they hold themselves.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;

/// The places of things in a list, found by their text. The text is stored with the thing alone. Several may have the same text.
#[derive(Default)]
pub(super) struct Index {
    places: HashTable<u32>,
    hasher: RandomState,
}

impl Index {
    /// The place of the thing with this text that also fits otherwise.
    pub(super) fn find(&self, text: &str, fits: impl Fn(u32) -> bool) -> Option<u32> {
        let hash = self.hasher.hash_one(text);
        self.places.find(hash, |place| fits(*place)).copied()
    }

    /// Of several things with this text that fit, the one that came first.
    pub(super) fn first(&self, text: &str, fits: impl Fn(u32) -> bool) -> Option<u32> {
        let hash = self.hasher.hash_one(text);
        let places = self.places.iter_hash(hash).copied();
        places.filter(|place| fits(*place)).min()
    }

    /// `text_of` gives the texts of all that is in the list already.
    pub(super) fn insert<'a>(&mut self, text: &str, place: u32, text_of: impl Fn(u32) -> &'a str) {
        let hasher = &self.hasher;
        self.places
            .insert_unique(hasher.hash_one(text), place, |place| {
                hasher.hash_one(text_of(*place))
            });
    }
}
