//! Single changes of pages in many habits and all forms: `diff` says what a person would say, and nothing else.

#![allow(missing_docs)]

#[path = "history_support/mod.rs"]
mod forms;
#[path = "mutations_support/mod.rs"]
mod support;

use std::{collections::BTreeMap, io::Write as _};

use pazemo_page::{
    Page, Source,
    diff::{Level, diff},
    read,
};
use support::{
    api, habits,
    mutate::{self, Said},
    render::{self, Fields, Habit, Shown},
};

fn page(text: &str) -> Page {
    read(&Source::new("page", text)).expect("a page")
}

/// One form of a page in Markdown.
type Form = (&'static str, fn(&str) -> String);

const FORMS: [Form; 4] = [
    ("markdown", str::to_owned),
    ("html", forms::rendered),
    ("pipes", forms::text_with_pipes),
    ("words", forms::text_with_words),
];

/// Whether a form keeps the fields of a habit: an extraction loses lists and tables in HTML, and where a cell ends that was two lines.
fn keeps(form: &str, habit: &Habit) -> bool {
    let below = habit.request.1.iter().any(|(_, shown)| {
        matches!(
            shown,
            Shown::TypedName | Shown::RequiredBelow | Shown::BothBelow
        )
    });
    match form {
        "pipes" => matches!(habit.fields, Fields::Table | Fields::Piped),
        "words" => matches!(habit.fields, Fields::Table | Fields::Piped) && !below,
        _ => true,
    }
}

/// What went right and wrong.
#[derive(Default)]
struct Tally {
    all: usize,
    exact: usize,
    missed: usize,
    too_much: usize,
    expected: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn add(&mut self, what: &str, found: Vec<Said>, mut said: Vec<Said>, mut may: Vec<Said>) {
        self.all += 1;
        self.expected += said.len();
        let mut extra = Vec::new();
        for one in found {
            if let Some(at) = said.iter().position(|other| *other == one) {
                said.remove(at);
            } else if let Some(at) = may.iter().position(|other| *other == one) {
                may.remove(at);
            } else {
                extra.push(one);
            }
        }
        self.missed += said.len();
        self.too_much += extra.len();
        if said.is_empty() && extra.is_empty() {
            self.exact += 1;
        } else {
            self.wrong
                .push(format!("{what}: missed {said:?}, too much {extra:?}"));
        }
    }
}

fn changes(old: &Page, new: &Page) -> Vec<Said> {
    diff(old, new)
        .changes
        .into_iter()
        .filter(|change| change.level == Level::Api)
        .map(|change| {
            let field = change
                .field
                .filter(|_| !change.kind.starts_with("base_url"));
            (change.kind.to_owned(), change.operation, field)
        })
        .collect()
}

/// Of so many changes one is tried; all with `MUTATIONS=all` in the environment.
fn stride(usual: usize) -> usize {
    if std::env::var_os("MUTATIONS").is_some_and(|value| value == "all") {
        1
    } else {
        usual
    }
}

fn report(tallies: &BTreeMap<String, Tally>) {
    let mut out = std::io::stderr().lock();
    for (name, tally) in tallies {
        let _ = writeln!(
            out,
            "{name}: {} changes, {} exact, {} of {} missed, {} too much",
            tally.all, tally.exact, tally.missed, tally.expected, tally.too_much
        );
        for wrong in tally
            .wrong
            .iter()
            .take(if stride(2) == 1 { 4000 } else { 12 })
        {
            let _ = writeln!(out, "    {wrong}");
        }
    }
}

/// Nearly all is said, and nearly nothing else.
fn assert_good(tallies: &BTreeMap<String, Tally>) {
    let sum = |of: fn(&Tally) -> usize| -> usize { tallies.values().map(of).sum() };
    let (all, exact) = (sum(|tally| tally.all), sum(|tally| tally.exact));
    let (expected, missed) = (sum(|tally| tally.expected), sum(|tally| tally.missed));
    assert!(exact * 100 >= all * 98, "{exact} of {all} exact");
    assert!(
        missed * 100 <= expected * 2,
        "{missed} of {expected} missed"
    );
}

fn of_services(each: usize, forms: &[Form]) -> BTreeMap<String, Tally> {
    let mut tallies = BTreeMap::<String, Tally>::new();
    let mut count = 0;
    for service in [api::tollgate(), api::pigeon()] {
        for habit in habits::all() {
            let old = render::text(&render::page(&service, &habit));
            let olds: Vec<Page> = forms.iter().map(|form| page(&(form.1)(&old))).collect();
            for mutation in mutate::of_api(&service, &habit) {
                let new = render::text(&render::page(&mutation.api, &habit));
                for (form, old) in forms.iter().zip(&olds) {
                    if !keeps(form.0, &habit) {
                        continue;
                    }
                    count += 1;
                    if count % each != 0 {
                        continue;
                    }
                    let found = changes(old, &page(&(form.1)(&new)));
                    tallies
                        .entry(format!("{} {}", form.0, habit.name))
                        .or_default()
                        .add(&mutation.what, found, mutation.said.clone(), Vec::new());
                }
            }
        }
    }
    tallies
}

#[test]
fn single_changes_of_pages_of_many_habits_are_found() {
    let tallies = of_services(stride(83), &FORMS);
    report(&tallies);
    assert_good(&tallies);
}

#[test]
fn a_line_less_or_twice_changes_nothing_but_what_it_claims() {
    let mut tallies = BTreeMap::<String, Tally>::new();
    let mut count = 0;
    let each = stride(61);
    let service = api::tollgate();
    for habit in habits::all() {
        let lines = render::page(&service, &habit);
        let old = page(&render::text(&lines));
        for slip in mutate::of_lines(&service, &habit, &lines) {
            count += 1;
            if count % each != 0 {
                continue;
            }
            let found = changes(&old, &page(&slip.text));
            tallies
                .entry(format!("line {}", habit.name))
                .or_default()
                .add(&slip.what, found, slip.said, slip.may);
        }
    }
    report(&tallies);
    assert_good(&tallies);
}
