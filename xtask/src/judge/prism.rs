//! Prism stands between `pazemo verify` and its sandbox and holds every exchange against the document.

use std::{
    collections::BTreeSet,
    fs,
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
};

use super::{DOCUMENT, OPERATIONS, empty_folder, folder, node_program};
use crate::{Failure, background::Background, sandbox, say, tool};

/// Kinds of lines in Prism's log that tell of nothing wrong.
const GOOD: [&str; 5] = [" awaiting ", " start ", " info ", " success ", " complete "];

pub(super) fn run(root: &Path) -> Result<(), Failure> {
    let log = empty_folder(root, "prism")?.join("prism.log");
    let (behind, front) = free_ports()?;
    let upstream = format!("http://127.0.0.1:{behind}");
    let arguments = [
        "proxy",
        "--errors",
        "--port",
        &front.to_string(),
        DOCUMENT,
        &upstream,
    ];
    let mut proxy =
        Background::start(&folder(root), node_program(root, "prism"), &arguments, &log)?;
    proxy.wait_until(|| TcpStream::connect((Ipv4Addr::LOCALHOST, front)).is_ok())?;

    let through = format!("http://127.0.0.1:{front}");
    let verify = [
        "verify",
        "--port",
        &behind.to_string(),
        "--through",
        &through,
    ];
    let verified = tool::run(root, sandbox::program(root)?, &verify, &[]);
    drop(proxy);
    let text = fs::read_to_string(&log).map_err(|error| format!("{}: {error}", log.display()))?;
    let judged = judge(&text).map_err(|failure| format!("{failure}; its log is {}", log.display()));
    match (verified, judged) {
        (Err(verified), Err(judged)) => Err(format!("{verified}; {judged}")),
        (verified, judged) => verified.and(judged),
    }
}

/// Two ports nobody listens on.
fn free_ports() -> Result<(u16, u16), Failure> {
    let open = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| error.to_string());
    let (one, other) = (open()?, open()?);
    let port = |listener: &TcpListener| listener.local_addr().map_err(|error| error.to_string());
    Ok((port(&one)?.port(), port(&other)?.port()))
}

/// Judges Prism's log: nothing but good news, and every operation among it.
fn judge(log: &str) -> Result<(), Failure> {
    let bad: Vec<&str> = log
        .lines()
        .filter(|line| !GOOD.iter().any(|kind| line.contains(kind)))
        .collect();
    if !bad.is_empty() {
        return Err(format!("Prism reports: {}", bad.join("; ")));
    }
    let forwarded: Vec<&str> = log
        .lines()
        .filter_map(|line| line.split_once("> Forwarding ").map(|(_, rest)| rest))
        .collect();
    let operations: BTreeSet<String> = forwarded
        .iter()
        .filter_map(|line| operation(line))
        .collect();
    say(&format!(
        "{} requests went through Prism, of {} operations",
        forwarded.len(),
        operations.len()
    ));
    if operations.len() == OPERATIONS {
        Ok(())
    } else {
        Err(format!(
            "{} operations went through Prism, not {OPERATIONS}: {operations:?}",
            operations.len()
        ))
    }
}

/// The operation of a line such as `"get" request to http://127.0.0.1:4200/users/me...`, without what stands for its
/// parameters.
fn operation(line: &str) -> Option<String> {
    let (method, url) = line.strip_prefix('"')?.split_once("\" request to ")?;
    let (_, path) = url.strip_suffix("...")?.split_once("://")?;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let shape = match parts.as_slice() {
        ["users", "me"] => "users/me".to_owned(),
        ["users", _] => "users/{}".to_owned(),
        ["users", _, "accounts"] => "users/{}/accounts".to_owned(),
        ["users", _, "accounts", _] => "users/{}/accounts/{}".to_owned(),
        ["accounts", _, "withdraw"] => "accounts/{}/withdraw".to_owned(),
        ["accounts", _, "withdraw", _, action] => format!("accounts/{{}}/withdraw/{{}}/{action}"),
        other => other.join("/"),
    };
    Some(format!("{method} {shape}"))
}

#[cfg(test)]
mod tests {
    use super::{judge, operation};

    const PATHS: [(&str, &str); 12] = [
        ("get", "users/me"),
        ("get", "users/u"),
        ("post", "users/u/accounts"),
        ("get", "users/u/accounts"),
        ("get", "users/u/accounts/a"),
        ("post", "beneficiaries"),
        ("post", "accounts/a/withdraw"),
        ("post", "accounts/a/withdraw/w/confirm"),
        ("post", "accounts/a/withdraw/w/cancel"),
        ("get", "check"),
        ("get", "ping"),
        ("get", "pingQueue"),
    ];

    fn log(paths: &[(&str, &str)]) -> String {
        let mut log = "[1:00:00 PM] › [CLI] …  awaiting  Starting Prism…\n".to_owned();
        for (method, path) in paths {
            log.push_str(&format!(
                "[1:00:00 PM] ›     [PROXY] ℹ  info      > Forwarding \"{method}\" request to http://127.0.0.1:1/{path}...\n"
            ));
        }
        log
    }

    #[test]
    fn a_log_without_violations_in_which_all_operations_were_forwarded_holds() {
        assert_eq!(judge(&log(&PATHS)), Ok(()));
    }

    #[test]
    fn a_violation_is_noticed() {
        let line = "[1:00:00 PM] › [HTTP SERVER] get /users/u ✖  error     Request terminated with error: VIOLATIONS";
        let failure = judge(&(log(&PATHS) + line)).unwrap_err();
        assert!(failure.contains("VIOLATIONS"), "{failure}");
    }

    #[test]
    fn an_operation_that_was_not_forwarded_is_noticed() {
        assert!(judge(&log(&PATHS[1..])).is_err());
        assert!(judge("").is_err());
    }

    #[test]
    fn what_stands_for_a_parameter_makes_no_operation() {
        let line = |id| format!("\"get\" request to http://127.0.0.1:1/users/u/accounts/{id}...");
        assert!(operation(&line("a")).is_some());
        assert_eq!(operation(&line("a")), operation(&line("b")));
    }
}
