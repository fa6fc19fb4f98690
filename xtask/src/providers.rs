//! The providers' documents.

include!("../../providers.rs");

impl Provider {
    /// Where its files stand under `generated/`: those of the crate's own module at the top.
    pub(crate) fn generated(&self) -> String {
        match self.module {
            "" => String::new(),
            module => format!("{module}/"),
        }
    }
}
