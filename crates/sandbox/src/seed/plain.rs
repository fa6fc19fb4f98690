//! Reading seed data whose form is plain enough for serde to say what is wrong with it.

use serde::de::DeserializeOwned;

use super::InvalidSeed;

/// Reads YAML or JSON. What is wrong is said with its place, and no value is quoted: it may be a key.
pub(crate) fn plain<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, InvalidSeed> {
    let root =
        pazemo_openapi::parse(file, text).map_err(|finding| InvalidSeed(finding.to_string()))?;
    let refused = |place: &str, message: &str| {
        InvalidSeed(format!("{file}: error [seed]: `{place}`: {message}"))
    };
    let json = serde_json::to_string(&root).map_err(|_| refused("", "this is no JSON"))?;
    let mut reader = serde_json::Deserializer::from_str(&json);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let place = error.path().to_string();
        let text = error.inner().to_string();
        // Behind it stands where it is in JSON that nobody has seen.
        let text = text.split(" at line ").next().unwrap_or_default();
        let message = match text.split_once(", expected ") {
            Some((_, right)) if !text.starts_with("unknown field") => {
                format!("right would be {right}")
            }
            _ => text.to_owned(),
        };
        refused(&place, &message)
    })
}
