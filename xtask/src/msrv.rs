//! The minimum Rust version: what `Cargo.toml` promises is what is compiled with, and no dependency asks for more.

use std::{path::Path, process::Command};

use serde_json::Value;

use crate::{Failure, say, tool};

pub(crate) fn run(root: &Path) -> Result<(), Failure> {
    let metadata = metadata(root)?;
    let packages = metadata["packages"]
        .as_array()
        .ok_or("cargo metadata has no packages")?;
    let own = packages
        .iter()
        .filter(|package| package["source"].is_null());
    let mut promised: Vec<&str> = own
        .filter_map(|package| package["rust_version"].as_str())
        .collect();
    promised.sort_unstable();
    promised.dedup();
    let [promised] = promised.as_slice() else {
        return Err(format!(
            "the crates promise different versions: {promised:?}"
        ));
    };
    let demanding: Vec<String> = packages
        .iter()
        .filter_map(|package| {
            let wanted = package["rust_version"].as_str()?;
            let more = numbers(wanted) > numbers(promised);
            more.then(|| {
                format!(
                    "{} {} asks for {wanted}",
                    package["name"], package["version"]
                )
            })
        })
        .collect();
    if !demanding.is_empty() {
        return Err(format!(
            "more than the promised {promised}: {}",
            demanding.join(", ")
        ));
    }
    // The promise is only worth what a compiler of that version says.
    let compiler = compiler(root)?;
    if numbers(&compiler)[..2] == numbers(promised)[..2] {
        tool::run(
            root,
            "cargo",
            &[
                "check",
                "--workspace",
                "--all-targets",
                "--all-features",
                "--quiet",
            ],
            &[],
        )?;
    } else {
        let toolchain = format!("+{promised}");
        tool::run(
            root,
            "cargo",
            &[
                &toolchain,
                "check",
                "--workspace",
                "--all-features",
                "--quiet",
            ],
            &[],
        )?;
    }
    say(&format!(
        "Rust {promised} compiles all crates; {} packages ask for no more",
        packages.len()
    ));
    Ok(())
}

fn metadata(root: &Path) -> Result<Value, Failure> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))
}

fn compiler(root: &Path) -> Result<String, Failure> {
    let output = Command::new("rustc")
        .arg("--version")
        .current_dir(root)
        .output()
        .map_err(|error| format!("rustc cannot be run: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.split(' ')
        .nth(1)
        .map(str::to_owned)
        .ok_or(format!("`rustc --version` says {text:?}"))
}

/// The three numbers of a version.
fn numbers(version: &str) -> [u32; 3] {
    let mut numbers = version
        .split(['.', '-', '+'])
        .map(|part| part.parse().unwrap_or(0));
    [(); 3].map(|()| numbers.next().unwrap_or(0))
}
