//! The rules as data.

use super::report::Level;

/// A rule of the check.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Rule {
    /// Stable kebab-case name.
    pub id: &'static str,
    /// How much a finding of it matters.
    pub level: Level,
    /// What would be right.
    pub advice: &'static str,
}

/// All rules.
pub const RULES: &[Rule] = &[];
