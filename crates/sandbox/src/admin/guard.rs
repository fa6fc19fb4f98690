//! Keeps web pages away from the administration: it asks for no token, and a browser sends requests for any page that it shows.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, header};

use super::answer::Problem;

/// Refuses a request that a foreign web page makes.
pub(super) async fn guard(
    State(address): State<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    match check(address, request.headers()) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

fn check(address: SocketAddr, headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or(""));
    let host = text(header::HOST);
    // A name of somebody else's that leads here: the page of that name may read what is answered to it (DNS rebinding).
    if let Some(host) = host
        && address.ip().to_canonical().is_loopback()
        && !is_loopback(host)
    {
        let message = "this sandbox listens on loopback, and the request speaks of another host; use 127.0.0.1 or localhost";
        return Err(Problem::new(403, "foreign-host", message));
    }
    if let Some(origin) = text(header::ORIGIN) {
        let own = origin.split_once("://").map(|(_, authority)| authority);
        if own.is_none() || own != host {
            let message = "a web page of another origin has no business here";
            return Err(Problem::new(403, "foreign-origin", message));
        }
    }
    Ok(())
}

/// Whether the value of a `Host` header is this machine's loopback.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost")
        || name
            .parse::<IpAddr>()
            .is_ok_and(|address| address.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_let_in(address: &str, host: Option<&str>, origin: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        if let Some(host) = host {
            headers.insert(header::HOST, host.parse().unwrap());
        }
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        check(address.parse().unwrap(), &headers).is_ok()
    }

    #[test]
    fn on_loopback_only_requests_to_loopback_are_let_in() {
        for host in [
            "127.0.0.1:4711",
            "127.9.9.9",
            "localhost",
            "LOCALHOST:4711",
            "[::1]:4711",
            "[::1]",
        ] {
            assert!(is_let_in("127.0.0.1:4711", Some(host), None), "{host}");
        }
        for host in [
            "example.com",
            "example.com:4711",
            "127.0.0.1.example.com",
            "localhost.example.com",
            "192.0.2.1",
            "",
            "[::2]",
            "\u{e9}",
        ] {
            assert!(!is_let_in("127.0.0.1:4711", Some(host), None), "{host}");
            assert!(!is_let_in("[::1]:4711", Some(host), None), "{host}");
        }
        assert!(is_let_in("127.0.0.1:4711", None, None));
        assert!(is_let_in(
            "192.0.2.1:4711",
            Some("sandbox.example.com"),
            None
        ));
    }

    #[test]
    fn a_page_is_let_in_only_if_it_came_from_here() {
        let host = Some("localhost:4711");
        assert!(is_let_in(
            "127.0.0.1:4711",
            host,
            Some("http://localhost:4711")
        ));
        for origin in [
            "http://localhost:3000",
            "https://example.com",
            "null",
            "",
            "http://localhost:4711.example.com",
        ] {
            assert!(!is_let_in("127.0.0.1:4711", host, Some(origin)), "{origin}");
            assert!(!is_let_in("192.0.2.1:4711", host, Some(origin)), "{origin}");
        }
        assert!(!is_let_in(
            "127.0.0.1:4711",
            None,
            Some("http://localhost:4711")
        ));
    }
}
