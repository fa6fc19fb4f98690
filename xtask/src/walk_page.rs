//! The walk of a team whose provider's page changes: a new operation on the page is callable after the five commands of the README.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    path::Path,
    process::Command,
    thread,
};

use crate::{
    Failure, say,
    tool::{missing, run, shown},
    walk::copy_tracked,
};

const OLD: &str = "# Pings\n\n## Check the server\n\n`GET /check`\n";

/// What the page has from now on.
const CHAPTER: &str = "
# Walk Probes

## List Walk Probes

`GET /users/{userId}/walkProbes`

### Query Parameters

Parameter | Type | Description
---|---|---
country | string | Only probes of this country

> Example Response:

```json
[ { \"id\": \"string\", \"createdTime\": \"2021-06-11T03:56:25.871Z\", \"balance\": 9.10 } ]
```

### Response

Field | Type | Description
---|---|---
id | string | Probe ID
createdTime | date | When it was made
balance | number | What is on it
";

/// What the server answers, digit by digit.
const ANSWER: &str = r#"[{"id":"p1","createdTime":"2031-01-02T03:04:05Z","balance":9.10}]"#;

pub(crate) fn run_walk(root: &Path) -> Result<(), Failure> {
    let copy = root.join("target").join("walk-page");
    copy_tracked(root, &copy)?;
    let written = |name: &str, text: &str| {
        fs::write(copy.join(name), text).map_err(|error| format!("{name}: {error}"))
    };
    written("old.md", OLD)?;
    written("new.md", &format!("{OLD}{CHAPTER}"))?;

    let diff = docs(root, &copy, &["diff", "old.md", "new.md"], 1)?;
    if !diff.contains("endpoint added") {
        return Err(format!("`docs diff` does not name the operation: {diff}"));
    }
    let pages = [
        "propose",
        "old.md",
        "new.md",
        "--document",
        "openapi/pazemo.yaml",
    ];
    written("page.patch", &docs(root, &copy, &pages, 0)?)?;
    // The copy is no repository, and the one around it is none of this patch's business.
    let above = copy.parent().unwrap_or(&copy).as_os_str().to_owned();
    let alone = [("GIT_CEILING_DIRECTORIES", above.as_os_str())];
    run(&copy, "git", &["apply", "page.patch"], &alone)?;
    let target = root.join("target").join("walk-target");
    let environment = [("CARGO_TARGET_DIR", target.as_os_str())];
    run(
        &copy,
        "cargo",
        &["build", "--package", "pazemo-cli"],
        &environment,
    )?;
    call(&copy, &target.join("debug").join("pazemo"))
}

/// What `pazemo docs` of this repository says, which has to end with this exit code.
fn docs(root: &Path, copy: &Path, arguments: &[&str], code: i32) -> Result<String, Failure> {
    let manifest = root.join("Cargo.toml");
    let mut command = Command::new("cargo");
    command
        .args([
            "run",
            "--quiet",
            "--package",
            "pazemo-cli",
            "--manifest-path",
        ])
        .arg(manifest)
        .args(["--", "docs"])
        .args(arguments)
        .current_dir(copy);
    let shown = shown("pazemo docs".as_ref(), arguments);
    say(&format!("$ {shown}"));
    let output = command.output().map_err(|error| missing(&shown, &error))?;
    if output.status.code() == Some(code) {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("`{shown}` did not end with {code}: {said}"))
    }
}

/// The new operation is called by its name, and answered by a server that expects just this.
fn call(copy: &Path, program: &Path) -> Result<(), Failure> {
    let failed = |error: std::io::Error| error.to_string();
    let listener = TcpListener::bind("127.0.0.1:0").map_err(failed)?;
    let port = listener.local_addr().map_err(failed)?.port();
    let server = thread::spawn(move || -> std::io::Result<String> {
        let (mut stream, _) = listener.accept()?;
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut request = String::new();
        reader.read_line(&mut request)?;
        let mut line = String::new();
        while reader.read_line(&mut line)? > 2 {
            line.clear();
        }
        let length = ANSWER.len();
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";
        write!(stream, "{head}\r\nContent-Length: {length}\r\n\r\n{ANSWER}")?;
        Ok(request)
    });
    let arguments = [
        "call",
        "listWalkProbes",
        "userId=u1",
        "country=ID",
        "--compact",
        "--url",
    ];
    let mut command = Command::new(program);
    command
        .args(arguments)
        .arg(format!("http://127.0.0.1:{port}"))
        .env("PAZEMO_TOKEN", "any")
        .current_dir(copy);
    let shown = shown("pazemo".as_ref(), &arguments);
    say(&format!("$ {shown}"));
    let output = command.output().map_err(|error| missing(&shown, &error))?;
    let (said, errors) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    if !output.status.success() || said.trim() != ANSWER {
        // Not joined: nobody may ever connect to the server.
        return Err(format!("`{shown}`: {said}{errors}"));
    }
    let request = server
        .join()
        .map_err(|_| "the server ended early")?
        .map_err(failed)?;
    if request.trim_end() == "GET /users/u1/walkProbes?country=ID HTTP/1.1" {
        Ok(())
    } else {
        Err(format!("what was sent is {request:?}"))
    }
}
