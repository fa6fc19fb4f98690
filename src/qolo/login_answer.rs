//! The token in the answer to a login.

use serde_json::Value;

use crate::Secret;

/// No token is longer. A header with more would be refused by most servers.
const LONGEST: usize = 16 * 1024;

/// The token at a place of the answer, or what is wrong with it. Nothing of the answer is repeated.
pub(crate) fn read(body: &[u8], pointer: &str) -> Result<Secret, &'static str> {
    let answer: Value =
        serde_json::from_slice(body).map_err(|_| "the answer to the login is no JSON")?;
    let Some(token) = answer.pointer(pointer) else {
        return Err(
            "the answer to the login has nothing where its token is looked for; `Login::with_token_at` says where that is",
        );
    };
    match token.as_str() {
        Some(token) if is_token(token) => Ok(Secret::new(token)),
        Some(_) => Err(
            "the token in the answer to the login is empty, too long, or has characters that cannot stand in a header",
        ),
        None => Err(
            "the answer to the login has no text where its token is looked for; `Login::with_token_at` says where that is",
        ),
    }
}

/// Whether it can be sent as a bearer token.
pub(super) fn is_token(text: &str) -> bool {
    let is_visible = text.bytes().all(|byte| byte.is_ascii_graphic());
    !text.is_empty() && text.len() <= LONGEST && is_visible
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_where_the_pointer_says() {
        for (body, pointer) in [
            (r#"{"token":"t"}"#, "/token"),
            (r#"{"token":"t","token2":"u","new":{"field":1}}"#, "/token"),
            (r#"{"data":[{"a/b":"t"}]}"#, "/data/0/a~1b"),
            (r#" "t" "#, ""),
            (r#"{"token":"\u0074"}"#, "/token"),
        ] {
            assert_eq!(read(body.as_bytes(), pointer).unwrap().expose(), "t");
        }
    }

    #[test]
    fn whatever_is_no_token_is_told_without_repeating_it() {
        let long = format!("{{\"token\":\"{}\"}}", "c4n4ry".repeat(3000));
        for (body, pointer) in [
            ("", "/token"),
            ("c4n4ry", "/token"),
            (r#"{"token":"c4n4ry""#, "/token"),
            (r#"{"c4n4ry":"t"}"#, "/token"),
            (r#"{"token":""}"#, "/token"),
            (r#"{"token":"c4n4ry\r\nHost: x"}"#, "/token"),
            (r#"{"token":"c4n4ry c4n4ry"}"#, "/token"),
            (r#"{"token":{"c4n4ry":1}}"#, "/token"),
            (r#"{"token":null}"#, "/token"),
            (r#"{"token":17}"#, "/token"),
            (r#"{"token":"t"}"#, ""),
            (long.as_str(), "/token"),
        ] {
            let message = read(body.as_bytes(), pointer).unwrap_err();
            assert!(!message.contains("c4n4ry"), "{body}");
        }
    }
    proptest::proptest! {
        #[test]
        fn no_answer_gives_what_cannot_stand_in_a_header(
            text in "(\\PC|[\\x00-\\x7f]){0,40}",
            pointer in "(/(token|[a~01/]{0,3}))?",
        ) {
            let string = serde_json::to_string(&text).unwrap();
            for body in [text.clone(), string.clone(), format!("{{\"token\":{string}}}")] {
                if let Ok(token) = read(body.as_bytes(), &pointer) {
                    let header = format!("Bearer {}", token.expose());
                    proptest::prop_assert!(http::HeaderValue::from_str(&header).is_ok());
                    proptest::prop_assert!(is_token(token.expose()));
                }
            }
        }
    }
}
