//! Document and verdicts of each provider → `crates/codegen` → `OUT_DIR`.

use std::{env, fs, path::Path, process::exit};

include!("providers.rs");

// Cargo reads a build script's standard output, and shows its standard error when it stops.
#[allow(clippy::print_stdout, clippy::print_stderr)]
fn main() {
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    println!("cargo::rerun-if-changed=build.rs\ncargo::rerun-if-changed=providers.rs");
    for provider in PROVIDERS {
        let is_on = provider.feature.is_none_or(|feature| {
            env::var_os(format!("CARGO_FEATURE_{}", feature.to_uppercase())).is_some()
        });
        if is_on {
            generate(provider, Path::new(&out));
            embed_recordings(provider, Path::new(&out));
        }
    }
}

/// The client of a provider's document.
#[allow(clippy::print_stdout, clippy::print_stderr)]
fn generate(provider: &Provider, out: &Path) {
    let name = provider.name;
    let document = format!("openapi/{name}.yaml");
    let verdicts = format!("openapi/{name}.verdicts.yaml");
    println!("cargo::rerun-if-changed={document}\ncargo::rerun-if-changed={verdicts}");
    let [document_text, verdicts_text] = [&document, &verdicts].map(|file| {
        fs::read_to_string(file).unwrap_or_else(|error| {
            eprintln!("{file}: {error}; right would be a YAML file in UTF-8");
            exit(1)
        })
    });
    let sources = pazemo_codegen::Sources {
        document: (&document, &document_text),
        verdicts: Some((&verdicts, &verdicts_text)),
        module: pazemo_codegen::Module::new(provider.module, name),
    };
    match pazemo_codegen::generate(&sources) {
        Ok(generated) => {
            for warning in &generated.warnings {
                println!("cargo::warning={}", warning.to_string().replace('\n', " "));
            }
            fs::write(out.join(format!("{name}.rs")), generated.source)
                .expect("OUT_DIR is writable");
        }
        Err(findings) => {
            for finding in findings {
                eprintln!("{finding}");
            }
            exit(1);
        }
    }
}

/// The recordings of a provider as a list.
#[allow(clippy::print_stdout)]
fn embed_recordings(provider: &Provider, out: &Path) {
    let (name, recordings) = (provider.name, Path::new(provider.recordings));
    let list = if recordings.is_dir() {
        println!("cargo::rerun-if-changed={}", recordings.display());
        pazemo_codegen::embed_files(recordings).expect("recordings are readable")
    } else {
        "&[]".to_owned()
    };
    fs::write(out.join(format!("{name}-recordings.rs")), list).expect("OUT_DIR is writable");
}
