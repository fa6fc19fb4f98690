//! `generated/`: what is made from the documents, for people to review. Nothing in it is compiled.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use pazemo_openapi::Document;

use crate::{
    Failure,
    providers::{PROVIDERS, Provider},
    say,
};

pub(crate) fn run(root: &Path, check: bool) -> Result<(), Failure> {
    let folder = root.join("generated");
    let wanted = files(root)?;
    let stale = differences(&folder, &wanted)?;
    if check {
        return if stale.is_empty() {
            say("generated/ is up to date");
            Ok(())
        } else {
            let list: String = stale
                .iter()
                .map(|(file, what)| format!("\n  generated/{file}: {what}"))
                .collect();
            Err(format!(
                "generated/ is not what the documents give; run `cargo xtask regenerate`{list}"
            ))
        };
    }
    for (file, what) in &stale {
        let path = folder.join(file);
        match wanted.get(file) {
            Some(text) => {
                let parent = path.parent().unwrap_or(&folder);
                fs::create_dir_all(parent).and_then(|()| fs::write(&path, text))
            }
            None => fs::remove_file(&path),
        }
        .map_err(|error| format!("generated/{file}: {error}"))?;
        say(&format!("generated/{file}: was {what}"));
    }
    say(&format!(
        "generated/: {} files, {} written",
        wanted.len(),
        stale.len()
    ));
    Ok(())
}

/// The files that `generated/` should hold, by their path in it.
fn files(root: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let mut files = BTreeMap::new();
    for provider in PROVIDERS {
        add_provider(root, provider, &mut files)?;
    }
    Ok(files)
}

/// The files of a provider; those of the crate's own module stand at the top.
fn add_provider(
    root: &Path,
    provider: &Provider,
    files: &mut BTreeMap<String, String>,
) -> Result<(), Failure> {
    let Provider { name, module, .. } = provider;
    let read = |file: &str| {
        fs::read_to_string(root.join(file)).map_err(|error| format!("{file}: {error}"))
    };
    let document = format!("openapi/{name}.yaml");
    let verdicts = format!("openapi/{name}.verdicts.yaml");
    let (text, verdicts_text) = (read(&document)?, read(&verdicts)?);
    let sources = pazemo_codegen::Sources {
        document: (&document, &text),
        verdicts: Some((&verdicts, &verdicts_text)),
        module: pazemo_codegen::Module::new(module, name),
    };
    let generated = pazemo_codegen::generate(&sources).map_err(|findings| {
        let list: String = findings
            .iter()
            .map(|finding| format!("\n{finding}"))
            .collect();
        format!("the documents do not hold{list}")
    })?;
    let document = Document::read(&document, &text).map_err(|finding| finding.to_string())?;
    let header = format!(
        "// Made from openapi/{name}.yaml and {name}.verdicts.yaml by `cargo xtask regenerate`, for review. The build makes its own copy.\n\n"
    );
    let folder = provider.generated();
    let mut add = |file: String, text| files.insert(format!("{folder}{file}"), text);
    add(
        "client.rs".to_owned(),
        format!("{header}{}", generated.source),
    );
    add(format!("{name}.json"), pazemo_openapi::to_json(&document));
    add(
        format!("{name}-3.1.json"),
        pazemo_openapi::to_openapi_3_1(&document),
    );
    for (name, schema) in pazemo_openapi::json_schemas(&document) {
        add(format!("schemas/{name}.json"), schema);
    }
    Ok(())
}

/// What differs between the folder and the wanted files, and how.
fn differences(
    folder: &Path,
    wanted: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, &'static str>, Failure> {
    let mut stale = BTreeMap::new();
    for (file, text) in wanted {
        match fs::read_to_string(folder.join(file)) {
            Ok(found) if found == *text => {}
            Ok(_) => drop(stale.insert(file.clone(), "out of date")),
            Err(_) => drop(stale.insert(file.clone(), "missing")),
        }
    }
    for path in present(folder)? {
        let file = path
            .strip_prefix(folder)
            .unwrap_or(&path)
            .to_string_lossy()
            .replace('\\', "/");
        if !wanted.contains_key(&file) {
            stale.insert(file, "left over");
        }
    }
    Ok(stale)
}

fn present(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(files);
    };
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            files.extend(present(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}
