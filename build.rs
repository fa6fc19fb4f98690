//! Document → `crates/codegen` → `OUT_DIR`.

use std::{env, fs, path::Path, process::exit};

// Cargo reads a build script's standard output, and shows its standard error when it stops.
#[allow(clippy::print_stdout, clippy::print_stderr)]
fn main() {
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    let (document, recordings) = ("openapi/pazemo.yaml", "tests/recordings");
    println!("cargo::rerun-if-changed=build.rs\ncargo::rerun-if-changed={document}");
    println!("cargo::rerun-if-changed={recordings}");
    let text = fs::read_to_string(document).unwrap_or_else(|error| {
        eprintln!("{document}: {error}; right would be a YAML file in UTF-8");
        exit(1)
    });
    match pazemo_codegen::generate(document, &text) {
        Ok(generated) => {
            for warning in &generated.warnings {
                println!("cargo::warning={}", warning.to_string().replace('\n', " "));
            }
            fs::write(Path::new(&out).join("pazemo.rs"), generated.source)
                .expect("OUT_DIR is writable");
        }
        Err(findings) => {
            for finding in findings {
                eprintln!("{finding}");
            }
            exit(1);
        }
    }
    let list = pazemo_codegen::embed_files(Path::new(recordings)).expect("recordings are readable");
    fs::write(Path::new(&out).join("recordings.rs"), list).expect("OUT_DIR is writable");
}
