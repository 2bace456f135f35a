//! The names on the page about telemetry are those that calls give out: no more, no fewer.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use isp_core::http::*;
use isp_core::{ErrorKind, Outcome};
use metrics::{
    Counter, CounterFn, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder,
    SharedString, Unit,
};
use support::*;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

const PAGE: &str = include_str!("../TELEMETRY.md");

/// The first column of the table with this heading, and of each row all cells.
fn table(first_heading: &str) -> BTreeMap<String, Vec<String>> {
    let rows = PAGE.lines().skip_while(|line| !line.starts_with(&format!("| {first_heading} |")));
    let rows = rows.skip(2).take_while(|line| line.starts_with('|'));
    let cells = |row: &str| -> Vec<String> {
        row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    rows.map(cells).map(|cells| (cells[0].trim_matches('`').to_owned(), cells)).collect()
}

fn names_in(cell: &str) -> BTreeSet<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What was recorded: each metric with its type, its labels and their values.
#[derive(Default, Clone)]
struct Recorded(Arc<Mutex<BTreeMap<String, Metric>>>);

#[derive(Default)]
struct Metric {
    type_name: &'static str,
    labels: BTreeMap<String, BTreeSet<String>>,
    /// Of a counter its value, of a histogram the sum, over all labels.
    total: f64,
    described: Option<Unit>,
}

struct Series {
    recorded: Recorded,
    name: String,
}

impl Recorded {
    fn register(&self, key: &Key, type_name: &'static str) -> Arc<Series> {
        let mut metrics = self.0.lock().unwrap();
        let metric = metrics.entry(key.name().to_owned()).or_default();
        assert!(metric.type_name.is_empty() || metric.type_name == type_name);
        metric.type_name = type_name;
        for label in key.labels() {
            let values = metric.labels.entry(label.key().to_owned()).or_default();
            values.insert(label.value().to_owned());
        }
        Arc::new(Series { recorded: self.clone(), name: key.name().to_owned() })
    }

    fn describe(&self, name: &KeyName, unit: Option<Unit>) {
        let mut metrics = self.0.lock().unwrap();
        metrics.entry(name.as_str().to_owned()).or_default().described = unit;
    }
}

impl Series {
    fn add(&self, value: f64) {
        self.recorded.0.lock().unwrap().get_mut(&self.name).unwrap().total += value;
    }
}

impl CounterFn for Series {
    fn increment(&self, value: u64) {
        self.add(f64::from(u32::try_from(value).unwrap()));
    }
    fn absolute(&self, _: u64) {
        unreachable!()
    }
}

impl HistogramFn for Series {
    fn record(&self, value: f64) {
        self.add(value);
    }
}

impl Recorder for Recorded {
    fn describe_counter(&self, name: KeyName, unit: Option<Unit>, _: SharedString) {
        self.describe(&name, unit);
    }
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        unreachable!()
    }
    fn describe_histogram(&self, name: KeyName, unit: Option<Unit>, _: SharedString) {
        self.describe(&name, unit);
    }
    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.register(key, "counter"))
    }
    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        unreachable!()
    }
    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.register(key, "histogram"))
    }
}

/// Counts the events that a following observer hears.
#[derive(Default)]
struct Next(Mutex<BTreeMap<&'static str, usize>>);

impl Next {
    fn hear(&self, event: &'static str) {
        *self.0.lock().unwrap().entry(event).or_default() += 1;
    }
}

impl Observer for Next {
    fn attempt(&self, _: &Attempt) {
        self.hear("attempt");
    }
    fn login(&self, _: &LoginAttempt) {
        self.hear("login");
    }
    fn token_store(&self, _: &TokenStoreAccess) {
        self.hear("token_store");
    }
    fn drift(&self, _: &ObservedDrift<'_>) {
        self.hear("drift");
    }
    fn finished(&self, _: &FinishedCall) {
        self.hear("finished");
    }
}

/// Calls of every kind: read well, repeated, drifted, refused; a write of unknown end; a failed login.
async fn calls(recorded: &Recorded) -> Arc<Next> {
    LazyLock::force(&SPANS);
    let _guard = metrics::set_default_local_recorder(recorded);
    let scenes = [
        Scene::Answer(503, "{}".into()),
        ok(),
        Scene::Answer(200, r#"{"n":1,"segredo-52998224725":2}"#.into()),
        Scene::Broken,
        Scene::Answer(400, "{}".into()),
        Scene::Answer(404, "{}".into()),
    ];
    let stage = Stage::scenes(scenes);
    let next = Arc::new(Next::default());
    let pipeline = pipeline_with(&stage, |options| {
        let observer = MetricsObserver::new().followed_by(Arc::clone(&next) as _);
        options.observer = Some(Arc::new(observer));
        options.token_store = Some(Arc::new(MemoryTokenStore::new()));
    });
    assert!(get(&pipeline).await.is_ok());
    assert_eq!(get(&pipeline).await.unwrap().drift().len(), 1);
    assert_eq!(make(&pipeline).await.unwrap_err().outcome(), Outcome::PerhapsDone);
    assert_eq!(make(&pipeline).await.unwrap_err().outcome(), Outcome::NotDone);
    assert_eq!(get(&pipeline).await.unwrap_err().kind(), ErrorKind::NotFound);
    tokio::time::advance(Duration::from_secs(3600)).await;
    next
}

#[tokio::test(start_paused = true)]
async fn the_page_lists_exactly_the_metrics_that_are_recorded_with_their_labels() {
    let recorded = Recorded::default();
    calls(&recorded).await;
    let metrics = recorded.0.lock().unwrap();
    let page = table("metric");
    assert_eq!(page.keys().collect::<Vec<_>>(), metrics.keys().collect::<Vec<_>>());
    let known_labels: BTreeSet<String> = table("label").into_keys().collect();
    for (name, metric) in metrics.iter() {
        let cells = &page[name];
        assert_eq!(cells[1], metric.type_name, "{name}");
        let labels: BTreeSet<String> = metric.labels.keys().cloned().collect();
        assert_eq!(names_in(&cells[2]), labels, "{name}");
        assert!(labels.is_subset(&known_labels), "{name}");
        let unit = if metric.type_name == "counter" { Unit::Count } else { Unit::Seconds };
        assert_eq!(metric.described, Some(unit), "{name} is described");
    }
}

#[tokio::test(start_paused = true)]
async fn each_event_is_counted_once_and_handed_on() {
    let recorded = Recorded::default();
    let next = calls(&recorded).await;
    let metrics = recorded.0.lock().unwrap();
    let total = |name: &str| metrics[name].total;
    let counts = ["calls", "retries", "attempts", "logins", "drift", "token_store_accesses"]
        .map(|name| total(&format!("isp_{name}_total")).to_string());
    // Five calls and a login; one request repeated; load, lock, load and save.
    assert_eq!(counts, ["6", "1", "7", "1", "1", "4"]);
    let heard = next.0.lock().unwrap();
    let heard = ["finished", "attempt", "login", "drift", "token_store"].map(|name| heard[name]);
    assert_eq!(heard, [6, 7, 1, 1, 4]);
    // Each request takes 10 ms.
    let durations = total("isp_attempt_duration_seconds");
    assert!((0.07..0.08).contains(&durations), "{durations}");
}

#[tokio::test(start_paused = true)]
async fn labels_are_names_and_classes() {
    let recorded = Recorded::default();
    calls(&recorded).await;
    let metrics = recorded.0.lock().unwrap();
    let values = |label: &str| -> BTreeSet<&str> {
        let values = metrics.values().filter_map(|metric| metric.labels.get(label));
        values.flatten().map(String::as_str).collect()
    };
    assert_eq!(values("system"), BTreeSet::from(["Toy"]));
    assert_eq!(values("operation"), BTreeSet::from(["GetThing", "LogIn", "MakeThing"]));
    assert_eq!(values("outcome"), BTreeSet::from(["failed", "not_done", "ok", "perhaps_done"]));
    let kinds = ["InvalidInput", "NotFound", "Overloaded", "Unreachable", "none"];
    assert_eq!(values("kind"), BTreeSet::from(kinds));
    assert_eq!(values("action"), BTreeSet::from(["Load", "Lock", "Save"]));
    let page = table("label");
    for label in ["outcome", "action"] {
        let listed = names_in(&page[label][1]);
        assert!(values(label).iter().all(|value| listed.contains(*value)), "{label}");
    }
}

/// Words of `text` that begin like a metric or stand in `by (…)` or before a comparison in `{…}`.
fn queries() -> String {
    let parts = PAGE.split("```promql").skip(1);
    parts.map(|part| part.split("```").next().unwrap()).collect()
}

#[test]
fn the_dashboard_asks_for_metrics_and_labels_that_exist_and_for_all_metrics() {
    let page = table("metric");
    let labels: BTreeSet<String> = table("label").into_keys().chain(["le".to_owned()]).collect();
    let queries = queries();
    let word = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    let mut asked = BTreeSet::new();
    for name in queries.split(word).filter(|name| name.starts_with("isp_")) {
        let base = ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end));
        let base = base.unwrap_or(name);
        let type_name = page.get(base).map(|cells| &*cells[1]);
        let expected = if base == name { "counter" } else { "histogram" };
        assert_eq!(type_name, Some(expected), "{name}");
        asked.insert(base.to_owned());
    }
    assert_eq!(asked, page.into_keys().collect());
    let grouped = queries
        .split("by (")
        .skip(1)
        .flat_map(|rest| rest.split(')').next().unwrap().split(',').map(str::trim));
    let selected = queries.split('{').skip(1).map(|rest| rest.split(['=', '!']).next().unwrap());
    let used: BTreeSet<String> = grouped.chain(selected).map(str::to_owned).collect();
    assert!(used.len() > 5 && used.is_subset(&labels), "{used:?}");
}

/// Names of spans, and of their fields.
#[derive(Default, Clone)]
struct Spans(Arc<Mutex<BTreeMap<&'static str, BTreeSet<&'static str>>>>);

/// Every test that makes calls begins with it: where another thread meets a span before there is a
/// subscriber, `tracing` may leave it out from then on.
static SPANS: LazyLock<Spans> = LazyLock::new(|| {
    let spans = Spans::default();
    tracing_subscriber::registry().with(spans.clone()).init();
    spans
});

impl<S: tracing::Subscriber> Layer<S> for Spans {
    fn on_new_span(
        &self,
        attributes: &tracing::span::Attributes<'_>,
        _: &tracing::span::Id,
        _: Context<'_, S>,
    ) {
        let metadata = attributes.metadata();
        if metadata.target().starts_with("isp_core") {
            assert_eq!(*metadata.level(), tracing::Level::INFO);
            let fields = metadata.fields().iter().map(|field| field.name()).collect();
            self.0.lock().unwrap().insert(metadata.name(), fields);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_page_lists_exactly_the_fields_of_the_span() {
    LazyLock::force(&SPANS);
    get(&pipeline(&Stage::scenes([]))).await.unwrap();
    let spans = SPANS.0.lock().unwrap();
    assert_eq!(spans.keys().collect::<Vec<_>>(), [&"isp.call"]);
    let listed = table("field");
    let listed: BTreeSet<&str> = listed.keys().map(String::as_str).collect();
    assert_eq!(listed, spans["isp.call"]);
}
