//! The rival of `cargo xtask bench-sandbox`: an axum server of two handlers that do nothing but answer. Each answers the same bytes every time, those
//! that stand in the arguments: what the sandbox answered to `GET /users/me` and to `POST /accounts/string/withdraw`. The body of a POST is read,
//! as any handler of a POST would, and left alone.
//!
//! It serves on one thread, as the sandbox does, and runs until it is killed.

use std::{
    env,
    error::Error,
    io::{self, Write},
};

use axum::{
    Router,
    body::Bytes,
    http::header::CONTENT_TYPE,
    response::IntoResponse,
    routing::{get, post},
};
use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1).map(Bytes::from);
    let (Some(user), Some(withdraw)) = (arguments.next(), arguments.next()) else {
        return Err("give the two bodies to answer as arguments".into());
    };
    let router = Router::new()
        .route("/users/me", get(move || answer(user.clone())))
        .route(
            "/accounts/{account}/withdraw",
            post(move |_sent: Bytes| answer(withdraw.clone())),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let mut output = io::stdout();
    writeln!(output, r#"{{"url":"http://{}"}}"#, listener.local_addr()?)?;
    output.flush()?;
    axum::serve(listener, router).await?;
    Ok(())
}

async fn answer(body: Bytes) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], body)
}
