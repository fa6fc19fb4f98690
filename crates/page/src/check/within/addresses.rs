//! Addresses of requests, over the whole page.

use std::collections::BTreeSet;

use crate::check::{report::Place, sink::Sink, view::View};

/// Lines and samples whose address fits, by their places; PHP's name for the address is a place of its own.
fn requests(view: &View<'_>, fits: impl Fn(&str) -> bool) -> Vec<Place> {
    let mut places = Vec::new();
    for (at, seen) in view.each() {
        if seen.on_page.base.as_deref().is_some_and(&fits) && !seen.on_page.from_sample {
            places.push(view.place(Some(at), "path", "prose", None, seen.on_page.line));
        }
    }
    for (at, sample) in view.samples() {
        if let Some(url) = sample.url.as_deref().filter(|url| fits(url)) {
            let before = sample.text.find(url).and_then(|at| sample.text.get(..at));
            let line = sample.line + before.map_or(0, |text| text.matches('\n').count());
            let field = sample.text.contains("CURLOPT_URL").then_some("CURLOPT_URL");
            places.push(view.place(Some(at), "path", "sample", field, line));
        }
    }
    places
}

pub(in crate::check) fn plain_http(view: &View<'_>, sink: &mut Sink<'_>) {
    let secure = |url: &str| url.starts_with("https://");
    let servers = view.document.servers();
    if !(view.page.base_urls.iter().any(|base| secure(&base.url))
        || servers.iter().any(|server| secure(&server.url)))
    {
        return;
    }
    let places = requests(view, |url| url.starts_with("http://") && !is_local(url));
    if !places.is_empty() {
        sink.find(
            "requests are written with http://, the base addresses are https://",
            places,
        );
    }
}

fn is_local(url: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    ["localhost", "127.", "[::1]"]
        .iter()
        .any(|local| host.starts_with(local))
}

fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    Some(rest.split(['/', '?']).next()?.to_lowercase())
}

pub(in crate::check) fn one_environment(view: &View<'_>, sink: &mut Sink<'_>) {
    let bases: BTreeSet<String> = view
        .page
        .base_urls
        .iter()
        .filter_map(|base| host(&base.url))
        .collect();
    let lines = view
        .operations
        .iter()
        .filter_map(|seen| seen.on_page.base.as_deref());
    let used: BTreeSet<String> = lines.filter_map(host).collect();
    if bases.len() < 2 || used.len() != 1 || !used.is_subset(&bases) {
        return;
    }
    let mut places = requests(view, |url| {
        host(url).is_some_and(|host| used.contains(&host))
    });
    for base in &view.page.base_urls {
        places.push(view.place(None, "page", "table", base.name.as_deref(), base.line));
    }
    sink.find(
        "there are several base addresses, all requests are written with one of them",
        places,
    );
}

pub(in crate::check) fn undocumented_host(view: &View<'_>, sink: &mut Sink<'_>) {
    let bases = view.page.base_urls.iter().map(|base| base.url.clone());
    let servers = view.document.servers().into_iter().map(|server| server.url);
    let known: BTreeSet<String> = bases.chain(servers).filter_map(|url| host(&url)).collect();
    if known.is_empty() {
        return;
    }
    for place in requests(view, |url| {
        host(url).is_some_and(|host| !known.contains(&host) && !host.contains(['{', '<', '$']))
    }) {
        sink.find(
            format!(
                "{}: the host is none of the base addresses",
                place.operation
            ),
            vec![place],
        );
    }
}

pub(in crate::check) fn conflicts(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, seen) in view.each() {
        for conflict in &seen.on_page.conflicts {
            let side = if conflict.kind == "sample-method" {
                "request"
            } else {
                "path"
            };
            sink.find(
                format!("{}: {}", seen.label, conflict.message),
                vec![view.place(Some(at), side, "sample", None, conflict.line)],
            );
        }
    }
}
