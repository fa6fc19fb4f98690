//! What a server says in a GOAWAY of HTTP/2. It stands alone: h2 itself logs that text at debug level, which the client cannot change.

use crate::support::{
    CANARY, builder,
    canary::{all_of, assert_hidden},
    http2::{Behaviour, Http2Listener, frame::kind},
    tls::root_pem,
};

#[tokio::test]
async fn the_text_of_a_goaway_is_in_no_error() {
    for (last, code) in [(0_u32, 2_u32), (0, 0), (1, 2), (1, 11)] {
        let listener =
            Http2Listener::start(Behaviour::default(), move |mut connection| async move {
                connection.next_request().await;
                let numbers = [last.to_be_bytes(), code.to_be_bytes()].concat();
                let payload = [numbers.as_slice(), CANARY.as_bytes()].concat();
                connection.frame(kind::GOAWAY, 0, 0, &payload).await;
                connection.close().await;
            })
            .await;
        let client = builder(&listener.url()).add_roots_pem(root_pem().as_bytes());
        let error = client.build().expect("a client").users().me().await;
        let error = error.expect_err("given up");
        assert_hidden("an error", all_of(&error));
        // Why it was given up is told, in the standard's words.
        let line = error.to_string();
        assert!(line.contains("connection"), "{line}");
    }
}
