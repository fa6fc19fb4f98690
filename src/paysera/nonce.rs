//! A text that is sent with one request only.

use ring::rand::{SecureRandom, SystemRandom};

use crate::{Error, ErrorKind};

const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// As long as the one in the page's example; 190 bits.
const LENGTH: usize = 32;

/// Bytes from here on are thrown away: with them, the first letters of the alphabet would come more often than the last.
const REJECTED_FROM: u8 = (256 / ALPHABET.len() * ALPHABET.len()) as u8;

/// 32 letters and digits from the operating system's generator.
pub(super) fn nonce() -> Result<String, Error> {
    letters(|bytes| SystemRandom::new().fill(bytes)).map_err(|_| {
        let message = "the operating system has no random numbers to sign with";
        Error::new(ErrorKind::Provider, message)
    })
}

fn letters<E>(mut fill: impl FnMut(&mut [u8]) -> Result<(), E>) -> Result<String, E> {
    let mut letters = String::with_capacity(LENGTH);
    loop {
        let mut bytes = [0; LENGTH + LENGTH / 4];
        fill(&mut bytes)?;
        for byte in bytes {
            if letters.len() == LENGTH {
                return Ok(letters);
            }
            if byte < REJECTED_FROM {
                letters.push(char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::HashSet, convert::Infallible};

    use super::*;

    #[test]
    fn a_nonce_is_of_letters_and_digits_and_comes_once() {
        let nonces: HashSet<String> = (0..10_000).map(|_| nonce().unwrap()).collect();
        assert_eq!(nonces.len(), 10_000);
        let is_sound =
            |nonce: &String| nonce.len() == 32 && nonce.bytes().all(|b| b.is_ascii_alphanumeric());
        assert!(nonces.iter().all(is_sound));
    }

    #[test]
    fn every_letter_is_made_of_as_many_bytes_as_every_other() {
        let mut counts = [0; 128];
        for value in 0..=u8::MAX {
            let mut is_asked_again = false;
            let text = letters(|bytes| {
                bytes.fill(value);
                match std::mem::replace(&mut is_asked_again, true) {
                    false => Ok(()),
                    true => Err("thrown away"),
                }
            });
            if let Ok(text) = text {
                counts[usize::from(text.as_bytes()[0])] += 1;
            }
        }
        assert_eq!(ALPHABET.map(|letter| counts[usize::from(letter)]), [4; 62]);
        assert_eq!(counts.iter().sum::<i32>(), 4 * 62);
    }

    #[test]
    fn bytes_that_would_favour_a_letter_are_thrown_away() {
        let mut calls = 0;
        let text = letters(|bytes| {
            calls += 1;
            bytes.fill(if calls < 3 { 248 + calls } else { 61 });
            Ok::<_, Infallible>(())
        });
        assert_eq!((text.unwrap(), calls), ("9".repeat(32), 3));
        assert_eq!(REJECTED_FROM, 248);
        assert!(letters(|_| Err::<(), _>("none")).is_err());
    }
}
