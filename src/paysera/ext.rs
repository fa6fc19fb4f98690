//! What is signed besides the request's head: the body's hash, the project, the location.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use ring::digest::{SHA256, digest};
use url::form_urlencoded::Serializer;

/// The `ext` of a signed request: form-encoded, always in the order body hash, project, location.
///
/// The page shows `project_id` in an example and names `location_id`; that the body's hash stands there, and in front, is known from the provider's public
/// client alone.
///
/// ```
/// use pazemo::paysera::Ext;
///
/// let ext = Ext::new().with_location("kiosk 7").with_project("3").with_body(b"a=b");
/// assert_eq!(
///     ext.encode(),
///     "body_hash=QhRPOTnD%2F7vwv4sfEq%2F7XCOkxb1B4P9nLVSldU8GIFg%3D&project_id=3&location_id=kiosk+7",
/// );
/// assert_eq!(Ext::new().with_body(b"").encode(), "");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Ext {
    body_hash: Option<String>,
    project: Option<String>,
    location: Option<String>,
}

impl Ext {
    /// Nothing, which is encoded as the empty text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The SHA-256 of the body, in base64. An empty body is none and leaves no trace.
    #[must_use]
    pub fn with_body(mut self, body: &[u8]) -> Self {
        self.body_hash = (!body.is_empty()).then(|| STANDARD.encode(digest(&SHA256, body)));
        self
    }

    /// The project.
    #[must_use]
    pub fn with_project(mut self, id: impl Into<String>) -> Self {
        self.project = Some(id.into());
        self
    }

    /// The location.
    #[must_use]
    pub fn with_location(mut self, id: impl Into<String>) -> Self {
        self.location = Some(id.into());
        self
    }

    /// The text that is signed and sent; empty if there is nothing in it.
    pub fn encode(&self) -> String {
        let pairs = [
            ("body_hash", &self.body_hash),
            ("project_id", &self.project),
            ("location_id", &self.location),
        ];
        let mut text = Serializer::new(String::new());
        for (name, value) in pairs {
            if let Some(value) = value {
                text.append_pair(name, value);
            }
        }
        text.finish()
    }
}

/// Shows which parts there are, not what they are.
impl fmt::Debug for Ext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ext")
            .field("body_hash", &self.body_hash.is_some())
            .field("project_id", &self.project.is_some())
            .field("location_id", &self.location.is_some())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_order_is_not_that_of_the_calls() {
        let ext = Ext::new().with_location("2").with_project("1");
        assert_eq!(ext.encode(), "project_id=1&location_id=2");
        let ext = ext.with_body(b"abc").encode();
        // The SHA-256 of `abc` as in FIPS 180-4.
        let hash = "body_hash=ungWv48Bz%2BpBQUDeXa4iI7ADYaOWF3qctBD%2FYfIAFa0%3D";
        assert_eq!(ext, format!("{hash}&project_id=1&location_id=2"));
    }

    proptest! {
        #[test]
        fn whatever_is_put_in_comes_out_again_and_cannot_leave_a_quoted_text(project in any::<String>(), location in any::<String>(), body in any::<Vec<u8>>()) {
            let ext = Ext::new().with_project(&project).with_location(&location).with_body(&body).encode();
            prop_assert!(ext.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"*-._+%=&".contains(&byte)), "{}", ext);
            let pairs: Vec<(String, String)> = url::form_urlencoded::parse(ext.as_bytes()).into_owned().collect();
            let (hash, rest) = if body.is_empty() { (None, &pairs[..]) } else { (Some(&pairs[0]), &pairs[1..]) };
            prop_assert_eq!(rest, &[("project_id".to_owned(), project), ("location_id".to_owned(), location)][..]);
            if let Some((name, hash)) = hash {
                prop_assert_eq!(name, "body_hash");
                prop_assert_eq!(STANDARD.decode(hash).unwrap().len(), 32);
            }
        }
    }
}
