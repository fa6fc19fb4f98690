//! How the server is reached: roots, addresses, proxies, pools.

use std::{
    env,
    io::ErrorKind as IoKind,
    net::{IpAddr, Ipv4Addr},
    process::Command,
    time::Duration,
};

use crate::support::{
    TOKEN, builder,
    gatekeeper::{USER, create, serving, success},
    http2::{Behaviour, Http2Listener},
    listener::{Listener, head, json_answer},
    tls::{self, Tls},
};
use pazemo::{ClientBuilder, Delivery, Environment, Error, ErrorKind};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
    time::sleep,
};

async fn me(builder: ClientBuilder) -> Result<(), Error> {
    let client = builder.build().expect("a client");
    client.users().me().await.map(drop)
}

fn trusting(url: &str) -> ClientBuilder {
    builder(url).add_roots_pem(tls::root_pem().as_bytes())
}

#[tokio::test]
async fn a_root_of_ones_own_is_trusted_over_http_1_and_http_2() {
    let first = Listener::start_tls(Tls::http1(), |mut connection| async move {
        connection.read_request().await;
        connection.send(&json_answer(USER)).await;
        connection.close().await;
    })
    .await;
    let second = Http2Listener::start(Behaviour::default(), |mut connection| async move {
        while let Some(stream) = connection.next_request().await {
            connection
                .answer(stream, 200, "application/json", USER)
                .await;
        }
    })
    .await;
    for url in [first.url(), second.url()] {
        me(trusting(&url)).await.expect("a user");
        let error = me(builder(&url)).await.expect_err("a stranger");
        assert_eq!(error.kind(), ErrorKind::Connect);
        assert_eq!(error.delivery(), Delivery::NotSent);
    }
    assert_eq!(first.received().len(), 1);
    assert_eq!(second.streams().len(), 1);
}

#[tokio::test]
async fn what_is_no_root_is_told_by_build() {
    let broken = tls::root_pem().replace("MII", "!!!");
    for pem in ["", "no certificate", broken.as_str()] {
        let error = builder("http://127.0.0.1:1").add_roots_pem(pem.as_bytes());
        assert_eq!(
            error.build().expect_err(pem).kind(),
            ErrorKind::Configuration
        );
    }
}

/// A listener at `[::1]` alone; `None` if this machine has no IPv6.
async fn at_ipv6() -> Option<u16> {
    let listener = match TcpListener::bind("[::1]:0").await {
        Err(error) if error.kind() == IoKind::AddrNotAvailable => return None,
        listener => listener.expect("a port"),
    };
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(&json_answer(USER)).await;
            let _ = stream.shutdown().await;
        }
    });
    Some(port)
}

#[tokio::test]
async fn ipv4_only_leaves_out_the_other_addresses_of_a_name() {
    let Some(port) = at_ipv6().await else { return };
    let url = format!("http://localhost:{port}");
    me(builder(&url)).await.expect("a user");
    let error = me(builder(&url).ipv4_only()).await.expect_err("IPv6");
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert_eq!(error.delivery(), Delivery::NotSent);
    let server = Listener::answering(json_answer(USER)).await;
    let url = format!("http://localhost:{}", server.address().port());
    me(builder(&url).ipv4_only()).await.expect("a user");
}

#[tokio::test]
async fn the_local_address_is_where_the_client_comes_from() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let from = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));
    let server = async {
        let (mut stream, peer) = listener.accept().await.expect("a connection");
        let mut request = [0; 4096];
        let _ = stream.read(&mut request).await;
        let _ = stream.write_all(&json_answer(USER)).await;
        let _ = stream.shutdown().await;
        peer.ip()
    };
    let (peer, result) = tokio::join!(server, me(builder(&url).local_address(from)));
    result.expect("a user");
    assert_eq!(peer, from);

    let six = "::1".parse().expect("an address");
    let both = builder(&url).ipv4_only().local_address(six).build();
    assert_eq!(both.expect_err("both").kind(), ErrorKind::Configuration);
}

#[tokio::test]
async fn reads_and_money_have_connections_of_their_own_and_money_keeps_them_shortly() {
    let server = serving(success).await;
    let client = builder(&server.url()).build().expect("a client");
    for _ in 0..3 {
        client.users().me().await.expect("a user");
        create(&client).await.expect("a withdraw");
    }
    assert_eq!(server.connections(), 2);
    // Longer than a connection for money is kept without use, and shorter than one for reads.
    sleep(Duration::from_millis(3300)).await;
    client.users().me().await.expect("a user");
    assert_eq!(server.connections(), 2);
    create(&client).await.expect("a withdraw");
    assert_eq!(server.connections(), 3);
}

/// A proxy that opens a tunnel to wherever `target` says, whatever it is asked for.
async fn proxy(target: String) -> Listener {
    Listener::start(move |mut connection| {
        let target = target.clone();
        async move {
            connection.read_request().await;
            connection.send(b"HTTP/1.1 200 OK\r\n\r\n").await;
            let mut onward = TcpStream::connect(&target).await.expect("the target");
            let _ = copy_bidirectional(&mut connection.stream, &mut onward).await;
        }
    })
    .await
}

#[tokio::test]
async fn a_proxy_that_was_asked_for_gets_a_tunnel_and_never_the_token() {
    let server = Listener::start_tls(Tls::http1(), |mut connection| async move {
        connection.read_request().await;
        connection.send(&json_answer(USER)).await;
        connection.close().await;
    })
    .await;
    let proxy = proxy(server.address().to_string()).await;
    // With its dot at the end the name is none of this machine to the client, and the same one to the certificate.
    let with_password = proxy.url().replace("http://", "http://user:word@");
    let tunnelled = trusting("https://localhost.:9").proxy(with_password);
    me(tunnelled).await.expect("a user");
    let asked = proxy.one_request();
    assert_eq!(asked.method(), "CONNECT");
    assert_eq!(asked.target(), "localhost.:9");
    assert_eq!(
        asked.header("proxy-authorization"),
        Some("Basic dXNlcjp3b3Jk")
    );
    assert!(!asked.head.contains(TOKEN));
    let received = server.one_request();
    assert_eq!(received.header("proxy-authorization"), None);
}

#[tokio::test]
async fn a_proxy_that_refuses_means_that_nothing_was_sent() {
    let proxy = Listener::answering(head(403, &["Content-Length: 0"])).await;
    let client = builder("https://api.pazemo.invalid").proxy(proxy.url());
    let error = create(&client.build().expect("a client")).await;
    let error = error.expect_err("no tunnel");
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(proxy.one_request().target(), "api.pazemo.invalid:443");
}

#[test]
fn a_proxy_that_would_be_passed_over_is_refused() {
    for proxy in [
        "ftp://p.invalid",
        "socks5://p.invalid",
        "foo://p.invalid:1",
        "p.invalid",
        "http:",
        "",
    ] {
        let client = builder("https://api.pazemo.invalid").proxy(proxy).build();
        assert_eq!(
            client.expect_err(proxy).kind(),
            ErrorKind::Configuration,
            "{proxy}"
        );
    }
}

#[tokio::test]
async fn no_proxy_is_asked_for_a_server_on_this_machine() {
    let proxy = Listener::answering("").await;
    let server = serving(success).await;
    let port = server.address().port();
    for url in [server.url(), format!("http://localhost:{port}")] {
        me(builder(&url).proxy(proxy.url())).await.expect("a user");
    }
    assert_eq!(proxy.connections(), 0);
}

/// The URL of the server, for the process that the test starts.
const SERVER: &str = "PAZEMO_TEST_SERVER";

/// Starts itself once more, in an environment with proxies: a process may not change its own.
#[tokio::test]
async fn the_proxies_of_the_environment_are_ignored() {
    if let Ok(url) = env::var(SERVER) {
        me(builder(&url)).await.expect("a user");
        let outside = "https://pazemo-test.invalid";
        me(builder(outside)).await.expect_err("no such name");
        return;
    }
    let proxy = Listener::answering("").await;
    let server = serving(success).await;
    let mut command = Command::new(env::current_exe().expect("this test"));
    command.args([
        "--exact",
        "transport::the_proxies_of_the_environment_are_ignored",
    ]);
    command
        .env(SERVER, server.url())
        .env_remove("NO_PROXY")
        .env_remove("no_proxy");
    for name in ["http_proxy", "https_proxy", "all_proxy"] {
        command
            .env(name, proxy.url())
            .env(name.to_uppercase(), proxy.url());
    }
    let output = tokio::task::spawn_blocking(move || command.output()).await;
    let output = output.expect("no panic").expect("a process");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(server.received().len(), 1);
    assert_eq!(proxy.connections(), 0);
}

#[tokio::test]
async fn what_moves_money_follows_no_redirect() {
    for status in [307, 308] {
        let target = serving(success).await;
        let location = format!("Location: {}/accounts/a/withdraw", target.url());
        let server = Listener::answering(head(status, &[&location, "Content-Length: 0"])).await;
        let client = builder(&server.url()).build().expect("a client");
        let error = create(&client).await.expect_err("a redirect");
        assert_eq!(error.status(), Some(status));
        assert_eq!(error.delivery(), Delivery::Unknown);
        assert_eq!((server.received().len(), target.connections()), (1, 0));
    }
}

#[tokio::test]
async fn the_application_stands_before_this_crate_in_the_user_agent() {
    let server = serving(success).await;
    let own = concat!("pazemo/", env!("CARGO_PKG_VERSION"));
    me(builder(&server.url())).await.expect("a user");
    me(builder(&server.url()).application("accounting/2.1"))
        .await
        .expect("a user");
    let agents = server.received();
    let agents: Vec<_> = agents.iter().map(|r| r.header("user-agent")).collect();
    let named = format!("accounting/2.1 {own}");
    assert_eq!(agents, [Some(own), Some(named.as_str())]);
    for name in ["", "a\nb", "ä"] {
        let refused = builder(&server.url()).application(name).build();
        assert_eq!(refused.expect_err(name).kind(), ErrorKind::Configuration);
    }
}

#[test]
fn the_environment_is_named_in_what_a_client_shows() {
    let client = pazemo::Client::builder(Environment::Sandbox)
        .token(TOKEN)
        .build();
    let shown = format!("{:?}", client.expect("a client"));
    assert!(
        shown.contains("sandbox") && !shown.contains(TOKEN),
        "{shown}"
    );
}
