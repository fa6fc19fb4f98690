//! Good requests made bad at random, the same from the same seed. The tests of the program use them as well.

use fastrand::Rng;

/// What readers of HTTP and JSON stumble over.
const STUMBLING_BLOCKS: &[&[u8]] = &[
    b"\r\n",
    b"\r\n\r\n",
    b"\n",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\\ud800",
    b"\\u0000",
    b"content-length: 18446744073709551616\r\n",
    b"content-length: -1\r\n",
    b"content-length: 0\r\n",
    b"transfer-encoding: chunked\r\n",
    b"transfer-encoding: gzip, chunked\r\n",
    b"expect: 100-continue\r\n",
    b"connection: upgrade, http2-settings\r\nupgrade: h2c\r\n",
    b"connection: close\r\n",
    b"content-type: application/json; charset=utf-16\r\n",
    b"authorization: Basic eDp5\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"HTTP/1.0",
    b"HTTP/9.9",
    b"http://[::1]:99999/",
    b"%00",
    b"%2F",
    b"%zz",
    b"..",
    b"?",
    b"#",
    b"ffffffffffffffff\r\n",
    b"0\r\n\r\n",
    b"{",
    b"}",
    b"[[[[[[[[[[[[[[[[",
    b"\"",
    b"\\",
    b":",
    b",",
    b"null",
    b"-0",
    b"1e999999999",
    b"0.00000000000000000000000000000001",
    b"79228162514264337593543950336",
    b"9007199254740993",
];

/// A request from some that are good: whole and framed as it should be, with a bad body, or bad all over.
pub(crate) fn request(random: &mut Rng, good: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    let (head, body) = &good[random.usize(..good.len())];
    let (mut head, mut body) = (head.clone(), body.clone());
    match random.u8(..4) {
        0 => spoil(random, &mut body, good),
        1 => {
            spoil(random, &mut head, good);
            return [head, body].concat();
        }
        2 => {
            spoil(random, &mut body, good);
            return chunked(random, &head, &body);
        }
        _ => {
            let mut whole = framed(&head, &body);
            spoil(random, &mut whole, good);
            return whole;
        }
    }
    framed(&head, &body)
}

/// Head and body with the length that the body has.
fn framed(head: &[u8], body: &[u8]) -> Vec<u8> {
    let length = format!("content-length: {}\r\n\r\n", body.len());
    [head, length.as_bytes(), body].concat()
}

/// The body in pieces, some of whose lengths may be wrong.
fn chunked(random: &mut Rng, head: &[u8], body: &[u8]) -> Vec<u8> {
    let mut whole = [head, b"transfer-encoding: chunked\r\n\r\n"].concat();
    let size = random.usize(1..64);
    for piece in body.chunks(size) {
        let lie = if random.u8(..50) == 0 { 1 } else { 0 };
        whole.extend_from_slice(format!("{:x}\r\n", piece.len() + lie).as_bytes());
        whole.extend_from_slice(piece);
        whole.extend_from_slice(b"\r\n");
    }
    whole.extend_from_slice(b"0\r\n\r\n");
    whole
}

/// Changes bytes in a few places.
fn spoil(random: &mut Rng, bytes: &mut Vec<u8>, good: &[(Vec<u8>, Vec<u8>)]) {
    for _ in 0..random.usize(1..6) {
        let at = random.usize(..=bytes.len());
        let end = (at + random.usize(..24)).min(bytes.len());
        match random.u8(..9) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.u8(..8);
                }
            }
            1 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.u8(..);
                }
            }
            2 => {
                let new: Vec<u8> = (0..random.usize(..24)).map(|_| random.u8(..)).collect();
                bytes.splice(at..at, new);
            }
            3 => {
                bytes.drain(at..end);
            }
            4 => {
                let copy = bytes[at..end].repeat(random.usize(1..64));
                bytes.splice(at..at, copy);
            }
            5 | 6 => {
                let block = STUMBLING_BLOCKS[random.usize(..STUMBLING_BLOCKS.len())];
                bytes.splice(at..end, block.iter().copied());
            }
            7 => bytes.truncate(at),
            _ => {
                let (head, body) = &good[random.usize(..good.len())];
                let other = framed(head, body);
                let from = random.usize(..other.len());
                bytes.splice(at..at, other[from..].iter().copied());
            }
        }
        // Long bodies have tests of their own.
        bytes.truncate(64 << 10);
    }
}
