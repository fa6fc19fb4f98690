//! The kinds of changes, each at its level.

use super::Level;

/// A kind: its level and its name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind(pub(super) Level, pub(super) &'static str);

macro_rules! kinds {
    ($($level:ident { $($constant:ident = $name:literal),* $(,)? })*) => {
        $($(pub(super) const $constant: Kind = Kind(Level::$level, $name);)*)*

        /// Every kind of change that [`diff`](super::diff) reports, with its level.
        ///
        /// ```
        /// use pazemo_page::diff::{KINDS, Level};
        ///
        /// assert!(KINDS.contains(&("endpoint_added", Level::Api)));
        /// ```
        pub const KINDS: &[(&str, Level)] = &[$($(($name, Level::$level)),*),*];
    };
}

kinds! {
    Api {
        ENDPOINT_ADDED = "endpoint_added",
        ENDPOINT_REMOVED = "endpoint_removed",
        ENDPOINT_PATH_CHANGED = "endpoint_path_changed",
        REQUEST_FIELD_ADDED = "request_field_added",
        REQUEST_FIELD_REMOVED = "request_field_removed",
        REQUEST_FIELD_RENAMED = "request_field_renamed",
        RESPONSE_FIELD_ADDED = "response_field_added",
        RESPONSE_FIELD_REMOVED = "response_field_removed",
        RESPONSE_FIELD_RENAMED = "response_field_renamed",
        SCHEMA_FIELD_ADDED = "schema_field_added",
        SCHEMA_FIELD_REMOVED = "schema_field_removed",
        SCHEMA_TYPE_CHANGED = "schema_type_changed",
        TYPE_CHANGED = "type_changed",
        REQUIRED_CHANGED = "required_changed",
        STATUS_ADDED = "status_added",
        STATUS_REMOVED = "status_removed",
        STATUS_MEANING_CHANGED = "status_meaning_changed",
        BASE_URL_ADDED = "base_url_added",
        BASE_URL_REMOVED = "base_url_removed",
        AUTH_CHANGED = "auth_changed",
    }
    Example {
        EXAMPLE_KEY_ADDED = "example_key_added",
        EXAMPLE_KEY_REMOVED = "example_key_removed",
        EXAMPLE_VALUE_CHANGED = "example_value_changed",
        ERROR_EXAMPLE_ADDED = "error_example_added",
        ERROR_EXAMPLE_REMOVED = "error_example_removed",
        HEADER_ADDED = "header_added",
        HEADER_REMOVED = "header_removed",
        CODE_SAMPLE_ADDED = "code_sample_added",
        CODE_SAMPLE_REMOVED = "code_sample_removed",
        CODE_SAMPLE_CHANGED = "code_sample_changed",
    }
    Doc {
        TITLE_CHANGED = "title_changed",
        PROSE_CHANGED = "prose_changed",
    }
}
