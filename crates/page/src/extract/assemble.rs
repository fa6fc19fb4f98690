//! An operation from the parts of the page that are about it, read in their order.

use super::{
    code, conflicts, objects,
    operations::Draft,
    recovery,
    route::{self, BasePaths},
    segments::{Event, EventKind, Label, Segment},
    statuses,
    tables::{self, Columns, Lost, Rows},
    words,
};
use crate::{
    block::Table,
    model::{
        Example, ExampleBody, ExampleRole, FieldTable, Operation, Sample, StatusMeaning, Warning,
    },
};

/// What was read of an operation, and what else its segments say.
pub(super) struct Assembled {
    pub(super) operation: Operation,
    pub(super) statuses: Vec<StatusMeaning>,
    pub(super) warnings: Vec<Warning>,
}

struct Read<'a> {
    method: &'a str,
    place: usize,
    heading: &'a str,
    request: Vec<(FieldTable, Vec<Lost>)>,
    response: Vec<(FieldTable, Vec<Lost>)>,
    examples: Vec<Example>,
    samples: Vec<Sample>,
    statuses: Vec<StatusMeaning>,
    warnings: Vec<Warning>,
    /// The side that headings and labels say the tables are on.
    side: Option<ExampleRole>,
    /// The same, but for the next table or example only.
    next_side: Option<ExampleRole>,
    /// The label before the next table.
    label: Option<String>,
    /// Whether that label names a part of an operation.
    label_is_part: bool,
    /// The label before the next examples.
    example: Option<(String, Option<ExampleRole>)>,
    sample_since_label: bool,
    /// Whether an example has followed the label.
    example_since_label: bool,
}

pub(super) fn operation(
    draft: &Draft,
    place: usize,
    segments: &[Segment<'_>],
    bases: &BasePaths,
) -> Assembled {
    let mut read = Read {
        method: &draft.method,
        place,
        heading: segments
            .get(draft.segment)
            .map_or("", |segment| segment.title),
        request: Vec::new(),
        response: Vec::new(),
        examples: Vec::new(),
        samples: Vec::new(),
        statuses: Vec::new(),
        warnings: Vec::new(),
        side: None,
        next_side: None,
        label: None,
        label_is_part: false,
        example: None,
        sample_since_label: false,
        example_since_label: false,
    };
    for (at, range) in &draft.parts {
        let Some(segment) = segments.get(*at) else {
            continue;
        };
        if *at > draft.segment && range.start == 0 {
            read.label = Some(segment.title.to_owned());
            read.label_is_part = words::is_part(segment.title);
            if let Some(role) = words::role(segment.title) {
                read.side = Some(role);
            }
        }
        let events = segment.events.get(range.clone()).unwrap_or(&[]);
        let object = *at != draft.segment && objects::name(segment.title).is_some();
        for (index, event) in events.iter().enumerate() {
            if object && matches!(event.kind, EventKind::Table(_)) {
                continue;
            }
            read.event(event, events.get(index + 1..).unwrap_or(&[]));
        }
        read.status_lines(segment, range);
    }
    read.finish(draft, bases)
}

impl Read<'_> {
    fn event(&mut self, event: &Event<'_>, following: &[Event<'_>]) {
        match &event.kind {
            EventKind::Line(_) => {
                if self.side != Some(ExampleRole::Request) {
                    self.side = None;
                }
                self.example = None;
            }
            EventKind::Label(label) => self.label(label),
            EventKind::Sample(sample) => {
                self.sample_since_label = true;
                self.samples.push(sample.clone());
            }
            EventKind::Body {
                label,
                status,
                body,
            } => self.body(
                event.line,
                label.as_deref(),
                *status,
                body.clone(),
                following,
            ),
            EventKind::Other { text, language } => {
                let written = language.as_deref().is_none_or(super::segments::is_written);
                let role = self.example_role();
                if written
                    && let Some(role) =
                        role.filter(|role| *role != ExampleRole::Request || self.takes_body())
                {
                    self.example(event.line, role, None, ExampleBody::Text(text.clone()));
                    // The label has its example: no text behind it is another.
                    self.sample_since_label = true;
                }
            }
            EventKind::Table(table) => self.table(event.line, table),
            EventKind::Text { text, .. } => {
                // A form that does not set examples apart leaves one that is no code as text behind its label.
                let announced = self.example.as_ref().is_some_and(|(label, role)| {
                    *role == Some(ExampleRole::Response)
                        && label.ends_with(':')
                        && words::is_about_example(label)
                });
                let code_follows = following.first().is_some_and(|next| {
                    matches!(
                        next.kind,
                        EventKind::Body { .. } | EventKind::Other { .. } | EventKind::Sample(_)
                    )
                });
                if announced
                    && !code_follows
                    && text.text.len() <= 200
                    && !self.sample_since_label
                    && !self.example_since_label
                {
                    self.example(
                        event.line,
                        ExampleRole::Response,
                        None,
                        ExampleBody::Text(text.text.clone()),
                    );
                    self.example = None;
                }
            }
        }
    }

    fn label(&mut self, label: &Label) {
        self.sample_since_label = false;
        self.example_since_label = false;
        if label.of_example {
            self.example = Some((label.text.clone(), label.role));
            if label.is_heading {
                self.label = Some(label.text.clone());
            }
            return;
        }
        self.label = Some(label.text.clone());
        self.label_is_part = label.lasts && words::is_part(&label.text) || label.role.is_some();
        self.example = None;
        self.next_side = None;
        if label.role.is_some() {
            if label.lasts {
                self.side = label.role;
            } else {
                self.next_side = label.role;
            }
        }
    }

    fn takes_body(&self) -> bool {
        matches!(self.method, "POST" | "PUT" | "PATCH")
    }

    fn sends_body(&self) -> bool {
        self.samples.iter().any(|sample| sample.body.is_some())
    }

    fn has_request(&self) -> bool {
        self.examples
            .iter()
            .any(|example| example.role == ExampleRole::Request)
    }

    /// What labels say of an example that stands here.
    fn example_role(&self) -> Option<ExampleRole> {
        let labelled = self.example.as_ref().and_then(|(_, role)| *role);
        match labelled {
            Some(ExampleRole::Request)
                if self.sample_since_label && (!self.takes_body() || self.sends_body()) =>
            {
                Some(ExampleRole::Response)
            }
            Some(role) => Some(role),
            None => match self.next_side.or(self.side) {
                Some(ExampleRole::Request)
                    if !self.takes_body() || self.has_request() || self.sends_body() =>
                {
                    None
                }
                other => other,
            },
        }
    }

    fn body(
        &mut self,
        line: usize,
        comment: Option<&str>,
        status: Option<u16>,
        body: ExampleBody,
        following: &[Event<'_>],
    ) {
        let by_comment = comment.and_then(words::role);
        let role = by_comment
            .or_else(|| self.example_role())
            .unwrap_or_else(|| {
                let another = following
                    .iter()
                    .any(|event| matches!(event.kind, EventKind::Body { .. }));
                if self.takes_body() && self.samples.is_empty() && !self.has_request() && another {
                    ExampleRole::Request
                } else {
                    ExampleRole::Response
                }
            });
        if let Some(comment) = comment.filter(|_| by_comment.is_some()) {
            self.example = Some((comment.to_owned(), by_comment));
        }
        self.example(line, role, status, body);
    }

    fn example(&mut self, line: usize, role: ExampleRole, status: Option<u16>, body: ExampleBody) {
        let label = self
            .example
            .as_ref()
            .map(|(label, _)| label.clone())
            .or_else(|| {
                self.label
                    .clone()
                    .filter(|label| words::role(label).is_some())
            });
        let status = status.or_else(|| label.as_deref().and_then(words::status));
        let role = if role == ExampleRole::Response && status.is_some_and(|status| status >= 400) {
            ExampleRole::Error
        } else {
            role
        };
        self.next_side = None;
        self.example_since_label = true;
        let shown =
            |known: &Example| known.role == role && known.status == status && known.body == body;
        if self.examples.last().is_some_and(shown) {
            return;
        }
        self.examples.push(Example {
            role,
            status,
            label,
            body,
            line,
        });
    }

    fn table(&mut self, line: usize, table: &Table) {
        let label = self.label.take();
        self.example = None;
        let heading = label.as_deref().unwrap_or(self.heading);
        if let Some(column) = statuses::column(table, heading) {
            self.statuses
                .extend(statuses::of_table(table, column, Some(self.place)));
            return;
        }
        let Some(columns) = tables::columns(table) else {
            return;
        };
        let rows = tables::rows(table, &columns);
        // `Name | Description` may list anything, unless a label says what of.
        let sure = columns.strong || columns.has_type() || columns.has_required();
        let said = self.label_is_part && label.is_some();
        if rows.fields.is_empty() && rows.lost.is_empty()
            || !sure && !said && (label.is_some() || !technical(&rows.fields))
        {
            return;
        }
        self.warnings.extend(rows.warnings);
        let mut rows = Rows {
            warnings: Vec::new(),
            ..rows
        };
        if let Some(required) = label.as_deref().and_then(words::required) {
            for field in &mut rows.fields {
                field.required = field.required.or(Some(required));
            }
        }
        let fields = FieldTable {
            label,
            fields: rows.fields,
            line,
        };
        let is_request = self.is_request(&columns);
        self.next_side = None;
        if is_request {
            self.request.push((fields, rows.lost));
        } else {
            self.response.push((fields, rows.lost));
        }
    }

    fn is_request(&self, columns: &Columns) -> bool {
        match self.next_side.or(self.side) {
            Some(ExampleRole::Request) => true,
            Some(_) => false,
            None => {
                columns.is_parameter
                    || columns.has_required()
                    || self.takes_body() && self.request.is_empty()
            }
        }
    }

    /// Statuses in lists.
    fn status_lines(&mut self, segment: &Segment<'_>, range: &std::ops::Range<usize>) {
        self.statuses.extend(super::status_lines(
            segment.title,
            segment.events.get(range.clone()).unwrap_or(&[]),
            Some(self.place),
        ));
    }

    fn finish(mut self, draft: &Draft, bases: &BasePaths) -> Assembled {
        if !self.has_request()
            && let Some(sample) = self.samples.iter().find(|sample| sample.body.is_some())
        {
            let at = self
                .examples
                .partition_point(|example| example.line < sample.line);
            self.examples.insert(
                at,
                Example {
                    role: ExampleRole::Request,
                    status: None,
                    label: None,
                    body: code::body(sample.body.as_deref().unwrap_or("")),
                    line: sample.line,
                },
            );
        }
        let request = recovered(
            self.request,
            &self.examples,
            ExampleRole::Request,
            &mut self.warnings,
        );
        let response = recovered(
            self.response,
            &self.examples,
            ExampleRole::Response,
            &mut self.warnings,
        );
        let conflicts = if draft.from_sample {
            Vec::new()
        } else {
            conflicts::conflicts(&draft.method, &draft.path, &self.samples, bases)
        };
        Assembled {
            operation: Operation {
                title: draft
                    .title
                    .clone()
                    .unwrap_or_else(|| self.heading.to_owned()),
                method: draft.method.clone(),
                path: draft.path.clone(),
                base: draft.base.clone(),
                from_sample: draft.from_sample,
                path_parameters: route::parameters(&draft.path),
                request,
                response,
                examples: self.examples,
                samples: self.samples,
                conflicts,
                line: draft.line,
            },
            statuses: self.statuses,
            warnings: self.warnings,
        }
    }
}

fn technical(fields: &[crate::model::Field]) -> bool {
    let fitting = fields
        .iter()
        .filter(|field| {
            tables::is_identifier(&field.name) && field.name.starts_with(char::is_lowercase)
        })
        .count();
    fitting * 3 >= fields.len() * 2
}

fn recovered(
    tables: Vec<(FieldTable, Vec<Lost>)>,
    examples: &[Example],
    role: ExampleRole,
    warnings: &mut Vec<Warning>,
) -> Vec<FieldTable> {
    let examples: Vec<&Example> = examples
        .iter()
        .filter(|example| example.role == role)
        .collect();
    tables
        .into_iter()
        .map(|(mut table, lost)| {
            warnings.extend(recovery::recover(&mut table.fields, &lost, &examples));
            table
        })
        .collect()
}
