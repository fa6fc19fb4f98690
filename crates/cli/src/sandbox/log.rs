//! The request log as JSON lines.

use std::io::{self, Write};

use serde_json::{Value, json};

/// Makes an object of each line of the request log: `TIME METHOD PATH STATUS DURATIONms OPERATION [[not-]carried-out] [fault:FAULT]`.
pub(super) struct JsonLines<W> {
    sink: W,
    /// What has come of a line that is not complete yet.
    rest: String,
}

impl<W: Write> JsonLines<W> {
    pub(super) fn new(sink: W) -> Self {
        Self {
            sink,
            rest: String::new(),
        }
    }
}

impl<W: Write> Write for JsonLines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.rest.push_str(&String::from_utf8_lossy(bytes));
        let mut lines = String::new();
        while let Some(end) = self.rest.find('\n') {
            let line: String = self.rest.drain(..=end).collect();
            lines.push_str(&object(line.trim_end()).to_string());
            lines.push('\n');
        }
        self.sink.write_all(lines.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

fn object(line: &str) -> Value {
    let parts: Vec<&str> = line.splitn(7, ' ').collect();
    let [
        time,
        method,
        path,
        status,
        duration,
        operation,
        ref rest @ ..,
    ] = parts[..]
    else {
        return json!({ "note": line });
    };
    let milliseconds = duration
        .strip_suffix("ms")
        .and_then(|text| text.parse::<f64>().ok());
    let Some(milliseconds) = milliseconds else {
        return json!({ "note": line });
    };
    // Where nothing went wrong the line does not say whether it was carried out.
    let rest = rest.first().copied().unwrap_or_default();
    let (mark, after) = rest.split_once(' ').unwrap_or((rest, ""));
    let (carried_out, rest) = match mark {
        "carried-out" => (Some(true), after),
        "not-carried-out" => (Some(false), after),
        _ => (None, rest),
    };
    let fault = rest.strip_prefix("fault:");
    json!({
        "time": time,
        "method": method,
        "path": path,
        "status": status.parse::<u16>().ok(),
        "milliseconds": milliseconds,
        "operation": Some(operation).filter(|operation| *operation != "-"),
        "carriedOut": carried_out,
        "fault": fault,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(chunks: &[&str]) -> Vec<Value> {
        let mut lines = JsonLines::new(Vec::new());
        for chunk in chunks {
            lines.write_all(chunk.as_bytes()).unwrap();
        }
        let text = String::from_utf8(lines.sink).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    #[test]
    fn each_line_becomes_an_object_however_it_comes() {
        let line = "2026-01-31T12:00:00.000Z GET /users/me 200 0.125ms getCurrentUser\n";
        let expected = json!({
            "time": "2026-01-31T12:00:00.000Z", "method": "GET", "path": "/users/me", "status": 200,
            "milliseconds": 0.125, "operation": "getCurrentUser", "carriedOut": null,
            "fault": null,
        });
        assert_eq!(
            written(&[line, &line[..30], &line[30..]]),
            [expected.clone(), expected]
        );
    }

    #[test]
    fn what_is_missing_is_null_and_what_is_no_request_is_a_note() {
        let text = "t POST /x - 1.000ms - not-carried-out fault:content-type=a/b; c=d\n(2 requests are not listed)\n";
        let [fault, note] = &written(&[text])[..] else {
            panic!("two lines")
        };
        assert_eq!(
            (&fault["status"], &fault["operation"]),
            (&Value::Null, &Value::Null)
        );
        assert_eq!(fault["fault"], "content-type=a/b; c=d");
        assert_eq!(fault["carriedOut"], false);
        assert_eq!(note["note"], "(2 requests are not listed)");
    }
}
