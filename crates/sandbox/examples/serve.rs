//! A sandbox in a process of its own, until it is killed: `cargo run -p pazemo-sandbox --example serve`.

use std::io::{self, Write};

use pazemo_sandbox::Sandbox;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::builder().start_blocking()?;
    let mut out = io::stdout();
    writeln!(
        out,
        r#"{{"url":"{}","token":"{}"}}"#,
        sandbox.url(),
        sandbox.token().expose()
    )?;
    out.flush()?;
    loop {
        std::thread::park();
    }
}
