//! The same calls twice: through the client, and as one would write them with reqwest alone.

use std::{error::Error, hint::black_box, sync::Arc, time::Duration};

use http::{
    HeaderValue, Method,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
};
use pazemo::{
    Client, Environment,
    types::{AccountId, CurrentUser, NewWithdraw, Withdraw},
};
use serde::de::DeserializeOwned;

use super::server::{Answers, Server};

const TOKEN: &str = "a-token-of-about-the-usual-length-0123456789abcdef";
const RESPONSE_LIMIT: usize = 8 * 1024 * 1024;
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

const NEW_WITHDRAW: &str = r#"{"id":"w-20190824-0001","accountId":"acc-948775","address":"1234567890","addressName":"Jane Doe","amount":948775.42,"notes":"rent of August","prefix":"INV","beneficiaryId":4711,"reference":"invoice 2019-08","referenceData":{"invoice":"2019-08","lines":3}}"#;

const ANSWERS: Answers = &[
    (
        "GET /users/me ",
        r#"{"id":"usr-0815","email":"jane.doe@example.com","name":"Jane Doe"}"#,
    ),
    (
        "POST /accounts/acc-948775/withdraw ",
        r#"{"id":"w-20190824-0001","createdTime":"2019-08-24T14:15:22Z","updatedTime":"2019-08-24T14:15:22Z","accountId":"acc-948775","transactionId":1234567,"status":"pending","network":"flip","address":"1234567890","addressName":"Jane Doe","amount":948775.42,"feeAmount":2500.00,"notes":"rent of August","prefix":"INV","beneficiaryId":4711,"reference":"invoice 2019-08","referenceData":{"invoice":"2019-08","lines":3}}"#,
    ),
];

/// What goes wrong here is a mistake of the benchmark.
pub(crate) type Failure = Box<dyn Error + Send + Sync>;

/// What is called.
#[derive(Clone, Copy)]
pub(crate) enum Operation {
    Me,
    CreateWithdraw,
}

impl Operation {
    pub(crate) const ALL: [Self; 2] = [Self::Me, Self::CreateWithdraw];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Me => "users().me()",
            Self::CreateWithdraw => "withdraws().create()",
        }
    }
}

/// Who calls.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    Plain(TimeLimit),
    Pazemo,
}

/// What the client always has and plain reqwest only if asked for: an end to waiting for an answer.
#[derive(Clone, Copy)]
pub(crate) enum TimeLimit {
    None,
    LikeTheClient,
}

impl TimeLimit {
    /// The stricter rival first.
    pub(crate) const ALL: [Self; 2] = [Self::None, Self::LikeTheClient];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::None => "plain",
            Self::LikeTheClient => "plain with time limit",
        }
    }
}

/// The clients, each with connections of its own to the same server.
#[derive(Clone)]
pub(crate) struct Rivals {
    plain: Plain,
    plain_with_time_limit: Plain,
    pazemo: Client,
    account_id: AccountId,
    new_withdraw: Arc<NewWithdraw>,
}

impl Rivals {
    /// The server runs until the process ends.
    pub(crate) fn start() -> Result<(Self, Server), Failure> {
        let server = Server::start(ANSWERS)?;
        let url = server.url();
        let pazemo = Client::builder(Environment::custom(&url)?)
            .token(TOKEN)
            .connect_timeout(CONNECT_TIMEOUT)
            .attempt_timeout(ATTEMPT_TIMEOUT)
            .response_limit(RESPONSE_LIMIT)
            .build()?;
        let rivals = Self {
            plain: Plain::new(url.clone(), None)?,
            plain_with_time_limit: Plain::new(url, Some(ATTEMPT_TIMEOUT))?,
            pazemo,
            account_id: "acc-948775".parse()?,
            new_withdraw: Arc::new(serde_json::from_str(NEW_WITHDRAW)?),
        };
        Ok((rivals, server))
    }

    fn plain(&self, limit: TimeLimit) -> &Plain {
        match limit {
            TimeLimit::None => &self.plain,
            TimeLimit::LikeTheClient => &self.plain_with_time_limit,
        }
    }

    /// One call to the end: the answer is decoded and dropped.
    pub(crate) async fn call(&self, side: Side, operation: Operation) -> Result<(), Failure> {
        match (side, operation) {
            (Side::Plain(limit), Operation::Me) => {
                black_box(self.plain(limit).me().await?);
            }
            (Side::Pazemo, Operation::Me) => {
                black_box(self.pazemo.users().me().await?);
            }
            (Side::Plain(limit), Operation::CreateWithdraw) => {
                let call = self
                    .plain(limit)
                    .create(&self.account_id, &self.new_withdraw);
                black_box(call.await?);
            }
            (Side::Pazemo, Operation::CreateWithdraw) => {
                let withdraws = self.pazemo.withdraws();
                black_box(
                    withdraws
                        .create(&self.account_id, &self.new_withdraw)
                        .await?,
                );
            }
        }
        Ok(())
    }
}

/// reqwest alone, set up as the client sets it up.
#[derive(Clone)]
struct Plain {
    http: reqwest::Client,
    base_url: String,
    authorization: HeaderValue,
}

impl Plain {
    fn new(base_url: String, time_limit: Option<Duration>) -> Result<Self, Failure> {
        // Never used over plain HTTP, but reqwest asks for a configuration.
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth();
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .connect_timeout(CONNECT_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .gzip(true);
        // On the client and not on each request, which would cost the rival more.
        if let Some(limit) = time_limit {
            builder = builder.timeout(limit);
        }
        let http = builder.build()?;
        let mut authorization = HeaderValue::try_from(format!("Bearer {TOKEN}"))?;
        authorization.set_sensitive(true);
        Ok(Self {
            http,
            base_url,
            authorization,
        })
    }

    async fn me(&self) -> Result<CurrentUser, Failure> {
        let url = format!("{}/users/me", self.base_url);
        let request = self.request(Method::GET, url);
        read(request.send().await?).await
    }

    async fn create(&self, account: &AccountId, body: &NewWithdraw) -> Result<Withdraw, Failure> {
        let url = format!("{}/accounts/{account}/withdraw", self.base_url);
        let request = self
            .request(Method::POST, url)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .body(serde_json::to_vec(body)?);
        read(request.send().await?).await
    }

    fn request(&self, method: Method, url: String) -> reqwest::RequestBuilder {
        self.http
            .request(method, url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .header(AUTHORIZATION, self.authorization.clone())
    }
}

/// Checks status, content type and size, and decodes.
async fn read<T: DeserializeOwned>(mut response: reqwest::Response) -> Result<T, Failure> {
    if !response.status().is_success() {
        return Err("a status other than success".into());
    }
    let is_json = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"));
    if !is_json {
        return Err("not JSON".into());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > RESPONSE_LIMIT {
            return Err("too long".into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(serde_json::from_slice(&body)?)
}
