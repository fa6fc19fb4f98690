//! Where the generated code of a document is put, and which faces it gets there.

use proc_macro2::TokenStream;
use quote::quote;

/// The module of the client's crate that the generated code of a document belongs to.
///
/// The generated code refers to what stands in it: `Client`, with the method `begin`, and `status_meaning`.
#[derive(Debug, Clone, Copy)]
pub struct Module<'m> {
    path: &'m str,
    provider: &'m str,
}

impl<'m> Module<'m> {
    /// A module by its path from the crate's root, such as `paysera`, empty for the root itself; and the provider's name, as errors and spans have it.
    ///
    /// The root has the blocking facade, calls by the operation's name and the scripted server besides the async facade.
    ///
    /// ```
    /// let module = pazemo_codegen::Module::new("qolo", "qolo");
    /// ```
    #[must_use]
    pub const fn new(path: &'m str, provider: &'m str) -> Self {
        Self { path, provider }
    }

    /// Whether it is the crate's root.
    pub(crate) fn is_root(self) -> bool {
        self.path.is_empty()
    }

    /// The name of the provider.
    pub(crate) fn provider(self) -> &'m str {
        self.provider
    }

    /// Its path within the crate.
    pub(crate) fn tokens(self) -> TokenStream {
        match syn::parse_str::<syn::Path>(self.path) {
            Ok(path) => quote!(crate::#path),
            Err(_) => quote!(crate),
        }
    }

    /// Its path as users of the crate write it.
    pub(crate) fn shown(self) -> String {
        if self.is_root() {
            "pazemo".to_owned()
        } else {
            format!("pazemo::{}", self.path)
        }
    }
}
