//! What is never printed, and the texts without it.

use pazemo::Secret;

/// What is never printed.
#[derive(Default)]
pub(super) struct Hidden {
    pub(super) tokens: Vec<Secret>,
    pub(super) codes: Vec<Secret>,
    /// What the caller gave openly.
    pub(super) open: Vec<String>,
    /// Fields whose values are hidden, whatever they are.
    pub(super) fields: Vec<&'static str>,
}

pub(super) const MARK: &str = "[redacted]";
/// From this length on a secret is hidden wherever it stands, even in a longer word or if it was given openly as well: it can be nothing else.
const LONG: usize = 16;

impl Hidden {
    /// A text without the secrets, where the text is a whole value.
    ///
    /// A short secret only counts where it stands by itself: as a part of other words and numbers it is none. One that the caller also gave
    /// openly, as an identifier say, is public already. A code that may be an ordinary word is hidden as a whole value alone, or it would be
    /// cut out of the server's explanations and names; it stands there as a word, and that it is the code nobody sees.
    pub(super) fn text(&self, text: &str) -> String {
        let mut words = self.codes.iter().filter(|code| is_word(code.expose()));
        if words.any(|word| word.expose() == text && !self.is_open(text)) {
            return MARK.to_owned();
        }
        self.part(text)
    }

    /// A text that is no value of its own, but a name or a part of something.
    pub(super) fn part(&self, text: &str) -> String {
        let codes = self.codes.iter().filter(|code| !is_word(code.expose()));
        let mut shown = text.to_owned();
        for secret in self.tokens.iter().chain(codes) {
            if !self.is_open(secret.expose()) {
                shown = without(&shown, secret.expose());
            }
        }
        shown
    }

    fn is_open(&self, secret: &str) -> bool {
        secret.len() < LONG && self.open.iter().any(|open| open == secret)
    }
}

/// A few small letters, which no generator of codes would make, but every language does.
fn is_word(code: &str) -> bool {
    code.len() < 8 && !code.is_empty() && code.chars().all(char::is_lowercase)
}

fn without(text: &str, secret: &str) -> String {
    if secret.is_empty() {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(at) = rest.find(secret) {
        let after = &rest[at + secret.len()..];
        let left = rest[..at].chars().next_back().or(before);
        let is_alone =
            !left.is_some_and(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        shown.push_str(&rest[..at]);
        if secret.len() >= LONG || is_alone {
            shown.push_str(MARK);
        } else {
            shown.push_str(secret);
        }
        before = secret.chars().next_back();
        rest = after;
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_secret_that_was_given_openly_is_public_and_a_long_one_is_not() {
        for (secret, is_public) in [
            ("string", true),
            ("4711", true),
            ("a-token-of-many-letters", false),
        ] {
            let hidden = Hidden {
                tokens: vec![secret.into()],
                codes: vec![secret.into()],
                open: vec![secret.to_owned()],
                fields: Vec::new(),
            };
            let text = format!("{secret} and {secret}.");
            assert_eq!(hidden.text(&text) == text, is_public, "{secret}");
            assert_eq!(hidden.text(secret) == secret, is_public, "{secret}");
        }
    }
}
