//! The verdicts as a page of the client's documentation.

use super::{Attempt, KINDS, Repetition, SUCCESS, Verdicts};
use crate::names;

const ATTEMPTS: &str = "\
What a failed call may have done, and what the client repeats by itself.

Where money moves, what matters most about an error is not what went wrong, but whether the request may have been carried
out. Each error says it twice: what may have happened, a
[`Delivery`](crate::Delivery), and on what grounds, a [`Basis`](crate::Basis). What to do about it is in
[the guide](crate::guide::errors).

| delivery | meaning |
|---|---|
| [not sent](crate::Delivery::NotSent) | the server never got the request |
| [refused](crate::Delivery::Refused) | it got this request and turned it down; it says nothing about earlier calls |
| [unknown](crate::Delivery::Unknown) | it may have carried the request out: find out before you pay again |
| [done](crate::Delivery::Done) | it carried the request out, and only the answer is of no use |

| basis | meaning |
|---|---|
| [wire](crate::Basis::Wire) | a fact on our side of the connection |
| [http](crate::Basis::Http) | the HTTP or TLS standard |
| [page](crate::Basis::Page) | the words of the provider's page |
| [assumption](crate::Basis::Assumption) | a guess about this provider |

# One attempt

Read the table from the top: the first row that fits decides. Operations are told apart by their
[kind](crate::OperationKind). Where there are two bases, the second one is for a body that has none of the documented forms.

| what happened | operations | statuses | delivery | basis |
|---|---|---|---|---|
";

const FOLDING: &str = "
# Several attempts

A call may take several attempts, and none undoes what another one did. Any attempt that is *done* makes the call done; else any
that is *unknown* makes it unknown, whatever a later answer says; else any that is *refused* makes it refused; else the call is
*not sent*. The basis is that of the last attempt with the call's delivery.

*Done*, and the success of an operation that carries an authorization code, mean accepted, not settled.

# What is repeated

By the [retry class](crate::Retry) of the operation. A request that was not sent is safe to repeat; one whose answer was lost is
not, unless the operation changes nothing or has a key.

| class | operations | not sent | 429 | 401 | 500, 502 to 504, lost answer |
|---|---|---|---|---|---|
";

pub(super) fn markdown(verdicts: &Verdicts) -> String {
    let attempts: String = verdicts.attempts.iter().map(attempt).collect();
    let repeats: String = verdicts.repeats.iter().map(repetition).collect();
    format!("{ATTEMPTS}{attempts}{FOLDING}{repeats}")
}

fn attempt(row: &Attempt) -> String {
    let statuses = row.statuses.iter().map(|(from, to)| match from == to {
        true => from.to_string(),
        false => format!("{from}–{to}"),
    });
    let statuses: Vec<String> = statuses.collect();
    let delivery = if row.delivery == SUCCESS {
        "success, no error".to_owned()
    } else {
        let words = row.delivery.replace('-', " ");
        let variant = names::type_ident(row.delivery);
        format!("[{words}](crate::Delivery::{variant})")
    };
    let basis = |word| format!("[{word}](crate::Basis::{})", names::type_ident(word));
    let mut bases = basis(row.basis);
    if let Some(second) = row.undocumented_body {
        bases = format!("{bases}; {}", basis(second));
    }
    format!(
        "| {} | {} | {} | {delivery} | {bases} |\n",
        plain(&row.text),
        operations(&row.operations),
        statuses.join(", ")
    )
}

fn repetition(row: &Repetition) -> String {
    let words = [
        row.not_sent,
        row.too_many_requests,
        row.unauthorized,
        row.lost,
    ]
    .map(|word| match word {
        "if-opted-in" => "repeat, if the caller opts in",
        "renew" => "repeat once, with a renewed token",
        "same-key" => "repeat with the same key and the same bytes",
        other => other,
    });
    let class = format!(
        "[`{0}`](crate::Retry::{1})",
        row.class,
        names::type_ident(row.class)
    );
    let (operations, words) = (operations(&row.operations), words.join(" | "));
    format!("| {class} | {operations} | {words} |\n")
}

fn operations(kinds: &[&str]) -> String {
    if kinds.len() == KINDS.len() {
        "all".to_owned()
    } else {
        kinds.join(", ")
    }
}

/// Text of which Markdown makes nothing else.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        if c.is_ascii_punctuation()
            && !matches!(
                c,
                '.' | ',' | ';' | ':' | '(' | ')' | '\'' | '"' | '-' | '/'
            )
        {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
