//! What a call tells of itself: spans, events and metrics, collected for one thread.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder,
    SharedString, Unit,
};
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
    subscriber::DefaultGuard,
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt},
    registry::LookupSpan,
};

/// Fields by name, as texts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields(pub(crate) BTreeMap<&'static str, String>);

impl Fields {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.0.keys().copied().collect()
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

#[derive(Debug, Clone)]
pub(crate) struct SpanSeen {
    id: u64,
    parent: Option<u64>,
    pub(crate) name: &'static str,
    pub(crate) fields: Fields,
    pub(crate) is_closed: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct EventSeen {
    pub(crate) level: Level,
    pub(crate) fields: Fields,
}

#[derive(Debug, Default)]
struct Seen {
    spans: Vec<SpanSeen>,
    events: Vec<EventSeen>,
}

/// The client's own spans and events on this thread, as long as `Watching` lives.
#[derive(Clone, Default)]
pub(crate) struct Spans(Arc<Mutex<Seen>>);

impl Spans {
    pub(crate) fn watch() -> (Self, DefaultGuard) {
        let spans = Self::default();
        let subscriber = tracing_subscriber::registry().with(spans.clone());
        (spans, tracing::subscriber::set_default(subscriber))
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn calls(&self) -> Vec<SpanSeen> {
        let seen = self.lock();
        let calls = seen.spans.iter().filter(|span| span.name == "pazemo.call");
        calls.cloned().collect()
    }

    /// The attempts of a call, in their order.
    pub(crate) fn attempts(&self, call: &SpanSeen) -> Vec<SpanSeen> {
        let seen = self.lock();
        let attempts = seen
            .spans
            .iter()
            .filter(|span| span.name == "pazemo.attempt" && span.parent == Some(call.id));
        attempts.cloned().collect()
    }

    pub(crate) fn events(&self) -> Vec<EventSeen> {
        self.lock().events.clone()
    }

    /// Everything, as a text to search in.
    pub(crate) fn all(&self) -> String {
        format!("{:?}", self.lock())
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if attributes.metadata().target() != "pazemo" {
            return;
        }
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let parent = context
            .span(id)
            .and_then(|span| span.parent().map(|p| p.id()));
        self.lock().spans.push(SpanSeen {
            id: id.into_u64(),
            parent: parent.map(|parent| parent.into_u64()),
            name: attributes.metadata().name(),
            fields,
            is_closed: false,
        });
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut seen = self.lock();
        let open = seen
            .spans
            .iter_mut()
            .find(|span| span.id == id.into_u64() && !span.is_closed);
        if let Some(span) = open {
            values.record(&mut span.fields);
        }
    }

    fn on_close(&self, id: Id, _: Context<'_, S>) {
        let mut seen = self.lock();
        let open = seen
            .spans
            .iter_mut()
            .find(|span| span.id == id.into_u64() && !span.is_closed);
        if let Some(span) = open {
            span.is_closed = true;
        }
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "pazemo" {
            let mut fields = Fields::default();
            event.record(&mut fields);
            let level = *event.metadata().level();
            self.lock().events.push(EventSeen { level, fields });
        }
    }
}

/// Metrics by `name{label=value,…}`: the sum of a counter, the last value of a gauge, the number of a histogram's values.
#[derive(Clone, Default)]
pub(crate) struct Figures(Arc<Mutex<BTreeMap<String, f64>>>);

impl Figures {
    pub(crate) fn get(&self, name: &str) -> Option<f64> {
        self.lock().get(name).copied()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.lock().keys().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, f64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn handle(&self, key: &Key) -> Arc<Handle> {
        let labels = key
            .labels()
            .map(|label| format!("{}={}", label.key(), label.value()));
        let labels: Vec<_> = labels.collect();
        let name = match labels.is_empty() {
            true => key.name().to_owned(),
            false => format!("{}{{{}}}", key.name(), labels.join(",")),
        };
        let figures = self.clone();
        Arc::new(Handle { figures, name })
    }
}

struct Handle {
    figures: Figures,
    name: String,
}

impl Handle {
    fn change(&self, by: impl FnOnce(f64) -> f64) {
        let mut figures = self.figures.lock();
        let value = figures.entry(self.name.clone()).or_default();
        *value = by(*value);
    }
}

impl CounterFn for Handle {
    fn increment(&self, value: u64) {
        self.change(|before| before + value as f64);
    }

    fn absolute(&self, value: u64) {
        self.change(|_| value as f64);
    }
}

impl GaugeFn for Handle {
    fn increment(&self, value: f64) {
        self.change(|before| before + value);
    }

    fn decrement(&self, value: f64) {
        self.change(|before| before - value);
    }

    fn set(&self, value: f64) {
        self.change(|_| value);
    }
}

impl HistogramFn for Handle {
    fn record(&self, _: f64) {
        self.change(|before| before + 1.0);
    }
}

impl Recorder for Figures {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.handle(key))
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(self.handle(key))
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.handle(key))
    }
}
