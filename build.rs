//! Document and verdicts → `crates/codegen` → `OUT_DIR`.

use std::{env, fs, path::Path, process::exit};

// Cargo reads a build script's standard output, and shows its standard error when it stops.
#[allow(clippy::print_stdout, clippy::print_stderr)]
fn main() {
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    let (document, verdicts) = ("openapi/pazemo.yaml", "openapi/pazemo.verdicts.yaml");
    let recordings = "tests/recordings";
    println!("cargo::rerun-if-changed=build.rs\ncargo::rerun-if-changed={document}");
    println!("cargo::rerun-if-changed={verdicts}\ncargo::rerun-if-changed={recordings}");
    let [document_text, verdicts_text] = [document, verdicts].map(|file| {
        fs::read_to_string(file).unwrap_or_else(|error| {
            eprintln!("{file}: {error}; right would be a YAML file in UTF-8");
            exit(1)
        })
    });
    let sources = pazemo_codegen::Sources {
        document: (document, &document_text),
        verdicts: Some((verdicts, &verdicts_text)),
    };
    match pazemo_codegen::generate(&sources) {
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
