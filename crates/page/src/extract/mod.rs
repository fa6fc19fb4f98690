//! From blocks to what they claim about an API.

use crate::{
    block::{Block, BlockKind},
    model::{Example, ExampleBody, ExampleRole, Page, Section, StatusMeaning, Warning},
    source::Form,
};

mod assemble;
mod authentication;
mod base_urls;
mod code;
mod conflicts;
mod flow;
mod lists;
mod objects;
mod operations;
mod passages;
mod recovery;
mod request_line;
mod route;
mod samples;
mod segments;
mod statuses;
mod tables;
mod words;

use flow::Place;
use segments::{Event, EventKind, Segment};

pub(crate) fn page(form: Form, blocks: &[Block], warnings: Vec<Warning>) -> Page {
    let front = front(blocks);
    let passages = passages::all(blocks);
    let blocks = lists::as_tables(blocks);
    let items = flow::items(&blocks);
    let base_urls = base_urls::all(&items);
    let bases = route::BasePaths::of(base_urls.iter().map(|base| base.url.as_str()));
    let segments = segments::segments(&items, front.1);
    let (drafts, owner) = operations::drafts(&segments, &bases);
    let mut page = Page {
        form,
        title: front.0.map(str::to_owned),
        base_urls,
        authentication: Vec::new(),
        statuses: Vec::new(),
        error_examples: Vec::new(),
        objects: Vec::new(),
        operations: Vec::new(),
        sections: Vec::new(),
        warnings,
        passages,
    };
    for (place, draft) in drafts.iter().enumerate() {
        let assembled = assemble::operation(draft, place, &segments, &bases);
        page.operations.push(assembled.operation);
        page.statuses.extend(assembled.statuses);
        page.warnings.extend(assembled.warnings);
    }
    let mut above: Vec<(u8, &str)> = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        if let Some(level) = segment.level {
            while above.last().is_some_and(|(other, _)| *other >= level) {
                above.pop();
            }
        }
        let parent = above.last().map(|(_, title)| *title);
        if let Some(level) = segment.level {
            above.push((level, segment.title));
        }
        let own = owner.get(at).copied().flatten();
        if segment.has_heading {
            page.sections.push(Section {
                title: segment.title.to_owned(),
                level: segment.level,
                prose: segment.prose.clone(),
                operation: own,
                line: segment.line,
            });
        }
        let is_operation =
            own.is_some_and(|own| drafts.get(own).is_some_and(|draft| draft.segment == at));
        if own.is_none() || !is_operation && objects::name(segment.title).is_some() {
            page.objects
                .extend(objects::of_segment(segment, parent, &mut page.warnings));
        }
        if own.is_none() {
            page.statuses.extend(statuses_of(segment));
            page.error_examples.extend(errors_of(segment));
        }
    }
    let apart = segments
        .iter()
        .zip(&owner)
        .filter(|(_, owner)| owner.is_none())
        .map(|(segment, _)| segment);
    page.authentication = authentication::claims(apart);
    page.statuses.sort_by_key(|status| status.line);
    page.warnings.sort_by_key(|warning| warning.line);
    page
}

/// What the form says of the whole page: its title, and the languages of its samples.
fn front(blocks: &[Block]) -> (Option<&str>, &[String]) {
    match blocks.first().map(|block| &block.kind) {
        Some(BlockKind::Front { title, languages }) => (title.as_deref(), languages),
        _ => (None, &[]),
    }
}

/// The statuses of a segment that belongs to no operation.
fn statuses_of(segment: &Segment<'_>) -> Vec<StatusMeaning> {
    let mut all = Vec::new();
    for event in &segment.events {
        if let EventKind::Table(table) = &event.kind
            && let Some(column) = statuses::column(table, segment.title)
        {
            all.extend(statuses::of_table(table, column, None));
        }
    }
    all.extend(status_lines(segment.title, &segment.events, None));
    all
}

/// Statuses in lists, and in lines of a section that is about them.
fn status_lines(title: &str, events: &[Event<'_>], operation: Option<usize>) -> Vec<StatusMeaning> {
    let about = words::is_about_statuses(title);
    let mut all = Vec::new();
    let mut items = 0;
    for event in events {
        let EventKind::Text { text, place } = &event.kind else {
            continue;
        };
        let listed = matches!(place, Place::List(_));
        items += usize::from(listed);
        if listed || about {
            all.extend(statuses::of_line(&text.text, event.line, operation));
        }
    }
    if all.len() >= 2 && (about || all.len() * 2 >= items) {
        all
    } else {
        Vec::new()
    }
}

/// Examples of errors in a segment that belongs to no operation.
fn errors_of(segment: &Segment<'_>) -> Vec<Example> {
    let mut all = Vec::new();
    let mut label: Option<String> = None;
    for event in &segment.events {
        match &event.kind {
            EventKind::Label(text) => label = Some(text.text.clone()),
            EventKind::Body {
                label: comment,
                status,
                body,
            } => {
                let label = comment.clone().or_else(|| label.clone());
                let status = status.or_else(|| label.as_deref().and_then(words::status));
                let says =
                    |text: Option<&str>| text.and_then(words::role) == Some(ExampleRole::Error);
                let is_error = says(label.as_deref())
                    || says(Some(segment.title))
                    || status.is_some_and(|status| status >= 400);
                if is_error && !matches!(body, ExampleBody::Text(_)) {
                    all.push(Example {
                        role: ExampleRole::Error,
                        status,
                        label,
                        body: body.clone(),
                        line: event.line,
                    });
                }
            }
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests;
