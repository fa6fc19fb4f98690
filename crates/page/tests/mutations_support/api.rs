//! Two services that do not exist, as data: what pages of different habits are made from.

/// A service.
#[derive(Debug, Clone)]
pub(crate) struct Api {
    pub(crate) title: &'static str,
    pub(crate) bases: Vec<(String, String)>,
    pub(crate) statuses: Vec<(u16, String)>,
    pub(crate) objects: Vec<Object>,
    pub(crate) calls: Vec<Call>,
}

/// An object with a table of its own.
#[derive(Debug, Clone)]
pub(crate) struct Object {
    pub(crate) name: String,
    pub(crate) fields: Vec<Item>,
}

/// An operation. The path has its parameters in braces.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) title: String,
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) request: Vec<Item>,
    pub(crate) response: Vec<Item>,
}

/// A field.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) required: bool,
    pub(crate) text: String,
}

/// `name type! text`: a field that has to be there; without the mark, one that has not.
pub(crate) fn item(text: &str) -> Item {
    let mut words = text.splitn(3, ' ');
    let name = words.next().unwrap_or_default().to_owned();
    let kind = words.next().unwrap_or_default();
    let bare = kind.trim_end_matches('!');
    let known = [
        "string", "integer", "boolean", "number", "object", "array", "date",
    ];
    Item {
        name,
        kind: known.into_iter().find(|one| *one == bare).expect("a type"),
        required: kind.ends_with('!'),
        text: words.next().unwrap_or_default().to_owned(),
    }
}

fn items(lines: &[&str]) -> Vec<Item> {
    lines.iter().map(|line| item(line)).collect()
}

fn call(title: &str, line: (&'static str, &str), request: &[&str], response: &[&str]) -> Call {
    Call {
        title: title.to_owned(),
        method: line.0,
        path: line.1.to_owned(),
        request: items(request),
        response: items(response),
    }
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter()
        .map(|(one, other)| ((*one).to_owned(), (*other).to_owned()))
        .collect()
}

fn statuses(all: &[(u16, &str)]) -> Vec<(u16, String)> {
    all.iter()
        .map(|(code, text)| (*code, (*text).to_owned()))
        .collect()
}

/// Payments.
pub(crate) fn tollgate() -> Api {
    Api {
        title: "Tollgate",
        bases: pairs(&[
            ("Production", "https://api.tollgate.example/v2"),
            ("Sandbox", "https://sandbox.tollgate.example/v2"),
        ]),
        statuses: statuses(&[
            (400, "Bad Request -- Your request cannot be read."),
            (401, "Unauthorized -- Your key is wrong."),
            (404, "Not Found -- There is no such payment."),
            (429, "Too Many Requests -- You call too often."),
            (500, "Internal Server Error -- We have a problem."),
        ]),
        objects: vec![
            Object {
                name: "Payment".to_owned(),
                fields: items(&[
                    "id string! Identifier of the payment",
                    "amount integer! Amount in cents",
                    "currency string! Three letters",
                    "captured boolean Whether it was captured",
                ]),
            },
            Object {
                name: "Payer".to_owned(),
                fields: items(&[
                    "id string! Identifier of the payer",
                    "email string Where to write to",
                    "phone string Where to call",
                ]),
            },
        ],
        calls: vec![
            call(
                "Create a Payment",
                ("POST", "/payments"),
                &[
                    "amount integer! How much to charge, in cents",
                    "currency string! Three letters of the currency",
                    "description string What the payer reads",
                    "capture boolean Whether to capture at once",
                ],
                &[
                    "id string! Identifier of the payment",
                    "state string! How far the payment is",
                    "created date! When it was made",
                ],
            ),
            call(
                "Get a Payment",
                ("GET", "/payments/{payment_id}"),
                &["payment_id string! Which payment to read"],
                &[
                    "id string! Identifier of the payment",
                    "amount integer! How much was charged",
                    "refunded boolean Whether it was paid back",
                ],
            ),
            call(
                "List Payments",
                ("GET", "/payments"),
                &[
                    "limit integer How many to show",
                    "offset integer How many to skip",
                    "payer string Only those of a payer",
                ],
                &[
                    "total integer! How many there are",
                    "items array! The payments of this page",
                ],
            ),
            call(
                "Refund a Payment",
                ("POST", "/payments/{payment_id}/refunds"),
                &[
                    "amount integer How much to pay back",
                    "reason string! Why it is paid back",
                ],
                &[
                    "id string! Identifier of the refund",
                    "payment_id string! The payment that it belongs to",
                    "amount integer! How much was paid back",
                ],
            ),
            call(
                "Delete a Payer",
                ("DELETE", "/payers/{payer_id}"),
                &["payer_id string! Which payer to forget"],
                &["deleted boolean! Whether the payer is gone"],
            ),
        ],
    }
}

/// Messages.
pub(crate) fn pigeon() -> Api {
    Api {
        title: "Pigeon",
        bases: pairs(&[("Live", "https://api.pigeon.example")]),
        statuses: statuses(&[
            (200, "OK -- It was sent."),
            (403, "Forbidden -- The number is not yours."),
            (422, "Unprocessable -- A field is wrong."),
        ]),
        objects: vec![Object {
            name: "Message".to_owned(),
            fields: items(&[
                "messageId string! Identifier of the message",
                "parts integer! How many parts it has",
                "deliveredAt date When it arrived",
            ]),
        }],
        calls: vec![
            call(
                "Send a Message",
                ("POST", "/messages"),
                &[
                    "to string! Number of the receiver",
                    "from string! Number or name of the sender",
                    "text string! What to send",
                    "sendAt date When to send it",
                ],
                &[
                    "messageId string! Identifier of the message",
                    "price number! What it costs",
                ],
            ),
            call(
                "Update a Template",
                ("PUT", "/templates/{templateId}"),
                &[
                    "name string! What the template is called",
                    "body string! The text with its gaps",
                ],
                &[
                    "templateId string! Identifier of the template",
                    "version integer! How often it was changed",
                ],
            ),
            call(
                "Get Message Status",
                ("GET", "/messages/{messageId}/status"),
                &["messageId string! Which message to ask for"],
                &[
                    "status string! Where the message is",
                    "error object What went wrong",
                ],
            ),
        ],
    }
}
