// Made from openapi/paysera-wallet.yaml and paysera-wallet.verdicts.yaml by `cargo xtask regenerate`, for review. The build makes its own copy.

/// The types of the API: identifiers, open enums, requests and answers.
pub mod types {
    crate::id::identifier! {
        "pazemo::paysera::types", #[doc =
        " Identifier of a wallet. The only one shown is a number; that it travels in a path alone leaves its type open."]
        WalletId, text
    }
    crate::open_enum::open_enum! {
        "pazemo::paysera::types", #[doc =
        " Code of an error. The page lists eight that every operation may answer, and says that the descriptions of operations have more."]
        ErrorCode { #[doc = " `invalid_request`"] InvalidRequest = "invalid_request",
        #[doc = " `invalid_parameters`"] InvalidParameters = "invalid_parameters", #[doc
        = " `invalid_state`"] InvalidState = "invalid_state", #[doc = " `unauthorized`"]
        Unauthorized = "unauthorized", #[doc = " `forbidden`"] Forbidden = "forbidden",
        #[doc = " `not_found`"] NotFound = "not_found", #[doc =
        " `internal_server_error`"] InternalServerError = "internal_server_error", #[doc
        = " `not_acceptable`"] NotAcceptable = "not_acceptable", }
    }
    /// What the server is configured with.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct ConfigurationVariables {
        /// Least length of a password. The unit is not said.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `minimum_password_length`.
        #[cfg_attr(feature = "schemars", schemars(rename = "minimum_password_length"))]
        pub minimum_password_length: i64,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl ConfigurationVariables {
        /// With its required fields.
        #[allow(clippy::new_without_default)]
        pub fn new(minimum_password_length: i64) -> Self {
            Self {
                minimum_password_length: minimum_password_length,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        ConfigurationVariables { required minimum_password_length :
        "minimum_password_length" show, }
    }
    /// Body of every answer that is no success.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct ErrorObject {
        /// Code for programs.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `error`.
        #[cfg_attr(feature = "schemars", schemars(rename = "error"))]
        pub error: ErrorCode,
        /// What went wrong, for people. May repeat what was sent.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `error_description`.
        #[cfg_attr(feature = "schemars", schemars(rename = "error_description"))]
        pub error_description: Option<::std::string::String>,
        /// Address of a site that explains the error, or how to avoid it. No example shows it; no format is demanded.
        ///
        /// Evidence: table.
        ///
        /// In JSON: `error_uri`.
        #[cfg_attr(feature = "schemars", schemars(rename = "error_uri"))]
        pub error_uri: Option<::std::string::String>,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl ErrorObject {
        /// With its required fields.
        #[allow(clippy::new_without_default)]
        pub fn new(error: ErrorCode) -> Self {
            Self {
                error: error,
                error_description: None,
                error_uri: None,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// The same with `error_description`.
        ///
        /// What went wrong, for people. May repeat what was sent.
        ///
        /// Evidence: table, example.
        #[must_use]
        pub fn with_error_description(
            mut self,
            error_description: impl Into<String>,
        ) -> Self {
            self.error_description = Some(error_description.into());
            self
        }
        /// The same with `error_uri`.
        ///
        /// Address of a site that explains the error, or how to avoid it. No example shows it; no format is demanded.
        ///
        /// Evidence: table.
        #[must_use]
        pub fn with_error_uri(mut self, error_uri: impl Into<String>) -> Self {
            self.error_uri = Some(error_uri.into());
            self
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        ErrorObject { required error : "error" show, optional error_description :
        "error_description" hide, optional error_uri : "error_uri" hide, }
    }
    /// What the server tells about itself.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct ServerInformation {
        /// Time of the server, in seconds since the beginning of 1970 (UTC).
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `time`.
        #[cfg_attr(feature = "schemars", schemars(rename = "time"))]
        pub time: i64,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl ServerInformation {
        /// With its required fields.
        #[allow(clippy::new_without_default)]
        pub fn new(time: i64) -> Self {
            Self {
                time: time,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        ServerInformation { required time : "time" show, }
    }
}
/// The operations of the API by resource: what the accessors of a client return.
pub mod resources {
    use super::types;
    /// The resources of the API.
    impl crate::paysera::Client {
        /// Variables the server is configured with.
        pub fn configuration(&self) -> Configuration<'_> {
            Configuration {
                client: self,
                options: crate::CallOptions::new(),
            }
        }
        /// The server itself.
        pub fn server(&self) -> Server<'_> {
            Server {
                client: self,
                options: crate::CallOptions::new(),
            }
        }
        /// Wallets by identifier. The page shows them in examples only.
        pub fn wallets(&self) -> Wallets<'_> {
            Wallets {
                client: self,
                options: crate::CallOptions::new(),
            }
        }
    }
    /// Variables the server is configured with.
    #[derive(Clone, Copy, Debug)]
    pub struct Configuration<'c> {
        client: &'c crate::paysera::Client,
        options: crate::CallOptions,
    }
    impl Configuration<'_> {
        /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
        #[must_use]
        pub fn with(mut self, options: crate::CallOptions) -> Self {
            self.options = options;
            self
        }
        /// Get the configuration variables: `GET /rest/v1/configuration`.
        ///
        /// Answers with variables the server is configured with, such as the least length of a password. Needs no authentication, although the example has one.
        ///
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 403, 404, 406, 409, 500.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::paysera::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client) -> Result<(), Error> {
        /// let answer = client.configuration().get().await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn get(self) -> Result<types::ConfigurationVariables, crate::Error> {
            let call = self
                .client
                .begin(&super::operations::GET_CONFIGURATION, &self.options);
            let answer = call.get_configuration().await;
            call.conclude(answer)
        }
    }
    /// The server itself.
    #[derive(Clone, Copy, Debug)]
    pub struct Server<'c> {
        client: &'c crate::paysera::Client,
        options: crate::CallOptions,
    }
    impl Server<'_> {
        /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
        #[must_use]
        pub fn with(mut self, options: crate::CallOptions) -> Self {
            self.options = options;
            self
        }
        /// Get the time of the server: `GET /rest/v1/server`.
        ///
        /// Answers with what there is to know about the server: so far only its time, against which a client can set its clock. Needs no authentication, although the example has one.
        ///
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 403, 404, 406, 409, 500.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::paysera::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client) -> Result<(), Error> {
        /// let answer = client.server().get().await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn get(self) -> Result<types::ServerInformation, crate::Error> {
            let call = self.client.begin(&super::operations::GET_SERVER, &self.options);
            let answer = call.get_server().await;
            call.conclude(answer)
        }
    }
    /// Wallets by identifier. The page shows them in examples only.
    #[derive(Clone, Copy, Debug)]
    pub struct Wallets<'c> {
        client: &'c crate::paysera::Client,
        options: crate::CallOptions,
    }
    impl Wallets<'_> {
        /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
        #[must_use]
        pub fn with(mut self, options: crate::CallOptions) -> Self {
            self.options = options;
            self
        }
        /// Get the balance of a wallet: `GET /rest/v1/wallet/{id}/balance`.
        ///
        /// Answers with the balance of one wallet. The page shows two requests of this operation, one for each way to authenticate, and neither describes it nor shows an answer.
        ///
        /// * `id`: Identifier of the wallet. The name is inferred; the examples have a number at its place.
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 403, 404, 406, 409, 500.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::paysera::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client, id: &types::WalletId) -> Result<(), Error> {
        /// let answer = client.wallets().balance(id).await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn balance(
            self,
            id: &types::WalletId,
        ) -> Result<crate::JsonObject, crate::Error> {
            let call = self
                .client
                .begin(&super::operations::GET_WALLET_BALANCE, &self.options);
            call.check_path_argument("id", id.as_str(), &[]);
            let answer = call.get_wallet_balance(id).await;
            call.conclude(answer)
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
        pub(crate) async fn get_server<'a>(
            &'a self,
        ) -> Result<ResponseValue<types::ServerInformation>, crate::Error> {
            let url = format!("{}/rest/v1/server", self.baseurl,);
            let mut header_map = generated_support::header::HeaderMap::with_capacity(
                1usize,
            );
            #[allow(unused_mut)]
            let mut request = self
                .client
                .get(url)
                .header(
                    generated_support::header::ACCEPT,
                    generated_support::header::HeaderValue::from_static(
                        "application/json",
                    ),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_server",
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
        pub(crate) async fn get_configuration<'a>(
            &'a self,
        ) -> Result<ResponseValue<types::ConfigurationVariables>, crate::Error> {
            let url = format!("{}/rest/v1/configuration", self.baseurl,);
            let mut header_map = generated_support::header::HeaderMap::with_capacity(
                1usize,
            );
            #[allow(unused_mut)]
            let mut request = self
                .client
                .get(url)
                .header(
                    generated_support::header::ACCEPT,
                    generated_support::header::HeaderValue::from_static(
                        "application/json",
                    ),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_configuration",
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
        pub(crate) async fn get_wallet_balance<'a>(
            &'a self,
            id: &'a types::WalletId,
        ) -> Result<ResponseValue<crate::JsonObject>, crate::Error> {
            let url = format!(
                "{}/rest/v1/wallet/{}/balance", self.baseurl, encode_path(& id
                .to_string()),
            );
            let mut header_map = generated_support::header::HeaderMap::with_capacity(
                1usize,
            );
            #[allow(unused_mut)]
            let mut request = self
                .client
                .get(url)
                .header(
                    generated_support::header::ACCEPT,
                    generated_support::header::HeaderValue::from_static(
                        "application/json",
                    ),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_wallet_balance",
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
pub(crate) const SERVERS: &[(&str, &str)] = &[("live", "https://wallet.paysera.com")];
/// The operations of the API as the runtime knows them.
pub(crate) mod operations {
    use crate::Operation;
    /// `GET /rest/v1/server`.
    pub(crate) const GET_SERVER: Operation = Operation {
        id: "getServer",
        method: "GET",
        path: "/rest/v1/server",
        tag: "server",
        retry: crate::Retry::Safe,
        kind: crate::OperationKind::Read,
        successes: &[200u16],
        api: &super::API,
        authenticated: false,
    };
    /// `GET /rest/v1/configuration`.
    pub(crate) const GET_CONFIGURATION: Operation = Operation {
        id: "getConfiguration",
        method: "GET",
        path: "/rest/v1/configuration",
        tag: "configuration",
        retry: crate::Retry::Safe,
        kind: crate::OperationKind::Read,
        successes: &[200u16],
        api: &super::API,
        authenticated: false,
    };
    /// `GET /rest/v1/wallet/{id}/balance`.
    pub(crate) const GET_WALLET_BALANCE: Operation = Operation {
        id: "getWalletBalance",
        method: "GET",
        path: "/rest/v1/wallet/{id}/balance",
        tag: "wallets",
        retry: crate::Retry::Safe,
        kind: crate::OperationKind::Read,
        successes: &[200u16],
        api: &super::API,
        authenticated: true,
    };
    /// All of them, in the order of the document.
    pub(crate) const ALL: &[Operation] = &[
        GET_SERVER,
        GET_CONFIGURATION,
        GET_WALLET_BALANCE,
    ];
    /// What stands for calls that the document does not describe.
    pub(crate) static RAW: [Operation; 3] = crate::raw::operations(&super::API);
}
/// The body of an error answer, if it has one of the documented forms.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorBody {
    /// [`types::ErrorObject`]
    ErrorObject(types::ErrorObject),
}
impl ErrorBody {
    /// The first documented form that the bytes have.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        if let Ok(body) = serde_json::from_slice(bytes) {
            return Some(Self::ErrorObject(body));
        }
        None
    }
}
/// The API as the runtime knows it.
pub(crate) static API: crate::api::Api = crate::api::Api {
    provider: "paysera-wallet",
    attempts: verdict_tables::ATTEMPTS,
    repeats: verdict_tables::REPEATS,
    statuses: &[200u16, 400u16, 401u16, 403u16, 404u16, 406u16, 409u16, 500u16],
    status_meaning: crate::paysera::status_meaning,
    read_error: |bytes| Some(Box::new(ErrorBody::read(bytes)?)),
};
/// The names of all documented fields, sorted: the only ones an error may show.
pub(crate) const FIELD_NAMES: &[&str] = &[
    "error",
    "error_description",
    "error_uri",
    "minimum_password_length",
    "time",
];
/// How bodies of each operation pass through the types of this crate.
#[cfg(feature = "contract")]
pub(crate) const EXCHANGES: &[crate::contract::ExchangeTypes] = &[
    crate::contract::ExchangeTypes::new(
        "getServer",
        None,
        &[
            (200u16, &[crate::contract::round_trip::<types::ServerInformation>]),
            (400u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (401u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (403u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (404u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (406u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (409u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (500u16, &[crate::contract::round_trip::<types::ErrorObject>]),
        ],
    ),
    crate::contract::ExchangeTypes::new(
        "getConfiguration",
        None,
        &[
            (200u16, &[crate::contract::round_trip::<types::ConfigurationVariables>]),
            (400u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (401u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (403u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (404u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (406u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (409u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (500u16, &[crate::contract::round_trip::<types::ErrorObject>]),
        ],
    ),
    crate::contract::ExchangeTypes::new(
        "getWalletBalance",
        None,
        &[
            (200u16, &[crate::contract::round_trip::<crate::JsonObject>]),
            (400u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (401u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (403u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (404u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (406u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (409u16, &[crate::contract::round_trip::<types::ErrorObject>]),
            (500u16, &[crate::contract::round_trip::<types::ErrorObject>]),
        ],
    ),
];
/// The JSON Schema of each type, by the name of its schema in the document.
#[cfg(feature = "schemars")]
pub(crate) const SCHEMAS: &[(&str, fn() -> schemars::Schema)] = &[
    ("WalletId", crate::schema::of::<types::WalletId>),
    ("WalletBalance", crate::schema::of::<crate::JsonObject>),
    ("ErrorCode", crate::schema::of::<types::ErrorCode>),
    ("ServerInformation", crate::schema::of::<types::ServerInformation>),
    ("ConfigurationVariables", crate::schema::of::<types::ConfigurationVariables>),
    ("ErrorObject", crate::schema::of::<types::ErrorObject>),
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
            id: "rejected",
            outcome: Outcome::Status,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[(400u16, 400u16), (401u16, 401u16), (403u16, 403u16)],
            delivery: Some(Delivery::Refused),
            basis: Basis::Page,
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
            basis: Basis::Page,
            undocumented_body: Basis::Assumption,
        },
        AttemptRow {
            id: "not-acceptable",
            outcome: Outcome::Status,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[(406u16, 406u16)],
            delivery: Some(Delivery::Refused),
            basis: Basis::Page,
            undocumented_body: Basis::Http,
        },
        AttemptRow {
            id: "invalid-state",
            outcome: Outcome::Status,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[(409u16, 409u16)],
            delivery: Some(Delivery::Refused),
            basis: Basis::Page,
            undocumented_body: Basis::Assumption,
        },
        AttemptRow {
            id: "server-failed",
            outcome: Outcome::Status,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[(500u16, 500u16)],
            delivery: Some(Delivery::Unknown),
            basis: Basis::Page,
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
                (405u16, 405u16),
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
            id: "too-many-requests",
            outcome: Outcome::Status,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
            statuses: &[(429u16, 429u16)],
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
            too_many_requests: Repeat::OptIn,
            unauthorized: Repeat::No,
            lost: Repeat::No,
        },
        RepeatRow {
            class: Retry::Never,
            operations: &[
                OperationKind::Read,
                OperationKind::Create,
                OperationKind::Authorize,
            ],
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
/// | The attempt ended on our side, before anything was sent. The builder, an identifier, the signature, an observer, the limiter or the deadline stopped it. | all |  | [not sent](crate::Delivery::NotSent) | [wire](crate::Basis::Wire) |
/// | No connection was made, be it for the name, TCP, the TLS handshake or the CONNECT of a proxy. | all |  | [not sent](crate::Delivery::NotSent) | [wire](crate::Basis::Wire) |
/// | A time limit passed before the first byte of the request was asked for. | all |  | [not sent](crate::Delivery::NotSent) | [wire](crate::Basis::Wire) |
/// | The server said by HTTP/2 that it did not process this request (REFUSED\_STREAM, or a GOAWAY below it). | all |  | [not sent](crate::Delivery::NotSent) | [http](crate::Basis::Http) |
/// | The server did not accept our certificate, or misses one. It said so by a TLS alert, before any byte of an answer. | all |  | [not sent](crate::Delivery::NotSent) | [http](crate::Basis::Http) |
/// | The request was under way, and a timeout, a reset or the end of the stream came before a status. | all |  | [unknown](crate::Delivery::Unknown) | [wire](crate::Basis::Wire) |
/// | The caller dropped the call while the request was under way. No error is returned to anybody; an event says it. | all |  | [unknown](crate::Delivery::Unknown) | [wire](crate::Basis::Wire) |
/// | The documented success in JSON, but cut off, too large, too slow or undecodable. | all |  | [done](crate::Delivery::Done) | [page](crate::Basis::Page) |
/// | The documented success, but it speaks of other data than was sent. | read, create |  | [done](crate::Delivery::Done) | [page](crate::Basis::Page) |
/// | The documented success, but it speaks of other data than a raw call sent. | authorize |  | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | The documented success with HTML, nothing, another media type or an error as its body. | all |  | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | Another 2xx than the documented one, with a body that decodes. It is taken for success, and noted. | all |  | success, no error | [assumption](crate::Basis::Assumption) |
/// | Another 2xx than the documented one, with any other body. | all |  | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | The request is invalid, its authentication is missing or wrong, or the client has no right to do this. | all | 400, 401, 403 | [refused](crate::Delivery::Refused) | [page](crate::Basis::Page); [assumption](crate::Basis::Assumption) |
/// | The server found nothing there. This proves nothing about an earlier attempt. | all | 404 | [refused](crate::Delivery::Refused) | [page](crate::Basis::Page); [assumption](crate::Basis::Assumption) |
/// | The server does not know the format of the request, or of the answer that was asked for. | all | 406 | [refused](crate::Delivery::Refused) | [page](crate::Basis::Page); [http](crate::Basis::Http) |
/// | The state of the resource does not allow the action. After an attempt whose end is unknown, this is evidence that it was carried out. | all | 409 | [refused](crate::Delivery::Refused) | [page](crate::Basis::Page); [assumption](crate::Basis::Assumption) |
/// | The server failed unexpectedly, and may have got some way with the request. | all | 500 | [unknown](crate::Delivery::Unknown) | [page](crate::Basis::Page); [assumption](crate::Basis::Assumption) |
/// | By the standard, the server did not carry out a request of this form. | all | 405, 411, 413–415, 417, 421, 425, 431 | [refused](crate::Delivery::Refused) | [http](crate::Basis::Http) |
/// | The server understood the form and refused the content. | all | 422 | [refused](crate::Delivery::Refused) | [assumption](crate::Basis::Assumption) |
/// | The server turned the request down for how fast requests come. The page has no such limit. | all | 429 | [refused](crate::Delivery::Refused) | [assumption](crate::Basis::Assumption) |
/// | The server understood the request and did not carry it out. | read, create | 402 | [refused](crate::Delivery::Refused) | [assumption](crate::Basis::Assumption) |
/// | Something failed, perhaps after an order to pay was taken. | authorize | 402 | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | What the request speaks of was taken away. | read, create | 410 | [refused](crate::Delivery::Refused) | [assumption](crate::Basis::Assumption) |
/// | What the request speaks of is over, perhaps because it was carried out. | authorize | 410 | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | Any other status, such as a redirect, 408, 499, 502, 503 or 504. | all | 100–999 | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
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
/// | [`keyed`](crate::Retry::Keyed) | all | repeat | repeat, if the caller opts in | no | no |
/// | [`never`](crate::Retry::Never) | all | repeat | repeat, if the caller opts in | no | no |
pub mod verdicts {}
