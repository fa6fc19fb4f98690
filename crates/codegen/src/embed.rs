//! Data files as a constant, so that a program finds them wherever it runs.

use std::{fs, io, path::Path};

/// Rust source of a slice `&[(&str, &str)]`: name and content of each YAML file of a folder, sorted by name.
///
/// # Errors
///
/// What the file system says.
///
/// ```
/// let source = pazemo_codegen::embed_files(std::path::Path::new("src")).unwrap();
/// assert_eq!(source, "&[\n]\n"); // no YAML file there
/// ```
pub fn embed_files(folder: &Path) -> io::Result<String> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            paths.push(fs::canonicalize(path)?);
        }
    }
    paths.sort();
    let rows = paths.iter().map(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        format!("    ({name:?}, include_str!({path:?})),\n")
    });
    Ok(format!("&[\n{}]\n", rows.collect::<String>()))
}
