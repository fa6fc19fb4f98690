//! A server in a process of its own, on a processor of its own.

use std::{
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{Failure, tool};

/// The processor that servers run on; the load runs on another.
const CORE: &str = "0";

/// How long a server may take until it answers.
const START: Duration = Duration::from_secs(60);

/// A server that runs until this is dropped. What it writes goes nowhere.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    pub(super) url: String,
    pub(super) token: String,
}

/// An answer to one request.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: String,
}

impl Server {
    /// Starts a server that begins with a line of JSON: `url`, and `token` if it needs one.
    pub(super) fn announced<A: AsRef<OsStr>>(
        program: impl AsRef<OsStr>,
        arguments: &[A],
    ) -> Result<Self, Failure> {
        let mut child = pinned(program.as_ref(), arguments, Stdio::piped())?;
        let output = child.stdout.take().ok_or("no standard output")?;
        let mut server = Self {
            child,
            url: String::new(),
            token: String::new(),
        };
        let mut output = BufReader::new(output);
        let mut line = String::new();
        output
            .read_line(&mut line)
            .map_err(|error| error.to_string())?;
        let object: Value = serde_json::from_str(&line)
            .map_err(|error| format!("the server begins with `{line}`: {error}"))?;
        let text = |name: &str| object[name].as_str().unwrap_or_default().to_owned();
        (server.url, server.token) = (text("url"), text("token"));
        // A full pipe would stop it.
        thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        Ok(server)
    }

    /// Prism, with the examples of the document; it takes any token.
    pub(super) fn prism(root: &Path) -> Result<Self, Failure> {
        // Prism has no way to say which port it was given.
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .map_err(|error| error.to_string())?
            .port()
            .to_string();
        let arguments = [
            "mock",
            "--port",
            &port,
            "--verboseLevel",
            "silent",
            "openapi/pazemo.yaml",
        ];
        let program = root.join("judge/node_modules/.bin/prism");
        let child = pinned(program.as_os_str(), &arguments, Stdio::null())?;
        Ok(Self {
            child,
            url: format!("http://127.0.0.1:{port}"),
            token: "any".to_owned(),
        })
    }

    /// Asks once, on a connection of its own, as soon as the server takes one.
    pub(super) fn ask(
        &mut self,
        method: &str,
        path: &str,
        body: Option<&str>,
    ) -> Result<Answer, Failure> {
        let address = self.url.trim_start_matches("http://");
        let address: SocketAddr = address.parse().map_err(|_| self.url.clone())?;
        let start = Instant::now();
        let mut stream = loop {
            match TcpStream::connect(address) {
                Ok(stream) => break stream,
                Err(error) if start.elapsed() > START => {
                    return Err(format!("{} does not answer: {error}", self.url));
                }
                Err(_) => thread::sleep(Duration::from_millis(1)),
            }
            let ended = self.child.try_wait().map_err(|error| error.to_string())?;
            if let Some(status) = ended {
                return Err(format!("the server of {} has ended: {status}", self.url));
            }
        };
        let body = body.unwrap_or_default();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.token,
            body.len()
        );
        let mut whole = String::new();
        stream
            .set_read_timeout(Some(START))
            .and_then(|()| stream.write_all(request.as_bytes()))
            .and_then(|()| stream.read_to_string(&mut whole))
            .map_err(|error| format!("{method} {}{path}: {error}", self.url))?;
        let (head, body) = whole.split_once("\r\n\r\n").unwrap_or_default();
        let status = head.get(9..12).and_then(|status| status.parse().ok());
        Ok(Answer {
            status: status.unwrap_or(0),
            head: head.to_owned(),
            body: body.to_owned(),
        })
    }

    /// How much memory it has now, in bytes.
    pub(super) fn resident(&self) -> Result<u64, Failure> {
        let path = format!("/proc/{}/status", self.child.id());
        let status = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok())
            .map(|kilobytes| kilobytes * 1024)
            .ok_or_else(|| format!("{path} does not say how much memory is resident"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn pinned<A: AsRef<OsStr>>(
    program: &OsStr,
    arguments: &[A],
    output: Stdio,
) -> Result<Child, Failure> {
    // taskset becomes the program, so that the child is the server itself.
    Command::new("taskset")
        .args(["--cpu-list", CORE])
        .arg(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| tool::missing(&tool::shown(program, arguments), &error))
}
