//! Base addresses, authentication, media types.

use pazemo_openapi::Pointer;

use crate::check::{sink::Sink, view::View};

fn bare(url: &str) -> &str {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    url.trim_end_matches('/')
}

pub(in crate::check) fn base_not_in_document(view: &View<'_>, sink: &mut Sink<'_>) {
    let servers = view.document.servers();
    for base in &view.page.base_urls {
        if !servers
            .iter()
            .any(|server| bare(&server.url).eq_ignore_ascii_case(bare(&base.url)))
        {
            sink.find_at(
                format!(
                    "the page has the base address {}, the document has not",
                    base.url
                ),
                vec![view.place(None, "page", "table", base.name.as_deref(), base.line)],
                &Pointer::root().key("servers"),
            );
        }
    }
}

pub(in crate::check) fn base_not_on_page(views: &[View<'_>], sink: &mut Sink<'_>) {
    let Some(first) = views.first() else { return };
    let bases: Vec<&str> = views
        .iter()
        .flat_map(|view| &view.page.base_urls)
        .map(|base| bare(&base.url))
        .collect();
    for (at, server) in first.document.servers().iter().enumerate() {
        if !bases.is_empty()
            && !bases
                .iter()
                .any(|base| bare(&server.url).eq_ignore_ascii_case(base))
        {
            sink.find_at(
                format!(
                    "the document has the server {}, the page has no such base address",
                    server.url
                ),
                vec![first.place(None, "page", "table", None, 0)],
                &Pointer::root().key("servers").key(at),
            );
        }
    }
}

pub(in crate::check) fn base_slash(view: &View<'_>, sink: &mut Sink<'_>) {
    let slashed = |url: &str| url.ends_with('/');
    let servers = view.document.servers();
    let differ = view.page.base_urls.iter().any(|base| {
        servers.iter().any(|server| {
            bare(&server.url) == bare(&base.url) && slashed(&server.url) != slashed(&base.url)
        })
    });
    if differ {
        let mut places: Vec<_> = view
            .page
            .base_urls
            .iter()
            .map(|base| view.place(None, "page", "table", Some("Base URL"), base.line))
            .collect();
        places.dedup();
        sink.find_at("the base addresses of the page end with a slash, those of the document do not, or the other way round", places, &Pointer::root().key("servers"));
    }
}

pub(in crate::check) fn authentication(view: &View<'_>, sink: &mut Sink<'_>) {
    let schemes = Pointer::parse("/components/securitySchemes")
        .and_then(|pointer| pointer.resolve(view.document.root()));
    let Some(schemes) = schemes else { return };
    let mut known = Vec::new();
    for entry in schemes.entries() {
        match entry.node.str("type") {
            Some("http") => known.push((
                "authorization".to_owned(),
                entry.node.str("scheme").unwrap_or_default().to_lowercase(),
            )),
            Some("apiKey") if entry.node.str("in") == Some("header") => known.push((
                entry.node.str("name").unwrap_or_default().to_lowercase(),
                String::new(),
            )),
            Some("oauth2" | "openIdConnect") => {
                known.push(("authorization".to_owned(), "bearer".to_owned()))
            }
            _ => return,
        }
    }
    let page = view
        .page
        .authentication
        .iter()
        .map(|claim| (None, "prose", claim.text.as_str().to_owned(), claim.line));
    let samples = view.samples().flat_map(|(at, sample)| {
        let headers = sample
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("authorization"));
        headers
            .map(move |(name, value)| (Some(at), "sample", format!("{name}: {value}"), sample.line))
    });
    for (at, source, text, line) in page.chain(samples) {
        let (name, value) = text.split_once(':').unwrap_or((&text, ""));
        let scheme = value
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let fits = known.iter().any(|(header, wanted)| {
            *header == name.trim().to_lowercase()
                && (wanted.is_empty()
                    || *wanted == scheme
                    || !scheme.chars().all(char::is_alphabetic))
        });
        if !fits && !known.is_empty() {
            let side = if at.is_some() { "request" } else { "page" };
            sink.find_at(
                format!(
                    "the page authenticates by {} {scheme}, the document does not",
                    name.trim()
                ),
                vec![view.place(at, side, source, Some(name.trim()), line)],
                &Pointer::root().key("components").key("securitySchemes"),
            );
        }
    }
}

pub(in crate::check) fn request_media_type(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, sample) in view.samples() {
        let documented = view.operations.get(at).and_then(|seen| seen.documented);
        let (Some(documented), Some(_)) = (documented, &sample.body) else {
            continue;
        };
        let header = sample
            .headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let Some((name, value)) = header else {
            continue;
        };
        let kind = value.split(';').next().unwrap_or_default().trim();
        if !documented.request.is_empty()
            && !documented
                .request
                .iter()
                .any(|body| body.media_type.eq_ignore_ascii_case(kind))
        {
            let label = view
                .operations
                .get(at)
                .map_or("", |seen| seen.label.as_str());
            sink.find_at(
                format!("{label}: a sample sends {kind}, the document has another media type"),
                vec![view.place(Some(at), "request", "sample", Some(name), sample.line)],
                &documented.pointer,
            );
        }
    }
}
