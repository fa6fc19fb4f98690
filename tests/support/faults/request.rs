//! Requests as far as they came.

/// As much of a request as is needed to tell whose it is.
pub(super) struct Request {
    pub(super) account: String,
    pub(super) withdraw_id: Option<String>,
    pub(super) is_whole: bool,
}

impl Request {
    pub(super) fn has_head(bytes: &[u8]) -> bool {
        bytes.windows(4).any(|window| window == b"\r\n\r\n")
    }

    fn lengths(bytes: &[u8]) -> Option<(usize, usize)> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
        let head = std::str::from_utf8(&bytes[..end]).expect("a head is ASCII");
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            let is_length = name.eq_ignore_ascii_case("content-length");
            is_length.then(|| value.parse().expect("a length"))
        });
        Some((end, length.unwrap_or(0)))
    }

    pub(super) fn is_complete(bytes: &[u8]) -> bool {
        Self::lengths(bytes).is_some_and(|(head, body)| bytes.len() >= head + body)
    }

    /// Takes the first request, or as much of it as is there. `None` if not even its head is.
    pub(super) fn take(bytes: &mut Vec<u8>) -> Option<Self> {
        let (head, body) = Self::lengths(bytes)?;
        let rest = bytes.split_off(bytes.len().min(head + body));
        let request = std::mem::replace(bytes, rest);
        let text = std::str::from_utf8(&request).expect("a request is text");
        let path: Vec<&str> = text.split(' ').nth(1)?.split('/').collect();
        // /accounts/{accountId}/withdraw[/{id}/…]
        let from_body = || -> Option<String> {
            let json: serde_json::Value = serde_json::from_str(&text[head..]).ok()?;
            Some(json.get("id")?.as_str()?.to_owned())
        };
        Some(Self {
            // Other tests look for a port at which nobody listens, and may come here by mistake.
            account: path
                .get(2)
                .map_or_else(String::new, |account| (*account).to_owned()),
            withdraw_id: path.get(4).map(|id| (*id).to_owned()).or_else(from_body),
            is_whole: request.len() == head + body,
        })
    }
}
