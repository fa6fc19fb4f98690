//! Where a section contradicts itself: a request line and the samples around it.

use super::route::{self, BasePaths};
use crate::model::{Conflict, Sample};

pub(super) fn conflicts(
    method: &str,
    path: &str,
    samples: &[Sample],
    bases: &BasePaths,
) -> Vec<Conflict> {
    let mut all: Vec<Conflict> = Vec::new();
    let mut add = |kind: &'static str, message: String, line: usize| {
        if !all.iter().any(|known| known.message == message) {
            all.push(Conflict {
                kind,
                message,
                line,
            });
        }
    };
    for sample in samples {
        let Some(url) = &sample.url else {
            continue;
        };
        let called = bases.split(url).path;
        if called == "/" && path != "/" {
            continue;
        }
        if let Some(other) = sample.method.as_deref().filter(|other| *other != method) {
            add(
                "sample-method",
                format!("the request line says {method} {path}, a sample sends {other}"),
                sample.line,
            );
        }
        if !route::calls(&called, path) {
            add(
                "sample-path",
                format!("the request line says {method} {path}, a sample calls {called}"),
                sample.line,
            );
        }
    }
    all
}
