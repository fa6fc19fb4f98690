//! A canary in calls, and a search for it in the figures that are told of them.

mod support;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use metrics::{
    Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit,
    set_global_recorder,
};
use pazemo::RetryPolicy;
use support::{
    CANARY, builder,
    calls::call,
    canary::{assert_hidden, found_in, poisoned, poisoned_answer, poisoned_arguments},
    document,
    listener::Listener,
};

/// All names, labels and descriptions that were ever registered.
#[derive(Clone, Default)]
struct Keys(Arc<Mutex<BTreeSet<String>>>);

impl Keys {
    fn lock(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, key: &Key) {
        self.lock().insert(key.to_string());
    }

    fn describe(&self, name: &KeyName, text: &SharedString) {
        self.lock().insert(format!("{} {text}", name.as_str()));
    }
}

impl Recorder for Keys {
    fn describe_counter(&self, name: KeyName, _: Option<Unit>, text: SharedString) {
        self.describe(&name, &text);
    }

    fn describe_gauge(&self, name: KeyName, _: Option<Unit>, text: SharedString) {
        self.describe(&name, &text);
    }

    fn describe_histogram(&self, name: KeyName, _: Option<Unit>, text: SharedString) {
        self.describe(&name, &text);
    }

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        self.note(key);
        Counter::noop()
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        self.note(key);
        Gauge::noop()
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        self.note(key);
        Histogram::noop()
    }
}

#[tokio::test]
async fn figures_have_nothing_of_a_call_in_names_and_labels() {
    let keys = Keys::default();
    assert!(set_global_recorder(keys.clone()).is_ok());
    metrics::counter!("control", "label" => "c0ntr0l").increment(1);
    assert!(keys.lock().iter().any(|key| key.contains("c0ntr0l")));
    let quick = RetryPolicy::new().with_backoff(Duration::ZERO, Duration::ZERO);
    let identifier = format!("{CANARY}@example.com");
    for operation in document().operations() {
        let body = &operation.success().expect("a success").bodies[0];
        let success = poisoned(body.schema.expect("a schema"), true);
        for status in [200, 201, 302, 401, 429, 500] {
            let bytes = poisoned_answer(status, "application/json", &success);
            let listener = Listener::answering(bytes).await;
            let client = builder(&listener.url()).retry_policy(quick).build();
            let arguments = poisoned_arguments(&operation, &identifier);
            let _ = call(&client.expect("a client"), operation.id, &arguments).await;
            let request = &listener.received()[0];
            assert!(found_in(&request.head).is_some());
        }
    }
    let silent = Listener::start(|connection| connection.until_the_client_leaves()).await;
    let client = builder(&silent.url()).build().expect("a client");
    let user = CANARY.parse().expect("an id");
    let users = client.users();
    let call = tokio::time::timeout(Duration::from_millis(100), users.get(&user));
    assert!(call.await.is_err(), "the call was dropped");

    let keys = keys.lock().clone();
    for name in [
        "pazemo_calls_total",
        "pazemo_unknown_total",
        "pazemo_repeats_total",
        "pazemo_call_duration_seconds",
        "pazemo_retry_budget",
    ] {
        assert!(
            keys.iter().any(|key| key.contains(name)),
            "{name}: {keys:?}"
        );
    }
    assert_hidden("a metric", keys);
}
