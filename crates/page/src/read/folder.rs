//! A Slate site as a folder: its index, with the files that it includes behind it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Component, Path, PathBuf},
};

use super::markdown::front;
use crate::{
    model::Warning,
    source::{Form, MOST, Source, Unreadable, text_of},
};

/// Where the index may stand, the likeliest first.
const INDEXES: [&str; 8] = [
    "index.html.md",
    "index.md",
    "index.html.md.erb",
    "index.md.erb",
    "source/index.html.md",
    "source/index.md",
    "source/index.html.md.erb",
    "README.md",
];

/// A Slate site: its index, with the files that it includes behind it. Front matter of an included file is not followed, so that no
/// file can include itself.
pub(crate) fn folder(path: &Path) -> Result<Source, Unreadable> {
    let index = INDEXES
        .iter()
        .map(|name| path.join(name))
        .find(|candidate| candidate.is_file())
        .ok_or_else(|| {
            Unreadable(format!(
                "{} has no index.html.md; right would be the folder with a site's Markdown, or a single file",
                path.display()
            ))
        })?;
    let base = index.parent().unwrap_or(path).to_path_buf();
    let mut text = plain(&index, text_of(&index)?);
    let mut warnings = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, line) in front::includes(&text) {
        let missing = |why: &str| Warning {
            kind: "include-missing",
            message: format!("the included file {name:?} is left out: {why}"),
            line,
        };
        if !stays_inside(&name) {
            warnings.push(missing("its name leads out of the folder"));
            continue;
        }
        if !seen.insert(name.clone()) {
            continue;
        }
        match included(&base, &name) {
            Ok(found) => {
                while !text.ends_with("\n\n") {
                    text.push('\n');
                }
                text.push_str(&found);
            }
            Err(why) => warnings.push(missing(&why)),
        }
        if text.len() as u64 > MOST {
            return Err(Unreadable(format!(
                "{} and its included files have more than {MOST} bytes",
                path.display()
            )));
        }
    }
    Ok(Source::of_form(
        path.display().to_string(),
        text,
        Form::Markdown,
        warnings,
    ))
}

fn stays_inside(name: &str) -> bool {
    !name.is_empty()
        && !name.contains('\\')
        && Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

/// The text of an included file. A link out of the folder is refused too.
fn included(base: &Path, name: &str) -> Result<String, String> {
    let root = fs::canonicalize(base).map_err(|error| error.to_string())?;
    for candidate in candidates(base, name) {
        if !candidate.is_file() {
            continue;
        }
        let real = fs::canonicalize(&candidate).map_err(|error| error.to_string())?;
        if !real.starts_with(&root) {
            return Err("it leads out of the folder".to_owned());
        }
        return text_of(&real)
            .map(|text| plain(&candidate, text))
            .map_err(|error| error.to_string());
    }
    Err("there is no such file".to_owned())
}

/// `errors` may be `includes/_errors.md`, `includes/errors.md` and so on; `users/create` may be `includes/users/_create.md`.
fn candidates(base: &Path, name: &str) -> Vec<PathBuf> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let mut all = Vec::new();
    for place in ["includes", ""] {
        for mark in ["_", ""] {
            for ending in [".md", ".md.erb", ".html.md", ".markdown", ""] {
                all.push(
                    base.join(place)
                        .join(folder)
                        .join(format!("{mark}{file}{ending}")),
                );
            }
        }
    }
    all
}

/// A template's own tags say nothing to a reader; what stands between them does. Lines are kept.
fn plain(path: &Path, text: String) -> String {
    if path.extension().is_none_or(|ending| ending != "erb") {
        return text;
    }
    let mut rest = text.as_str();
    let mut kept = String::with_capacity(text.len());
    while let Some((before, behind)) = rest.split_once("<%") {
        let Some((tag, after)) = behind.split_once("%>") else {
            break;
        };
        kept.push_str(before);
        kept.extend(tag.chars().filter(|character| *character == '\n'));
        rest = after;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that is gone when the test is.
    struct Site(PathBuf);

    impl Site {
        fn new(name: &str, files: &[(&str, &str)]) -> Self {
            let root =
                std::env::temp_dir().join(format!("pazemo-page-{}-{name}", std::process::id()));
            for (path, text) in files {
                let path = root.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            Self(root)
        }

        fn read(&self) -> Source {
            folder(&self.0).unwrap()
        }
    }

    impl Drop for Site {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    const INDEX: &str = "---\ntitle: T\nincludes:\n  - errors\n  - ships/leave\n---\n\n# One\n";

    #[test]
    fn included_files_follow_the_index() {
        for index in [
            "index.html.md",
            "index.md",
            "source/index.html.md",
            "index.html.md.erb",
        ] {
            let base = Path::new(index).parent().unwrap().join("includes");
            let errors = base.join("_errors.md");
            let leave = base.join("ships/leave.md.erb");
            let site = Site::new(
                "includes",
                &[
                    (index, INDEX),
                    (errors.to_str().unwrap(), "# Errors\n"),
                    (leave.to_str().unwrap(), "# Leave<%= of %>\n"),
                ],
            );
            let source = site.read();
            assert!(
                source.text().ends_with("# One\n\n# Errors\n\n# Leave\n"),
                "{:?}",
                source.text()
            );
            assert_eq!(source.warnings(), []);
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_a_warning() {
        let site = Site::new(
            "missing",
            &[("index.md", INDEX), ("_errors.md", "# Errors\n")],
        );
        let source = site.read();
        assert!(source.text().ends_with("# Errors\n"));
        let warnings: Vec<_> = source
            .warnings()
            .iter()
            .map(|warning| (warning.kind, warning.line))
            .collect();
        assert_eq!(warnings, [("include-missing", 5)]);
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let outside = Site::new("outside", &[("secret.md", "secret\n")]);
        let name = outside.0.file_name().unwrap().to_str().unwrap().to_owned();
        let index = format!(
            "---\nincludes:\n  - ../{name}/secret\n  - {}\n  - link\n---\n",
            outside.0.join("secret").display()
        );
        let site = Site::new("inside", &[("index.md", &index)]);
        #[cfg(unix)]
        std::os::unix::fs::symlink(outside.0.join("secret.md"), site.0.join("_link.md")).unwrap();
        let source = site.read();
        assert!(!source.text().contains("secret\n#") && source.text().trim_end().ends_with("---"));
        assert_eq!(source.warnings().len(), 3);
    }

    #[test]
    fn a_file_that_includes_itself_is_read_once() {
        let site = Site::new(
            "cycle",
            &[
                ("index.md", "---\nincludes: [a, a]\n---\n"),
                ("includes/_a.md", "---\nincludes: [a]\n---\n\n# A\n"),
            ],
        );
        assert_eq!(site.read().text().matches("# A").count(), 1);
    }

    #[test]
    fn a_folder_without_an_index_is_refused_with_advice() {
        let site = Site::new("empty", &[("page.txt", "x")]);
        let refused = folder(&site.0).unwrap_err().to_string();
        assert!(refused.contains("index.html.md"), "{refused}");
    }
}
