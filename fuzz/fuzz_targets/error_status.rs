//! An error of any status and body shows itself in a line, with nothing of the body in it.
#![no_main]

const CANARY: &[u8] = b"c4n4ry";

libfuzzer_sys::fuzz_target!(|answer: (u16, Vec<u8>)| {
    let (status, body) = answer;
    let shown = pazemo::fuzzing::show_error(status, &body);
    let line = shown.lines().next().unwrap_or_default();
    assert!(!line.contains(char::is_control));
    if body.windows(CANARY.len()).any(|window| window == CANARY) {
        assert!(!shown.contains("c4n4ry"));
    }
});
