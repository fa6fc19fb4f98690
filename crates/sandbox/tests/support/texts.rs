//! Texts that nobody expects, and how they are written.

use pazemo_sandbox::Sandbox;
use serde_json::Value;

use super::{Answer, Connection, contract::findings, request};

/// One of each plane, and what is known to break things.
pub fn texts() -> Vec<String> {
    let planes = (0..=16_u32).flat_map(|plane| {
        let first = char::from_u32(plane << 16 | 0x0101);
        // The last two of a plane are no characters, and yet may stand in a text.
        let last = char::from_u32(plane << 16 | 0xffff);
        [first, last].map(|one| one.expect("a scalar value").to_string())
    });
    let control = (0..0x20_u32).chain(0x7f..=0x9f).filter_map(char::from_u32);
    let control: String = control.collect();
    let more = [
        "",
        " ",
        "\0",
        "a\0b",
        &control,
        "\r\nx-sandbox-fault: drop\r\n\r\n",
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{202e}abc\u{202c} \u{200f}\u{627}\u{644}",
        "e\u{301}\u{301}\u{301}\u{20dd} \u{e9} \u{212b} \u{c5} \u{fb01}",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{1f3fd}\u{fe0f}",
        "\u{feff}\u{200b}\u{2060}\u{ad}\u{2028}\u{2029}\u{fffd}",
        "\u{d7ff}\u{e000}\u{10ffff}",
        "\"\\/\u{8}\u{c}\n\r\t{}[]:,",
        "\\u0041 \\ud800 %00 %2e%2e%2f ../.. <script>&amp;' OR 1=1 -- ${x} {{x}}",
        "null",
        "1e400",
        ".",
        "..",
        "a/b?c#d%e;f",
    ];
    planes.chain(more.map(str::to_owned)).collect()
}

/// A text in JSON, each UTF-16 unit of it as an escape.
pub fn escaped(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
    format!("\"{}\"", units.collect::<String>())
}

pub fn plain(text: &str) -> String {
    Value::from(text).to_string()
}

/// Every byte percent-encoded.
pub fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Sends a body on a connection; the answer fits the document.
pub fn send(sandbox: &Sandbox, on: &mut Connection, path: &str, body: &str) -> Answer {
    on.send(request(sandbox, "POST", path, &[], Some(body)));
    let answer = on.receive().expect("an answer");
    let found = findings("POST", path, &answer);
    assert_eq!(found, Vec::<String>::new(), "{path} {body}");
    answer
}
