//! The walk of a team whose API grows: a new operation, field and enum value in a copy of the document are callable after one build.

use std::{fs, path::Path, process::Command};

use crate::{Failure, tool};

const USE: &str = include_str!("walk_use.rs");

pub(crate) fn run(root: &Path) -> Result<(), Failure> {
    let copy = root.join("target").join("walk");
    copy_tracked(root, &copy)?;
    let target = root.join("target").join("walk-target");
    let environment = [("CARGO_TARGET_DIR", target.as_os_str())];
    tool::run(
        &copy,
        "cargo",
        &["xtask", "regenerate", "--check"],
        &environment,
    )?;

    grow(&copy.join("openapi").join("pazemo.yaml"))?;
    let example = copy.join("examples").join("walk.rs");
    fs::write(example, USE).map_err(|error| error.to_string())?;
    tool::run(
        &copy,
        "cargo",
        &["run", "--quiet", "--package", "pazemo", "--example", "walk"],
        &environment,
    )?;

    let message = tool::run_to_failure(
        &copy,
        "cargo",
        &["xtask", "regenerate", "--check"],
        &environment,
    )?;
    if !message.contains("generated/client.rs: out of date") {
        return Err(format!(
            "`regenerate --check` does not name generated/client.rs: {message}"
        ));
    }
    tool::run(&copy, "cargo", &["xtask", "regenerate"], &environment)?;
    tool::run(
        &copy,
        "cargo",
        &["xtask", "regenerate", "--check"],
        &environment,
    )?;

    let document = copy.join("openapi").join("pazemo.yaml");
    let text = fs::read_to_string(&document).map_err(|error| error.to_string())?;
    let broken = text.replacen("x-retry: safe", "x-rety: safe", 1);
    fs::write(&document, broken).map_err(|error| error.to_string())?;
    let message = tool::run_to_failure(
        &copy,
        "cargo",
        &["build", "--package", "pazemo"],
        &environment,
    )?;
    for part in [
        "openapi/pazemo.yaml:",
        "unknown-extension",
        "did you mean `x-retry`?",
        "missing-retry",
    ] {
        if !message.contains(part) {
            return Err(format!(
                "the stopped build does not say `{part}`: {message}"
            ));
        }
    }
    Ok(())
}

/// The files git knows or would add, as they are in the working tree.
pub(crate) fn copy_tracked(root: &Path, copy: &Path) -> Result<(), Failure> {
    if copy.exists() {
        fs::remove_dir_all(copy).map_err(|error| error.to_string())?;
    }
    let list = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root)
        .output()
        .map_err(|error| format!("git cannot be run: {error}"))?;
    for name in list
        .stdout
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty())
    {
        let name = String::from_utf8_lossy(name).into_owned();
        let (from, to) = (root.join(&name), copy.join(&name));
        if !from.is_file() {
            continue;
        }
        let parent = to.parent().unwrap_or(copy);
        fs::create_dir_all(parent).map_err(|error| error.to_string())?;
        fs::copy(&from, &to).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(())
}

/// Adds `GET /walkProbes` under a tag of its own, the field `Account.walkProbe` and the currency `WALK`.
fn grow(document: &Path) -> Result<(), Failure> {
    let text = fs::read_to_string(document).map_err(|error| error.to_string())?;
    let operation = r"  /walkProbes:
    get:
      tags:
        - walkProbes
      summary: List banks
      description: Answers with all banks.
      operationId: listWalkProbes
      x-retry: safe
      parameters:
        - name: country
          in: query
          description: Only the banks of this country.
          schema:
            type: string
            x-sensitive: 'no'
      responses:
        '200':
          description: All banks.
          x-evidence: inferred
          content:
            application/json:
              schema:
                type: array
                items:
                  $ref: '#/components/schemas/WalkProbe'
components:
";
    let schema = r"  schemas:
    WalkProbe:
      type: object
      required:
        - id
      properties:
        id:
          allOf:
            - $ref: '#/components/schemas/BankId'
          description: Identifier of the bank.
          x-evidence: inferred
        name:
          type: string
          description: Name of the bank.
          x-evidence: inferred
          x-sensitive: 'no'
";
    let field = r"        walkProbe:
          type: string
          description: What the user calls the account.
          x-evidence: inferred
          x-sensitive: personal
";
    let mut grown = replaced(&text, "\ncomponents:\n", &format!("\n{operation}"))?;
    grown = replaced(&grown, "\n  schemas:\n", &format!("\n{schema}"))?;
    let account = grown
        .find("\n    Account:\n")
        .ok_or("no component `Account`")?;
    let (before, rest) = grown.split_at(account);
    let rest = replaced(
        rest,
        "      properties:\n",
        &format!("      properties:\n{field}"),
    )?;
    grown = format!("{before}{rest}");
    let currency = grown
        .find("\n    CurrencyId:\n")
        .ok_or("no component `CurrencyId`")?;
    let (before, rest) = grown.split_at(currency);
    let rest = add_currency(rest)?;
    fs::write(document, format!("{before}{rest}")).map_err(|error| error.to_string())
}

/// The list of values may be written in either of YAML's forms.
fn add_currency(text: &str) -> Result<String, Failure> {
    match text.find("x-extensible-enum: [") {
        Some(at) if text[..at].lines().count() < 12 => {
            replaced(text, "x-extensible-enum: [", "x-extensible-enum: [WALK, ")
        }
        _ => replaced(
            text,
            "x-extensible-enum:\n",
            "x-extensible-enum:\n        - WALK\n",
        ),
    }
}

fn replaced(text: &str, old: &str, new: &str) -> Result<String, Failure> {
    if text.contains(old) {
        Ok(text.replacen(old, new, 1))
    } else {
        Err(format!("the document has no {old:?}"))
    }
}
