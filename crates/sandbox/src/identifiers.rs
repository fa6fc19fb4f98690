//! Identifiers, numbers and codes of the sandbox's own: random, and the same in every run from the same seed.

use std::num::NonZeroU64;

use fastrand::Rng;

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Makes identifiers. What must be unique is tried against what is taken by the caller.
#[derive(Debug, Clone)]
pub(crate) struct Identifiers {
    random: Rng,
    last_transaction: u64,
    last_beneficiary: u64,
}

impl Identifiers {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Rng::with_seed(seed);
        let last_transaction = random.u64(1_000_000..1_000_000_000);
        Self {
            random,
            last_transaction,
            last_beneficiary: 0,
        }
    }

    /// In the form of a random UUID.
    pub(crate) fn identifier(&mut self) -> String {
        let bits = self.random.u128(..);
        // Version 4, and the variant of RFC 9562.
        let bits = (bits & !(0xf << 76)) | (0x4 << 76);
        let bits = (bits & !(0x3 << 62)) | (0x2 << 62);
        let digits = u128::to_be_bytes(bits);
        let mut text = String::with_capacity(36);
        for (place, byte) in digits.into_iter().enumerate() {
            if matches!(place, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            for digit in [byte >> 4, byte & 0xf] {
                text.push(char::from(DIGITS[usize::from(digit)]));
            }
        }
        text
    }

    /// Twelve digits, as in the examples of the page.
    pub(crate) fn account_number(&mut self) -> String {
        format!("11{:010}", self.random.u64(..10_000_000_000))
    }

    /// Six digits.
    pub(crate) fn code(&mut self) -> u32 {
        self.random.u32(100_000..1_000_000)
    }

    /// A token nobody guesses who does not know the seed.
    pub(crate) fn token(&mut self) -> String {
        format!("sandbox-{:032x}", self.random.u128(..))
    }

    /// One more than the last; there is always one.
    pub(crate) fn transaction(&mut self) -> Option<NonZeroU64> {
        self.last_transaction += 1;
        NonZeroU64::new(self.last_transaction)
    }

    pub(crate) fn beneficiary(&mut self) -> u64 {
        self.last_beneficiary += 1;
        self.last_beneficiary
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(seed: u64) -> Vec<String> {
        let mut identifiers = Identifiers::new(seed);
        vec![
            identifiers.identifier(),
            identifiers.account_number(),
            identifiers.code().to_string(),
            identifiers.token(),
            format!("{:?}", identifiers.transaction()),
            identifiers.beneficiary().to_string(),
        ]
    }

    #[test]
    fn the_same_seed_gives_the_same_identifiers() {
        assert_eq!(some(7), some(7));
        assert_ne!(some(7), some(8));
    }

    #[test]
    fn they_have_their_forms() {
        for seed in 0..200 {
            let made = some(seed);
            let id = made[0].as_bytes();
            assert_eq!((made[0].len(), id[14]), (36, b'4'), "{}", made[0]);
            assert!(b"89ab".contains(&id[19]), "{}", made[0]);
            assert_eq!((made[1].len(), made[2].len()), (12, 6));
        }
    }
}
