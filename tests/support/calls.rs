//! Every operation by its id, so that tests can walk over the document.

use std::{cell::RefCell, fmt::Debug};

use pazemo::{Client, Error, types};
use serde::{Serialize, de::DeserializeOwned};

/// What a call needs: texts for the parameters of its path, in their order, and the JSON of its body.
#[derive(Debug, Clone)]
pub(crate) struct Arguments {
    pub(crate) path: [String; 2],
    pub(crate) body: String,
    /// What `Debug` shows of the values that the call was made with.
    pub(crate) shown: RefCell<Vec<String>>,
}

/// A success: the value encoded again (or the text itself, if the operation answers with a text), and what `Debug` shows of it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) text: String,
    pub(crate) shown: Vec<String>,
}

impl Arguments {
    pub(crate) fn new(first: &str, second: &str, body: &str) -> Self {
        Self {
            path: [first.to_owned(), second.to_owned()],
            body: body.to_owned(),
            shown: RefCell::default(),
        }
    }

    /// The path of an operation with these arguments, not encoded.
    pub(crate) fn fill(&self, template: &str) -> String {
        let mut values = self.path.iter();
        let segments = template.split('/').map(|segment| {
            if segment.starts_with('{') {
                values.next().map_or(segment, String::as_str)
            } else {
                segment
            }
        });
        segments.collect::<Vec<_>>().join("/")
    }

    fn first<T: DeserializeOwned>(&self) -> T {
        received(&self.path[0])
    }

    fn second<T: DeserializeOwned>(&self) -> T {
        received(&self.path[1])
    }

    fn body<T: DeserializeOwned + Debug>(&self) -> T {
        let body = serde_json::from_str(&self.body).expect("the body fits the operation's type");
        self.shown.borrow_mut().extend(shown(&body));
        body
    }
}

/// A value as it would be if a server had sent it: nothing was checked.
pub(crate) fn received<T: DeserializeOwned>(text: &str) -> T {
    let json = serde_json::to_string(text).expect("a text is JSON");
    serde_json::from_str(&json).expect("every text is read as an identifier")
}

/// Both forms of `Debug`.
pub(crate) fn shown(value: &impl Debug) -> [String; 2] {
    [format!("{value:?}"), format!("{value:#?}")]
}

fn answer<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T) -> Answer {
    let shown = shown(&value).to_vec();
    Answer {
        text: encoded(value),
        shown,
    }
}

/// Calls an operation.
pub(crate) async fn call(
    client: &Client,
    operation: &str,
    with: &Arguments,
) -> Result<Answer, Error> {
    Ok(match operation {
        "getCurrentUser" => answer(client.users().me().await?),
        "getUser" => answer(client.users().get(&with.first()).await?),
        "createAccount" => answer(
            client
                .accounts()
                .create(&with.first(), &with.body())
                .await?,
        ),
        "listAccounts" => answer(client.accounts().list(&with.first()).await?),
        "getAccount" => answer(client.accounts().get(&with.first(), &with.second()).await?),
        "createBeneficiary" => answer(client.beneficiaries().create(&with.body()).await?),
        "createWithdraw" => answer(
            client
                .withdraws()
                .create(&with.first(), &with.body::<types::NewWithdraw>())
                .await?,
        ),
        "confirmWithdraw" => answer(
            client
                .withdraws()
                .confirm(&with.first(), &with.second(), &with.body())
                .await?,
        ),
        "cancelWithdraw" => answer(
            client
                .withdraws()
                .cancel(&with.first(), &with.second(), &with.body())
                .await?,
        ),
        "check" => answer(client.pings().check().await?),
        "ping" => Answer {
            text: client.pings().ping().await?,
            shown: Vec::new(),
        },
        "pingQueue" => answer(client.pings().ping_queue().await?),
        other => panic!("the operation `{other}` has no call in tests/support/calls.rs"),
    })
}

/// Encodes a value, and makes sure that reading it again gives an equal one.
pub(crate) fn encoded<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T) -> String {
    let text = serde_json::to_string(&value).expect("a value of the API is JSON");
    let again: T = serde_json::from_str(&text).expect("what was written can be read");
    assert_eq!(again, value);
    text
}
