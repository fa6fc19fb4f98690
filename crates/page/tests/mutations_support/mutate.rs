//! Single changes, and what has to be said of each.

use super::{
    api::{Api, Call, Object, item},
    render::{Claim, Habit, Lines, text},
};

/// What has to be said: kind, operation and field.
pub(crate) type Said = (String, Option<String>, Option<String>);

/// A single change.
#[derive(Debug)]
pub(crate) struct Mutation {
    pub(crate) what: String,
    pub(crate) api: Api,
    pub(crate) said: Vec<Said>,
}

fn said(kind: &str, operation: Option<String>, field: Option<String>) -> Said {
    (kind.to_owned(), operation, field)
}

fn label(call: &Call, habit: &Habit) -> String {
    format!("{} {}", call.method, habit.path(&call.path))
}

const NEW_NAMES: [&str; 3] = ["quayNumber", "tide_level", "lantern"];

/// All changes of a service that a page of a habit shows.
pub(crate) fn of_api(api: &Api, habit: &Habit) -> Vec<Mutation> {
    let mut all = Vec::new();
    let mut add = |what: String, said: Vec<Said>, change: &dyn Fn(&mut Api)| {
        let mut api = api.clone();
        change(&mut api);
        all.push(Mutation { what, api, said });
    };
    for (place, call) in api.calls.iter().enumerate() {
        let operation = label(call, habit);
        for request in [true, false] {
            let side = if request { "request" } else { "response" };
            let items = if request {
                &call.request
            } else {
                &call.response
            };
            for (at, field) in items.iter().enumerate() {
                let name = field.name.clone();
                let here = |kind: &str, name: &str| {
                    said(kind, Some(operation.clone()), Some(name.to_owned()))
                };
                if items.len() > 1 {
                    add(
                        format!("{operation}: {side} {name} removed"),
                        vec![here(&format!("{side}_field_removed"), &name)],
                        &|api| {
                            side_of(api, place, request).remove(at);
                        },
                    );
                }
                let new = NEW_NAMES[at % NEW_NAMES.len()];
                add(
                    format!("{operation}: {side} {name} renamed"),
                    vec![here(&format!("{side}_field_renamed"), new)],
                    &|api| side_of(api, place, request)[at].name = new.to_owned(),
                );
                add(
                    format!("{operation}: {side} field added behind {name}"),
                    vec![here(&format!("{side}_field_added"), new)],
                    &|api| {
                        let mut added = item(&format!("{new} string What is new here"));
                        added.required = side_of(api, place, request)[at].required;
                        side_of(api, place, request).insert(at + 1, added);
                    },
                );
                let kind = if field.kind == "string" {
                    "integer"
                } else {
                    "string"
                };
                add(
                    format!("{operation}: {side} {name} of another type"),
                    if habit.shows_type(request) {
                        vec![here("type_changed", &name)]
                    } else {
                        Vec::new()
                    },
                    &|api| side_of(api, place, request)[at].kind = kind,
                );
                add(
                    format!("{operation}: {side} {name} required or not"),
                    if habit.shows_required(request) {
                        vec![here("required_changed", &name)]
                    } else {
                        Vec::new()
                    },
                    &|api| {
                        let field = &mut side_of(api, place, request)[at];
                        field.required = !field.required;
                    },
                );
                add(
                    format!("{operation}: {side} {name} described otherwise"),
                    Vec::new(),
                    &|api| side_of(api, place, request)[at].text = "Said in other words".to_owned(),
                );
            }
        }
        add(
            format!("{operation} removed"),
            vec![said("endpoint_removed", Some(operation.clone()), None)],
            &|api| {
                api.calls.remove(place);
            },
        );
        let mut moved = call.clone();
        moved.path = format!("/beta{}", moved.path);
        // With the line for a heading nothing is left that says it is the same.
        let changed = if habit.line == super::render::Line::Heading {
            Vec::new()
        } else {
            vec![said(
                "endpoint_path_changed",
                Some(label(&moved, habit)),
                None,
            )]
        };
        if !changed.is_empty() {
            add(format!("{operation} moved"), changed, &|api| {
                api.calls[place] = moved.clone()
            });
            add(
                format!("{operation} called otherwise"),
                Vec::new(),
                &|api| {
                    api.calls[place].title = format!("{} at last", api.calls[place].title);
                },
            );
        }
        for (new, request, response) in [
            (
                "/quays/{quay_id}/lights",
                vec!["colour string! Which colour"],
                vec!["lit boolean! Whether it burns"],
            ),
            ("/tides", vec![], vec!["level number! How high it is"]),
        ] {
            let added = Call {
                title: "Switch a Light".to_owned(),
                method: if request.is_empty() { "GET" } else { "POST" },
                path: new.to_owned(),
                request: request.iter().map(|line| item(line)).collect(),
                response: response.iter().map(|line| item(line)).collect(),
            };
            add(
                format!("{} added behind {operation}", label(&added, habit)),
                vec![said("endpoint_added", Some(label(&added, habit)), None)],
                &|api| api.calls.insert(place + 1, added.clone()),
            );
        }
        if place > 0 {
            add(format!("{operation} stands first"), Vec::new(), &|api| {
                api.calls.swap(0, place)
            });
        }
    }
    for (place, object) in api.objects.iter().enumerate() {
        for (at, field) in object.fields.iter().enumerate() {
            let name = format!("{}.{}", object.name, field.name);
            add(
                format!("{name} removed"),
                vec![said("schema_field_removed", None, Some(name.clone()))],
                &|api| {
                    api.objects[place].fields.remove(at);
                },
            );
            let added = format!("{}.wharf", object.name);
            add(
                format!("{added} added"),
                vec![said("schema_field_added", None, Some(added.clone()))],
                &|api| {
                    api.objects[place]
                        .fields
                        .insert(at, item("wharf string Which wharf"))
                },
            );
            let kind = if field.kind == "string" {
                "integer"
            } else {
                "string"
            };
            add(
                format!("{name} of another type"),
                if habit.shows_type(false) {
                    vec![said("schema_type_changed", None, Some(name.clone()))]
                } else {
                    Vec::new()
                },
                &|api| api.objects[place].fields[at].kind = kind,
            );
        }
        add(
            format!("{} removed", object.name),
            object
                .fields
                .iter()
                .map(|field| {
                    said(
                        "schema_field_removed",
                        None,
                        Some(format!("{}.{}", object.name, field.name)),
                    )
                })
                .collect(),
            &|api| {
                api.objects.remove(place);
            },
        );
        add(
            "an object more".to_owned(),
            vec![
                said("schema_field_added", None, Some("Quay.depth".to_owned())),
                said("schema_field_added", None, Some("Quay.berths".to_owned())),
            ],
            &|api| {
                api.objects.insert(
                    place,
                    Object {
                        name: "Quay".to_owned(),
                        fields: vec![
                            item("depth number! How deep it is"),
                            item("berths integer How many lie there"),
                        ],
                    },
                );
            },
        );
    }
    for (place, (code, _)) in api.statuses.iter().enumerate() {
        add(
            format!("{code} removed"),
            vec![said("status_removed", None, Some(code.to_string()))],
            &|api| {
                api.statuses.remove(place);
            },
        );
        add(
            format!("{code} means something else"),
            vec![said("status_meaning_changed", None, Some(code.to_string()))],
            &|api| api.statuses[place].1 = "Gone Away -- It is gone for good.".to_owned(),
        );
        add(
            format!("412 added before {code}"),
            vec![said("status_added", None, Some("412".to_owned()))],
            &|api| {
                api.statuses
                    .insert(place, (412, "Precondition Failed -- Too early.".to_owned()))
            },
        );
    }
    if api.bases.len() > 1 {
        add(
            "a base address less".to_owned(),
            vec![said("base_url_removed", None, None)],
            &|api| {
                api.bases.pop();
            },
        );
    }
    add(
        "a base address more".to_owned(),
        vec![said("base_url_added", None, None)],
        &|api| {
            let first = api.bases[0].1.replace("api.", "sandbox-eu.api.");
            api.bases.push(("Staging".to_owned(), first));
        },
    );
    all
}

fn side_of(api: &mut Api, place: usize, request: bool) -> &mut Vec<super::api::Item> {
    let call = &mut api.calls[place];
    if request {
        &mut call.request
    } else {
        &mut call.response
    }
}

/// A line less, or a line twice.
#[derive(Debug)]
pub(crate) struct Slip {
    pub(crate) what: String,
    pub(crate) text: String,
    pub(crate) said: Vec<Said>,
    /// What may be said besides.
    pub(crate) may: Vec<Said>,
}

/// Each line deleted and each line doubled.
pub(crate) fn of_lines(api: &Api, habit: &Habit, lines: &Lines) -> Vec<Slip> {
    let mut all = Vec::new();
    for (at, (line, claim)) in lines.iter().enumerate() {
        if line.is_empty() {
            continue;
        }
        let mut less = lines.clone();
        less.remove(at);
        let (mut must, mut may) = (Vec::new(), Vec::new());
        match claim {
            Claim::Nothing | Claim::Request => {}
            Claim::Field(place, request, name) => {
                let call = &api.calls[*place];
                let side = if *request { "request" } else { "response" };
                let gone = said(
                    &format!("{side}_field_removed"),
                    Some(label(call, habit)),
                    Some(name.clone()),
                );
                // A table without rows is lost, not empty.
                let items = if *request {
                    &call.request
                } else {
                    &call.response
                };
                if items.len() > 1 {
                    must.push(gone)
                } else {
                    may.push(gone)
                }
            }
            Claim::ObjectField(object, name) => {
                must.push(said(
                    "schema_field_removed",
                    None,
                    Some(format!("{object}.{name}")),
                ));
            }
            Claim::Status(code) => must.push(said("status_removed", None, Some(code.to_string()))),
            Claim::Base(_) => must.push(said("base_url_removed", None, None)),
        }
        if *claim == Claim::Request {
            may.extend(api.calls.iter().flat_map(|call| {
                ["endpoint_removed", "endpoint_path_changed"]
                    .map(|kind| said(kind, Some(label(call, habit)), None))
            }));
        }
        all.push(Slip {
            what: format!("without line {} {line:?}", at + 1),
            text: text(&less),
            said: must,
            may,
        });
        let mut twice = lines.clone();
        twice.insert(at, lines[at].clone());
        all.push(Slip {
            what: format!("line {} {line:?} twice", at + 1),
            text: text(&twice),
            said: Vec::new(),
            may: Vec::new(),
        });
    }
    all
}
