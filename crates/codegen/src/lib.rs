//! x
use progenitor_impl::*;
/// x
pub fn raw(text: &str) -> String {
    let document = pazemo_openapi::Document::read("p", text).unwrap();
    let lowered = pazemo_openapi::lower(&document);
    let spec: openapiv3::OpenAPI = serde_json::from_value(lowered).unwrap();
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Positional).with_hooks(HooksMode::Expected);
    for (n, s) in document.schemas() { if s.get("x-value").is_some() || s.get("x-extensible-enum").is_some() {
        settings.with_replacement(n, format!("crate::values::{n}"), [TypeImpl::Display].into_iter());
    }}
    let mut g = Generator::new(&settings);
    let t = g.generate_tokens(&spec).unwrap();
    prettyplease::unparse(&syn::parse2(t).unwrap())
}
