//! The test server that users get, with the real client and with bare sockets.

use std::{
    any::Any,
    io::{Read, Write},
    net::TcpStream,
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use pazemo::{
    Client,
    testing::Server,
    types::{AccountId, NewWithdraw, UserId, Withdraw},
};

use super::TOKEN;

pub(crate) fn server() -> Server {
    Server::start().expect("a server")
}

pub(crate) fn client(server: &Server) -> Client {
    let builder = Client::builder(server.environment()).token(TOKEN);
    builder.build().expect("a client")
}

pub(crate) fn account() -> AccountId {
    "account-1".parse().expect("an identifier")
}

pub(crate) fn user(id: &str) -> UserId {
    id.parse().expect("an identifier")
}

pub(crate) fn new_withdraw() -> NewWithdraw {
    NewWithdraw::new("948775.42".parse().expect("an amount"))
}

pub(crate) async fn create(client: &Client) -> Result<Withdraw, pazemo::Error> {
    client.withdraws().create(&account(), &new_withdraw()).await
}

/// What a panic says; fails if there is none.
#[track_caller]
pub(crate) fn panic_message<T>(act: impl FnOnce() -> T) -> String {
    let payload: Box<dyn Any + Send> = match catch_unwind(AssertUnwindSafe(act)) {
        Ok(_) => panic!("this should have panicked"),
        Err(payload) => payload,
    };
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => (*payload.downcast::<&str>().expect("a text")).to_owned(),
    }
}

/// A bare connection to the server, with a time limit.
pub(crate) fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.address()).expect("a connection");
    let limit = Some(Duration::from_secs(10));
    stream.set_read_timeout(limit).expect("a time limit");
    stream
}

/// Sends bytes and reads until the server closes.
pub(crate) fn exchange(server: &Server, request: &str) -> String {
    let mut stream = connect(server);
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}
