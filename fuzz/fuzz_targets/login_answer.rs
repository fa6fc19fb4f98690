//! Any answer to a login, with the token looked for at any place, is a token that can stand in a header, or nothing.
#![no_main]

libfuzzer_sys::fuzz_target!(|values: (&[u8], &str)| {
    let (answer, place) = values;
    for place in [place, "/token", ""] {
        if let Some(token) = pazemo::fuzzing::read_login_answer(answer, place) {
            assert!(!token.is_empty());
            assert!(token.bytes().all(|byte| byte.is_ascii_graphic()));
        }
    }
});
