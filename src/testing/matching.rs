//! From a request line to the operation of the document.

use percent_encoding::percent_decode_str;

use crate::Operation;

/// An operation and the arguments of its path, by the parameters' names and decoded.
pub(super) type Matched = (&'static Operation, Vec<(&'static str, String)>);

/// The operation with this method and path. A word of a path goes before a parameter: `/users/me` is not `/users/{userId}`.
pub(super) fn find(operations: &'static [Operation], method: &str, path: &str) -> Option<Matched> {
    let segments: Vec<&str> = path.split('/').collect();
    operations
        .iter()
        .filter(|operation| operation.method() == method)
        .filter_map(|operation| Some((operation, arguments(operation.path(), &segments)?)))
        .min_by_key(|(operation, _)| {
            let template = operation.path().split('/');
            template
                .map(|word| parameter(word).is_some())
                .collect::<Vec<_>>()
        })
}

fn arguments(template: &'static str, segments: &[&str]) -> Option<Vec<(&'static str, String)>> {
    if template.split('/').count() != segments.len() {
        return None;
    }
    let mut found = Vec::new();
    for (word, segment) in template.split('/').zip(segments) {
        match parameter(word) {
            Some(_) if segment.is_empty() => return None,
            Some(name) => {
                let value = percent_decode_str(segment).decode_utf8_lossy();
                found.push((name, value.into_owned()));
            }
            None if word == *segment => {}
            None => return None,
        }
    }
    Some(found)
}

fn parameter(word: &str) -> Option<&str> {
    word.strip_prefix('{')?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::{Operation, OperationKind, Retry};

    const fn operation(id: &'static str, path: &'static str) -> Operation {
        Operation {
            id,
            method: "GET",
            path,
            tag: "",
            retry: Retry::Safe,
            kind: OperationKind::Read,
            successes: &[200],
            api: &crate::generated::API,
            authenticated: true,
        }
    }

    // The general ones come first, so that the order of the document cannot be what decides.
    const OPERATIONS: &[Operation] = &[
        operation("any", "/users/{id}"),
        operation("me", "/users/me"),
        operation("anyOfBoth", "/{kind}/{id}/x"),
        operation("firstWord", "/users/{id}/{part}"),
        operation("lastWord", "/{kind}/me/x"),
    ];

    #[test]
    fn a_word_goes_before_a_parameter_from_the_left_on() {
        for (path, id) in [
            ("/users/me", Some("me")),
            ("/users/you", Some("any")),
            ("/users/me/x", Some("firstWord")),
            ("/others/me/x", Some("lastWord")),
            ("/others/you/x", Some("anyOfBoth")),
            ("/users", None),
            ("/users/", None),
            ("/users/me/", None),
            ("/Users/me", None),
            ("", None),
        ] {
            let found = find(OPERATIONS, "GET", path).map(|(operation, _)| operation.id());
            assert_eq!(found, id, "{path}");
        }
        assert!(find(OPERATIONS, "POST", "/users/me").is_none());
    }

    #[test]
    fn arguments_are_decoded() {
        let (_, arguments) = find(OPERATIONS, "GET", "/users/a%2Fb%20c%C3%BC").unwrap();
        assert_eq!(arguments, [("id", "a/b cü".to_owned())]);
    }
}
