//! Programs that run beside a task and end with it.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use crate::{Failure, say, tool};

/// How long a program may take until it says what it has to say first.
const START: Duration = Duration::from_secs(60);

/// A program that runs until this is dropped.
#[derive(Debug)]
pub(crate) struct Background {
    child: Child,
    shown: String,
}

impl Background {
    /// Starts a program in a folder. What it writes goes to a file.
    pub(crate) fn start<A: AsRef<OsStr>>(
        folder: &Path,
        program: impl AsRef<OsStr>,
        arguments: &[A],
        log: &Path,
    ) -> Result<Self, Failure> {
        let output = create(log)?;
        let errors = output.try_clone().map_err(|error| error.to_string())?;
        spawn(folder, program.as_ref(), arguments, output.into(), errors)
    }

    /// Starts a program in a folder and gives the first line of its standard output. The rest goes nowhere, what it
    /// writes to standard error to a file.
    pub(crate) fn start_and_listen<A: AsRef<OsStr>>(
        folder: &Path,
        program: impl AsRef<OsStr>,
        arguments: &[A],
        log: &Path,
    ) -> Result<(Self, String), Failure> {
        let errors = create(log)?;
        let mut started = spawn(folder, program.as_ref(), arguments, Stdio::piped(), errors)?;
        let output = started.child.stdout.take().ok_or("no standard output")?;
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let mut lines = BufReader::new(output).lines().map_while(Result::ok);
            let _ = lines.next().map(|line| sender.send(line));
            // A full pipe would stop the program.
            lines.for_each(drop);
        });
        let line = receiver.recv_timeout(START).map_err(|_| {
            let said = fs::read_to_string(log).unwrap_or_default();
            format!("`{}` does not begin: {}", started.shown, said.trim())
        })?;
        Ok((started, line))
    }

    /// Waits until something holds, as long as the program runs.
    pub(crate) fn wait_until(&mut self, mut holds: impl FnMut() -> bool) -> Result<(), Failure> {
        let start = Instant::now();
        while !holds() {
            let ended = self.child.try_wait().map_err(|error| error.to_string())?;
            if let Some(status) = ended {
                return Err(format!("`{}` has ended: {status}", self.shown));
            }
            if start.elapsed() > START {
                return Err(format!("`{}` is not ready after {START:?}", self.shown));
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn create(log: &Path) -> Result<File, Failure> {
    File::create(log).map_err(|error| format!("{}: {error}", log.display()))
}

fn spawn<A: AsRef<OsStr>>(
    folder: &Path,
    program: &OsStr,
    arguments: &[A],
    output: Stdio,
    errors: File,
) -> Result<Background, Failure> {
    let shown = tool::shown(program, arguments);
    say(&format!("$ {shown} &"));
    let child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(errors)
        .spawn()
        .map_err(|error| tool::missing(&shown, &error))?;
    Ok(Background { child, shown })
}
