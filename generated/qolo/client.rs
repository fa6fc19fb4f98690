// Made from openapi/qolo.yaml and qolo.verdicts.yaml by `cargo xtask regenerate`, for review. The build makes its own copy.

/// The types of the API: identifiers, open enums, requests and answers.
pub mod types {
    /// What is sent to get an access token.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct LoginCredentials {
        /// Who logs in. Taken as required, as the page asks to send it.
        ///
        /// Evidence: prose, inferred.
        ///
        /// In JSON: `loginid`.
        #[cfg_attr(feature = "schemars", schemars(rename = "loginid"))]
        pub loginid: ::std::string::String,
        /// The key. Taken as required, as the page asks to send it.
        ///
        /// Evidence: prose, inferred.
        ///
        /// In JSON: `apikey`.
        #[cfg_attr(feature = "schemars", schemars(rename = "apikey"))]
        pub apikey: crate::Secret,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl LoginCredentials {
        /// With its required fields.
        #[allow(clippy::new_without_default)]
        pub fn new(loginid: impl Into<String>, apikey: crate::Secret) -> Self {
            Self {
                loginid: loginid.into(),
                apikey: apikey,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        LoginCredentials { required loginid : "loginid" hide, required apikey : "apikey"
        hide, }
    }
}
/// The operations of the API by resource: what the accessors of a client return.
pub mod resources {
    use super::types;
    /// The resources of the API.
    impl crate::qolo::Client {
        /// Access tokens.
        pub fn auth(&self) -> Auth<'_> {
            Auth {
                client: self,
                options: crate::CallOptions::new(),
            }
        }
        /// Cards. The page names them as its example of a resource that is created.
        pub fn cards(&self) -> Cards<'_> {
            Cards {
                client: self,
                options: crate::CallOptions::new(),
            }
        }
    }
    /// Access tokens.
    #[derive(Clone, Copy, Debug)]
    pub struct Auth<'c> {
        client: &'c crate::qolo::Client,
        options: crate::CallOptions,
    }
    impl Auth<'_> {
        /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
        #[must_use]
        pub fn with(mut self, options: crate::CallOptions) -> Self {
            self.options = options;
            self
        }
        /// Get an access token: `POST /api/v1/auth/login`.
        ///
        /// Answers with an access token for the calls that follow. It is valid for 12 hours and can be used again and again; the page asks not to get one for every call. A repeated login leaves another token and nothing else, which is inferred.
        ///
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 201, 400, 401, 404, 405, 415, 429.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::qolo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client, body: &types::LoginCredentials) -> Result<(), Error> {
        /// let answer = client.auth().login(body).await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn login(
            self,
            body: &types::LoginCredentials,
        ) -> Result<crate::JsonObject, crate::Error> {
            let call = self.client.begin(&super::operations::LOGIN, &self.options);
            let answer = call.login(body).await;
            call.conclude(answer)
        }
    }
    /// Cards. The page names them as its example of a resource that is created.
    #[derive(Clone, Copy, Debug)]
    pub struct Cards<'c> {
        client: &'c crate::qolo::Client,
        options: crate::CallOptions,
    }
    impl Cards<'_> {
        /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
        #[must_use]
        pub fn with(mut self, options: crate::CallOptions) -> Self {
            self.options = options;
            self
        }
        /// Create a card: `POST /api/v1/cards`.
        ///
        /// Creates a card. The page names this path in its section on repeating requests and nowhere describes it.
        ///
        ///
        /// Changes something once per key (retry class `keyed`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 201, 400, 401, 404, 405, 415, 429.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::qolo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client, body: &pazemo::JsonObject) -> Result<(), Error> {
        /// let answer = client.cards().create(body).await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn create(
            self,
            body: &crate::JsonObject,
        ) -> Result<crate::JsonObject, crate::Error> {
            let call = self.client.begin(&super::operations::CREATE_CARD, &self.options);
            let made;
            let idempotency_key = match None {
                Some(given) => given,
                None => {
                    made = crate::IdempotencyKey::random();
                    &made
                }
            };
            let call = call.keyed(idempotency_key);
            let answer = call.create_card(Some(idempotency_key), body).await;
            call.conclude(answer)
        }
        /// [`create`](Self::create), with optional parameters.
        ///
        /// # Errors
        ///
        /// As the method without options.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::qolo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client, body: &pazemo::JsonObject, options: &pazemo::qolo::resources::CreateCardOptions) -> Result<(), Error> {
        /// let answer = client.cards().create_with(body, options).await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn create_with(
            self,
            body: &crate::JsonObject,
            options: &CreateCardOptions,
        ) -> Result<crate::JsonObject, crate::Error> {
            let call = self.client.begin(&super::operations::CREATE_CARD, &self.options);
            let made;
            let idempotency_key = match options.idempotency_key.as_ref() {
                Some(given) => given,
                None => {
                    made = crate::IdempotencyKey::random();
                    &made
                }
            };
            let call = call.keyed(idempotency_key);
            let answer = call.create_card(Some(idempotency_key), body).await;
            call.conclude(answer)
        }
    }
    /// Optional parameters of `createCard`.
    #[derive(Clone, Default)]
    #[non_exhaustive]
    pub struct CreateCardOptions {
        /// Identifier of this creation. The server keeps it for a time that is not said, and creates no second card for the same one. Whether a call without it is refused is not said.
        pub idempotency_key: Option<crate::IdempotencyKey>,
    }
    impl CreateCardOptions {
        /// No optional parameter.
        pub fn new() -> Self {
            Self::default()
        }
        /// Identifier of this creation. The server keeps it for a time that is not said, and creates no second card for the same one. Whether a call without it is refused is not said.
        #[must_use]
        pub fn with_idempotency_key(
            mut self,
            idempotency_key: impl Into<crate::IdempotencyKey>,
        ) -> Self {
            self.idempotency_key = Some(idempotency_key.into());
            self
        }
    }
}
pub(crate) mod calls {
    use super::types;
    use crate::runtime::generated_support::{
        self, OperationInfo, ResponseValue, encode_path,
    };
    /// One call of an operation, on its way to the runtime.
    pub(crate) type Calls<'c> = generated_support::Calls<'c>;
    impl Calls<'_> {
        pub(crate) async fn login<'a>(
            &'a self,
            body: &'a types::LoginCredentials,
        ) -> Result<ResponseValue<crate::JsonObject>, crate::Error> {
            let url = format!("{}/api/v1/auth/login", self.baseurl,);
            let mut header_map = generated_support::header::HeaderMap::with_capacity(
                1usize,
            );
            #[allow(unused_mut)]
            let mut request = self
                .client
                .post(url)
                .header(
                    generated_support::header::ACCEPT,
                    generated_support::header::HeaderValue::from_static(
                        "application/json",
                    ),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "login",
            };
            self.pre(&mut request, &info).await?;
            let result = self.exec(request, &info).await;
            self.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200..=299 => ResponseValue::from_response(response).await,
                _ => Err(generated_support::unexpected_response(response)),
            }
        }
        pub(crate) async fn create_card<'a>(
            &'a self,
            idempotency_key: Option<&'a crate::IdempotencyKey>,
            body: &'a crate::JsonObject,
        ) -> Result<ResponseValue<crate::JsonObject>, crate::Error> {
            let url = format!("{}/api/v1/cards", self.baseurl,);
            let mut header_map = generated_support::header::HeaderMap::with_capacity(
                2usize,
            );
            if let Some(value) = idempotency_key {
                header_map.append("IdempotencyKey", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = self
                .client
                .post(url)
                .header(
                    generated_support::header::ACCEPT,
                    generated_support::header::HeaderValue::from_static(
                        "application/json",
                    ),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "create_card",
            };
            self.pre(&mut request, &info).await?;
            let result = self.exec(request, &info).await;
            self.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200..=299 => ResponseValue::from_response(response).await,
                _ => Err(generated_support::unexpected_response(response)),
            }
        }
    }
}
/// The environments of the document: name and base URL.
pub(crate) const SERVERS: &[(&str, &str)] = &[
    ("development", "https://qvapikeybank.qolopay.com"),
];
/// The operations of the API as the runtime knows them.
pub(crate) mod operations {
    use crate::Operation;
    /// `POST /api/v1/auth/login`.
    pub(crate) const LOGIN: Operation = Operation {
        id: "login",
        method: "POST",
        path: "/api/v1/auth/login",
        tag: "auth",
        retry: crate::Retry::Safe,
        kind: crate::OperationKind::Read,
        successes: &[200u16, 201u16],
        api: &super::API,
        authenticated: false,
    };
    /// `POST /api/v1/cards`.
    pub(crate) const CREATE_CARD: Operation = Operation {
        id: "createCard",
        method: "POST",
        path: "/api/v1/cards",
        tag: "cards",
        retry: crate::Retry::Keyed,
        kind: crate::OperationKind::Create,
        successes: &[200u16, 201u16],
        api: &super::API,
        authenticated: true,
    };
    /// All of them, in the order of the document.
    pub(crate) const ALL: &[Operation] = &[LOGIN, CREATE_CARD];
    /// What stands for calls that the document does not describe.
    pub(crate) static RAW: [Operation; 3] = crate::raw::operations(&super::API);
}
/// The API as the runtime knows it.
pub(crate) static API: crate::api::Api = crate::api::Api {
    provider: "qolo",
    attempts: verdict_tables::ATTEMPTS,
    repeats: verdict_tables::REPEATS,
    statuses: &[200u16, 201u16, 400u16, 401u16, 404u16, 405u16, 415u16, 429u16],
    status_meaning: crate::qolo::status_meaning,
    read_error: |_| None,
};
/// The names of all documented fields, sorted: the only ones an error may show.
pub(crate) const FIELD_NAMES: &[&str] = &["apikey", "loginid"];
/// How bodies of each operation pass through the types of this crate.
#[cfg(feature = "contract")]
pub(crate) const EXCHANGES: &[crate::contract::ExchangeTypes] = &[
    crate::contract::ExchangeTypes::new(
        "login",
        Some(crate::contract::round_trip::<types::LoginCredentials>),
        &[
            (200u16, &[crate::contract::round_trip::<crate::JsonObject>]),
            (201u16, &[crate::contract::round_trip::<crate::JsonObject>]),
            (400u16, &[]),
            (401u16, &[]),
            (404u16, &[]),
            (405u16, &[]),
            (415u16, &[]),
            (429u16, &[]),
        ],
    ),
    crate::contract::ExchangeTypes::new(
        "createCard",
        Some(crate::contract::round_trip::<crate::JsonObject>),
        &[
            (200u16, &[crate::contract::round_trip::<crate::JsonObject>]),
            (201u16, &[crate::contract::round_trip::<crate::JsonObject>]),
            (400u16, &[]),
            (401u16, &[]),
            (404u16, &[]),
            (405u16, &[]),
            (415u16, &[]),
            (429u16, &[]),
        ],
    ),
];
/// The JSON Schema of each type, by the name of its schema in the document.
#[cfg(feature = "schemars")]
pub(crate) const SCHEMAS: &[(&str, fn() -> schemars::Schema)] = &[
    ("ApiKey", crate::schema::of::<crate::Secret>),
    ("LoginAnswer", crate::schema::of::<crate::JsonObject>),
    ("NewCard", crate::schema::of::<crate::JsonObject>),
    ("Card", crate::schema::of::<crate::JsonObject>),
    ("LoginCredentials", crate::schema::of::<types::LoginCredentials>),
];
/// The verdicts as the runtime looks them up.
pub(crate) mod verdict_tables {
    use crate::{
        Basis, Delivery, OperationKind, Retry,
        delivery::{AttemptRow, Outcome, Repeat, RepeatRow},
    };
    /// What an attempt may have done. The first row that matches wins.
    pub(crate) const ATTEMPTS: &[AttemptRow] = &[
        AttemptRow {
            id: "not-attempted",
            outcome: Outcome::NotAttempted,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[],
            delivery: Some(Delivery::NotSent),
            basis: Basis::Wire,
            undocumented_body: Basis::Wire,
        },
        AttemptRow {
            id: "not-connected",
            outcome: Outcome::NotConnected,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[],
            delivery: Some(Delivery::NotSent),
            basis: Basis::Wire,
            undocumented_body: Basis::Wire,
        },
        AttemptRow {
            id: "not-begun",
            outcome: Outcome::NotBegun,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[],
            delivery: Some(Delivery::NotSent),
            basis: Basis::Wire,
            undocumented_body: Basis::Wire,
        },
        AttemptRow {
            id: "stream-refused",
            outcome: Outcome::StreamRefused,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[],
            delivery: Some(Delivery::NotSent),
            basis: Basis::Http,
            undocumented_body: Basis::Http,
        },
        AttemptRow {
            id: "client-certificate-refused",
            outcome: Outcome::ClientCertificateRefused,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[],
            delivery: Some(Delivery::NotSent),
            basis: Basis::Http,
            undocumented_body: Basis::Http,
        },
        AttemptRow {
            id: "lost",
            outcome: Outcome::Lost,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[],
            delivery: Some(Delivery::Unknown),
            basis: Basis::Wire,
            undocumented_body: Basis::Wire,
        },
        AttemptRow {
            id: "dropped",
            outcome: Outcome::Dropped,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[],
            delivery: Some(Delivery::Unknown),
            basis: Basis::Wire,
            undocumented_body: Basis::Wire,
        },
        AttemptRow {
            id: "unreadable",
            outcome: Outcome::Unreadable,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[],
            delivery: Some(Delivery::Done),
            basis: Basis::Page,
            undocumented_body: Basis::Page,
        },
        AttemptRow {
            id: "differs",
            outcome: Outcome::Differs,
            operations: &[OperationKind::Read, OperationKind::Create],
            statuses: &[],
            delivery: Some(Delivery::Done),
            basis: Basis::Page,
            undocumented_body: Basis::Page,
        },
        AttemptRow {
            id: "raw-differs",
            outcome: Outcome::Differs,
            operations: &[OperationKind::Authorize],
            statuses: &[],
            delivery: Some(Delivery::Unknown),
            basis: Basis::Assumption,
            undocumented_body: Basis::Assumption,
        },
        AttemptRow {
            id: "unexpected-content",
            outcome: Outcome::UnexpectedContent,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[],
            delivery: Some(Delivery::Unknown),
            basis: Basis::Assumption,
            undocumented_body: Basis::Assumption,
        },
        AttemptRow {
            id: "other-success-decoded",
            outcome: Outcome::OtherSuccessDecoded,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[],
            delivery: None,
            basis: Basis::Assumption,
            undocumented_body: Basis::Assumption,
        },
        AttemptRow {
            id: "other-success",
            outcome: Outcome::OtherSuccess,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[],
            delivery: Some(Delivery::Unknown),
            basis: Basis::Assumption,
            undocumented_body: Basis::Assumption,
        },
        AttemptRow {
            id: "unauthorized",
            outcome: Outcome::Status,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[(401u16, 401u16)],
            delivery: Some(Delivery::Refused),
            basis: Basis::Page,
            undocumented_body: Basis::Page,
        },
        AttemptRow {
            id: "too-many-requests",
            outcome: Outcome::Status,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[(429u16, 429u16)],
            delivery: Some(Delivery::Refused),
            basis: Basis::Page,
            undocumented_body: Basis::Page,
        },
        AttemptRow {
            id: "bad-request",
            outcome: Outcome::Status,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[(400u16, 400u16)],
            delivery: Some(Delivery::Refused),
            basis: Basis::Assumption,
            undocumented_body: Basis::Assumption,
        },
        AttemptRow {
            id: "not-found",
            outcome: Outcome::Status,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[(404u16, 404u16)],
            delivery: Some(Delivery::Refused),
            basis: Basis::Assumption,
            undocumented_body: Basis::Assumption,
        },
        AttemptRow {
            id: "not-accepted",
            outcome: Outcome::Status,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[
                (405u16, 406u16),
                (411u16, 411u16),
                (413u16, 415u16),
                (417u16, 417u16),
                (421u16, 421u16),
                (425u16, 425u16),
                (431u16, 431u16),
            ],
            delivery: Some(Delivery::Refused),
            basis: Basis::Http,
            undocumented_body: Basis::Http,
        },
        AttemptRow {
            id: "forbidden",
            outcome: Outcome::Status,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[(403u16, 403u16)],
            delivery: Some(Delivery::Refused),
            basis: Basis::Assumption,
            undocumented_body: Basis::Assumption,
        },
        AttemptRow {
            id: "unprocessable",
            outcome: Outcome::Status,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[(422u16, 422u16)],
            delivery: Some(Delivery::Refused),
            basis: Basis::Assumption,
            undocumented_body: Basis::Assumption,
        },
        AttemptRow {
            id: "failed",
            outcome: Outcome::Status,
            operations: &[OperationKind::Read, OperationKind::Create],
            statuses: &[(402u16, 402u16)],
            delivery: Some(Delivery::Refused),
            basis: Basis::Assumption,
            undocumented_body: Basis::Assumption,
        },
        AttemptRow {
            id: "raw-failed",
            outcome: Outcome::Status,
            operations: &[OperationKind::Authorize],
            statuses: &[(402u16, 402u16)],
            delivery: Some(Delivery::Unknown),
            basis: Basis::Assumption,
            undocumented_body: Basis::Assumption,
        },
        AttemptRow {
            id: "conflict",
            outcome: Outcome::Status,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[(409u16, 409u16)],
            delivery: Some(Delivery::Unknown),
            basis: Basis::Assumption,
            undocumented_body: Basis::Assumption,
        },
        AttemptRow {
            id: "gone",
            outcome: Outcome::Status,
            operations: &[OperationKind::Read, OperationKind::Create],
            statuses: &[(410u16, 410u16)],
            delivery: Some(Delivery::Refused),
            basis: Basis::Assumption,
            undocumented_body: Basis::Assumption,
        },
        AttemptRow {
            id: "raw-gone",
            outcome: Outcome::Status,
            operations: &[OperationKind::Authorize],
            statuses: &[(410u16, 410u16)],
            delivery: Some(Delivery::Unknown),
            basis: Basis::Assumption,
            undocumented_body: Basis::Assumption,
        },
        AttemptRow {
            id: "other-status",
            outcome: Outcome::Status,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[(100u16, 999u16)],
            delivery: Some(Delivery::Unknown),
            basis: Basis::Assumption,
            undocumented_body: Basis::Assumption,
        },
    ];
    /// What is repeated. The first row that matches wins.
    pub(crate) const REPEATS: &[RepeatRow] = &[
        RepeatRow {
            class: Retry::Safe,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            not_sent: Repeat::Always,
            too_many_requests: Repeat::Always,
            unauthorized: Repeat::Renewed,
            lost: Repeat::Always,
        },
        RepeatRow {
            class: Retry::Keyed,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            not_sent: Repeat::Always,
            too_many_requests: Repeat::Always,
            unauthorized: Repeat::Renewed,
            lost: Repeat::SameKey,
        },
        RepeatRow {
            class: Retry::Never,
            operations: &[OperationKind::Read, OperationKind::Create],
            not_sent: Repeat::Always,
            too_many_requests: Repeat::Always,
            unauthorized: Repeat::No,
            lost: Repeat::No,
        },
        RepeatRow {
            class: Retry::Never,
            operations: &[OperationKind::Authorize],
            not_sent: Repeat::Always,
            too_many_requests: Repeat::OptIn,
            unauthorized: Repeat::No,
            lost: Repeat::No,
        },
    ];
}
/// What a failed call may have done, and what the client repeats by itself.
///
/// Where money moves, what matters most about an error is not what went wrong, but whether the request may have been carried
/// out. Each error says it twice: what may have happened, a
/// [`Delivery`](crate::Delivery), and on what grounds, a [`Basis`](crate::Basis). What to do about it is in
/// [the guide](crate::guide::errors).
///
/// | delivery | meaning |
/// |---|---|
/// | [not sent](crate::Delivery::NotSent) | the server never got the request |
/// | [refused](crate::Delivery::Refused) | it got this request and turned it down; it says nothing about earlier calls |
/// | [unknown](crate::Delivery::Unknown) | it may have carried the request out: find out before you pay again |
/// | [done](crate::Delivery::Done) | it carried the request out, and only the answer is of no use |
///
/// | basis | meaning |
/// |---|---|
/// | [wire](crate::Basis::Wire) | a fact on our side of the connection |
/// | [http](crate::Basis::Http) | the HTTP or TLS standard |
/// | [page](crate::Basis::Page) | the words of the provider's page |
/// | [assumption](crate::Basis::Assumption) | a guess about this provider |
///
/// # One attempt
///
/// Read the table from the top: the first row that fits decides. Operations are told apart by their
/// [kind](crate::OperationKind). Where there are two bases, the second one is for a body that has none of the documented forms.
///
/// | what happened | operations | statuses | delivery | basis |
/// |---|---|---|---|---|
/// | The attempt ended on our side, before anything was sent. The builder, an identifier, the login, an observer, the limiter or the deadline stopped it. | all |  | [not sent](crate::Delivery::NotSent) | [wire](crate::Basis::Wire) |
/// | No connection was made, be it for the name, TCP, the TLS handshake or the CONNECT of a proxy. | all |  | [not sent](crate::Delivery::NotSent) | [wire](crate::Basis::Wire) |
/// | A time limit passed before the first byte of the request was asked for. | all |  | [not sent](crate::Delivery::NotSent) | [wire](crate::Basis::Wire) |
/// | The server said by HTTP/2 that it did not process this request (REFUSED\_STREAM, or a GOAWAY below it). | all |  | [not sent](crate::Delivery::NotSent) | [http](crate::Basis::Http) |
/// | The server wants a certificate of the client. It said so by a TLS alert, before any byte of an answer. | all |  | [not sent](crate::Delivery::NotSent) | [http](crate::Basis::Http) |
/// | The request was under way, and a timeout, a reset or the end of the stream came before a status. | all |  | [unknown](crate::Delivery::Unknown) | [wire](crate::Basis::Wire) |
/// | The caller dropped the call while the request was under way. No error is returned to anybody; an event says it. | all |  | [unknown](crate::Delivery::Unknown) | [wire](crate::Basis::Wire) |
/// | A documented success in JSON, but cut off, too large, too slow or undecodable. | all |  | [done](crate::Delivery::Done) | [page](crate::Basis::Page) |
/// | A documented success, but it speaks of other data than was sent. | read, create |  | [done](crate::Delivery::Done) | [page](crate::Basis::Page) |
/// | A documented success, but it speaks of other data than a raw call sent. | authorize |  | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | A documented success with HTML, nothing or another media type as its body. | all |  | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | Another 2xx than the documented ones, with a body that decodes. It is taken for success, and noted. | all |  | success, no error | [assumption](crate::Basis::Assumption) |
/// | Another 2xx than the documented ones, with any other body. | all |  | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | The request came without an access token, or with an invalid or expired one. | all | 401 | [refused](crate::Delivery::Refused) | [page](crate::Basis::Page) |
/// | The gateway before the API turned the request down for how fast requests come. | all | 429 | [refused](crate::Delivery::Refused) | [page](crate::Basis::Page) |
/// | The request has errors, mostly in its fields. | all | 400 | [refused](crate::Delivery::Refused) | [assumption](crate::Basis::Assumption) |
/// | The server found nothing there. This proves nothing about an earlier attempt. | all | 404 | [refused](crate::Delivery::Refused) | [assumption](crate::Basis::Assumption) |
/// | By the standard, the server did not carry out a request of this form. The page ties 405 to the access token. | all | 405–406, 411, 413–415, 417, 421, 425, 431 | [refused](crate::Delivery::Refused) | [http](crate::Basis::Http) |
/// | The server understood who asks, and does not allow it. | all | 403 | [refused](crate::Delivery::Refused) | [assumption](crate::Basis::Assumption) |
/// | The server understood the form and refused the content. | all | 422 | [refused](crate::Delivery::Refused) | [assumption](crate::Basis::Assumption) |
/// | The server understood the request and did not carry it out. | read, create | 402 | [refused](crate::Delivery::Refused) | [assumption](crate::Basis::Assumption) |
/// | Something failed, perhaps after an order to pay was taken. | authorize | 402 | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | It collides with something, perhaps with an earlier attempt with the same key. | all | 409 | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | What the request speaks of was taken away. | read, create | 410 | [refused](crate::Delivery::Refused) | [assumption](crate::Basis::Assumption) |
/// | What the request speaks of is over, perhaps because it was carried out. | authorize | 410 | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | Any other status, such as a redirect, 408, 499 or 500 to 504. | all | 100–999 | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
///
/// # Several attempts
///
/// A call may take several attempts, and none undoes what another one did. Any attempt that is *done* makes the call done; else any
/// that is *unknown* makes it unknown, whatever a later answer says; else any that is *refused* makes it refused; else the call is
/// *not sent*. The basis is that of the last attempt with the call's delivery.
///
/// *Done*, and the success of an operation that carries an authorization code, mean accepted, not settled.
///
/// # What is repeated
///
/// By the [retry class](crate::Retry) of the operation. A request that was not sent is safe to repeat; one whose answer was lost is
/// not, unless the operation changes nothing or has a key.
///
/// | class | operations | not sent | 429 | 401 | 500, 502 to 504, lost answer |
/// |---|---|---|---|---|---|
/// | [`safe`](crate::Retry::Safe) | all | repeat | repeat | repeat once, with a renewed token | repeat |
/// | [`keyed`](crate::Retry::Keyed) | all | repeat | repeat | repeat once, with a renewed token | repeat with the same key and the same bytes |
/// | [`never`](crate::Retry::Never) | read, create | repeat | repeat | no | no |
/// | [`never`](crate::Retry::Never) | authorize | repeat | repeat, if the caller opts in | no | no |
pub mod verdicts {}
