//! What becomes of bodies: kept byte for byte, marked if they cannot be read, marked if there was one like it.

use std::io::Write;

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use http::header;
use pazemo::qolo::webhooks::{Receiver, Unreadable};
use ring::digest::{SHA256, digest};

use super::{
    handling::handed,
    support::{Folder, post, receiver, send, stored},
};

fn packed(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text).expect("memory");
    encoder.finish().expect("memory")
}

#[tokio::test]
async fn whatever_comes_is_acknowledged_kept_to_the_byte_and_marked_if_it_cannot_be_read() {
    use Unreadable::{BadGzip, NotJson, NotUtf8, TooLong, UnknownEncoding};
    let gzip = Some("gzip");
    let json = br#" {"card": "c-1", "amount": 1.50} "#;
    let torn = &packed(json)[..20];
    let bomb = packed(&vec![b' '; (16 << 20) + 1]);
    let cases: [(&[u8], Option<&str>, Option<Unreadable>); 13] = [
        (json, None, None),
        (json, Some("identity"), None),
        (b"[]", None, None),
        (b"", None, Some(NotJson)),
        (b"card=c-1", None, Some(NotJson)),
        (b"{} {}", None, Some(NotJson)),
        (b"{\"a\": \"\xff\"}", None, Some(NotUtf8)),
        (&packed(json), gzip, None),
        (&packed(json), Some("X-GZip"), None),
        (torn, gzip, Some(BadGzip)),
        (json, gzip, Some(BadGzip)),
        (json, Some("br"), Some(UnknownEncoding)),
        (&bomb, gzip, Some(TooLong)),
    ];
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let receiver = receiver(&inbox);
    for (body, encoding, _) in &cases {
        let mut request = post(body.to_vec());
        if let Some(encoding) = encoding {
            let encoding = encoding.parse().expect("a value");
            request
                .headers_mut()
                .insert(header::CONTENT_ENCODING, encoding);
        }
        assert_eq!(send(&receiver, request).await, 200);
    }
    let notices = handed(&inbox, cases.len()).await;
    for (notice, (body, encoding, mark)) in notices.iter().zip(cases) {
        assert_eq!(notice.body(), body);
        assert_eq!(notice.sha256(), digest(&SHA256, body).as_ref());
        assert_eq!(notice.unreadable(), mark, "{encoding:?} {body:?}");
        let read = notice.json::<serde_json::Value>();
        assert_eq!(read.err(), mark);
    }
    let card = notices[7].json::<serde_json::Value>().expect("readable")["card"].clone();
    assert_eq!(card, "c-1");
    assert_eq!(notices[7].unpacked().expect("unpacked"), &json[..]);
    let other = notices[0].json::<Vec<u8>>();
    assert_eq!(other, Err(Unreadable::OtherType));
}

#[tokio::test]
async fn equal_bodies_name_the_first_of_them_also_after_it_was_pruned() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let to = receiver(&inbox);
    for body in ["a", "b", "a", "a", "b", "c"] {
        stored(&to, body).await;
    }
    let marks = |notices: Vec<pazemo::qolo::webhooks::Notice>| {
        let marks = notices.into_iter().map(|notice| {
            let first = notice.possible_duplicate_of();
            (notice.id().number(), first.map(|first| first.number()))
        });
        marks.collect::<Vec<_>>()
    };
    let notices = handed(&inbox, 6).await;
    let expected = [
        (1, None),
        (2, None),
        (3, Some(1)),
        (4, Some(1)),
        (5, Some(2)),
        (6, None),
    ];
    assert_eq!(marks(notices), expected);
    inbox.close().await;

    // Of the handled ones only the last three stay.
    let retention = pazemo::qolo::webhooks::Retention::default().count(3);
    let inbox = folder
        .builder()
        .retention(retention)
        .open()
        .await
        .expect("an inbox");
    super::support::until(&inbox, |counts| counts.handled == 3).await;
    let to = receiver(&inbox);
    for body in ["a", "b", "c"] {
        stored(&to, body).await;
    }
    let expected = [(7, Some(1)), (8, Some(2)), (9, Some(6))];
    assert_eq!(marks(handed(&inbox, 3).await), expected);
}

#[tokio::test]
async fn a_body_beyond_the_limit_gets_413_and_is_not_stored_whether_or_not_it_says_its_length() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let to = Receiver::builder(&inbox)
        .body_limit(1000)
        .build()
        .expect("a receiver");
    assert_eq!(send(&to, post(vec![b' '; 1000])).await, 200);
    assert_eq!(send(&to, post(vec![b' '; 1001])).await, 413);
    for (length, status) in [(1000, 200), (1001, 413), (100_000, 413)] {
        let chunks = super::floods::Chunks::new(length, 100);
        let request = http::Request::post("/").body(chunks).expect("a request");
        assert_eq!(send(&to, request).await, status, "{length}");
    }
    assert_eq!(inbox.counts().await.expect("counts").waiting, 2);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_neither_stored_nor_acknowledged() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let to = receiver(&inbox);
    let broken = super::floods::Chunks::new(1000, 100).breaking_at(500);
    let request = http::Request::post("/").body(broken).expect("a request");
    assert_eq!(send(&to, request).await, 400);
    assert_eq!(inbox.counts().await.expect("counts").waiting, 0);
    stored(&to, Bytes::from_static(b"{}")).await;
}
