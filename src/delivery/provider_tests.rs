//! The verdicts of the other providers, written down a second time by hand, and beside those of Pazemo.

use super::{Basis, Delivery, Outcome, Repeat, repeats, ruling};
use crate::{
    OperationKind::{self, Authorize, Create, Read},
    Retry,
    api::Api,
};
use Basis::{Assumption, Http, Page, Wire};
use Delivery::{Done, NotSent, Refused, Unknown};
use Repeat::{Always, No, OptIn, Renewed, SameKey};

const KINDS: [OperationKind; 3] = [Read, Create, Authorize];

fn paysera() -> &'static Api {
    crate::paysera::operations()[0].api
}

fn qolo() -> &'static Api {
    crate::qolo::operations()[0].api
}

/// What a status says by hand; the truth value is whether the body has a documented form.
type ByHand = fn(u16, OperationKind, bool) -> (Delivery, Basis);

fn paysera_status(status: u16, kind: OperationKind, documented_body: bool) -> (Delivery, Basis) {
    let by_page = if documented_body { Page } else { Assumption };
    match (status, kind) {
        (400 | 401 | 403 | 404 | 409, _) => (Refused, by_page),
        (406, _) => (Refused, if documented_body { Page } else { Http }),
        (500, _) => (Unknown, by_page),
        (405 | 411 | 413 | 414 | 415 | 417 | 421 | 425 | 431, _) => (Refused, Http),
        (422 | 429, _) => (Refused, Assumption),
        (402 | 410, Read | Create) => (Refused, Assumption),
        _ => (Unknown, Assumption),
    }
}

fn qolo_status(status: u16, kind: OperationKind, _: bool) -> (Delivery, Basis) {
    match (status, kind) {
        (401 | 429, _) => (Refused, Page),
        (400 | 403 | 404 | 422, _) => (Refused, Assumption),
        (405 | 406 | 411 | 413 | 414 | 415 | 417 | 421 | 425 | 431, _) => (Refused, Http),
        (402 | 410, Read | Create) => (Refused, Assumption),
        _ => (Unknown, Assumption),
    }
}

#[test]
fn every_status_of_every_provider_is_judged_as_written_here() {
    let providers: [(&Api, ByHand); 2] = [(paysera(), paysera_status), (qolo(), qolo_status)];
    for (api, by_hand) in providers {
        for status in 100..=999_u16 {
            for kind in KINDS {
                for documented_body in [true, false] {
                    let found = ruling(api, Outcome::Status, kind, Some(status), documented_body);
                    let (delivery, basis) = by_hand(status, kind, documented_body);
                    assert_eq!(
                        found,
                        (Some(delivery), basis),
                        "{api:?} {status} {kind:?} {documented_body}"
                    );
                }
            }
        }
    }
}

#[test]
fn what_came_of_an_attempt_without_an_error_status_is_judged_alike_everywhere() {
    let differs = |kind| match kind {
        Authorize => (Some(Unknown), Assumption),
        _ => (Some(Done), Page),
    };
    for api in [paysera(), qolo()] {
        for kind in KINDS {
            for (outcome, expected) in [
                (Outcome::NotAttempted, (Some(NotSent), Wire)),
                (Outcome::NotConnected, (Some(NotSent), Wire)),
                (Outcome::NotBegun, (Some(NotSent), Wire)),
                (Outcome::StreamRefused, (Some(NotSent), Http)),
                (Outcome::ClientCertificateRefused, (Some(NotSent), Http)),
                (Outcome::Lost, (Some(Unknown), Wire)),
                (Outcome::Dropped, (Some(Unknown), Wire)),
                (Outcome::Unreadable, (Some(Done), Page)),
                (Outcome::Differs, differs(kind)),
                (Outcome::UnexpectedContent, (Some(Unknown), Assumption)),
                (Outcome::OtherSuccessDecoded, (None, Assumption)),
                (Outcome::OtherSuccess, (Some(Unknown), Assumption)),
            ] {
                for documented_body in [true, false] {
                    let found = ruling(api, outcome, kind, None, documented_body);
                    assert_eq!(found, expected, "{api:?} {outcome:?} {kind:?}");
                }
            }
        }
    }
}

/// Pazemo's table is the agreed one: another is more confident only where its page has words for it.
#[test]
fn where_another_provider_is_judged_with_more_confidence_is_known() {
    let pazemo = crate::operations()[0].api;
    for (api, known) in [
        // The state of the resource does not allow it, says the page of every operation.
        (paysera(), vec![409]),
        (qolo(), vec![]),
    ] {
        let delivery = |api, status, kind| ruling(api, Outcome::Status, kind, Some(status), true).0;
        let more_confident: Vec<u16> = (100..=999)
            .filter(|status| {
                KINDS.iter().any(|kind| {
                    let of = |api| delivery(api, *status, *kind);
                    of(pazemo) == Some(Unknown) && of(api) != Some(Unknown)
                })
            })
            .collect();
        assert_eq!(more_confident, known, "{api:?}");
    }
}

#[test]
fn what_every_provider_repeats_is_what_is_written_here() {
    for kind in KINDS {
        let in_never = if kind == Authorize { OptIn } else { Always };
        for (api, class, expected) in [
            (paysera(), Retry::Safe, [Always, Always, Renewed, Always]),
            (paysera(), Retry::Keyed, [Always, OptIn, No, No]),
            (paysera(), Retry::Never, [Always, OptIn, No, No]),
            (qolo(), Retry::Safe, [Always, Always, Renewed, Always]),
            (qolo(), Retry::Keyed, [Always, Always, Renewed, SameKey]),
            (qolo(), Retry::Never, [Always, in_never, No, No]),
        ] {
            let row = repeats(api, class, kind);
            let found = [
                row.not_sent,
                row.too_many_requests,
                row.unauthorized,
                row.lost,
            ];
            assert_eq!(found, expected, "{api:?} {class:?} {kind:?}");
        }
    }
}
