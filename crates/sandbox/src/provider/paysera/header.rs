//! The `Authorization` header of MAC access authentication, read strictly.

use base64::{Engine, engine::general_purpose::STANDARD};

/// No header that is longer is looked at.
const LONGEST: usize = 8 << 10;

/// Nor a nonce, because nonces are remembered.
const LONGEST_NONCE: usize = 256;

/// What a request says about its signature.
pub(super) struct Credentials<'h> {
    pub(super) id: &'h str,
    /// As it was written; that is what was signed.
    pub(super) timestamp: &'h str,
    /// The same as a number.
    pub(super) seconds: i64,
    pub(super) nonce: &'h str,
    pub(super) mac: Vec<u8>,
    /// Empty if there is none.
    pub(super) ext: &'h str,
}

/// Reads the header's value; says what is wrong with it, and quotes nothing.
pub(super) fn read(value: &str) -> Result<Credentials<'_>, &'static str> {
    if value.len() > LONGEST {
        return Err("the `Authorization` header is too long");
    }
    let (scheme, rest) = value
        .split_once(' ')
        .ok_or("the `Authorization` header has no attributes")?;
    if !scheme.eq_ignore_ascii_case("mac") {
        return Err("the `Authorization` header does not begin with `MAC `");
    }
    let mut found: [Option<&str>; 5] = [None; 5];
    let mut rest = rest.trim_matches([' ', '\t']);
    loop {
        let (name, value, after) = attribute(rest)?;
        let place = ["id", "ts", "nonce", "mac", "ext"]
            .iter()
            .position(|known| *known == name)
            .ok_or("the `Authorization` header has an unknown attribute")?;
        match found.get_mut(place) {
            Some(slot @ None) => *slot = Some(value),
            _ => return Err("the `Authorization` header has an attribute twice"),
        }
        if after.is_empty() {
            break;
        }
        rest = after
            .strip_prefix(',')
            .ok_or("the attributes of the `Authorization` header are not parted by commas")?
            .trim_start_matches([' ', '\t']);
    }
    let [id, timestamp, nonce, mac, ext] = found;
    let (Some(id), Some(timestamp), Some(nonce), Some(mac)) = (id, timestamp, nonce, mac) else {
        return Err("the `Authorization` header needs `id`, `ts`, `nonce` and `mac`");
    };
    if id.is_empty() || nonce.is_empty() {
        return Err("`id` and `nonce` are not empty");
    }
    if nonce.len() > LONGEST_NONCE {
        return Err("`nonce` is too long");
    }
    Ok(Credentials {
        id,
        timestamp,
        seconds: seconds(timestamp).ok_or("`ts` is a number of seconds without leading zeros")?,
        nonce,
        mac: STANDARD
            .decode(mac)
            .map_err(|_| "`mac` is not written in base64")?,
        ext: ext.unwrap_or_default(),
    })
}

/// One attribute, its value, and what stands behind it.
fn attribute(text: &str) -> Result<(&str, &str, &str), &'static str> {
    let garbled = "an attribute of the `Authorization` header is not `name=\"value\"`";
    let (name, rest) = text.split_once("=\"").ok_or(garbled)?;
    let (value, after) = rest.split_once('"').ok_or(garbled)?;
    let is_plain = |byte: u8| (0x20..0x7f).contains(&byte) && byte != b'\\';
    if !value.bytes().all(is_plain) {
        return Err(
            "a value of the `Authorization` header has characters that do not belong there",
        );
    }
    Ok((name, value, after.trim_start_matches([' ', '\t'])))
}

/// A positive number of seconds, as it is written by people.
fn seconds(text: &str) -> Option<i64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_attributes_and_spaces_behind_commas_do_not_matter() {
        let read =
            read("mac  nonce=\"n\",ext=\"project_id=3\" ,\tmac=\"AA==\", id=\"i\", ts=\"1\"");
        let read = read.ok().unwrap();
        assert_eq!((read.id, read.timestamp, read.seconds), ("i", "1", 1));
        assert_eq!((read.nonce, read.ext), ("n", "project_id=3"));
        assert_eq!(read.mac, [0]);
    }

    #[test]
    fn what_is_missing_double_or_garbled_is_refused_and_not_quoted() {
        let right = "MAC id=\"canary\", ts=\"1\", nonce=\"canary\", mac=\"AA==\"";
        assert!(read(right).is_ok());
        for wrong in [
            "",
            "MAC",
            "MAC ",
            "Bearer canary",
            "MAC canary",
            &right.replace(", mac=\"AA==\"", ""),
            &right.replace("id=\"canary\", ", ""),
            &right.replace("ts=\"1\", ", ""),
            &format!("{right}, id=\"canary\""),
            &format!("{right}, ext=\"a\", ext=\"a\""),
            &format!("{right}, other=\"canary\""),
            &format!("{right},"),
            &format!("{right}x"),
            &format!("{right} ext=\"a\""),
            &right.replace("\"1\"", "1"),
            &right.replace("\"1\"", "\"01\""),
            &right.replace("\"1\"", "\"-1\""),
            &right.replace("\"1\"", "\"1.0\""),
            &right.replace("\"1\"", "\"\""),
            &right.replace("\"1\"", "\"99999999999999999999\""),
            &right.replace("AA==", "canary!"),
            &right.replace("id=\"canary\"", "id=\"\""),
            &right.replace(
                "nonce=\"canary\"",
                &format!("nonce=\"{}\"", "c".repeat(257)),
            ),
            &right.replace("id=\"canary\"", "id=\"can\u{e4}ry\""),
            &right.replace("id=\"canary\"", "id=\"can\\ary\""),
            &right.replace("id=\"canary\"", &format!("id=\"{}\"", "c".repeat(LONGEST))),
        ] {
            let message = read(wrong).err().unwrap_or_else(|| panic!("{wrong}"));
            assert!(!message.contains("canary"), "{message}");
        }
    }
}
