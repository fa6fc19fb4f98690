//! Which segments are about which operation.

use std::{collections::HashMap, ops::Range};

use super::{
    objects, request_line,
    route::{self, BasePaths, Target},
    segments::{EventKind, Segment},
    words,
};
use crate::block::SpanKind;

/// An operation, and where on the page it stands.
pub(super) struct Draft {
    pub(super) segment: usize,
    pub(super) line: usize,
    pub(super) method: String,
    pub(super) base: Option<String>,
    pub(super) path: String,
    pub(super) from_sample: bool,
    /// Its title, if that is not the segment's.
    pub(super) title: Option<String>,
    /// Parts of segments, in the order of the page.
    pub(super) parts: Vec<(usize, Range<usize>)>,
}

struct Named {
    method: String,
    path: String,
}

struct Search<'a, 'b> {
    segments: &'b [Segment<'a>],
    bases: &'b BasePaths,
    drafts: Vec<Draft>,
    /// The draft to which each segment belongs.
    owner: Vec<Option<usize>>,
}

/// The operations of a page, in their order, and the one to which each segment belongs.
pub(super) fn drafts(
    segments: &[Segment<'_>],
    bases: &BasePaths,
) -> (Vec<Draft>, Vec<Option<usize>>) {
    let mut search = Search {
        segments,
        bases,
        drafts: Vec::new(),
        owner: vec![None; segments.len()],
    };
    let mut named = HashMap::new();
    for segment in 0..segments.len() {
        search.named(segment, &mut named);
    }
    search.unnamed(&named);
    for draft in &mut search.drafts {
        draft
            .parts
            .sort_by_key(|(segment, range)| (*segment, range.start));
    }
    let mut order: Vec<usize> = (0..search.drafts.len()).collect();
    order.sort_by_key(|draft| (search.drafts[*draft].segment, search.drafts[*draft].line));
    let mut place = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    let owner = search
        .owner
        .iter()
        .map(|owner| owner.map(|old| place[old]))
        .collect();
    let mut drafts: Vec<Option<Draft>> = search.drafts.into_iter().map(Some).collect();
    let drafts = order
        .into_iter()
        .filter_map(|old| drafts[old].take())
        .collect();
    (drafts, owner)
}

/// Requests by method and number of segments, so that looking one up does not mean looking at all.
type Index = HashMap<(String, usize), Vec<String>>;

/// So many operations are compared at most.
const MOST_COMPARED: usize = 256;

fn remember(index: &mut Index, method: &str, path: &str) {
    let all = index
        .entry((method.to_owned(), route::segments(path).len()))
        .or_default();
    if all.len() < MOST_COMPARED && !all.iter().any(|known| known == path) {
        all.push(path.to_owned());
    }
}

/// Whether a line somewhere names what a sample calls; loosely, a word may stand for a parameter.
fn is_named(index: &Index, method: &str, path: &str, loosely: bool) -> bool {
    let count = route::segments(path).len();
    (count.saturating_sub(3)..=count + 1).any(|count| {
        index.get(&(method.to_owned(), count)).is_some_and(|all| {
            all.iter().any(|line| {
                if loosely {
                    route::calls(path, line)
                } else {
                    route::repeats(path, line)
                }
            })
        })
    })
}

impl Search<'_, '_> {
    fn resolved(&self, target: &Target) -> (Option<String>, Named) {
        let address = self.bases.split(&target.address);
        (
            address.base,
            Named {
                method: target.method.clone(),
                path: address.path,
            },
        )
    }

    /// The operations that lines of a segment name.
    fn named(&mut self, segment: usize, index: &mut Index) {
        let events = &self.segments[segment].events;
        let mut lines: Vec<(usize, Option<String>, Named)> = Vec::new();
        for (at, event) in events.iter().enumerate() {
            let EventKind::Line(target) = &event.kind else {
                continue;
            };
            let (base, named) = self.resolved(target);
            let repeated = lines.iter().any(|(_, _, known)| {
                known.method == named.method && route::repeats(&named.path, &known.path)
            });
            if !repeated && lines.len() < 64 {
                lines.push((at, base, named));
            }
        }
        if lines.is_empty() {
            lines.extend(self.mentioned(segment));
        }
        let mut start = 0;
        let count = lines.len();
        let mut ends: Vec<usize> = Vec::new();
        for place in 0..count {
            let end = match lines.get(place + 1) {
                Some((next, _, named)) => {
                    self.boundary(segment, lines[place].0, *next, &lines[place].2, named)
                }
                None => events.len(),
            };
            ends.push(end);
        }
        for ((at, base, named), end) in lines.into_iter().zip(ends) {
            remember(index, &named.method, &named.path);
            self.owner[segment] = Some(self.drafts.len());
            self.drafts.push(Draft {
                segment,
                line: events
                    .get(at)
                    .map_or(self.segments[segment].line, |event| event.line),
                method: named.method,
                base,
                path: named.path,
                from_sample: false,
                title: if start > 0 {
                    own_title(events, start, at)
                } else {
                    title_above(self.segments, segment, at)
                },
                parts: vec![(segment, start..end)],
            });
            start = end;
        }
    }

    /// Where one operation ends and the next in the same segment begins: before the labels and samples that belong to the next.
    fn boundary(
        &self,
        segment: usize,
        line: usize,
        next: usize,
        this: &Named,
        other: &Named,
    ) -> usize {
        let events = &self.segments[segment].events;
        let mut boundary = next;
        for at in (line + 1..next).rev() {
            match &events[at].kind {
                EventKind::Label(_) | EventKind::Text { .. } => {}
                EventKind::Body { .. } | EventKind::Other { .. } => continue,
                EventKind::Sample(sample) => match self.sample(sample) {
                    Some((_, found)) if matches(&found, other) && !matches(&found, this) => {}
                    _ => break,
                },
                _ => break,
            }
            boundary = at;
        }
        // Labels right before a body that stays would be torn from it.
        if events.get(boundary..next).is_some_and(|taken| {
            taken
                .iter()
                .any(|event| matches!(event.kind, EventKind::Body { .. }))
                && !taken
                    .iter()
                    .any(|event| matches!(event.kind, EventKind::Sample(_)))
        }) {
            boundary = next;
        }
        boundary
    }

    /// The one request that a segment's text mentions in code, if the segment is about it.
    fn mentioned(&self, segment: usize) -> Option<(usize, Option<String>, Named)> {
        let segment = &self.segments[segment];
        let evidence = segment.events.iter().any(|event| {
            matches!(
                event.kind,
                EventKind::Sample(_) | EventKind::Table(_) | EventKind::Body { .. }
            )
        });
        if !evidence || is_chapter_about_all(segment.title) {
            return None;
        }
        let mut found: Option<(usize, Target)> = None;
        for (at, event) in segment.events.iter().enumerate() {
            let EventKind::Text { text, .. } = &event.kind else {
                continue;
            };
            for span in text
                .spans
                .iter()
                .filter(|span| matches!(span.kind, SpanKind::Code))
            {
                let Some(target) = text
                    .text
                    .get(span.start..span.end)
                    .and_then(request_line::parse)
                else {
                    continue;
                };
                match &found {
                    Some((_, known)) if *known != target => return None,
                    _ => found = Some((at, target)),
                }
            }
        }
        let (at, target) = found?;
        let (base, named) = self.resolved(&target);
        Some((at, base, named))
    }

    fn sample(&self, sample: &crate::model::Sample) -> Option<(Option<String>, Named)> {
        let target = Target {
            method: sample.method.clone()?,
            address: sample.url.clone()?,
        };
        let (base, named) = self.resolved(&target);
        (named.path != "/").then_some((base, named))
    }

    /// Segments without a line: what leads to an operation, what belongs to one, and operations that only samples show.
    fn unnamed(&mut self, index: &Index) {
        let mut above: Vec<(u8, usize)> = Vec::new();
        let mut last_with_line = None;
        for at in 0..self.segments.len() {
            let segment = &self.segments[at];
            if let Some(level) = segment.level {
                while above.last().is_some_and(|(other, _)| *other >= level) {
                    above.pop();
                }
            }
            let parent = above
                .iter()
                .rev()
                .find_map(|(_, segment)| self.owner[*segment]);
            if let Some(level) = segment.level {
                above.push((level, at));
            }
            if self.owner[at].is_some() {
                last_with_line = Some(at);
                continue;
            }
            if let Some(owner) = self.owner_of(at, parent, last_with_line, index) {
                self.owner[at] = Some(owner);
                if !self.drafts[owner]
                    .parts
                    .iter()
                    .any(|(segment, _)| *segment == at)
                {
                    self.drafts[owner]
                        .parts
                        .push((at, 0..self.segments[at].events.len()));
                }
                if self.drafts[owner].segment == at {
                    last_with_line = Some(at);
                }
            }
        }
    }

    fn owner_of(
        &mut self,
        at: usize,
        parent: Option<usize>,
        last: Option<usize>,
        index: &Index,
    ) -> Option<usize> {
        let segment = &self.segments[at];
        let calls: Vec<(Option<String>, Named, usize)> = segment
            .events
            .iter()
            .filter_map(|event| match &event.kind {
                EventKind::Sample(sample) => self
                    .sample(sample)
                    .map(|(base, named)| (base, named, event.line)),
                _ => None,
            })
            .collect();
        let fits = |draft: usize| {
            calls
                .iter()
                .any(|(_, call, _)| matches_draft(call, &self.drafts[draft]))
        };
        if calls.is_empty() {
            return parent.filter(|_| objects::name(segment.title).is_none());
        }
        if let Some(parent) = parent.filter(|parent| fits(*parent)) {
            return Some(parent);
        }
        let next = self.next_with_content(at);
        let next_owner = next.and_then(|next| self.first_of(next));
        if let Some(owner) = next_owner.filter(|owner| fits(*owner)) {
            return Some(owner);
        }
        if let Some(owner) = last
            .and_then(|last| self.owner[last])
            .filter(|owner| fits(*owner) && !self.has_samples(*owner))
        {
            return Some(owner);
        }
        // A sample that was copied from another operation still leads to the one below it.
        if let Some(next) = next
            && let Some(owner) = next_owner
            && !self.has_samples(owner)
            && self.leads_to(at, next)
        {
            return Some(owner);
        }
        let evidence = segment
            .events
            .iter()
            .any(|event| matches!(event.kind, EventKind::Table(_) | EventKind::Body { .. }));
        let about_all = is_chapter_about_all(segment.title);
        let named = calls
            .iter()
            .all(|(_, call, _)| is_named(index, &call.method, &call.path, about_all || !evidence));
        if named || about_all && !evidence {
            return parent.filter(|_| !evidence);
        }
        let (base, call, line) = calls.into_iter().next()?;
        self.drafts.push(Draft {
            segment: at,
            line,
            method: call.method,
            base,
            path: call.path,
            from_sample: true,
            title: None,
            parts: Vec::new(),
        });
        Some(self.drafts.len() - 1)
    }

    fn first_of(&self, segment: usize) -> Option<usize> {
        let owner = self.owner[segment]?;
        // Several operations of one segment follow each other.
        (0..=owner)
            .rev()
            .take(64)
            .take_while(|draft| self.drafts[*draft].segment == segment)
            .last()
    }

    fn has_samples(&self, draft: usize) -> bool {
        self.drafts[draft].parts.iter().any(|(segment, range)| {
            self.segments[*segment]
                .events
                .get(range.clone())
                .unwrap_or(&[])
                .iter()
                .any(|event| matches!(event.kind, EventKind::Sample(_)))
        })
    }

    /// The next segment in which more than text stands.
    fn next_with_content(&self, at: usize) -> Option<usize> {
        (at + 1..self.segments.len()).take(8).find(|next| {
            self.segments[*next]
                .events
                .iter()
                .any(|event| !matches!(event.kind, EventKind::Text { .. } | EventKind::Label(_)))
        })
    }

    /// Whether a segment stands above another one: by level, or, where the form has none, by a word that both titles have.
    fn leads_to(&self, at: usize, next: usize) -> bool {
        let (this, other) = (&self.segments[at], &self.segments[next]);
        match (this.level, other.level) {
            (Some(this), Some(other)) => other > this,
            _ => {
                let mine = words::words(this.title);
                words::words(other.title).iter().any(|word| {
                    word.len() >= 5 && mine.iter().any(|known| known.get(..5) == word.get(..5))
                })
            }
        }
    }
}

/// The title of an operation whose line stands below a heading beside the segment's own, where the samples stand in the section above both: in `# Charts`
/// with `### Chart types` and `### HTTP Request` the operation is `Charts`.
fn title_above(segments: &[Segment<'_>], at: usize, line: usize) -> Option<String> {
    let shows = |event: &super::segments::Event<'_>| {
        matches!(event.kind, EventKind::Sample(_) | EventKind::Body { .. })
    };
    let segment = segments.get(at)?;
    let level = segment.level?;
    let before = segment.events.get(..line)?;
    let beside = before.iter().rev().find_map(|event| match &event.kind {
        EventKind::Label(label) if label.is_heading => Some(label.level == Some(level)),
        _ => None,
    });
    let lists = before
        .iter()
        .any(|event| matches!(event.kind, EventKind::Table(_)));
    if beside != Some(true) || !lists || before.iter().any(shows) {
        return None;
    }
    let above = segments
        .get(..at)?
        .iter()
        .rev()
        .take(8)
        .take_while(|other| {
            !other
                .events
                .iter()
                .any(|event| matches!(event.kind, EventKind::Line(_)))
        })
        .find(|other| other.level.is_some_and(|other| other < level))?;
    above
        .events
        .iter()
        .any(shows)
        .then(|| above.title.to_owned())
}

/// The label that a further operation of a segment has for a title.
fn own_title(events: &[super::segments::Event<'_>], from: usize, to: usize) -> Option<String> {
    events
        .get(from..to)?
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Label(label) if label.is_heading || !label.text.ends_with(':') => {
                Some(&label.text)
            }
            _ => None,
        })
        .find(|text| {
            !words::words(text).iter().all(|word| {
                crate::one_of(
                    word,
                    "http request endpoint url definition method the example response",
                )
            })
        })
        .cloned()
}

fn matches(call: &Named, line: &Named) -> bool {
    call.method == line.method && route::calls(&call.path, &line.path)
}

fn matches_draft(call: &Named, draft: &Draft) -> bool {
    call.method == draft.method && route::calls(&call.path, &draft.path)
}

/// Chapters whose samples show how to call anything, and document nothing.
fn is_chapter_about_all(title: &str) -> bool {
    words::words(title).iter().any(|word| {
        crate::one_of(word, "introduction intro authentication authorization authenticate overview getting quickstart quick \
         pagination paging versioning version errors error idempotency idempotent limits limiting security \
         certificates webhooks webhook libraries sdks sdk headers conventions filtering sorting testing \
         changelog code")
    })
}
