//! How names of the document become names of Rust.

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};
use proc_macro2::{Ident, Span};

/// A type, as progenitor names it too.
pub(crate) fn type_ident(name: &str) -> Ident {
    ident(&name.to_pascal_case())
}

/// A field, method, argument or accessor.
pub(crate) fn snake_ident(name: &str) -> Ident {
    ident(&name.to_snake_case())
}

/// A constant.
pub(crate) fn const_ident(name: &str) -> Ident {
    ident(&name.to_shouty_snake_case())
}

/// Keywords get an underscore behind them, as progenitor does it; a digit in front gets one before it.
fn ident(name: &str) -> Ident {
    let name = if name.starts_with(|c: char| c.is_ascii_digit()) || name.is_empty() {
        format!("_{name}")
    } else {
        name.to_owned()
    };
    syn::parse_str::<Ident>(&name)
        .unwrap_or_else(|_| Ident::new(&format!("{name}_"), Span::call_site()))
}
