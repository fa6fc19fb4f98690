//! Paths as pages write them.
//!
//! `{id}`, `:id` and `<id>` are three ways to write one parameter, and which of them a page uses is layout. The name of a parameter is not:
//! `/users/{userid}` and `/users/{userId}` are two paths, for a generated client names its argument so, and the page's reader finds it under that name in
//! the table. Host, base path and query are no part of a path.

/// A part of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Part {
    /// Text that stands in the path as it is.
    Text(String),
    /// A parameter: the mark it is written with, and its name.
    Parameter { mark: char, name: String },
}

/// A path in parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Path(Vec<Part>);

impl Path {
    /// Reads a path; every text is one.
    pub(super) fn of(text: &str) -> Self {
        let text = text.split(['?', '#']).next().unwrap_or_default().trim();
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            if let Some((mark, name, length)) = parameter(rest, plain.ends_with('/')) {
                if !plain.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut plain)));
                }
                parts.push(Part::Parameter {
                    mark,
                    name: name.trim().to_owned(),
                });
                rest = &rest[length..];
            } else {
                plain.push(character);
                rest = &rest[character.len_utf8()..];
            }
        }
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Self(parts)
    }

    /// The path with marks of one kind.
    pub(super) fn canonical(&self) -> String {
        self.written(|name| name.to_owned())
    }

    /// The path without the names of its parameters.
    pub(super) fn shape(&self) -> String {
        self.written(|_| String::new())
    }

    fn written(&self, name_of: impl Fn(&str) -> String) -> String {
        self.0
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Parameter { name, .. } => format!("{{{}}}", name_of(name)),
            })
            .collect()
    }

    /// Whether two paths are one, but for the way their parameters are marked. Where the mark changed with the name (`<USER_ID>`, `{userId}`), only the
    /// letters of the name count.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self
                .0
                .iter()
                .zip(&other.0)
                .all(|(one, other)| match (one, other) {
                    (
                        Part::Parameter { mark, name },
                        Part::Parameter {
                            mark: other_mark,
                            name: other_name,
                        },
                    ) => {
                        name == other_name
                            || (mark != other_mark && letters(name) == letters(other_name))
                    }
                    (one, other) => one == other,
                })
    }

    /// Whether two paths share at least half of their segments, in order.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        let (one, other) = (self.shape(), other.shape());
        let segments = |text: &str| -> Vec<String> {
            text.split('/')
                .filter(|segment| !segment.is_empty())
                .map(str::to_lowercase)
                .collect()
        };
        let (one, other) = (segments(&one), segments(&other));
        let most = one.len().max(other.len());
        let mut row = vec![0_usize; other.len() + 1];
        for segment in &one {
            let mut corner = 0;
            for (place, candidate) in other.iter().enumerate() {
                let above = row[place + 1];
                row[place + 1] = if segment == candidate {
                    corner + 1
                } else {
                    above.max(row[place])
                };
                corner = above;
            }
        }
        most > 0 && row[other.len()] * 2 >= most
    }

    /// Whether two paths have as many segments, with parameters at the same places.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        let outline = |path: &Self| -> Vec<bool> {
            path.shape()
                .split('/')
                .map(|segment| segment.contains('{'))
                .collect()
        };
        outline(self) == outline(other)
    }
}

/// The path within an address: `/v1` of `https://api.example.com/v1/`.
pub(super) fn of_address(address: &str) -> &str {
    let rest = match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None if address.starts_with('/') => address,
        None => "",
    };
    rest.trim_end_matches('/')
}

fn letters(name: &str) -> String {
    name.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A parameter at the beginning of a text: mark, name and length.
fn parameter(text: &str, at_segment: bool) -> Option<(char, &str, usize)> {
    for (mark, open, close) in [('{', "{{", "}}"), ('{', "{", "}"), ('<', "<", ">")] {
        if let Some(inner) = text.strip_prefix(open) {
            let end = inner.find(close)?;
            let name = &inner[..end];
            if name.contains('/') {
                return None;
            }
            return Some((mark, name, open.len() + end + close.len()));
        }
    }
    let inner = text.strip_prefix(':').filter(|_| at_segment)?;
    let end = inner
        .find(|character: char| !(character.is_alphanumeric() || "_-".contains(character)))
        .unwrap_or(inner.len());
    (end > 0).then(|| (':', &inner[..end], end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        Path::of(one).is_same(&Path::of(other))
    }

    #[test]
    fn marks_are_layout_and_names_are_not() {
        assert!(same("/users/{id}", "/users/:id"));
        assert!(same("/users/<id>", "/users/{{ id }}"));
        assert!(same("/users/<USER_ID>", "/users/{userId}"));
        assert!(same("/users/{id}?page=1", "/users/{id}"));
        assert!(!same("/users/{userid}", "/users/{userId}"));
        assert!(!same("/users/{id}", "/users"));
        assert!(!same("/users/{id}", "/users/id"));
        assert!(!same("/users/{id}", "/users/{id}/lock"));
        assert!(same("/jobs/{id}:cancel", "/jobs/<id>:cancel"));
    }

    #[test]
    fn a_path_that_is_not_closed_is_text() {
        assert_eq!(Path::of("/users/{id").shape(), "/users/{id");
        assert_eq!(Path::of("/a/:").canonical(), "/a/:");
        assert_eq!(Path::of("").canonical(), "");
    }

    #[test]
    fn an_address_has_a_path_of_its_own() {
        assert_eq!(of_address("https://api.example.com/v1/"), "/v1");
        assert_eq!(of_address("https://api.example.com"), "");
        assert_eq!(of_address("/api"), "/api");
        assert_eq!(of_address("api_endpoint"), "");
    }

    #[test]
    fn near_paths_share_half_of_their_segments() {
        let near = |one: &str, other: &str| Path::of(one).is_near(&Path::of(other));
        assert!(near("/v1/users", "/v2/users"));
        assert!(near("/users/{id}", "/users/{userId}/"));
        assert!(!near("/payments", "/v2/transfers"));
    }
}
