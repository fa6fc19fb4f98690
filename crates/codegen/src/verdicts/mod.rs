//! The verdicts: what a failed call may have done and what is repeated, from a file of their own to tables and documentation.

mod coverage;
mod page;
mod read;

use pazemo_openapi::{Finding, Pointer, Position};
use proc_macro2::TokenStream;
use quote::quote;

use crate::{docs, names};

/// What came of one attempt: the variants of the runtime's `Outcome`.
const OUTCOMES: &[&str] = &[
    "not-attempted",
    "not-connected",
    "not-begun",
    "stream-refused",
    "client-certificate-refused",
    "lost",
    "dropped",
    "unreadable",
    "differs",
    "unexpected-content",
    "other-success-decoded",
    "other-success",
    STATUS,
];
/// The only outcome with statuses.
const STATUS: &str = "status";
/// The variants of `OperationKind`.
const KINDS: &[&str] = &["read", "create", "authorize"];
/// The variants of `Delivery`, and what is no error.
const DELIVERIES: &[&str] = &["not-sent", "refused", "unknown", "done", SUCCESS];
const SUCCESS: &str = "success";
/// The variants of `Basis`.
const BASES: &[&str] = &["wire", "http", "page", "assumption"];
/// The variants of `Retry`.
const CLASSES: &[&str] = &["safe", "keyed", "never"];
/// Every status that HTTP can write, known or not.
const STATUSES: std::ops::RangeInclusive<u16> = 100..=999;

/// Both tables, as the file has them.
struct Verdicts {
    attempts: Vec<Attempt>,
    repeats: Vec<Repetition>,
}

/// Where a row stands.
struct Place {
    pointer: Pointer,
    position: Position,
}

/// A row of the table of attempts.
struct Attempt {
    id: String,
    outcome: &'static str,
    operations: Vec<&'static str>,
    /// Inclusive ranges.
    statuses: Vec<(u16, u16)>,
    delivery: &'static str,
    basis: &'static str,
    undocumented_body: Option<&'static str>,
    text: String,
    place: Place,
}

/// A row of the table of repeats.
struct Repetition {
    class: &'static str,
    operations: Vec<&'static str>,
    not_sent: &'static str,
    too_many_requests: &'static str,
    unauthorized: &'static str,
    lost: &'static str,
    place: Place,
}

/// The tables for the runtime and the page for people.
pub(crate) fn generate(file: &str, text: &str) -> Result<TokenStream, Vec<Finding>> {
    let root = pazemo_openapi::parse(file, text).map_err(|finding| vec![finding])?;
    let verdicts = read::read(file, &root)?;
    let findings = coverage::check(file, &root, &verdicts);
    if !findings.is_empty() {
        return Err(findings);
    }
    let attempts = verdicts.attempts.iter().map(attempt);
    let repeats = verdicts.repeats.iter().map(repetition);
    let page = docs::attributes(&page::markdown(&verdicts));
    Ok(quote! {
        /// The verdicts as the runtime looks them up.
        pub(crate) mod verdict_tables {
            use crate::{
                Basis, Delivery, OperationKind, Retry,
                delivery::{AttemptRow, Outcome, Repeat, RepeatRow},
            };

            /// What an attempt may have done. The first row that matches wins.
            pub(crate) const ATTEMPTS: &[AttemptRow] = &[#(#attempts,)*];

            /// What is repeated. The first row that matches wins.
            pub(crate) const REPEATS: &[RepeatRow] = &[#(#repeats,)*];
        }

        #page
        pub mod verdicts {}
    })
}

fn attempt(row: &Attempt) -> TokenStream {
    let (id, outcome, operations) = (
        &row.id,
        names::type_ident(row.outcome),
        kinds(&row.operations),
    );
    let statuses = row.statuses.iter().map(|(from, to)| quote!((#from, #to)));
    let delivery = if row.delivery == SUCCESS {
        quote!(None)
    } else {
        let delivery = names::type_ident(row.delivery);
        quote!(Some(Delivery::#delivery))
    };
    let basis = names::type_ident(row.basis);
    let undocumented_body = names::type_ident(row.undocumented_body.unwrap_or(row.basis));
    quote! {
        AttemptRow {
            id: #id,
            outcome: Outcome::#outcome,
            operations: #operations,
            statuses: &[#(#statuses,)*],
            delivery: #delivery,
            basis: Basis::#basis,
            undocumented_body: Basis::#undocumented_body,
        }
    }
}

fn repetition(row: &Repetition) -> TokenStream {
    let (class, operations) = (names::type_ident(row.class), kinds(&row.operations));
    let [not_sent, too_many_requests, unauthorized, lost] = [
        row.not_sent,
        row.too_many_requests,
        row.unauthorized,
        row.lost,
    ]
    .map(|word| match word {
        "repeat" => quote!(Repeat::Always),
        "if-opted-in" => quote!(Repeat::OptIn),
        "renew" => quote!(Repeat::Renewed),
        "same-key" => quote!(Repeat::SameKey),
        _ => quote!(Repeat::No),
    });
    quote! {
        RepeatRow {
            class: Retry::#class,
            operations: #operations,
            not_sent: #not_sent,
            too_many_requests: #too_many_requests,
            unauthorized: #unauthorized,
            lost: #lost,
        }
    }
}

fn kinds(operations: &[&str]) -> TokenStream {
    let kinds = operations.iter().map(|kind| names::type_ident(kind));
    quote!(&[#(OperationKind::#kinds,)*])
}
