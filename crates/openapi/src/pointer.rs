//! JSON Pointer (RFC 6901).

use std::fmt;

use crate::node::{Node, Value};

/// A JSON Pointer that grows while a tree is walked.
///
/// ```
/// use pazemo_openapi::Pointer;
///
/// let pointer = Pointer::root().key("paths").key("/users/me");
/// assert_eq!(pointer.to_string(), "/paths/~1users~1me");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(Vec<String>);

impl Pointer {
    /// The pointer to the whole tree.
    pub fn root() -> Self {
        Self::default()
    }

    /// This pointer, one key further.
    #[must_use]
    pub fn key(&self, key: impl fmt::Display) -> Self {
        let mut tokens = self.0.clone();
        tokens.push(key.to_string());
        Self(tokens)
    }

    /// The keys from the root on, unescaped.
    pub fn tokens(&self) -> &[String] {
        &self.0
    }

    /// Reads a pointer's text; `None` if it is neither empty nor begins with a slash.
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::root());
        }
        let tokens = text.strip_prefix('/')?.split('/');
        Some(Self(
            tokens
                .map(|token| token.replace("~1", "/").replace("~0", "~"))
                .collect(),
        ))
    }

    /// The node this pointer leads to.
    pub fn resolve<'n>(&self, root: &'n Node) -> Option<&'n Node> {
        self.0
            .iter()
            .try_fold(root, |node, token| match &node.value {
                Value::Mapping(_) => node.get(token),
                Value::Sequence(items) => items.get(token.parse::<usize>().ok()?),
                _ => None,
            })
    }

    /// The node this pointer leads to, or the last one on the way that exists.
    pub fn resolve_nearest<'n>(&self, root: &'n Node) -> &'n Node {
        (0..=self.0.len())
            .rev()
            .find_map(|length| Self(self.0[..length].to_vec()).resolve(root))
            .unwrap_or(root)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for token in &self.0 {
            write!(f, "/{}", token.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}
