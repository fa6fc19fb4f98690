// Made from openapi/pazemo.yaml and pazemo.verdicts.yaml by `cargo xtask regenerate`, for review. The build makes its own copy.

/// The types of the API: identifiers, open enums, requests and answers.
pub mod types {
    crate::id::identifier! {
        "pazemo::types", #[doc = " Identifier of a user."] UserId, text
    }
    crate::id::identifier! {
        "pazemo::types", #[doc = " Identifier of an account."] AccountId, text
    }
    crate::id::identifier! {
        "pazemo::types", #[doc = " Identifier of a withdraw."] WithdrawId, text
    }
    crate::id::identifier! {
        "pazemo::types", #[doc = " Identifier of a bank. The page lists no banks."]
        BankId, text
    }
    crate::id::identifier! {
        "pazemo::types", #[doc = " Identifier of the partner a user belongs to."]
        PartnerId, text
    }
    crate::id::identifier! {
        "pazemo::types", #[doc =
        " Identifier of a beneficiary. The page calls it text in one place and a number in others, and its examples show a number; either is accepted."]
        BeneficiaryId, text_or_number
    }
    crate::id::identifier! {
        "pazemo::types", #[doc = " Identifier of the transaction behind a withdraw."]
        TransactionId, number
    }
    crate::open_enum::open_enum! {
        "pazemo::types", #[doc =
        " Currency of an account, as a three-letter code. The page names these five."]
        CurrencyId { #[doc = " `IDR`"] Idr = "IDR", #[doc = " `USD`"] Usd = "USD", #[doc
        = " `SGD`"] Sgd = "SGD", #[doc = " `MYR`"] Myr = "MYR", #[doc = " `EUR`"] Eur =
        "EUR", }
    }
    crate::open_enum::open_enum! {
        "pazemo::types", #[doc =
        " State of a beneficiary. The page shows only this value."] BeneficiaryStatus {
        #[doc = " `pending`"] Pending = "pending", }
    }
    crate::open_enum::open_enum! {
        "pazemo::types", #[doc = " Kind of beneficiary. The page shows only this value."]
        BeneficiaryType { #[doc = " `personal`"] Personal = "personal", }
    }
    crate::open_enum::open_enum! {
        "pazemo::types", #[doc = " State of a withdraw. The page shows only this value."]
        WithdrawStatus { #[doc = " `pending`"] Pending = "pending", }
    }
    crate::open_enum::open_enum! {
        "pazemo::types", #[doc =
        " Network a withdraw goes through, by name. The page shows only this value."]
        WithdrawNetwork { #[doc = " `flip`"] Flip = "flip", }
    }
    /// An account with its balance.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct Account {
        /// Identifier of the account.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `id`.
        #[cfg_attr(feature = "schemars", schemars(rename = "id"))]
        pub id: AccountId,
        /// When the account was created. The tables show a date, the examples a date with time.
        ///
        /// Evidence: table, example, contradicted.
        ///
        /// In JSON: `createdTime`.
        #[cfg_attr(feature = "schemars", schemars(rename = "createdTime"))]
        pub created_time: crate::Timestamp,
        /// When the account was last changed. The tables show a date, the examples a date with time.
        ///
        /// Evidence: table, example, contradicted.
        ///
        /// In JSON: `updatedTime`.
        #[cfg_attr(feature = "schemars", schemars(rename = "updatedTime"))]
        pub updated_time: crate::Timestamp,
        /// User who owns the account. Shown by the examples, listed in no table.
        ///
        /// Evidence: example.
        ///
        /// In JSON: `userId`.
        #[cfg_attr(feature = "schemars", schemars(rename = "userId"))]
        pub user_id: Option<UserId>,
        /// Currency of the account.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `currencyId`.
        #[cfg_attr(feature = "schemars", schemars(rename = "currencyId"))]
        pub currency_id: CurrencyId,
        /// Account number. Optional, as it is when an account is created.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `number`.
        #[cfg_attr(feature = "schemars", schemars(rename = "number"))]
        pub number: Option<::std::string::String>,
        /// Balance of the account, in its currency. The page does not say whether it includes the locked amount.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `balance`.
        #[cfg_attr(feature = "schemars", schemars(rename = "balance"))]
        pub balance: crate::Amount,
        /// Locked amount, in the currency of the account. Shown by the examples (once negative), listed in no table and not explained.
        ///
        /// Evidence: example.
        ///
        /// In JSON: `locked`.
        #[cfg_attr(feature = "schemars", schemars(rename = "locked"))]
        pub locked: Option<crate::Amount>,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl Account {
        /// With its required fields, given by name.
        pub fn new(required: AccountRequired) -> Self {
            let AccountRequired {
                id,
                created_time,
                updated_time,
                currency_id,
                balance,
            } = required;
            Self {
                id,
                created_time,
                updated_time,
                currency_id,
                balance,
                user_id: None,
                number: None,
                locked: None,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// The same with `userId`.
        ///
        /// User who owns the account. Shown by the examples, listed in no table.
        ///
        /// Evidence: example.
        #[must_use]
        pub fn with_user_id(mut self, user_id: UserId) -> Self {
            self.user_id = Some(user_id);
            self
        }
        /// The same with `number`.
        ///
        /// Account number. Optional, as it is when an account is created.
        ///
        /// Evidence: table, example.
        #[must_use]
        pub fn with_number(mut self, number: impl Into<String>) -> Self {
            self.number = Some(number.into());
            self
        }
        /// The same with `locked`.
        ///
        /// Locked amount, in the currency of the account. Shown by the examples (once negative), listed in no table and not explained.
        ///
        /// Evidence: example.
        #[must_use]
        pub fn with_locked(mut self, locked: crate::Amount) -> Self {
            self.locked = Some(locked);
            self
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        Account { required id : "id" show, required created_time : "createdTime" show,
        required updated_time : "updatedTime" show, optional user_id : "userId" show,
        required currency_id : "currencyId" show, optional number : "number" hide,
        required balance : "balance" show, optional locked : "locked" show, }
    }
    /// The required fields of [`Account`], each by its name, for [`Account::new`].
    #[derive(Clone)]
    #[allow(clippy::exhaustive_structs)]
    pub struct AccountRequired {
        /// Identifier of the account.
        ///
        /// Evidence: table, example.
        pub id: AccountId,
        /// When the account was created. The tables show a date, the examples a date with time.
        ///
        /// Evidence: table, example, contradicted.
        pub created_time: crate::Timestamp,
        /// When the account was last changed. The tables show a date, the examples a date with time.
        ///
        /// Evidence: table, example, contradicted.
        pub updated_time: crate::Timestamp,
        /// Currency of the account.
        ///
        /// Evidence: table, example.
        pub currency_id: CurrencyId,
        /// Balance of the account, in its currency. The page does not say whether it includes the locked amount.
        ///
        /// Evidence: table, example.
        pub balance: crate::Amount,
    }
    /// Body for a request that was not authenticated.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct AuthenticationError {
        /// Code for programs.
        ///
        /// Evidence: example.
        ///
        /// In JSON: `error`.
        #[cfg_attr(feature = "schemars", schemars(rename = "error"))]
        pub error: ::std::string::String,
        /// Message for people. May repeat what was sent.
        ///
        /// Evidence: example.
        ///
        /// In JSON: `error_description`.
        #[cfg_attr(feature = "schemars", schemars(rename = "error_description"))]
        pub error_description: ::std::string::String,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl AuthenticationError {
        /// With its required fields, given by name.
        pub fn new(required: AuthenticationErrorRequired) -> Self {
            let AuthenticationErrorRequired { error, error_description } = required;
            Self {
                error,
                error_description,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        AuthenticationError { required error : "error" show, required error_description :
        "error_description" hide, }
    }
    /// The required fields of [`AuthenticationError`], each by its name, for [`AuthenticationError::new`].
    #[derive(Clone)]
    #[allow(clippy::exhaustive_structs)]
    pub struct AuthenticationErrorRequired {
        /// Code for programs.
        ///
        /// Evidence: example.
        pub error: ::std::string::String,
        /// Message for people. May repeat what was sent.
        ///
        /// Evidence: example.
        pub error_description: ::std::string::String,
    }
    /// A beneficiary as it is stored.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct Beneficiary {
        /// Identifier of the beneficiary. The table says text, the example shows a number.
        ///
        /// Evidence: table, example, contradicted.
        ///
        /// In JSON: `id`.
        #[cfg_attr(feature = "schemars", schemars(rename = "id"))]
        pub id: BeneficiaryId,
        /// An account that goes with the beneficiary. The page does not say in which way.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `accountId`.
        #[cfg_attr(feature = "schemars", schemars(rename = "accountId"))]
        pub account_id: Option<AccountId>,
        /// Bank of the beneficiary.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `bankId`.
        #[cfg_attr(feature = "schemars", schemars(rename = "bankId"))]
        pub bank_id: BankId,
        /// Address at the bank. The page does not define it; its steps for the dashboard ask for an account number.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `address`.
        #[cfg_attr(feature = "schemars", schemars(rename = "address"))]
        pub address: ::std::string::String,
        /// Name of the beneficiary.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `name`.
        #[cfg_attr(feature = "schemars", schemars(rename = "name"))]
        pub name: Option<::std::string::String>,
        /// E-mail address of the beneficiary.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `email`.
        #[cfg_attr(feature = "schemars", schemars(rename = "email"))]
        pub email: Option<::std::string::String>,
        /// Label of the beneficiary.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `label`.
        #[cfg_attr(feature = "schemars", schemars(rename = "label"))]
        pub label: Option<::std::string::String>,
        /// State of the beneficiary.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `status`.
        #[cfg_attr(feature = "schemars", schemars(rename = "status"))]
        pub status: BeneficiaryStatus,
        /// Kind of beneficiary.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `type`.
        #[cfg_attr(feature = "schemars", schemars(rename = "type"))]
        pub type_: Option<BeneficiaryType>,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl Beneficiary {
        /// With its required fields, given by name.
        pub fn new(required: BeneficiaryRequired) -> Self {
            let BeneficiaryRequired { id, bank_id, address, status } = required;
            Self {
                id,
                bank_id,
                address,
                status,
                account_id: None,
                name: None,
                email: None,
                label: None,
                type_: None,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// The same with `accountId`.
        ///
        /// An account that goes with the beneficiary. The page does not say in which way.
        ///
        /// Evidence: table, example.
        #[must_use]
        pub fn with_account_id(mut self, account_id: AccountId) -> Self {
            self.account_id = Some(account_id);
            self
        }
        /// The same with `name`.
        ///
        /// Name of the beneficiary.
        ///
        /// Evidence: table, example.
        #[must_use]
        pub fn with_name(mut self, name: impl Into<String>) -> Self {
            self.name = Some(name.into());
            self
        }
        /// The same with `email`.
        ///
        /// E-mail address of the beneficiary.
        ///
        /// Evidence: table, example.
        #[must_use]
        pub fn with_email(mut self, email: impl Into<String>) -> Self {
            self.email = Some(email.into());
            self
        }
        /// The same with `label`.
        ///
        /// Label of the beneficiary.
        ///
        /// Evidence: table, example.
        #[must_use]
        pub fn with_label(mut self, label: impl Into<String>) -> Self {
            self.label = Some(label.into());
            self
        }
        /// The same with `type`.
        ///
        /// Kind of beneficiary.
        ///
        /// Evidence: table, example.
        #[must_use]
        pub fn with_type(mut self, type_: BeneficiaryType) -> Self {
            self.type_ = Some(type_);
            self
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        Beneficiary { required id : "id" show, optional account_id : "accountId" show,
        required bank_id : "bankId" show, required address : "address" hide, optional
        name : "name" hide, optional email : "email" hide, optional label : "label" hide,
        required status : "status" show, optional type_ : "type" show, }
    }
    /// The required fields of [`Beneficiary`], each by its name, for [`Beneficiary::new`].
    #[derive(Clone)]
    #[allow(clippy::exhaustive_structs)]
    pub struct BeneficiaryRequired {
        /// Identifier of the beneficiary. The table says text, the example shows a number.
        ///
        /// Evidence: table, example, contradicted.
        pub id: BeneficiaryId,
        /// Bank of the beneficiary.
        ///
        /// Evidence: table, example.
        pub bank_id: BankId,
        /// Address at the bank. The page does not define it; its steps for the dashboard ask for an account number.
        ///
        /// Evidence: table, example.
        pub address: ::std::string::String,
        /// State of the beneficiary.
        ///
        /// Evidence: table, example.
        pub status: BeneficiaryStatus,
    }
    /// An account as it is answered on creation, without a balance.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct CreatedAccount {
        /// Identifier of the account.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `id`.
        #[cfg_attr(feature = "schemars", schemars(rename = "id"))]
        pub id: AccountId,
        /// When the account was created. The table shows a date, the example a date with time.
        ///
        /// Evidence: table, example, contradicted.
        ///
        /// In JSON: `createdTime`.
        #[cfg_attr(feature = "schemars", schemars(rename = "createdTime"))]
        pub created_time: crate::Timestamp,
        /// When the account was last changed. The table shows a date, the example a date with time.
        ///
        /// Evidence: table, example, contradicted.
        ///
        /// In JSON: `updatedTime`.
        #[cfg_attr(feature = "schemars", schemars(rename = "updatedTime"))]
        pub updated_time: crate::Timestamp,
        /// Currency of the account.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `currencyId`.
        #[cfg_attr(feature = "schemars", schemars(rename = "currencyId"))]
        pub currency_id: CurrencyId,
        /// Account number. Optional, as it is in the request.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `number`.
        #[cfg_attr(feature = "schemars", schemars(rename = "number"))]
        pub number: Option<::std::string::String>,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl CreatedAccount {
        /// With its required fields, given by name.
        pub fn new(required: CreatedAccountRequired) -> Self {
            let CreatedAccountRequired { id, created_time, updated_time, currency_id } = required;
            Self {
                id,
                created_time,
                updated_time,
                currency_id,
                number: None,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// The same with `number`.
        ///
        /// Account number. Optional, as it is in the request.
        ///
        /// Evidence: table, example.
        #[must_use]
        pub fn with_number(mut self, number: impl Into<String>) -> Self {
            self.number = Some(number.into());
            self
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        CreatedAccount { required id : "id" show, required created_time : "createdTime"
        show, required updated_time : "updatedTime" show, required currency_id :
        "currencyId" show, optional number : "number" hide, }
    }
    /// The required fields of [`CreatedAccount`], each by its name, for [`CreatedAccount::new`].
    #[derive(Clone)]
    #[allow(clippy::exhaustive_structs)]
    pub struct CreatedAccountRequired {
        /// Identifier of the account.
        ///
        /// Evidence: table, example.
        pub id: AccountId,
        /// When the account was created. The table shows a date, the example a date with time.
        ///
        /// Evidence: table, example, contradicted.
        pub created_time: crate::Timestamp,
        /// When the account was last changed. The table shows a date, the example a date with time.
        ///
        /// Evidence: table, example, contradicted.
        pub updated_time: crate::Timestamp,
        /// Currency of the account.
        ///
        /// Evidence: table, example.
        pub currency_id: CurrencyId,
    }
    /// Short profile of the user to whom the token belongs.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct CurrentUser {
        /// Identifier of the user.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `id`.
        #[cfg_attr(feature = "schemars", schemars(rename = "id"))]
        pub id: UserId,
        /// E-mail address of the user. The table says so, while the example shows a text that is no address; no format is demanded.
        ///
        /// Evidence: table, example, contradicted.
        ///
        /// In JSON: `email`.
        #[cfg_attr(feature = "schemars", schemars(rename = "email"))]
        pub email: ::std::string::String,
        /// Name of the user.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `name`.
        #[cfg_attr(feature = "schemars", schemars(rename = "name"))]
        pub name: ::std::string::String,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl CurrentUser {
        /// With its required fields, given by name.
        pub fn new(required: CurrentUserRequired) -> Self {
            let CurrentUserRequired { id, email, name } = required;
            Self {
                id,
                email,
                name,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        CurrentUser { required id : "id" show, required email : "email" hide, required
        name : "name" hide, }
    }
    /// The required fields of [`CurrentUser`], each by its name, for [`CurrentUser::new`].
    #[derive(Clone)]
    #[allow(clippy::exhaustive_structs)]
    pub struct CurrentUserRequired {
        /// Identifier of the user.
        ///
        /// Evidence: table, example.
        pub id: UserId,
        /// E-mail address of the user. The table says so, while the example shows a text that is no address; no format is demanded.
        ///
        /// Evidence: table, example, contradicted.
        pub email: ::std::string::String,
        /// Name of the user.
        ///
        /// Evidence: table, example.
        pub name: ::std::string::String,
    }
    /// What is sent to create an account.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct NewAccount {
        /// Currency of the account. Taken as required, as an account without a currency has no meaning.
        ///
        /// Evidence: table, sample, inferred.
        ///
        /// In JSON: `currencyId`.
        #[cfg_attr(feature = "schemars", schemars(rename = "currencyId"))]
        pub currency_id: CurrencyId,
        /// Account number. The page does not say what happens when it is left out.
        ///
        /// Evidence: table, sample.
        ///
        /// In JSON: `number`.
        #[cfg_attr(feature = "schemars", schemars(rename = "number"))]
        pub number: Option<::std::string::String>,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl NewAccount {
        /// With its required fields.
        #[allow(clippy::new_without_default)]
        pub fn new(currency_id: CurrencyId) -> Self {
            Self {
                currency_id: currency_id,
                number: None,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// The same with `number`.
        ///
        /// Account number. The page does not say what happens when it is left out.
        ///
        /// Evidence: table, sample.
        #[must_use]
        pub fn with_number(mut self, number: impl Into<String>) -> Self {
            self.number = Some(number.into());
            self
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        NewAccount { required currency_id : "currencyId" show, optional number : "number"
        hide, }
    }
    /// What is sent to create a beneficiary.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct NewBeneficiary {
        /// When the data was last changed. The table shows a date, the sample a date with time. The page does not say why a caller would send it.
        ///
        /// Evidence: table, sample, contradicted.
        ///
        /// In JSON: `updatedTime`.
        #[cfg_attr(feature = "schemars", schemars(rename = "updatedTime"))]
        pub updated_time: Option<crate::Timestamp>,
        /// An account that goes with the beneficiary. The page does not say in which way.
        ///
        /// Evidence: table, sample.
        ///
        /// In JSON: `accountId`.
        #[cfg_attr(feature = "schemars", schemars(rename = "accountId"))]
        pub account_id: Option<AccountId>,
        /// Bank of the beneficiary. Taken as required, as nothing can be paid without it.
        ///
        /// Evidence: table, sample, inferred.
        ///
        /// In JSON: `bankId`.
        #[cfg_attr(feature = "schemars", schemars(rename = "bankId"))]
        pub bank_id: BankId,
        /// Address at the bank. The page does not define it; its steps for the dashboard ask for an account number. Taken as required, as nothing can be paid without it.
        ///
        /// Evidence: table, sample, inferred.
        ///
        /// In JSON: `address`.
        #[cfg_attr(feature = "schemars", schemars(rename = "address"))]
        pub address: ::std::string::String,
        /// Name of the beneficiary. Listed in the table, missing from the sample.
        ///
        /// Evidence: table.
        ///
        /// In JSON: `name`.
        #[cfg_attr(feature = "schemars", schemars(rename = "name"))]
        pub name: Option<::std::string::String>,
        /// E-mail address of the beneficiary.
        ///
        /// Evidence: table, sample.
        ///
        /// In JSON: `email`.
        #[cfg_attr(feature = "schemars", schemars(rename = "email"))]
        pub email: Option<::std::string::String>,
        /// Label of the beneficiary.
        ///
        /// Evidence: table, sample.
        ///
        /// In JSON: `label`.
        #[cfg_attr(feature = "schemars", schemars(rename = "label"))]
        pub label: Option<::std::string::String>,
        /// State of the beneficiary. Listed in the table, missing from the sample. The page does not say why a caller would send it.
        ///
        /// Evidence: table.
        ///
        /// In JSON: `status`.
        #[cfg_attr(feature = "schemars", schemars(rename = "status"))]
        pub status: Option<BeneficiaryStatus>,
        /// Kind of beneficiary.
        ///
        /// Evidence: table, sample.
        ///
        /// In JSON: `type`.
        #[cfg_attr(feature = "schemars", schemars(rename = "type"))]
        pub type_: Option<BeneficiaryType>,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl NewBeneficiary {
        /// With its required fields.
        #[allow(clippy::new_without_default)]
        pub fn new(bank_id: BankId, address: impl Into<String>) -> Self {
            Self {
                bank_id: bank_id,
                address: address.into(),
                updated_time: None,
                account_id: None,
                name: None,
                email: None,
                label: None,
                status: None,
                type_: None,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// The same with `updatedTime`.
        ///
        /// When the data was last changed. The table shows a date, the sample a date with time. The page does not say why a caller would send it.
        ///
        /// Evidence: table, sample, contradicted.
        #[must_use]
        pub fn with_updated_time(mut self, updated_time: crate::Timestamp) -> Self {
            self.updated_time = Some(updated_time);
            self
        }
        /// The same with `accountId`.
        ///
        /// An account that goes with the beneficiary. The page does not say in which way.
        ///
        /// Evidence: table, sample.
        #[must_use]
        pub fn with_account_id(mut self, account_id: AccountId) -> Self {
            self.account_id = Some(account_id);
            self
        }
        /// The same with `name`.
        ///
        /// Name of the beneficiary. Listed in the table, missing from the sample.
        ///
        /// Evidence: table.
        #[must_use]
        pub fn with_name(mut self, name: impl Into<String>) -> Self {
            self.name = Some(name.into());
            self
        }
        /// The same with `email`.
        ///
        /// E-mail address of the beneficiary.
        ///
        /// Evidence: table, sample.
        #[must_use]
        pub fn with_email(mut self, email: impl Into<String>) -> Self {
            self.email = Some(email.into());
            self
        }
        /// The same with `label`.
        ///
        /// Label of the beneficiary.
        ///
        /// Evidence: table, sample.
        #[must_use]
        pub fn with_label(mut self, label: impl Into<String>) -> Self {
            self.label = Some(label.into());
            self
        }
        /// The same with `status`.
        ///
        /// State of the beneficiary. Listed in the table, missing from the sample. The page does not say why a caller would send it.
        ///
        /// Evidence: table.
        #[must_use]
        pub fn with_status(mut self, status: BeneficiaryStatus) -> Self {
            self.status = Some(status);
            self
        }
        /// The same with `type`.
        ///
        /// Kind of beneficiary.
        ///
        /// Evidence: table, sample.
        #[must_use]
        pub fn with_type(mut self, type_: BeneficiaryType) -> Self {
            self.type_ = Some(type_);
            self
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        NewBeneficiary { optional updated_time : "updatedTime" show, optional account_id
        : "accountId" show, required bank_id : "bankId" show, required address :
        "address" hide, optional name : "name" hide, optional email : "email" hide,
        optional label : "label" hide, optional status : "status" show, optional type_ :
        "type" show, }
    }
    /// What is sent to create a withdraw. The page does not say whether the receiver is given by `beneficiaryId`, by `address` or by both.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct NewWithdraw {
        /// Identifier of the withdraw, sent by the caller. The page does not say what happens when it is left out or used twice.
        ///
        /// Evidence: table, sample.
        ///
        /// In JSON: `id`.
        #[cfg_attr(feature = "schemars", schemars(rename = "id"))]
        pub id: Option<WithdrawId>,
        /// When the data was last changed. The table shows a date, the sample a date with time. The page does not say why a caller would send it.
        ///
        /// Evidence: table, sample, contradicted.
        ///
        /// In JSON: `updatedTime`.
        #[cfg_attr(feature = "schemars", schemars(rename = "updatedTime"))]
        pub updated_time: Option<crate::Timestamp>,
        /// Account that pays. The path names it as well; the page does not say what happens when the two differ.
        ///
        /// Evidence: table, sample.
        ///
        /// In JSON: `accountId`.
        #[cfg_attr(feature = "schemars", schemars(rename = "accountId"))]
        pub account_id: Option<AccountId>,
        /// Address of the receiver at the bank, as in a beneficiary.
        ///
        /// Evidence: table, sample.
        ///
        /// In JSON: `address`.
        #[cfg_attr(feature = "schemars", schemars(rename = "address"))]
        pub address: Option<::std::string::String>,
        /// Name that goes with the address. The sample writes it so, the table `adressName`.
        ///
        /// Evidence: table, sample, contradicted.
        ///
        /// In JSON: `addressName`.
        #[cfg_attr(feature = "schemars", schemars(rename = "addressName"))]
        pub address_name: Option<::std::string::String>,
        /// Amount to pay, in the currency of the account. Taken as required, as a payment without an amount has no meaning.
        ///
        /// Evidence: table, sample, inferred.
        ///
        /// In JSON: `amount`.
        #[cfg_attr(feature = "schemars", schemars(rename = "amount"))]
        pub amount: crate::Amount,
        /// Notes on the withdraw.
        ///
        /// Evidence: table, sample.
        ///
        /// In JSON: `notes`.
        #[cfg_attr(feature = "schemars", schemars(rename = "notes"))]
        pub notes: Option<::std::string::String>,
        /// A prefix. The page does not say of what.
        ///
        /// Evidence: table, sample.
        ///
        /// In JSON: `prefix`.
        #[cfg_attr(feature = "schemars", schemars(rename = "prefix"))]
        pub prefix: Option<::std::string::String>,
        /// Beneficiary who receives the money.
        ///
        /// Evidence: table, sample.
        ///
        /// In JSON: `beneficiaryId`.
        #[cfg_attr(feature = "schemars", schemars(rename = "beneficiaryId"))]
        pub beneficiary_id: Option<BeneficiaryId>,
        /// Reference of the withdraw. The page does not say whose.
        ///
        /// Evidence: table, sample.
        ///
        /// In JSON: `reference`.
        #[cfg_attr(feature = "schemars", schemars(rename = "reference"))]
        pub reference: Option<::std::string::String>,
        /// Data that goes with the reference.
        ///
        /// Evidence: table, sample.
        ///
        /// In JSON: `referenceData`.
        #[cfg_attr(feature = "schemars", schemars(rename = "referenceData"))]
        pub reference_data: Option<crate::JsonObject>,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl NewWithdraw {
        /// With its required fields.
        #[allow(clippy::new_without_default)]
        pub fn new(amount: crate::Amount) -> Self {
            Self {
                amount: amount,
                id: None,
                updated_time: None,
                account_id: None,
                address: None,
                address_name: None,
                notes: None,
                prefix: None,
                beneficiary_id: None,
                reference: None,
                reference_data: None,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// The same with `id`.
        ///
        /// Identifier of the withdraw, sent by the caller. The page does not say what happens when it is left out or used twice.
        ///
        /// Evidence: table, sample.
        #[must_use]
        pub fn with_id(mut self, id: WithdrawId) -> Self {
            self.id = Some(id);
            self
        }
        /// The same with `updatedTime`.
        ///
        /// When the data was last changed. The table shows a date, the sample a date with time. The page does not say why a caller would send it.
        ///
        /// Evidence: table, sample, contradicted.
        #[must_use]
        pub fn with_updated_time(mut self, updated_time: crate::Timestamp) -> Self {
            self.updated_time = Some(updated_time);
            self
        }
        /// The same with `accountId`.
        ///
        /// Account that pays. The path names it as well; the page does not say what happens when the two differ.
        ///
        /// Evidence: table, sample.
        #[must_use]
        pub fn with_account_id(mut self, account_id: AccountId) -> Self {
            self.account_id = Some(account_id);
            self
        }
        /// The same with `address`.
        ///
        /// Address of the receiver at the bank, as in a beneficiary.
        ///
        /// Evidence: table, sample.
        #[must_use]
        pub fn with_address(mut self, address: impl Into<String>) -> Self {
            self.address = Some(address.into());
            self
        }
        /// The same with `addressName`.
        ///
        /// Name that goes with the address. The sample writes it so, the table `adressName`.
        ///
        /// Evidence: table, sample, contradicted.
        #[must_use]
        pub fn with_address_name(mut self, address_name: impl Into<String>) -> Self {
            self.address_name = Some(address_name.into());
            self
        }
        /// The same with `notes`.
        ///
        /// Notes on the withdraw.
        ///
        /// Evidence: table, sample.
        #[must_use]
        pub fn with_notes(mut self, notes: impl Into<String>) -> Self {
            self.notes = Some(notes.into());
            self
        }
        /// The same with `prefix`.
        ///
        /// A prefix. The page does not say of what.
        ///
        /// Evidence: table, sample.
        #[must_use]
        pub fn with_prefix(mut self, prefix: impl Into<String>) -> Self {
            self.prefix = Some(prefix.into());
            self
        }
        /// The same with `beneficiaryId`.
        ///
        /// Beneficiary who receives the money.
        ///
        /// Evidence: table, sample.
        #[must_use]
        pub fn with_beneficiary_id(mut self, beneficiary_id: BeneficiaryId) -> Self {
            self.beneficiary_id = Some(beneficiary_id);
            self
        }
        /// The same with `reference`.
        ///
        /// Reference of the withdraw. The page does not say whose.
        ///
        /// Evidence: table, sample.
        #[must_use]
        pub fn with_reference(mut self, reference: impl Into<String>) -> Self {
            self.reference = Some(reference.into());
            self
        }
        /// The same with `referenceData`.
        ///
        /// Data that goes with the reference.
        ///
        /// Evidence: table, sample.
        #[must_use]
        pub fn with_reference_data(mut self, reference_data: crate::JsonObject) -> Self {
            self.reference_data = Some(reference_data);
            self
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        NewWithdraw { optional id : "id" show, optional updated_time : "updatedTime"
        show, optional account_id : "accountId" show, optional address : "address" hide,
        optional address_name : "addressName" hide, required amount : "amount" show,
        optional notes : "notes" hide, optional prefix : "prefix" hide, optional
        beneficiary_id : "beneficiaryId" show, optional reference : "reference" hide,
        optional reference_data : "referenceData" hide, }
    }
    /// What the server answers to a check.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct ServerGreeting {
        /// Greeting of the server.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `greeting`.
        #[cfg_attr(feature = "schemars", schemars(rename = "greeting"))]
        pub greeting: ::std::string::String,
        /// Date of the answer. The tables say a date with time, the examples show a text that is none; no format is demanded.
        ///
        /// Evidence: table, example, contradicted.
        ///
        /// In JSON: `date`.
        #[cfg_attr(feature = "schemars", schemars(rename = "date"))]
        pub date: ::std::string::String,
        /// URL as the server reports it. The tables call it a date with time, the examples show a text; no format is demanded.
        ///
        /// Evidence: table, example, contradicted.
        ///
        /// In JSON: `url`.
        #[cfg_attr(feature = "schemars", schemars(rename = "url"))]
        pub url: ::std::string::String,
        /// Headers as the server reports them. Shown by the examples; the tables list the only header as if it stood beside the other fields.
        ///
        /// Evidence: example.
        ///
        /// In JSON: `headers`.
        #[cfg_attr(feature = "schemars", schemars(rename = "headers"))]
        pub headers: Option<ServerGreetingHeaders>,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl ServerGreeting {
        /// With its required fields, given by name.
        pub fn new(required: ServerGreetingRequired) -> Self {
            let ServerGreetingRequired { greeting, date, url } = required;
            Self {
                greeting,
                date,
                url,
                headers: None,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// The same with `headers`.
        ///
        /// Headers as the server reports them. Shown by the examples; the tables list the only header as if it stood beside the other fields.
        ///
        /// Evidence: example.
        #[must_use]
        pub fn with_headers(mut self, headers: ServerGreetingHeaders) -> Self {
            self.headers = Some(headers);
            self
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        ServerGreeting { required greeting : "greeting" show, required date : "date"
        show, required url : "url" hide, optional headers : "headers" hide, }
    }
    /// The required fields of [`ServerGreeting`], each by its name, for [`ServerGreeting::new`].
    #[derive(Clone)]
    #[allow(clippy::exhaustive_structs)]
    pub struct ServerGreetingRequired {
        /// Greeting of the server.
        ///
        /// Evidence: table, example.
        pub greeting: ::std::string::String,
        /// Date of the answer. The tables say a date with time, the examples show a text that is none; no format is demanded.
        ///
        /// Evidence: table, example, contradicted.
        pub date: ::std::string::String,
        /// URL as the server reports it. The tables call it a date with time, the examples show a text; no format is demanded.
        ///
        /// Evidence: table, example, contradicted.
        pub url: ::std::string::String,
    }
    /// Headers as the server reports them. If they are those of the request, they contain the token.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct ServerGreetingHeaders {
        /// Content type. Within the headers by the examples, beside them by the tables.
        ///
        /// Evidence: table, example, contradicted.
        ///
        /// In JSON: `Content-Type`.
        #[cfg_attr(feature = "schemars", schemars(rename = "Content-Type"))]
        pub content_type: Option<::std::string::String>,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl ServerGreetingHeaders {
        /// With its required fields.
        #[allow(clippy::new_without_default)]
        pub fn new() -> Self {
            Self {
                content_type: None,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// The same with `Content-Type`.
        ///
        /// Content type. Within the headers by the examples, beside them by the tables.
        ///
        /// Evidence: table, example, contradicted.
        #[must_use]
        pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
            self.content_type = Some(content_type.into());
            self
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        ServerGreetingHeaders { optional content_type : "Content-Type" hide, }
    }
    /// Body for a failure inside the server.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct SystemError {
        /// When it happened. The offset of the example has no colon, so it is no RFC 3339 date with time and no format is demanded.
        ///
        /// Evidence: example.
        ///
        /// In JSON: `timestamp`.
        #[cfg_attr(feature = "schemars", schemars(rename = "timestamp"))]
        pub timestamp: ::std::string::String,
        /// HTTP status, repeated in the body.
        ///
        /// Evidence: example.
        ///
        /// In JSON: `status`.
        #[cfg_attr(feature = "schemars", schemars(rename = "status"))]
        pub status: i64,
        /// Name of the status.
        ///
        /// Evidence: example.
        ///
        /// In JSON: `error`.
        #[cfg_attr(feature = "schemars", schemars(rename = "error"))]
        pub error: ::std::string::String,
        /// Class of the exception inside the server. Optional by inference.
        ///
        /// Evidence: example, inferred.
        ///
        /// In JSON: `exception`.
        #[cfg_attr(feature = "schemars", schemars(rename = "exception"))]
        pub exception: Option<::std::string::String>,
        /// Message for people. May repeat what was sent.
        ///
        /// Evidence: example.
        ///
        /// In JSON: `message`.
        #[cfg_attr(feature = "schemars", schemars(rename = "message"))]
        pub message: ::std::string::String,
        /// Path of the request that failed.
        ///
        /// Evidence: example.
        ///
        /// In JSON: `path`.
        #[cfg_attr(feature = "schemars", schemars(rename = "path"))]
        pub path: ::std::string::String,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl SystemError {
        /// With its required fields, given by name.
        pub fn new(required: SystemErrorRequired) -> Self {
            let SystemErrorRequired { timestamp, status, error, message, path } = required;
            Self {
                timestamp,
                status,
                error,
                message,
                path,
                exception: None,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// The same with `exception`.
        ///
        /// Class of the exception inside the server. Optional by inference.
        ///
        /// Evidence: example, inferred.
        #[must_use]
        pub fn with_exception(mut self, exception: impl Into<String>) -> Self {
            self.exception = Some(exception.into());
            self
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        SystemError { required timestamp : "timestamp" show, required status : "status"
        show, required error : "error" show, optional exception : "exception" show,
        required message : "message" hide, required path : "path" hide, }
    }
    /// The required fields of [`SystemError`], each by its name, for [`SystemError::new`].
    #[derive(Clone)]
    #[allow(clippy::exhaustive_structs)]
    pub struct SystemErrorRequired {
        /// When it happened. The offset of the example has no colon, so it is no RFC 3339 date with time and no format is demanded.
        ///
        /// Evidence: example.
        pub timestamp: ::std::string::String,
        /// HTTP status, repeated in the body.
        ///
        /// Evidence: example.
        pub status: i64,
        /// Name of the status.
        ///
        /// Evidence: example.
        pub error: ::std::string::String,
        /// Message for people. May repeat what was sent.
        ///
        /// Evidence: example.
        pub message: ::std::string::String,
        /// Path of the request that failed.
        ///
        /// Evidence: example.
        pub path: ::std::string::String,
    }
    /// Full profile of a user.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct User {
        /// Identifier of the user.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `id`.
        #[cfg_attr(feature = "schemars", schemars(rename = "id"))]
        pub id: UserId,
        /// When the user was created.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `createdTime`.
        #[cfg_attr(feature = "schemars", schemars(rename = "createdTime"))]
        pub created_time: crate::Timestamp,
        /// When the user was last changed.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `updatedTime`.
        #[cfg_attr(feature = "schemars", schemars(rename = "updatedTime"))]
        pub updated_time: crate::Timestamp,
        /// State of the user. The page names no values.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `status`.
        #[cfg_attr(feature = "schemars", schemars(rename = "status"))]
        pub status: ::std::string::String,
        /// E-mail address of the user.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `email`.
        #[cfg_attr(feature = "schemars", schemars(rename = "email"))]
        pub email: ::std::string::String,
        /// Mobile phone number of the user. The page states no format.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `mobile`.
        #[cfg_attr(feature = "schemars", schemars(rename = "mobile"))]
        pub mobile: ::std::string::String,
        /// Name of the user.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `name`.
        #[cfg_attr(feature = "schemars", schemars(rename = "name"))]
        pub name: ::std::string::String,
        /// Partner the user belongs to.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `partnerId`.
        #[cfg_attr(feature = "schemars", schemars(rename = "partnerId"))]
        pub partner_id: PartnerId,
        /// Roles of the user. The example shows an array of texts, the table a single text. The page names no roles.
        ///
        /// Evidence: table, example, contradicted.
        ///
        /// In JSON: `roles`.
        #[cfg_attr(feature = "schemars", schemars(rename = "roles"))]
        pub roles: ::std::vec::Vec<::std::string::String>,
        /// Settings of the user. Shown by the example, listed in no table.
        ///
        /// Evidence: example.
        ///
        /// In JSON: `configs`.
        #[cfg_attr(feature = "schemars", schemars(rename = "configs"))]
        pub configs: Option<crate::JsonObject>,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl User {
        /// With its required fields, given by name.
        pub fn new(required: UserRequired) -> Self {
            let UserRequired {
                id,
                created_time,
                updated_time,
                status,
                email,
                mobile,
                name,
                partner_id,
                roles,
            } = required;
            Self {
                id,
                created_time,
                updated_time,
                status,
                email,
                mobile,
                name,
                partner_id,
                roles,
                configs: None,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// The same with `configs`.
        ///
        /// Settings of the user. Shown by the example, listed in no table.
        ///
        /// Evidence: example.
        #[must_use]
        pub fn with_configs(mut self, configs: crate::JsonObject) -> Self {
            self.configs = Some(configs);
            self
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        User { required id : "id" show, required created_time : "createdTime" show,
        required updated_time : "updatedTime" show, required status : "status" show,
        required email : "email" hide, required mobile : "mobile" hide, required name :
        "name" hide, required partner_id : "partnerId" show, required roles : "roles"
        show, optional configs : "configs" hide, }
    }
    /// The required fields of [`User`], each by its name, for [`User::new`].
    #[derive(Clone)]
    #[allow(clippy::exhaustive_structs)]
    pub struct UserRequired {
        /// Identifier of the user.
        ///
        /// Evidence: table, example.
        pub id: UserId,
        /// When the user was created.
        ///
        /// Evidence: table, example.
        pub created_time: crate::Timestamp,
        /// When the user was last changed.
        ///
        /// Evidence: table, example.
        pub updated_time: crate::Timestamp,
        /// State of the user. The page names no values.
        ///
        /// Evidence: table, example.
        pub status: ::std::string::String,
        /// E-mail address of the user.
        ///
        /// Evidence: table, example.
        pub email: ::std::string::String,
        /// Mobile phone number of the user. The page states no format.
        ///
        /// Evidence: table, example.
        pub mobile: ::std::string::String,
        /// Name of the user.
        ///
        /// Evidence: table, example.
        pub name: ::std::string::String,
        /// Partner the user belongs to.
        ///
        /// Evidence: table, example.
        pub partner_id: PartnerId,
        /// Roles of the user. The example shows an array of texts, the table a single text. The page names no roles.
        ///
        /// Evidence: table, example, contradicted.
        pub roles: ::std::vec::Vec<::std::string::String>,
    }
    /// Body for invalid data or a business rule that was broken.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct ValidationError {
        /// What is wrong; there may be several entries.
        ///
        /// Evidence: example, prose.
        ///
        /// In JSON: `errors`.
        #[cfg_attr(feature = "schemars", schemars(rename = "errors"))]
        pub errors: ::std::vec::Vec<ValidationErrorEntry>,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl ValidationError {
        /// With its required fields.
        #[allow(clippy::new_without_default)]
        pub fn new(errors: ::std::vec::Vec<ValidationErrorEntry>) -> Self {
            Self {
                errors: errors,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        ValidationError { required errors : "errors" show, }
    }
    /// One thing that is wrong with a request.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct ValidationErrorEntry {
        /// Code for programs, in dotted form. The page lists no codes.
        ///
        /// Evidence: example.
        ///
        /// In JSON: `code`.
        #[cfg_attr(feature = "schemars", schemars(rename = "code"))]
        pub code: ::std::string::String,
        /// Message for people. May repeat what was sent.
        ///
        /// Evidence: example.
        ///
        /// In JSON: `message`.
        #[cfg_attr(feature = "schemars", schemars(rename = "message"))]
        pub message: ::std::string::String,
        /// Values the message speaks of. Optional by inference.
        ///
        /// Evidence: example, inferred.
        ///
        /// In JSON: `arguments`.
        #[cfg_attr(feature = "schemars", schemars(rename = "arguments"))]
        pub arguments: Option<::std::vec::Vec<::std::string::String>>,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl ValidationErrorEntry {
        /// With its required fields, given by name.
        pub fn new(required: ValidationErrorEntryRequired) -> Self {
            let ValidationErrorEntryRequired { code, message } = required;
            Self {
                code,
                message,
                arguments: None,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// The same with `arguments`.
        ///
        /// Values the message speaks of. Optional by inference.
        ///
        /// Evidence: example, inferred.
        #[must_use]
        pub fn with_arguments(
            mut self,
            arguments: ::std::vec::Vec<::std::string::String>,
        ) -> Self {
            self.arguments = Some(arguments);
            self
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        ValidationErrorEntry { required code : "code" show, required message : "message"
        hide, optional arguments : "arguments" hide, }
    }
    /// The required fields of [`ValidationErrorEntry`], each by its name, for [`ValidationErrorEntry::new`].
    #[derive(Clone)]
    #[allow(clippy::exhaustive_structs)]
    pub struct ValidationErrorEntryRequired {
        /// Code for programs, in dotted form. The page lists no codes.
        ///
        /// Evidence: example.
        pub code: ::std::string::String,
        /// Message for people. May repeat what was sent.
        ///
        /// Evidence: example.
        pub message: ::std::string::String,
    }
    /// A withdraw as create, confirm and cancel answer it.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct Withdraw {
        /// Identifier of the withdraw.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `id`.
        #[cfg_attr(feature = "schemars", schemars(rename = "id"))]
        pub id: WithdrawId,
        /// When the withdraw was created. The tables show a date, the examples a date with time.
        ///
        /// Evidence: table, example, contradicted.
        ///
        /// In JSON: `createdTime`.
        #[cfg_attr(feature = "schemars", schemars(rename = "createdTime"))]
        pub created_time: crate::Timestamp,
        /// When the withdraw was last changed. The tables show a date, the examples a date with time.
        ///
        /// Evidence: table, example, contradicted.
        ///
        /// In JSON: `updatedTime`.
        #[cfg_attr(feature = "schemars", schemars(rename = "updatedTime"))]
        pub updated_time: crate::Timestamp,
        /// Account that pays.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `accountId`.
        #[cfg_attr(feature = "schemars", schemars(rename = "accountId"))]
        pub account_id: AccountId,
        /// Transaction behind the withdraw. Optional by inference, as a withdraw that was just created may have none.
        ///
        /// Evidence: table, example, inferred.
        ///
        /// In JSON: `transactionId`.
        #[cfg_attr(feature = "schemars", schemars(rename = "transactionId"))]
        pub transaction_id: Option<TransactionId>,
        /// State of the withdraw.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `status`.
        #[cfg_attr(feature = "schemars", schemars(rename = "status"))]
        pub status: WithdrawStatus,
        /// Network the withdraw goes through. Optional by inference, as a withdraw that was just created may have none.
        ///
        /// Evidence: table, example, inferred.
        ///
        /// In JSON: `network`.
        #[cfg_attr(feature = "schemars", schemars(rename = "network"))]
        pub network: Option<WithdrawNetwork>,
        /// Address of the receiver at the bank, as in a beneficiary.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `address`.
        #[cfg_attr(feature = "schemars", schemars(rename = "address"))]
        pub address: Option<::std::string::String>,
        /// Name that goes with the address. Shown by the examples, listed in no table of an answer.
        ///
        /// Evidence: example.
        ///
        /// In JSON: `addressName`.
        #[cfg_attr(feature = "schemars", schemars(rename = "addressName"))]
        pub address_name: Option<::std::string::String>,
        /// Amount to pay, in the currency of the account.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `amount`.
        #[cfg_attr(feature = "schemars", schemars(rename = "amount"))]
        pub amount: crate::Amount,
        /// Fee for the withdraw. Its currency is not stated, nor whether the amount includes it.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `feeAmount`.
        #[cfg_attr(feature = "schemars", schemars(rename = "feeAmount"))]
        pub fee_amount: crate::Amount,
        /// Notes on the withdraw.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `notes`.
        #[cfg_attr(feature = "schemars", schemars(rename = "notes"))]
        pub notes: Option<::std::string::String>,
        /// A prefix. The page does not say of what.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `prefix`.
        #[cfg_attr(feature = "schemars", schemars(rename = "prefix"))]
        pub prefix: Option<::std::string::String>,
        /// Beneficiary who receives the money.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `beneficiaryId`.
        #[cfg_attr(feature = "schemars", schemars(rename = "beneficiaryId"))]
        pub beneficiary_id: Option<BeneficiaryId>,
        /// Reference of the withdraw. The page does not say whose.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `reference`.
        #[cfg_attr(feature = "schemars", schemars(rename = "reference"))]
        pub reference: Option<::std::string::String>,
        /// Data that goes with the reference.
        ///
        /// Evidence: table, example.
        ///
        /// In JSON: `referenceData`.
        #[cfg_attr(feature = "schemars", schemars(rename = "referenceData"))]
        pub reference_data: Option<crate::JsonObject>,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl Withdraw {
        /// With its required fields, given by name.
        pub fn new(required: WithdrawRequired) -> Self {
            let WithdrawRequired {
                id,
                created_time,
                updated_time,
                account_id,
                status,
                amount,
                fee_amount,
            } = required;
            Self {
                id,
                created_time,
                updated_time,
                account_id,
                status,
                amount,
                fee_amount,
                transaction_id: None,
                network: None,
                address: None,
                address_name: None,
                notes: None,
                prefix: None,
                beneficiary_id: None,
                reference: None,
                reference_data: None,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// The same with `transactionId`.
        ///
        /// Transaction behind the withdraw. Optional by inference, as a withdraw that was just created may have none.
        ///
        /// Evidence: table, example, inferred.
        #[must_use]
        pub fn with_transaction_id(mut self, transaction_id: TransactionId) -> Self {
            self.transaction_id = Some(transaction_id);
            self
        }
        /// The same with `network`.
        ///
        /// Network the withdraw goes through. Optional by inference, as a withdraw that was just created may have none.
        ///
        /// Evidence: table, example, inferred.
        #[must_use]
        pub fn with_network(mut self, network: WithdrawNetwork) -> Self {
            self.network = Some(network);
            self
        }
        /// The same with `address`.
        ///
        /// Address of the receiver at the bank, as in a beneficiary.
        ///
        /// Evidence: table, example.
        #[must_use]
        pub fn with_address(mut self, address: impl Into<String>) -> Self {
            self.address = Some(address.into());
            self
        }
        /// The same with `addressName`.
        ///
        /// Name that goes with the address. Shown by the examples, listed in no table of an answer.
        ///
        /// Evidence: example.
        #[must_use]
        pub fn with_address_name(mut self, address_name: impl Into<String>) -> Self {
            self.address_name = Some(address_name.into());
            self
        }
        /// The same with `notes`.
        ///
        /// Notes on the withdraw.
        ///
        /// Evidence: table, example.
        #[must_use]
        pub fn with_notes(mut self, notes: impl Into<String>) -> Self {
            self.notes = Some(notes.into());
            self
        }
        /// The same with `prefix`.
        ///
        /// A prefix. The page does not say of what.
        ///
        /// Evidence: table, example.
        #[must_use]
        pub fn with_prefix(mut self, prefix: impl Into<String>) -> Self {
            self.prefix = Some(prefix.into());
            self
        }
        /// The same with `beneficiaryId`.
        ///
        /// Beneficiary who receives the money.
        ///
        /// Evidence: table, example.
        #[must_use]
        pub fn with_beneficiary_id(mut self, beneficiary_id: BeneficiaryId) -> Self {
            self.beneficiary_id = Some(beneficiary_id);
            self
        }
        /// The same with `reference`.
        ///
        /// Reference of the withdraw. The page does not say whose.
        ///
        /// Evidence: table, example.
        #[must_use]
        pub fn with_reference(mut self, reference: impl Into<String>) -> Self {
            self.reference = Some(reference.into());
            self
        }
        /// The same with `referenceData`.
        ///
        /// Data that goes with the reference.
        ///
        /// Evidence: table, example.
        #[must_use]
        pub fn with_reference_data(mut self, reference_data: crate::JsonObject) -> Self {
            self.reference_data = Some(reference_data);
            self
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        Withdraw { required id : "id" show, required created_time : "createdTime" show,
        required updated_time : "updatedTime" show, required account_id : "accountId"
        show, optional transaction_id : "transactionId" show, required status : "status"
        show, optional network : "network" show, optional address : "address" hide,
        optional address_name : "addressName" hide, required amount : "amount" show,
        required fee_amount : "feeAmount" show, optional notes : "notes" hide, optional
        prefix : "prefix" hide, optional beneficiary_id : "beneficiaryId" show, optional
        reference : "reference" hide, optional reference_data : "referenceData" hide, }
    }
    /// The required fields of [`Withdraw`], each by its name, for [`Withdraw::new`].
    #[derive(Clone)]
    #[allow(clippy::exhaustive_structs)]
    pub struct WithdrawRequired {
        /// Identifier of the withdraw.
        ///
        /// Evidence: table, example.
        pub id: WithdrawId,
        /// When the withdraw was created. The tables show a date, the examples a date with time.
        ///
        /// Evidence: table, example, contradicted.
        pub created_time: crate::Timestamp,
        /// When the withdraw was last changed. The tables show a date, the examples a date with time.
        ///
        /// Evidence: table, example, contradicted.
        pub updated_time: crate::Timestamp,
        /// Account that pays.
        ///
        /// Evidence: table, example.
        pub account_id: AccountId,
        /// State of the withdraw.
        ///
        /// Evidence: table, example.
        pub status: WithdrawStatus,
        /// Amount to pay, in the currency of the account.
        ///
        /// Evidence: table, example.
        pub amount: crate::Amount,
        /// Fee for the withdraw. Its currency is not stated, nor whether the amount includes it.
        ///
        /// Evidence: table, example.
        pub fee_amount: crate::Amount,
    }
    /// What is sent to confirm or cancel a withdraw.
    #[derive(Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct WithdrawAuthorization {
        /// The authorization code. Taken as required, as the call proves nothing without it.
        ///
        /// Evidence: table, sample, inferred.
        ///
        /// In JSON: `authorizationCode`.
        #[cfg_attr(feature = "schemars", schemars(rename = "authorizationCode"))]
        pub authorization_code: crate::Secret,
        #[cfg_attr(feature = "schemars", schemars(skip))]
        extra_fields: crate::ExtraFields,
    }
    impl WithdrawAuthorization {
        /// With its required fields.
        #[allow(clippy::new_without_default)]
        pub fn new(authorization_code: crate::Secret) -> Self {
            Self {
                authorization_code: authorization_code,
                extra_fields: crate::ExtraFields::default(),
            }
        }
        /// Fields that the document does not describe, as they came.
        pub fn extra_fields(&self) -> &crate::ExtraFields {
            &self.extra_fields
        }
    }
    crate::wire_object::wire_object! {
        WithdrawAuthorization { required authorization_code : "authorizationCode" hide, }
    }
}
/// The operations of the API by resource: what the accessors of a client return.
pub mod resources {
    use super::types;
    /// The resources of the API.
    impl crate::Client {
        /// Accounts of a user, each in one currency.
        pub fn accounts(&self) -> Accounts<'_> {
            Accounts {
                client: self,
                options: crate::CallOptions::new(),
            }
        }
        /// Receivers of withdraws, each with a bank and an address. The page's headings call them recipients.
        pub fn beneficiaries(&self) -> Beneficiaries<'_> {
            Beneficiaries {
                client: self,
                options: crate::CallOptions::new(),
            }
        }
        /// Calls that only show whether the server answers.
        pub fn pings(&self) -> Pings<'_> {
            Pings {
                client: self,
                options: crate::CallOptions::new(),
            }
        }
        /// The user a token belongs to, and users by identifier.
        pub fn users(&self) -> Users<'_> {
            Users {
                client: self,
                options: crate::CallOptions::new(),
            }
        }
        /// Payments from an account to a receiver, created first and then confirmed or cancelled.
        pub fn withdraws(&self) -> Withdraws<'_> {
            Withdraws {
                client: self,
                options: crate::CallOptions::new(),
            }
        }
    }
    /// Accounts of a user, each in one currency.
    #[derive(Clone, Copy, Debug)]
    pub struct Accounts<'c> {
        client: &'c crate::Client,
        options: crate::CallOptions,
    }
    impl Accounts<'_> {
        /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
        #[must_use]
        pub fn with(mut self, options: crate::CallOptions) -> Self {
            self.options = options;
            self
        }
        /// Create an account: `POST /users/{userId}/accounts`.
        ///
        /// Opens an account in one currency for a user. The page names five currencies: IDR, USD, SGD, MYR and EUR.
        ///
        /// * `user_id`: Identifier of the user who will own the account.
        ///
        /// Changes something at the server, and the API offers no way to repeat it safely (retry class `never`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client, user_id: &types::UserId, body: &types::NewAccount) -> Result<(), Error> {
        /// let answer = client.accounts().create(user_id, body).await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn create(
            self,
            user_id: &types::UserId,
            body: &types::NewAccount,
        ) -> Result<types::CreatedAccount, crate::Error> {
            let call = self
                .client
                .begin(&super::operations::CREATE_ACCOUNT, &self.options);
            call.check_path_argument("userId", user_id.as_str(), &[]);
            let answer = call.create_account(user_id, body).await;
            call.conclude(answer)
        }
        /// List accounts: `GET /users/{userId}/accounts`.
        ///
        /// Answers with every account of a user in one array. The page describes no paging, order or filter.
        ///
        /// * `user_id`: Identifier of the user who owns the accounts.
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client, user_id: &types::UserId) -> Result<(), Error> {
        /// let answer = client.accounts().list(user_id).await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn list(
            self,
            user_id: &types::UserId,
        ) -> Result<::std::vec::Vec<types::Account>, crate::Error> {
            let call = self
                .client
                .begin(&super::operations::LIST_ACCOUNTS, &self.options);
            call.check_path_argument("userId", user_id.as_str(), &[]);
            let answer = call.list_accounts(user_id).await;
            call.conclude(answer)
        }
        /// Get an account: `GET /users/{userId}/accounts/{id}`.
        ///
        /// Answers with one account of a user, its balance included.
        ///
        /// * `user_id`: Identifier of the user who owns the account.
        /// * `id`: Identifier of the account.
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client, user_id: &types::UserId, id: &types::AccountId) -> Result<(), Error> {
        /// let answer = client.accounts().get(user_id, id).await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn get(
            self,
            user_id: &types::UserId,
            id: &types::AccountId,
        ) -> Result<types::Account, crate::Error> {
            let call = self.client.begin(&super::operations::GET_ACCOUNT, &self.options);
            call.check_path_argument("userId", user_id.as_str(), &[]);
            call.check_path_argument("id", id.as_str(), &[]);
            let answer = call.get_account(user_id, id).await;
            call.conclude(answer)
        }
    }
    /// Receivers of withdraws, each with a bank and an address. The page's headings call them recipients.
    #[derive(Clone, Copy, Debug)]
    pub struct Beneficiaries<'c> {
        client: &'c crate::Client,
        options: crate::CallOptions,
    }
    impl Beneficiaries<'_> {
        /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
        #[must_use]
        pub fn with(mut self, options: crate::CallOptions) -> Self {
            self.options = options;
            self
        }
        /// Create a beneficiary: `POST /beneficiaries`.
        ///
        /// Stores a receiver of withdraws. The code sample of the page sends no token here; this document takes that for an omission.
        ///
        ///
        /// Changes something at the server, and the API offers no way to repeat it safely (retry class `never`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client, body: &types::NewBeneficiary) -> Result<(), Error> {
        /// let answer = client.beneficiaries().create(body).await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn create(
            self,
            body: &types::NewBeneficiary,
        ) -> Result<types::Beneficiary, crate::Error> {
            let call = self
                .client
                .begin(&super::operations::CREATE_BENEFICIARY, &self.options);
            let answer = call.create_beneficiary(body).await;
            call.conclude(answer)
        }
    }
    /// Calls that only show whether the server answers.
    #[derive(Clone, Copy, Debug)]
    pub struct Pings<'c> {
        client: &'c crate::Client,
        options: crate::CallOptions,
    }
    impl Pings<'_> {
        /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
        #[must_use]
        pub fn with(mut self, options: crate::CallOptions) -> Self {
            self.options = options;
            self
        }
        /// Check the server: `GET /check`.
        ///
        /// Answers with a greeting, a date, a URL and headers. The page does not explain them.
        ///
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client) -> Result<(), Error> {
        /// let answer = client.pings().check().await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn check(self) -> Result<types::ServerGreeting, crate::Error> {
            let call = self.client.begin(&super::operations::CHECK, &self.options);
            let answer = call.check().await;
            call.conclude(answer)
        }
        /// Ping the server: `GET /ping`.
        ///
        /// Answers with a short text. According to the page the answer tells the version of the server, but its form is not described.
        ///
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client) -> Result<(), Error> {
        /// let answer = client.pings().ping().await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn ping(self) -> Result<String, crate::Error> {
            let call = self.client.begin(&super::operations::PING, &self.options);
            let answer = call.ping().await;
            call.conclude(answer)
        }
        /// Ping the queue: `GET /pingQueue`.
        ///
        /// Answers in the same form as `GET /check`. The page does not say what the queue is.
        ///
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client) -> Result<(), Error> {
        /// let answer = client.pings().ping_queue().await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn ping_queue(self) -> Result<types::ServerGreeting, crate::Error> {
            let call = self.client.begin(&super::operations::PING_QUEUE, &self.options);
            let answer = call.ping_queue().await;
            call.conclude(answer)
        }
    }
    /// The user a token belongs to, and users by identifier.
    #[derive(Clone, Copy, Debug)]
    pub struct Users<'c> {
        client: &'c crate::Client,
        options: crate::CallOptions,
    }
    impl Users<'_> {
        /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
        #[must_use]
        pub fn with(mut self, options: crate::CallOptions) -> Self {
            self.options = options;
            self
        }
        /// Get the user of the token: `GET /users/me`.
        ///
        /// Answers with a short profile of the user to whom the token belongs.
        ///
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client) -> Result<(), Error> {
        /// let answer = client.users().me().await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn me(self) -> Result<types::CurrentUser, crate::Error> {
            let call = self
                .client
                .begin(&super::operations::GET_CURRENT_USER, &self.options);
            let answer = call.get_current_user().await;
            call.conclude(answer)
        }
        /// Get a user: `GET /users/{userId}`.
        ///
        /// Answers with the full profile of one user. The page writes the parameter in three ways: `userid` here, `userId` in other paths and `userID` in tables.
        ///
        /// * `user_id`: Identifier of the user.
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client, user_id: &types::UserId) -> Result<(), Error> {
        /// let answer = client.users().get(user_id).await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn get(
            self,
            user_id: &types::UserId,
        ) -> Result<types::User, crate::Error> {
            let call = self.client.begin(&super::operations::GET_USER, &self.options);
            call.check_path_argument("userId", user_id.as_str(), &["me"]);
            let answer = call.get_user(user_id).await;
            call.conclude(answer)
        }
    }
    /// Payments from an account to a receiver, created first and then confirmed or cancelled.
    #[derive(Clone, Copy, Debug)]
    pub struct Withdraws<'c> {
        client: &'c crate::Client,
        options: crate::CallOptions,
    }
    impl Withdraws<'_> {
        /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
        #[must_use]
        pub fn with(mut self, options: crate::CallOptions) -> Self {
            self.options = options;
            self
        }
        /// Create a withdraw: `POST /accounts/{accountId}/withdraw`.
        ///
        /// Asks for a payment from an account to a receiver. The page tells callers to have a suitable account and beneficiary first; a payment to an Indonesian bank takes an IDR account, or money exchanged into IDR. The page offers no way to read a withdraw back.
        ///
        /// * `account_id`: Identifier of the account that pays.
        ///
        /// Changes something at the server, and the API offers no way to repeat it safely (retry class `never`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client, account_id: &types::AccountId, body: &types::NewWithdraw) -> Result<(), Error> {
        /// let answer = client.withdraws().create(account_id, body).await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn create(
            self,
            account_id: &types::AccountId,
            body: &types::NewWithdraw,
        ) -> Result<types::Withdraw, crate::Error> {
            let identified;
            let body = if body.id.is_some() {
                body
            } else {
                let mut own = body.clone();
                own.id = crate::runtime::generated_support::new_client_id();
                identified = own;
                &identified
            };
            let call = self
                .client
                .begin(&super::operations::CREATE_WITHDRAW, &self.options);
            let call = call.about(body.id.as_ref());
            call.check_path_argument("accountId", account_id.as_str(), &[]);
            let answer = call.create_withdraw(account_id, body).await;
            call.conclude_compared(
                answer,
                |mismatches, answer| {
                    mismatches.subject("id", body.id.as_ref(), Some(&answer.id));
                    mismatches
                        .identifier(
                            "accountId",
                            Some(account_id).map(|id| id.as_str()),
                            Some(&answer.account_id).map(|id| id.as_str()),
                        );
                    mismatches
                        .identifier(
                            "accountId",
                            body.account_id.as_ref().map(|id| id.as_str()),
                            Some(&answer.account_id).map(|id| id.as_str()),
                        );
                    mismatches
                        .amount("amount", Some(&body.amount), Some(&answer.amount));
                    mismatches
                        .identifier(
                            "beneficiaryId",
                            body.beneficiary_id.as_ref().map(|id| id.as_str()),
                            answer.beneficiary_id.as_ref().map(|id| id.as_str()),
                        );
                },
            )
        }
        /// Confirm a withdraw: `POST /accounts/{accountId}/withdraw/{id}/confirm`.
        ///
        /// Confirms a withdraw with an authorization code. The page's example still has the status `pending`, so an answer does not mean that the money has arrived.
        ///
        /// * `account_id`: Identifier of the account that pays.
        /// * `id`: Identifier of the withdraw.
        ///
        /// Changes something at the server, and the API offers no way to repeat it safely (retry class `never`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client, account_id: &types::AccountId, id: &types::WithdrawId, body: &types::WithdrawAuthorization) -> Result<(), Error> {
        /// let answer = client.withdraws().confirm(account_id, id, body).await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn confirm(
            self,
            account_id: &types::AccountId,
            id: &types::WithdrawId,
            body: &types::WithdrawAuthorization,
        ) -> Result<types::Withdraw, crate::Error> {
            let call = self
                .client
                .begin(&super::operations::CONFIRM_WITHDRAW, &self.options);
            let call = call.about(Some(id));
            call.check_path_argument("accountId", account_id.as_str(), &[]);
            call.check_path_argument("id", id.as_str(), &[]);
            let answer = call.confirm_withdraw(account_id, id, body).await;
            call.conclude_compared(
                answer,
                |mismatches, answer| {
                    mismatches.subject("id", Some(id), Some(&answer.id));
                },
            )
        }
        /// [`confirm`](Self::confirm) with a code that is asked for when the call is about to be sent, once; see [`CodeProvider`](crate::CodeProvider).
        ///
        /// # Errors
        ///
        /// As the method with a given code, and [`ErrorKind::Provider`](crate::ErrorKind::Provider) if no code can be had.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client, account_id: &types::AccountId, id: &types::WithdrawId, codes: &impl pazemo::CodeProvider) -> Result<(), Error> {
        /// let answer = client.withdraws().confirm_with_code(account_id, id, codes).await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn confirm_with_code(
            self,
            account_id: &types::AccountId,
            id: &types::WithdrawId,
            codes: &impl crate::CodeProvider,
        ) -> Result<types::Withdraw, crate::Error> {
            let call = self
                .client
                .begin(&super::operations::CONFIRM_WITHDRAW, &self.options);
            let call = call.about(Some(id));
            let call = call
                .with_code(
                    codes,
                    |code| {
                        let body = types::WithdrawAuthorization::new(code);
                        serde_json::to_vec(&body).ok().map(Into::into)
                    },
                );
            let body = &types::WithdrawAuthorization::new(crate::Secret::new(""));
            call.check_path_argument("accountId", account_id.as_str(), &[]);
            call.check_path_argument("id", id.as_str(), &[]);
            let answer = call.confirm_withdraw(account_id, id, body).await;
            call.conclude_compared(
                answer,
                |mismatches, answer| {
                    mismatches.subject("id", Some(id), Some(&answer.id));
                },
            )
        }
        /// Cancel a withdraw: `POST /accounts/{accountId}/withdraw/{id}/cancel`.
        ///
        /// Cancels a withdraw with an authorization code. The page's example still has the status `pending`, and the page does not say until when a withdraw can be cancelled.
        ///
        /// * `account_id`: Identifier of the account that pays.
        /// * `id`: Identifier of the withdraw.
        ///
        /// Changes something at the server, and the API offers no way to repeat it safely (retry class `never`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client, account_id: &types::AccountId, id: &types::WithdrawId, body: &types::WithdrawAuthorization) -> Result<(), Error> {
        /// let answer = client.withdraws().cancel(account_id, id, body).await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn cancel(
            self,
            account_id: &types::AccountId,
            id: &types::WithdrawId,
            body: &types::WithdrawAuthorization,
        ) -> Result<types::Withdraw, crate::Error> {
            let call = self
                .client
                .begin(&super::operations::CANCEL_WITHDRAW, &self.options);
            let call = call.about(Some(id));
            call.check_path_argument("accountId", account_id.as_str(), &[]);
            call.check_path_argument("id", id.as_str(), &[]);
            let answer = call.cancel_withdraw(account_id, id, body).await;
            call.conclude_compared(
                answer,
                |mismatches, answer| {
                    mismatches.subject("id", Some(id), Some(&answer.id));
                },
            )
        }
        /// [`cancel`](Self::cancel) with a code that is asked for when the call is about to be sent, once; see [`CodeProvider`](crate::CodeProvider).
        ///
        /// # Errors
        ///
        /// As the method with a given code, and [`ErrorKind::Provider`](crate::ErrorKind::Provider) if no code can be had.
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, Client};
        /// # use pazemo::Error;
        /// # async fn example(client: &Client, account_id: &types::AccountId, id: &types::WithdrawId, codes: &impl pazemo::CodeProvider) -> Result<(), Error> {
        /// let answer = client.withdraws().cancel_with_code(account_id, id, codes).await?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub async fn cancel_with_code(
            self,
            account_id: &types::AccountId,
            id: &types::WithdrawId,
            codes: &impl crate::CodeProvider,
        ) -> Result<types::Withdraw, crate::Error> {
            let call = self
                .client
                .begin(&super::operations::CANCEL_WITHDRAW, &self.options);
            let call = call.about(Some(id));
            let call = call
                .with_code(
                    codes,
                    |code| {
                        let body = types::WithdrawAuthorization::new(code);
                        serde_json::to_vec(&body).ok().map(Into::into)
                    },
                );
            let body = &types::WithdrawAuthorization::new(crate::Secret::new(""));
            call.check_path_argument("accountId", account_id.as_str(), &[]);
            call.check_path_argument("id", id.as_str(), &[]);
            let answer = call.cancel_withdraw(account_id, id, body).await;
            call.conclude_compared(
                answer,
                |mismatches, answer| {
                    mismatches.subject("id", Some(id), Some(&answer.id));
                },
            )
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
        pub(crate) async fn get_current_user<'a>(
            &'a self,
        ) -> Result<ResponseValue<types::CurrentUser>, crate::Error> {
            let url = format!("{}/users/me", self.baseurl,);
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
                operation_id: "get_current_user",
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
        pub(crate) async fn get_user<'a>(
            &'a self,
            user_id: &'a types::UserId,
        ) -> Result<ResponseValue<types::User>, crate::Error> {
            let url = format!(
                "{}/users/{}", self.baseurl, encode_path(& user_id.to_string()),
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
                operation_id: "get_user",
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
        pub(crate) async fn create_account<'a>(
            &'a self,
            user_id: &'a types::UserId,
            body: &'a types::NewAccount,
        ) -> Result<ResponseValue<types::CreatedAccount>, crate::Error> {
            let url = format!(
                "{}/users/{}/accounts", self.baseurl, encode_path(& user_id.to_string()),
            );
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
                operation_id: "create_account",
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
        pub(crate) async fn list_accounts<'a>(
            &'a self,
            user_id: &'a types::UserId,
        ) -> Result<ResponseValue<::std::vec::Vec<types::Account>>, crate::Error> {
            let url = format!(
                "{}/users/{}/accounts", self.baseurl, encode_path(& user_id.to_string()),
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
                operation_id: "list_accounts",
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
        pub(crate) async fn get_account<'a>(
            &'a self,
            user_id: &'a types::UserId,
            id: &'a types::AccountId,
        ) -> Result<ResponseValue<types::Account>, crate::Error> {
            let url = format!(
                "{}/users/{}/accounts/{}", self.baseurl, encode_path(& user_id
                .to_string()), encode_path(& id.to_string()),
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
                operation_id: "get_account",
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
        pub(crate) async fn create_beneficiary<'a>(
            &'a self,
            body: &'a types::NewBeneficiary,
        ) -> Result<ResponseValue<types::Beneficiary>, crate::Error> {
            let url = format!("{}/beneficiaries", self.baseurl,);
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
                operation_id: "create_beneficiary",
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
        pub(crate) async fn create_withdraw<'a>(
            &'a self,
            account_id: &'a types::AccountId,
            body: &'a types::NewWithdraw,
        ) -> Result<ResponseValue<types::Withdraw>, crate::Error> {
            let url = format!(
                "{}/accounts/{}/withdraw", self.baseurl, encode_path(& account_id
                .to_string()),
            );
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
                operation_id: "create_withdraw",
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
        pub(crate) async fn confirm_withdraw<'a>(
            &'a self,
            account_id: &'a types::AccountId,
            id: &'a types::WithdrawId,
            body: &'a types::WithdrawAuthorization,
        ) -> Result<ResponseValue<types::Withdraw>, crate::Error> {
            let url = format!(
                "{}/accounts/{}/withdraw/{}/confirm", self.baseurl, encode_path(&
                account_id.to_string()), encode_path(& id.to_string()),
            );
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
                operation_id: "confirm_withdraw",
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
        pub(crate) async fn cancel_withdraw<'a>(
            &'a self,
            account_id: &'a types::AccountId,
            id: &'a types::WithdrawId,
            body: &'a types::WithdrawAuthorization,
        ) -> Result<ResponseValue<types::Withdraw>, crate::Error> {
            let url = format!(
                "{}/accounts/{}/withdraw/{}/cancel", self.baseurl, encode_path(&
                account_id.to_string()), encode_path(& id.to_string()),
            );
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
                operation_id: "cancel_withdraw",
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
        pub(crate) async fn check<'a>(
            &'a self,
        ) -> Result<ResponseValue<types::ServerGreeting>, crate::Error> {
            let url = format!("{}/check", self.baseurl,);
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
                operation_id: "check",
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
        pub(crate) async fn ping<'a>(
            &'a self,
        ) -> Result<ResponseValue<String>, crate::Error> {
            let url = format!("{}/ping", self.baseurl,);
            let mut header_map = generated_support::header::HeaderMap::with_capacity(
                1usize,
            );
            #[allow(unused_mut)]
            let mut request = self.client.get(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "ping",
            };
            self.pre(&mut request, &info).await?;
            let result = self.exec(request, &info).await;
            self.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200..=299 => ResponseValue::text(response),
                _ => Err(generated_support::unexpected_response(response)),
            }
        }
        pub(crate) async fn ping_queue<'a>(
            &'a self,
        ) -> Result<ResponseValue<types::ServerGreeting>, crate::Error> {
            let url = format!("{}/pingQueue", self.baseurl,);
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
                operation_id: "ping_queue",
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
    ("live", "https://api.pazemo.com"),
    ("sandbox", "https://api.stg.pazemo.com"),
];
/// The operations of the API as the runtime knows them.
pub(crate) mod operations {
    use crate::Operation;
    /// `GET /users/me`.
    pub(crate) const GET_CURRENT_USER: Operation = Operation {
        id: "getCurrentUser",
        method: "GET",
        path: "/users/me",
        tag: "users",
        retry: crate::Retry::Safe,
        kind: crate::OperationKind::Read,
        successes: &[200u16],
        api: &super::API,
        authenticated: true,
    };
    /// `GET /users/{userId}`.
    pub(crate) const GET_USER: Operation = Operation {
        id: "getUser",
        method: "GET",
        path: "/users/{userId}",
        tag: "users",
        retry: crate::Retry::Safe,
        kind: crate::OperationKind::Read,
        successes: &[200u16],
        api: &super::API,
        authenticated: true,
    };
    /// `POST /users/{userId}/accounts`.
    pub(crate) const CREATE_ACCOUNT: Operation = Operation {
        id: "createAccount",
        method: "POST",
        path: "/users/{userId}/accounts",
        tag: "accounts",
        retry: crate::Retry::Never,
        kind: crate::OperationKind::Create,
        successes: &[200u16],
        api: &super::API,
        authenticated: true,
    };
    /// `GET /users/{userId}/accounts`.
    pub(crate) const LIST_ACCOUNTS: Operation = Operation {
        id: "listAccounts",
        method: "GET",
        path: "/users/{userId}/accounts",
        tag: "accounts",
        retry: crate::Retry::Safe,
        kind: crate::OperationKind::Read,
        successes: &[200u16],
        api: &super::API,
        authenticated: true,
    };
    /// `GET /users/{userId}/accounts/{id}`.
    pub(crate) const GET_ACCOUNT: Operation = Operation {
        id: "getAccount",
        method: "GET",
        path: "/users/{userId}/accounts/{id}",
        tag: "accounts",
        retry: crate::Retry::Safe,
        kind: crate::OperationKind::Read,
        successes: &[200u16],
        api: &super::API,
        authenticated: true,
    };
    /// `POST /beneficiaries`.
    pub(crate) const CREATE_BENEFICIARY: Operation = Operation {
        id: "createBeneficiary",
        method: "POST",
        path: "/beneficiaries",
        tag: "beneficiaries",
        retry: crate::Retry::Never,
        kind: crate::OperationKind::Create,
        successes: &[200u16],
        api: &super::API,
        authenticated: true,
    };
    /// `POST /accounts/{accountId}/withdraw`.
    pub(crate) const CREATE_WITHDRAW: Operation = Operation {
        id: "createWithdraw",
        method: "POST",
        path: "/accounts/{accountId}/withdraw",
        tag: "withdraws",
        retry: crate::Retry::Never,
        kind: crate::OperationKind::Create,
        successes: &[200u16],
        api: &super::API,
        authenticated: true,
    };
    /// `POST /accounts/{accountId}/withdraw/{id}/confirm`.
    pub(crate) const CONFIRM_WITHDRAW: Operation = Operation {
        id: "confirmWithdraw",
        method: "POST",
        path: "/accounts/{accountId}/withdraw/{id}/confirm",
        tag: "withdraws",
        retry: crate::Retry::Never,
        kind: crate::OperationKind::Authorize,
        successes: &[200u16],
        api: &super::API,
        authenticated: true,
    };
    /// `POST /accounts/{accountId}/withdraw/{id}/cancel`.
    pub(crate) const CANCEL_WITHDRAW: Operation = Operation {
        id: "cancelWithdraw",
        method: "POST",
        path: "/accounts/{accountId}/withdraw/{id}/cancel",
        tag: "withdraws",
        retry: crate::Retry::Never,
        kind: crate::OperationKind::Authorize,
        successes: &[200u16],
        api: &super::API,
        authenticated: true,
    };
    /// `GET /check`.
    pub(crate) const CHECK: Operation = Operation {
        id: "check",
        method: "GET",
        path: "/check",
        tag: "pings",
        retry: crate::Retry::Safe,
        kind: crate::OperationKind::Read,
        successes: &[200u16],
        api: &super::API,
        authenticated: true,
    };
    /// `GET /ping`.
    pub(crate) const PING: Operation = Operation {
        id: "ping",
        method: "GET",
        path: "/ping",
        tag: "pings",
        retry: crate::Retry::Safe,
        kind: crate::OperationKind::Read,
        successes: &[200u16],
        api: &super::API,
        authenticated: true,
    };
    /// `GET /pingQueue`.
    pub(crate) const PING_QUEUE: Operation = Operation {
        id: "pingQueue",
        method: "GET",
        path: "/pingQueue",
        tag: "pings",
        retry: crate::Retry::Safe,
        kind: crate::OperationKind::Read,
        successes: &[200u16],
        api: &super::API,
        authenticated: true,
    };
    /// All of them, in the order of the document.
    pub(crate) const ALL: &[Operation] = &[
        GET_CURRENT_USER,
        GET_USER,
        CREATE_ACCOUNT,
        LIST_ACCOUNTS,
        GET_ACCOUNT,
        CREATE_BENEFICIARY,
        CREATE_WITHDRAW,
        CONFIRM_WITHDRAW,
        CANCEL_WITHDRAW,
        CHECK,
        PING,
        PING_QUEUE,
    ];
    /// What stands for calls that the document does not describe.
    pub(crate) static RAW: [Operation; 3] = crate::raw::operations(&super::API);
}
/// The body of an error answer, if it has one of the documented forms.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorBody {
    /// [`types::ValidationError`]
    Validation(types::ValidationError),
    /// [`types::AuthenticationError`]
    Authentication(types::AuthenticationError),
    /// [`types::SystemError`]
    System(types::SystemError),
}
impl ErrorBody {
    /// The first documented form that the bytes have.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        if let Ok(body) = serde_json::from_slice(bytes) {
            return Some(Self::Validation(body));
        }
        if let Ok(body) = serde_json::from_slice(bytes) {
            return Some(Self::Authentication(body));
        }
        if let Ok(body) = serde_json::from_slice(bytes) {
            return Some(Self::System(body));
        }
        None
    }
}
/// The API as the runtime knows it.
pub(crate) static API: crate::api::Api = crate::api::Api {
    provider: "pazemo",
    attempts: verdict_tables::ATTEMPTS,
    repeats: verdict_tables::REPEATS,
    statuses: &[
        200u16, 400u16, 401u16, 402u16, 403u16, 404u16, 409u16, 410u16, 429u16, 500u16,
        503u16,
    ],
    status_meaning: crate::status_meaning,
    read_error: |bytes| Some(Box::new(ErrorBody::read(bytes)?)),
};
/// The names of all documented fields, sorted: the only ones an error may show.
pub(crate) const FIELD_NAMES: &[&str] = &[
    "Content-Type",
    "accountId",
    "address",
    "addressName",
    "amount",
    "arguments",
    "authorizationCode",
    "balance",
    "bankId",
    "beneficiaryId",
    "code",
    "configs",
    "createdTime",
    "currencyId",
    "date",
    "email",
    "error",
    "error_description",
    "errors",
    "exception",
    "feeAmount",
    "greeting",
    "headers",
    "id",
    "label",
    "locked",
    "message",
    "mobile",
    "name",
    "network",
    "notes",
    "number",
    "partnerId",
    "path",
    "prefix",
    "reference",
    "referenceData",
    "roles",
    "status",
    "timestamp",
    "transactionId",
    "type",
    "updatedTime",
    "url",
    "userId",
];
/// How bodies of each operation pass through the types of this crate.
#[cfg(feature = "contract")]
pub(crate) const EXCHANGES: &[crate::contract::ExchangeTypes] = &[
    crate::contract::ExchangeTypes::new(
        "getCurrentUser",
        None,
        &[
            (200u16, &[crate::contract::round_trip::<types::CurrentUser>]),
            (400u16, &[crate::contract::round_trip::<types::ValidationError>]),
            (401u16, &[crate::contract::round_trip::<types::AuthenticationError>]),
            (
                402u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                403u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                404u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                409u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                410u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                429u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (500u16, &[crate::contract::round_trip::<types::SystemError>]),
            (
                503u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
        ],
    ),
    crate::contract::ExchangeTypes::new(
        "getUser",
        None,
        &[
            (200u16, &[crate::contract::round_trip::<types::User>]),
            (400u16, &[crate::contract::round_trip::<types::ValidationError>]),
            (401u16, &[crate::contract::round_trip::<types::AuthenticationError>]),
            (
                402u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                403u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                404u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                409u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                410u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                429u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (500u16, &[crate::contract::round_trip::<types::SystemError>]),
            (
                503u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
        ],
    ),
    crate::contract::ExchangeTypes::new(
        "createAccount",
        Some(crate::contract::round_trip::<types::NewAccount>),
        &[
            (200u16, &[crate::contract::round_trip::<types::CreatedAccount>]),
            (400u16, &[crate::contract::round_trip::<types::ValidationError>]),
            (401u16, &[crate::contract::round_trip::<types::AuthenticationError>]),
            (
                402u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                403u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                404u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                409u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                410u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                429u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (500u16, &[crate::contract::round_trip::<types::SystemError>]),
            (
                503u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
        ],
    ),
    crate::contract::ExchangeTypes::new(
        "listAccounts",
        None,
        &[
            (200u16, &[crate::contract::round_trip::<::std::vec::Vec<types::Account>>]),
            (400u16, &[crate::contract::round_trip::<types::ValidationError>]),
            (401u16, &[crate::contract::round_trip::<types::AuthenticationError>]),
            (
                402u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                403u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                404u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                409u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                410u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                429u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (500u16, &[crate::contract::round_trip::<types::SystemError>]),
            (
                503u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
        ],
    ),
    crate::contract::ExchangeTypes::new(
        "getAccount",
        None,
        &[
            (200u16, &[crate::contract::round_trip::<types::Account>]),
            (400u16, &[crate::contract::round_trip::<types::ValidationError>]),
            (401u16, &[crate::contract::round_trip::<types::AuthenticationError>]),
            (
                402u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                403u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                404u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                409u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                410u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                429u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (500u16, &[crate::contract::round_trip::<types::SystemError>]),
            (
                503u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
        ],
    ),
    crate::contract::ExchangeTypes::new(
        "createBeneficiary",
        Some(crate::contract::round_trip::<types::NewBeneficiary>),
        &[
            (200u16, &[crate::contract::round_trip::<types::Beneficiary>]),
            (400u16, &[crate::contract::round_trip::<types::ValidationError>]),
            (401u16, &[crate::contract::round_trip::<types::AuthenticationError>]),
            (
                402u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                403u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                404u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                409u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                410u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                429u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (500u16, &[crate::contract::round_trip::<types::SystemError>]),
            (
                503u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
        ],
    ),
    crate::contract::ExchangeTypes::new(
        "createWithdraw",
        Some(crate::contract::round_trip::<types::NewWithdraw>),
        &[
            (200u16, &[crate::contract::round_trip::<types::Withdraw>]),
            (400u16, &[crate::contract::round_trip::<types::ValidationError>]),
            (401u16, &[crate::contract::round_trip::<types::AuthenticationError>]),
            (
                402u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                403u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                404u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                409u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                410u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                429u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (500u16, &[crate::contract::round_trip::<types::SystemError>]),
            (
                503u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
        ],
    ),
    crate::contract::ExchangeTypes::new(
        "confirmWithdraw",
        Some(crate::contract::round_trip::<types::WithdrawAuthorization>),
        &[
            (200u16, &[crate::contract::round_trip::<types::Withdraw>]),
            (400u16, &[crate::contract::round_trip::<types::ValidationError>]),
            (401u16, &[crate::contract::round_trip::<types::AuthenticationError>]),
            (
                402u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                403u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                404u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                409u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                410u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                429u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (500u16, &[crate::contract::round_trip::<types::SystemError>]),
            (
                503u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
        ],
    ),
    crate::contract::ExchangeTypes::new(
        "cancelWithdraw",
        Some(crate::contract::round_trip::<types::WithdrawAuthorization>),
        &[
            (200u16, &[crate::contract::round_trip::<types::Withdraw>]),
            (400u16, &[crate::contract::round_trip::<types::ValidationError>]),
            (401u16, &[crate::contract::round_trip::<types::AuthenticationError>]),
            (
                402u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                403u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                404u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                409u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                410u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                429u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (500u16, &[crate::contract::round_trip::<types::SystemError>]),
            (
                503u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
        ],
    ),
    crate::contract::ExchangeTypes::new(
        "check",
        None,
        &[
            (200u16, &[crate::contract::round_trip::<types::ServerGreeting>]),
            (400u16, &[crate::contract::round_trip::<types::ValidationError>]),
            (401u16, &[crate::contract::round_trip::<types::AuthenticationError>]),
            (
                402u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                403u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                404u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                409u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                410u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                429u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (500u16, &[crate::contract::round_trip::<types::SystemError>]),
            (
                503u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
        ],
    ),
    crate::contract::ExchangeTypes::new(
        "ping",
        None,
        &[
            (200u16, &[crate::contract::round_trip_text]),
            (400u16, &[crate::contract::round_trip::<types::ValidationError>]),
            (401u16, &[crate::contract::round_trip::<types::AuthenticationError>]),
            (
                402u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                403u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                404u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                409u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                410u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                429u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (500u16, &[crate::contract::round_trip::<types::SystemError>]),
            (
                503u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
        ],
    ),
    crate::contract::ExchangeTypes::new(
        "pingQueue",
        None,
        &[
            (200u16, &[crate::contract::round_trip::<types::ServerGreeting>]),
            (400u16, &[crate::contract::round_trip::<types::ValidationError>]),
            (401u16, &[crate::contract::round_trip::<types::AuthenticationError>]),
            (
                402u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                403u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                404u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                409u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                410u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (
                429u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
            (500u16, &[crate::contract::round_trip::<types::SystemError>]),
            (
                503u16,
                &[
                    crate::contract::round_trip::<types::ValidationError>,
                    crate::contract::round_trip::<types::AuthenticationError>,
                    crate::contract::round_trip::<types::SystemError>,
                ],
            ),
        ],
    ),
];
/// The JSON Schema of each type, by the name of its schema in the document.
#[cfg(feature = "schemars")]
pub(crate) const SCHEMAS: &[(&str, fn() -> schemars::Schema)] = &[
    ("Amount", crate::schema::of::<crate::Amount>),
    ("UserId", crate::schema::of::<types::UserId>),
    ("AccountId", crate::schema::of::<types::AccountId>),
    ("WithdrawId", crate::schema::of::<types::WithdrawId>),
    ("BankId", crate::schema::of::<types::BankId>),
    ("PartnerId", crate::schema::of::<types::PartnerId>),
    ("BeneficiaryId", crate::schema::of::<types::BeneficiaryId>),
    ("TransactionId", crate::schema::of::<types::TransactionId>),
    ("Timestamp", crate::schema::of::<crate::Timestamp>),
    ("AuthorizationCode", crate::schema::of::<crate::Secret>),
    ("UserConfigs", crate::schema::of::<crate::JsonObject>),
    ("ReferenceData", crate::schema::of::<crate::JsonObject>),
    ("CurrencyId", crate::schema::of::<types::CurrencyId>),
    ("BeneficiaryStatus", crate::schema::of::<types::BeneficiaryStatus>),
    ("BeneficiaryType", crate::schema::of::<types::BeneficiaryType>),
    ("WithdrawStatus", crate::schema::of::<types::WithdrawStatus>),
    ("WithdrawNetwork", crate::schema::of::<types::WithdrawNetwork>),
    ("CurrentUser", crate::schema::of::<types::CurrentUser>),
    ("User", crate::schema::of::<types::User>),
    ("NewAccount", crate::schema::of::<types::NewAccount>),
    ("CreatedAccount", crate::schema::of::<types::CreatedAccount>),
    ("Account", crate::schema::of::<types::Account>),
    ("NewBeneficiary", crate::schema::of::<types::NewBeneficiary>),
    ("Beneficiary", crate::schema::of::<types::Beneficiary>),
    ("NewWithdraw", crate::schema::of::<types::NewWithdraw>),
    ("Withdraw", crate::schema::of::<types::Withdraw>),
    ("WithdrawAuthorization", crate::schema::of::<types::WithdrawAuthorization>),
    ("ServerGreeting", crate::schema::of::<types::ServerGreeting>),
    ("ServerGreetingHeaders", crate::schema::of::<types::ServerGreetingHeaders>),
    ("ValidationError", crate::schema::of::<types::ValidationError>),
    ("ValidationErrorEntry", crate::schema::of::<types::ValidationErrorEntry>),
    ("AuthenticationError", crate::schema::of::<types::AuthenticationError>),
    ("SystemError", crate::schema::of::<types::SystemError>),
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
            id: "authorized-differs",
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
            statuses: &[
                (400u16, 400u16),
                (401u16, 401u16),
                (403u16, 403u16),
                (429u16, 429u16),
            ],
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
            id: "authorized-failed",
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
            id: "authorized-gone",
            outcome: Outcome::Status,
            operations: &[OperationKind::Authorize],
            statuses: &[(410u16, 410u16)],
            delivery: Some(Delivery::Unknown),
            basis: Basis::Assumption,
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
            statuses: &[(500u16, 500u16), (503u16, 503u16)],
            delivery: Some(Delivery::Unknown),
            basis: Basis::Page,
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
/// | The attempt ended on our side, before anything was sent. The builder, an identifier, the token or code provider, an observer, the limiter or the deadline stopped it. | all |  | [not sent](crate::Delivery::NotSent) | [wire](crate::Basis::Wire) |
/// | No connection was made, be it for the name, TCP, the TLS handshake or the CONNECT of a proxy. | all |  | [not sent](crate::Delivery::NotSent) | [wire](crate::Basis::Wire) |
/// | A time limit passed before the first byte of the request was asked for. | all |  | [not sent](crate::Delivery::NotSent) | [wire](crate::Basis::Wire) |
/// | The server said by HTTP/2 that it did not process this request (REFUSED\_STREAM, or a GOAWAY below it). | all |  | [not sent](crate::Delivery::NotSent) | [http](crate::Basis::Http) |
/// | The server wants a certificate of the client. It said so by a TLS alert, before any byte of an answer. | all |  | [not sent](crate::Delivery::NotSent) | [http](crate::Basis::Http) |
/// | The request was under way, and a timeout, a reset or the end of the stream came before a status. | all |  | [unknown](crate::Delivery::Unknown) | [wire](crate::Basis::Wire) |
/// | The caller dropped the call while the request was under way. No error is returned to anybody; an event says it. | all |  | [unknown](crate::Delivery::Unknown) | [wire](crate::Basis::Wire) |
/// | The documented success in JSON, but cut off, too large, too slow or undecodable. | all |  | [done](crate::Delivery::Done) | [page](crate::Basis::Page) |
/// | The documented success, but its id, account, amount or beneficiary is not what was sent. The error names the fields. | read, create |  | [done](crate::Delivery::Done) | [page](crate::Basis::Page) |
/// | The documented success, but it speaks of another withdraw than the request. | authorize |  | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | The documented success with HTML, nothing, another media type or an error as its body. | all |  | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | Another 2xx than the documented one, with a body that decodes and has our id. It is taken for success, and noted. | all |  | success, no error | [assumption](crate::Basis::Assumption) |
/// | Another 2xx than the documented one, with any other body. | all |  | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | The server turned the request down, for what it says, for who sent it, or for how fast requests come. | all | 400, 401, 403, 429 | [refused](crate::Delivery::Refused) | [page](crate::Basis::Page); [assumption](crate::Basis::Assumption) |
/// | The server found nothing there. This proves nothing about an earlier attempt. | all | 404 | [refused](crate::Delivery::Refused) | [page](crate::Basis::Page); [assumption](crate::Basis::Assumption) |
/// | By the standard, the server did not carry out a request of this form. | all | 405–406, 411, 413–415, 417, 421, 425, 431 | [refused](crate::Delivery::Refused) | [http](crate::Basis::Http) |
/// | The server understood the form and refused the content. | all | 422 | [refused](crate::Delivery::Refused) | [assumption](crate::Basis::Assumption) |
/// | The server understood the request and did not carry it out. | read, create | 402 | [refused](crate::Delivery::Refused) | [assumption](crate::Basis::Assumption) |
/// | It failed, perhaps in the bank network, after the order to pay was taken. | authorize | 402 | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | It collides with something. After an attempt whose end is unknown, this is evidence that the id is taken. | all | 409 | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | What the request speaks of was taken away. | read, create | 410 | [refused](crate::Delivery::Refused) | [assumption](crate::Basis::Assumption) |
/// | The withdraw is over, perhaps because it was paid. | authorize | 410 | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
/// | The server failed or is under maintenance, and may have got some way with the request. | all | 500, 503 | [unknown](crate::Delivery::Unknown) | [page](crate::Basis::Page); [assumption](crate::Basis::Assumption) |
/// | Any other status, such as a redirect, 408, 499, 502 or 504. | all | 100–999 | [unknown](crate::Delivery::Unknown) | [assumption](crate::Basis::Assumption) |
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
/// The operations of the API by resource: what the accessors of a blocking client return.
#[cfg(feature = "blocking")]
pub mod blocking_resources {
    use super::types;
    /// The resources of the API.
    impl crate::blocking::Client {
        /// Accounts of a user, each in one currency.
        pub fn accounts(&self) -> Accounts<'_> {
            Accounts(self.as_async().accounts())
        }
        /// Receivers of withdraws, each with a bank and an address. The page's headings call them recipients.
        pub fn beneficiaries(&self) -> Beneficiaries<'_> {
            Beneficiaries(self.as_async().beneficiaries())
        }
        /// Calls that only show whether the server answers.
        pub fn pings(&self) -> Pings<'_> {
            Pings(self.as_async().pings())
        }
        /// The user a token belongs to, and users by identifier.
        pub fn users(&self) -> Users<'_> {
            Users(self.as_async().users())
        }
        /// Payments from an account to a receiver, created first and then confirmed or cancelled.
        pub fn withdraws(&self) -> Withdraws<'_> {
            Withdraws(self.as_async().withdraws())
        }
    }
    /// Accounts of a user, each in one currency.
    #[derive(Clone, Copy, Debug)]
    pub struct Accounts<'c>(super::resources::Accounts<'c>);
    impl Accounts<'_> {
        /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
        #[must_use]
        pub fn with(self, options: crate::CallOptions) -> Self {
            Self(self.0.with(options))
        }
        /// Create an account: `POST /users/{userId}/accounts`.
        ///
        /// Opens an account in one currency for a user. The page names five currencies: IDR, USD, SGD, MYR and EUR.
        ///
        /// * `user_id`: Identifier of the user who will own the account.
        ///
        /// Changes something at the server, and the API offers no way to repeat it safely (retry class `never`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503. Inside an async runtime it is [`ErrorKind::AsyncContext`](crate::ErrorKind::AsyncContext).
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, blocking::Client};
        /// # use pazemo::Error;
        /// # fn example(client: &Client, user_id: &types::UserId, body: &types::NewAccount) -> Result<(), Error> {
        /// let answer = client.accounts().create(user_id, body)?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub fn create(
            self,
            user_id: &types::UserId,
            body: &types::NewAccount,
        ) -> Result<types::CreatedAccount, crate::Error> {
            crate::blocking::wait(
                &super::operations::CREATE_ACCOUNT,
                self.0.create(user_id, body),
            )
        }
        /// List accounts: `GET /users/{userId}/accounts`.
        ///
        /// Answers with every account of a user in one array. The page describes no paging, order or filter.
        ///
        /// * `user_id`: Identifier of the user who owns the accounts.
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503. Inside an async runtime it is [`ErrorKind::AsyncContext`](crate::ErrorKind::AsyncContext).
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, blocking::Client};
        /// # use pazemo::Error;
        /// # fn example(client: &Client, user_id: &types::UserId) -> Result<(), Error> {
        /// let answer = client.accounts().list(user_id)?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub fn list(
            self,
            user_id: &types::UserId,
        ) -> Result<::std::vec::Vec<types::Account>, crate::Error> {
            crate::blocking::wait(
                &super::operations::LIST_ACCOUNTS,
                self.0.list(user_id),
            )
        }
        /// Get an account: `GET /users/{userId}/accounts/{id}`.
        ///
        /// Answers with one account of a user, its balance included.
        ///
        /// * `user_id`: Identifier of the user who owns the account.
        /// * `id`: Identifier of the account.
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503. Inside an async runtime it is [`ErrorKind::AsyncContext`](crate::ErrorKind::AsyncContext).
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, blocking::Client};
        /// # use pazemo::Error;
        /// # fn example(client: &Client, user_id: &types::UserId, id: &types::AccountId) -> Result<(), Error> {
        /// let answer = client.accounts().get(user_id, id)?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub fn get(
            self,
            user_id: &types::UserId,
            id: &types::AccountId,
        ) -> Result<types::Account, crate::Error> {
            crate::blocking::wait(
                &super::operations::GET_ACCOUNT,
                self.0.get(user_id, id),
            )
        }
    }
    /// Receivers of withdraws, each with a bank and an address. The page's headings call them recipients.
    #[derive(Clone, Copy, Debug)]
    pub struct Beneficiaries<'c>(super::resources::Beneficiaries<'c>);
    impl Beneficiaries<'_> {
        /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
        #[must_use]
        pub fn with(self, options: crate::CallOptions) -> Self {
            Self(self.0.with(options))
        }
        /// Create a beneficiary: `POST /beneficiaries`.
        ///
        /// Stores a receiver of withdraws. The code sample of the page sends no token here; this document takes that for an omission.
        ///
        ///
        /// Changes something at the server, and the API offers no way to repeat it safely (retry class `never`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503. Inside an async runtime it is [`ErrorKind::AsyncContext`](crate::ErrorKind::AsyncContext).
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, blocking::Client};
        /// # use pazemo::Error;
        /// # fn example(client: &Client, body: &types::NewBeneficiary) -> Result<(), Error> {
        /// let answer = client.beneficiaries().create(body)?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub fn create(
            self,
            body: &types::NewBeneficiary,
        ) -> Result<types::Beneficiary, crate::Error> {
            crate::blocking::wait(
                &super::operations::CREATE_BENEFICIARY,
                self.0.create(body),
            )
        }
    }
    /// Calls that only show whether the server answers.
    #[derive(Clone, Copy, Debug)]
    pub struct Pings<'c>(super::resources::Pings<'c>);
    impl Pings<'_> {
        /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
        #[must_use]
        pub fn with(self, options: crate::CallOptions) -> Self {
            Self(self.0.with(options))
        }
        /// Check the server: `GET /check`.
        ///
        /// Answers with a greeting, a date, a URL and headers. The page does not explain them.
        ///
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503. Inside an async runtime it is [`ErrorKind::AsyncContext`](crate::ErrorKind::AsyncContext).
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, blocking::Client};
        /// # use pazemo::Error;
        /// # fn example(client: &Client) -> Result<(), Error> {
        /// let answer = client.pings().check()?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub fn check(self) -> Result<types::ServerGreeting, crate::Error> {
            crate::blocking::wait(&super::operations::CHECK, self.0.check())
        }
        /// Ping the server: `GET /ping`.
        ///
        /// Answers with a short text. According to the page the answer tells the version of the server, but its form is not described.
        ///
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503. Inside an async runtime it is [`ErrorKind::AsyncContext`](crate::ErrorKind::AsyncContext).
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, blocking::Client};
        /// # use pazemo::Error;
        /// # fn example(client: &Client) -> Result<(), Error> {
        /// let answer = client.pings().ping()?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub fn ping(self) -> Result<String, crate::Error> {
            crate::blocking::wait(&super::operations::PING, self.0.ping())
        }
        /// Ping the queue: `GET /pingQueue`.
        ///
        /// Answers in the same form as `GET /check`. The page does not say what the queue is.
        ///
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503. Inside an async runtime it is [`ErrorKind::AsyncContext`](crate::ErrorKind::AsyncContext).
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, blocking::Client};
        /// # use pazemo::Error;
        /// # fn example(client: &Client) -> Result<(), Error> {
        /// let answer = client.pings().ping_queue()?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub fn ping_queue(self) -> Result<types::ServerGreeting, crate::Error> {
            crate::blocking::wait(&super::operations::PING_QUEUE, self.0.ping_queue())
        }
    }
    /// The user a token belongs to, and users by identifier.
    #[derive(Clone, Copy, Debug)]
    pub struct Users<'c>(super::resources::Users<'c>);
    impl Users<'_> {
        /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
        #[must_use]
        pub fn with(self, options: crate::CallOptions) -> Self {
            Self(self.0.with(options))
        }
        /// Get the user of the token: `GET /users/me`.
        ///
        /// Answers with a short profile of the user to whom the token belongs.
        ///
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503. Inside an async runtime it is [`ErrorKind::AsyncContext`](crate::ErrorKind::AsyncContext).
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, blocking::Client};
        /// # use pazemo::Error;
        /// # fn example(client: &Client) -> Result<(), Error> {
        /// let answer = client.users().me()?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub fn me(self) -> Result<types::CurrentUser, crate::Error> {
            crate::blocking::wait(&super::operations::GET_CURRENT_USER, self.0.me())
        }
        /// Get a user: `GET /users/{userId}`.
        ///
        /// Answers with the full profile of one user. The page writes the parameter in three ways: `userid` here, `userId` in other paths and `userID` in tables.
        ///
        /// * `user_id`: Identifier of the user.
        ///
        /// Changes nothing at the server (retry class `safe`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503. Inside an async runtime it is [`ErrorKind::AsyncContext`](crate::ErrorKind::AsyncContext).
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, blocking::Client};
        /// # use pazemo::Error;
        /// # fn example(client: &Client, user_id: &types::UserId) -> Result<(), Error> {
        /// let answer = client.users().get(user_id)?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub fn get(self, user_id: &types::UserId) -> Result<types::User, crate::Error> {
            crate::blocking::wait(&super::operations::GET_USER, self.0.get(user_id))
        }
    }
    /// Payments from an account to a receiver, created first and then confirmed or cancelled.
    #[derive(Clone, Copy, Debug)]
    pub struct Withdraws<'c>(super::resources::Withdraws<'c>);
    impl Withdraws<'_> {
        /// The same operations with options of their own: time limits, bound of the answer, policy of repeats.
        #[must_use]
        pub fn with(self, options: crate::CallOptions) -> Self {
            Self(self.0.with(options))
        }
        /// Create a withdraw: `POST /accounts/{accountId}/withdraw`.
        ///
        /// Asks for a payment from an account to a receiver. The page tells callers to have a suitable account and beneficiary first; a payment to an Indonesian bank takes an IDR account, or money exchanged into IDR. The page offers no way to read a withdraw back.
        ///
        /// * `account_id`: Identifier of the account that pays.
        ///
        /// Changes something at the server, and the API offers no way to repeat it safely (retry class `never`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503. Inside an async runtime it is [`ErrorKind::AsyncContext`](crate::ErrorKind::AsyncContext).
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, blocking::Client};
        /// # use pazemo::Error;
        /// # fn example(client: &Client, account_id: &types::AccountId, body: &types::NewWithdraw) -> Result<(), Error> {
        /// let answer = client.withdraws().create(account_id, body)?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub fn create(
            self,
            account_id: &types::AccountId,
            body: &types::NewWithdraw,
        ) -> Result<types::Withdraw, crate::Error> {
            crate::blocking::wait(
                &super::operations::CREATE_WITHDRAW,
                self.0.create(account_id, body),
            )
        }
        /// Confirm a withdraw: `POST /accounts/{accountId}/withdraw/{id}/confirm`.
        ///
        /// Confirms a withdraw with an authorization code. The page's example still has the status `pending`, so an answer does not mean that the money has arrived.
        ///
        /// * `account_id`: Identifier of the account that pays.
        /// * `id`: Identifier of the withdraw.
        ///
        /// Changes something at the server, and the API offers no way to repeat it safely (retry class `never`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503. Inside an async runtime it is [`ErrorKind::AsyncContext`](crate::ErrorKind::AsyncContext).
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, blocking::Client};
        /// # use pazemo::Error;
        /// # fn example(client: &Client, account_id: &types::AccountId, id: &types::WithdrawId, body: &types::WithdrawAuthorization) -> Result<(), Error> {
        /// let answer = client.withdraws().confirm(account_id, id, body)?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub fn confirm(
            self,
            account_id: &types::AccountId,
            id: &types::WithdrawId,
            body: &types::WithdrawAuthorization,
        ) -> Result<types::Withdraw, crate::Error> {
            crate::blocking::wait(
                &super::operations::CONFIRM_WITHDRAW,
                self.0.confirm(account_id, id, body),
            )
        }
        /// [`confirm`](Self::confirm) with a code that is asked for when the call is about to be sent, once; see [`CodeProvider`](crate::CodeProvider).
        ///
        /// # Errors
        ///
        /// As the method with a given code, and [`ErrorKind::Provider`](crate::ErrorKind::Provider) if no code can be had. Inside an async runtime it is [`ErrorKind::AsyncContext`](crate::ErrorKind::AsyncContext).
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, blocking::Client};
        /// # use pazemo::Error;
        /// # fn example(client: &Client, account_id: &types::AccountId, id: &types::WithdrawId, codes: &impl pazemo::CodeProvider) -> Result<(), Error> {
        /// let answer = client.withdraws().confirm_with_code(account_id, id, codes)?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub fn confirm_with_code(
            self,
            account_id: &types::AccountId,
            id: &types::WithdrawId,
            codes: &impl crate::CodeProvider,
        ) -> Result<types::Withdraw, crate::Error> {
            crate::blocking::wait(
                &super::operations::CONFIRM_WITHDRAW,
                self.0.confirm_with_code(account_id, id, codes),
            )
        }
        /// Cancel a withdraw: `POST /accounts/{accountId}/withdraw/{id}/cancel`.
        ///
        /// Cancels a withdraw with an authorization code. The page's example still has the status `pending`, and the page does not say until when a withdraw can be cancelled.
        ///
        /// * `account_id`: Identifier of the account that pays.
        /// * `id`: Identifier of the withdraw.
        ///
        /// Changes something at the server, and the API offers no way to repeat it safely (retry class `never`).
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error): whatever kept the answer from arriving or being what the document describes; [`Error::delivery`](crate::Error::delivery) says what the call may have done. Documented statuses: 200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503. Inside an async runtime it is [`ErrorKind::AsyncContext`](crate::ErrorKind::AsyncContext).
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, blocking::Client};
        /// # use pazemo::Error;
        /// # fn example(client: &Client, account_id: &types::AccountId, id: &types::WithdrawId, body: &types::WithdrawAuthorization) -> Result<(), Error> {
        /// let answer = client.withdraws().cancel(account_id, id, body)?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub fn cancel(
            self,
            account_id: &types::AccountId,
            id: &types::WithdrawId,
            body: &types::WithdrawAuthorization,
        ) -> Result<types::Withdraw, crate::Error> {
            crate::blocking::wait(
                &super::operations::CANCEL_WITHDRAW,
                self.0.cancel(account_id, id, body),
            )
        }
        /// [`cancel`](Self::cancel) with a code that is asked for when the call is about to be sent, once; see [`CodeProvider`](crate::CodeProvider).
        ///
        /// # Errors
        ///
        /// As the method with a given code, and [`ErrorKind::Provider`](crate::ErrorKind::Provider) if no code can be had. Inside an async runtime it is [`ErrorKind::AsyncContext`](crate::ErrorKind::AsyncContext).
        ///
        /// # Example
        ///
        /// ```
        /// # use pazemo::{types, blocking::Client};
        /// # use pazemo::Error;
        /// # fn example(client: &Client, account_id: &types::AccountId, id: &types::WithdrawId, codes: &impl pazemo::CodeProvider) -> Result<(), Error> {
        /// let answer = client.withdraws().cancel_with_code(account_id, id, codes)?;
        /// # let _ = answer;
        /// # Ok(())
        /// # }
        /// ```
        pub fn cancel_with_code(
            self,
            account_id: &types::AccountId,
            id: &types::WithdrawId,
            codes: &impl crate::CodeProvider,
        ) -> Result<types::Withdraw, crate::Error> {
            crate::blocking::wait(
                &super::operations::CANCEL_WITHDRAW,
                self.0.cancel_with_code(account_id, id, codes),
            )
        }
    }
}
/// Scripts and examples for tests of users' code.
#[cfg(feature = "testing")]
pub(crate) mod testing {
    use super::{operations, types};
    #[allow(unused_imports)]
    use crate::testing::{Extent, Script, Server, Success, taken_over};
    /// The scripts of the API's operations.
    impl Server {
        /// Begins a script for `getCurrentUser`: `GET /users/me`.
        pub fn on_get_current_user(&self) -> Script<'_, types::CurrentUser> {
            let success = Success {
                status: 200u16,
                content_type: "application/json",
                example: Some(
                    "{\"id\":\"string\",\"email\":\"string\",\"name\":\"string\"}",
                ),
                encode: Success::json,
                take_over: None,
            };
            Script::new(self, &operations::GET_CURRENT_USER, success)
        }
        /// Begins a script for `getUser`: `GET /users/{userId}`.
        pub fn on_get_user(&self) -> Script<'_, types::User> {
            let success = Success {
                status: 200u16,
                content_type: "application/json",
                example: Some(
                    "{\"id\":\"string\",\"createdTime\":\"1970-01-01T00:00:00.000Z\",\"updatedTime\":\"1970-01-01T00:00:00.000Z\",\"status\":\"string\",\"email\":\"user@example.com\",\"mobile\":\"string\",\"name\":\"string\",\"partnerId\":\"string\",\"roles\":[\"string\"],\"configs\":{}}",
                ),
                encode: Success::json,
                take_over: None,
            };
            Script::new(self, &operations::GET_USER, success)
        }
        /// Begins a script for `createAccount`: `POST /users/{userId}/accounts`.
        pub fn on_create_account(&self) -> Script<'_, types::CreatedAccount> {
            let success = Success {
                status: 200u16,
                content_type: "application/json",
                example: Some(
                    "{\"id\":\"string\",\"createdTime\":\"2019-08-24T14:15:22Z\",\"updatedTime\":\"2019-08-24T14:15:22Z\",\"currencyId\":\"string\",\"number\":\"string\"}",
                ),
                encode: Success::json,
                take_over: None,
            };
            Script::new(self, &operations::CREATE_ACCOUNT, success)
        }
        /// Begins a script for `listAccounts`: `GET /users/{userId}/accounts`.
        pub fn on_list_accounts(&self) -> Script<'_, [types::Account]> {
            let success = Success {
                status: 200u16,
                content_type: "application/json",
                example: Some(
                    "[{\"id\":\"string\",\"createdTime\":\"2021-06-11T03:56:25.871Z\",\"updatedTime\":\"2021-06-11T03:56:25.871Z\",\"userId\":\"string\",\"currencyId\":\"USD\",\"number\":\"112456475114\",\"balance\":0,\"locked\":0},{\"id\":\"string\",\"createdTime\":\"2021-06-11T03:56:17.167Z\",\"updatedTime\":\"2021-06-11T03:56:17.168Z\",\"userId\":\"string\",\"currencyId\":\"IDR\",\"number\":\"11286762273\",\"balance\":948775.42,\"locked\":-84311},{\"id\":\"string\",\"createdTime\":\"2021-06-11T03:56:30.137Z\",\"updatedTime\":\"2021-06-11T03:56:30.137Z\",\"userId\":\"string\",\"currencyId\":\"SGD\",\"number\":\"112826187955\",\"balance\":9.1,\"locked\":0}]",
                ),
                encode: Success::json,
                take_over: None,
            };
            Script::new(self, &operations::LIST_ACCOUNTS, success)
        }
        /// Begins a script for `getAccount`: `GET /users/{userId}/accounts/{id}`.
        pub fn on_get_account(&self) -> Script<'_, types::Account> {
            let success = Success {
                status: 200u16,
                content_type: "application/json",
                example: Some(
                    "{\"id\":\"string\",\"createdTime\":\"2021-06-11T03:56:25.871Z\",\"updatedTime\":\"2021-06-11T03:56:25.871Z\",\"userId\":\"string\",\"currencyId\":\"USD\",\"number\":\"112456475114\",\"balance\":0,\"locked\":0}",
                ),
                encode: Success::json,
                take_over: None,
            };
            Script::new(self, &operations::GET_ACCOUNT, success)
        }
        /// Begins a script for `createBeneficiary`: `POST /beneficiaries`.
        pub fn on_create_beneficiary(&self) -> Script<'_, types::Beneficiary> {
            let success = Success {
                status: 200u16,
                content_type: "application/json",
                example: Some(
                    "{\"id\":0,\"accountId\":\"string\",\"bankId\":\"string\",\"address\":\"string\",\"name\":\"string\",\"email\":\"string\",\"label\":\"string\",\"status\":\"pending\",\"type\":\"personal\"}",
                ),
                encode: Success::json,
                take_over: None,
            };
            Script::new(self, &operations::CREATE_BENEFICIARY, success)
        }
        /// Begins a script for `createWithdraw`: `POST /accounts/{accountId}/withdraw`.
        pub fn on_create_withdraw(&self) -> Script<'_, types::Withdraw> {
            let success = Success {
                status: 200u16,
                content_type: "application/json",
                example: Some(
                    "{\"id\":\"string\",\"createdTime\":\"2019-08-24T14:15:22Z\",\"updatedTime\":\"2019-08-24T14:15:22Z\",\"accountId\":\"string\",\"transactionId\":0,\"status\":\"pending\",\"network\":\"flip\",\"address\":\"string\",\"addressName\":\"string\",\"amount\":0,\"feeAmount\":0,\"notes\":\"string\",\"prefix\":\"string\",\"beneficiaryId\":0,\"reference\":\"string\",\"referenceData\":{}}",
                ),
                encode: Success::json,
                take_over: Some(|text, request, extent| {
                    taken_over(
                        text,
                        |answer: &mut types::Withdraw| {
                            if let Some(sent) = request
                                .path_parameter("accountId")
                                .and_then(|id| id.parse().ok())
                            {
                                answer.account_id = sent;
                            }
                            if let Ok(body) = request.decoded::<types::NewWithdraw>() {
                                if let Some(sent) = body.id {
                                    answer.id = sent;
                                }
                                if let Some(sent) = body.account_id {
                                    answer.account_id = sent;
                                }
                                if extent == Extent::AmountsToo {
                                    answer.amount = body.amount;
                                }
                                if let Some(sent) = body.beneficiary_id {
                                    answer.beneficiary_id = Some(sent);
                                }
                            }
                        },
                    )
                }),
            };
            Script::new(self, &operations::CREATE_WITHDRAW, success)
        }
        /// Begins a script for `confirmWithdraw`: `POST /accounts/{accountId}/withdraw/{id}/confirm`.
        pub fn on_confirm_withdraw(&self) -> Script<'_, types::Withdraw> {
            let success = Success {
                status: 200u16,
                content_type: "application/json",
                example: Some(
                    "{\"id\":\"string\",\"createdTime\":\"2019-08-24T14:15:22Z\",\"updatedTime\":\"2019-08-24T14:15:22Z\",\"accountId\":\"string\",\"transactionId\":0,\"status\":\"pending\",\"network\":\"flip\",\"address\":\"string\",\"addressName\":\"string\",\"amount\":0,\"feeAmount\":0,\"notes\":\"string\",\"prefix\":\"string\",\"beneficiaryId\":0,\"reference\":\"string\",\"referenceData\":{}}",
                ),
                encode: Success::json,
                take_over: Some(|text, request, extent| {
                    taken_over(
                        text,
                        |answer: &mut types::Withdraw| {
                            if let Some(sent) = request
                                .path_parameter("id")
                                .and_then(|id| id.parse().ok())
                            {
                                answer.id = sent;
                            }
                        },
                    )
                }),
            };
            Script::new(self, &operations::CONFIRM_WITHDRAW, success)
        }
        /// Begins a script for `cancelWithdraw`: `POST /accounts/{accountId}/withdraw/{id}/cancel`.
        pub fn on_cancel_withdraw(&self) -> Script<'_, types::Withdraw> {
            let success = Success {
                status: 200u16,
                content_type: "application/json",
                example: Some(
                    "{\"id\":\"string\",\"createdTime\":\"2019-08-24T14:15:22Z\",\"updatedTime\":\"2019-08-24T14:15:22Z\",\"accountId\":\"string\",\"transactionId\":0,\"status\":\"pending\",\"network\":\"flip\",\"address\":\"string\",\"addressName\":\"string\",\"amount\":0,\"feeAmount\":0,\"notes\":\"string\",\"prefix\":\"string\",\"beneficiaryId\":0,\"reference\":\"string\",\"referenceData\":{}}",
                ),
                encode: Success::json,
                take_over: Some(|text, request, extent| {
                    taken_over(
                        text,
                        |answer: &mut types::Withdraw| {
                            if let Some(sent) = request
                                .path_parameter("id")
                                .and_then(|id| id.parse().ok())
                            {
                                answer.id = sent;
                            }
                        },
                    )
                }),
            };
            Script::new(self, &operations::CANCEL_WITHDRAW, success)
        }
        /// Begins a script for `check`: `GET /check`.
        pub fn on_check(&self) -> Script<'_, types::ServerGreeting> {
            let success = Success {
                status: 200u16,
                content_type: "application/json",
                example: Some(
                    "{\"greeting\":\"string\",\"date\":\"string\",\"url\":\"string\",\"headers\":{\"Content-Type\":\"string\"}}",
                ),
                encode: Success::json,
                take_over: None,
            };
            Script::new(self, &operations::CHECK, success)
        }
        /// Begins a script for `ping`: `GET /ping`.
        pub fn on_ping(&self) -> Script<'_, str> {
            let success = Success {
                status: 200u16,
                content_type: "text/plain",
                example: Some("Return value of PingController.ping"),
                encode: Success::text,
                take_over: None,
            };
            Script::new(self, &operations::PING, success)
        }
        /// Begins a script for `pingQueue`: `GET /pingQueue`.
        pub fn on_ping_queue(&self) -> Script<'_, types::ServerGreeting> {
            let success = Success {
                status: 200u16,
                content_type: "application/json",
                example: Some(
                    "{\"greeting\":\"string\",\"date\":\"string\",\"url\":\"string\",\"headers\":{\"Content-Type\":\"string\"}}",
                ),
                encode: Success::json,
                take_over: None,
            };
            Script::new(self, &operations::PING_QUEUE, success)
        }
    }
    impl crate::testing::ErrorForm for types::ValidationError {}
    impl crate::testing::sealed::Sealed for types::ValidationError {}
    impl crate::testing::ErrorForm for types::AuthenticationError {}
    impl crate::testing::sealed::Sealed for types::AuthenticationError {}
    impl crate::testing::ErrorForm for types::SystemError {}
    impl crate::testing::sealed::Sealed for types::SystemError {}
    /// The document's examples as values, to be changed where a test cares.
    #[allow(unused_imports)]
    pub mod examples {
        /// What each operation answers on success.
        pub mod answers {
            use crate::generated::types;
            /// The answer of `getCurrentUser`.
            pub fn get_current_user() -> types::CurrentUser {
                serde_json::from_str(
                        "{\"id\":\"string\",\"email\":\"string\",\"name\":\"string\"}",
                    )
                    .expect("an example of the document fits its type")
            }
            /// The answer of `getUser`.
            pub fn get_user() -> types::User {
                serde_json::from_str(
                        "{\"id\":\"string\",\"createdTime\":\"1970-01-01T00:00:00.000Z\",\"updatedTime\":\"1970-01-01T00:00:00.000Z\",\"status\":\"string\",\"email\":\"user@example.com\",\"mobile\":\"string\",\"name\":\"string\",\"partnerId\":\"string\",\"roles\":[\"string\"],\"configs\":{}}",
                    )
                    .expect("an example of the document fits its type")
            }
            /// The answer of `createAccount`.
            pub fn create_account() -> types::CreatedAccount {
                serde_json::from_str(
                        "{\"id\":\"string\",\"createdTime\":\"2019-08-24T14:15:22Z\",\"updatedTime\":\"2019-08-24T14:15:22Z\",\"currencyId\":\"string\",\"number\":\"string\"}",
                    )
                    .expect("an example of the document fits its type")
            }
            /// The answer of `listAccounts`.
            pub fn list_accounts() -> ::std::vec::Vec<types::Account> {
                serde_json::from_str(
                        "[{\"id\":\"string\",\"createdTime\":\"2021-06-11T03:56:25.871Z\",\"updatedTime\":\"2021-06-11T03:56:25.871Z\",\"userId\":\"string\",\"currencyId\":\"USD\",\"number\":\"112456475114\",\"balance\":0,\"locked\":0},{\"id\":\"string\",\"createdTime\":\"2021-06-11T03:56:17.167Z\",\"updatedTime\":\"2021-06-11T03:56:17.168Z\",\"userId\":\"string\",\"currencyId\":\"IDR\",\"number\":\"11286762273\",\"balance\":948775.42,\"locked\":-84311},{\"id\":\"string\",\"createdTime\":\"2021-06-11T03:56:30.137Z\",\"updatedTime\":\"2021-06-11T03:56:30.137Z\",\"userId\":\"string\",\"currencyId\":\"SGD\",\"number\":\"112826187955\",\"balance\":9.1,\"locked\":0}]",
                    )
                    .expect("an example of the document fits its type")
            }
            /// The answer of `getAccount`.
            pub fn get_account() -> types::Account {
                serde_json::from_str(
                        "{\"id\":\"string\",\"createdTime\":\"2021-06-11T03:56:25.871Z\",\"updatedTime\":\"2021-06-11T03:56:25.871Z\",\"userId\":\"string\",\"currencyId\":\"USD\",\"number\":\"112456475114\",\"balance\":0,\"locked\":0}",
                    )
                    .expect("an example of the document fits its type")
            }
            /// The answer of `createBeneficiary`.
            pub fn create_beneficiary() -> types::Beneficiary {
                serde_json::from_str(
                        "{\"id\":0,\"accountId\":\"string\",\"bankId\":\"string\",\"address\":\"string\",\"name\":\"string\",\"email\":\"string\",\"label\":\"string\",\"status\":\"pending\",\"type\":\"personal\"}",
                    )
                    .expect("an example of the document fits its type")
            }
            /// The answer of `createWithdraw`.
            pub fn create_withdraw() -> types::Withdraw {
                serde_json::from_str(
                        "{\"id\":\"string\",\"createdTime\":\"2019-08-24T14:15:22Z\",\"updatedTime\":\"2019-08-24T14:15:22Z\",\"accountId\":\"string\",\"transactionId\":0,\"status\":\"pending\",\"network\":\"flip\",\"address\":\"string\",\"addressName\":\"string\",\"amount\":0,\"feeAmount\":0,\"notes\":\"string\",\"prefix\":\"string\",\"beneficiaryId\":0,\"reference\":\"string\",\"referenceData\":{}}",
                    )
                    .expect("an example of the document fits its type")
            }
            /// The answer of `confirmWithdraw`.
            pub fn confirm_withdraw() -> types::Withdraw {
                serde_json::from_str(
                        "{\"id\":\"string\",\"createdTime\":\"2019-08-24T14:15:22Z\",\"updatedTime\":\"2019-08-24T14:15:22Z\",\"accountId\":\"string\",\"transactionId\":0,\"status\":\"pending\",\"network\":\"flip\",\"address\":\"string\",\"addressName\":\"string\",\"amount\":0,\"feeAmount\":0,\"notes\":\"string\",\"prefix\":\"string\",\"beneficiaryId\":0,\"reference\":\"string\",\"referenceData\":{}}",
                    )
                    .expect("an example of the document fits its type")
            }
            /// The answer of `cancelWithdraw`.
            pub fn cancel_withdraw() -> types::Withdraw {
                serde_json::from_str(
                        "{\"id\":\"string\",\"createdTime\":\"2019-08-24T14:15:22Z\",\"updatedTime\":\"2019-08-24T14:15:22Z\",\"accountId\":\"string\",\"transactionId\":0,\"status\":\"pending\",\"network\":\"flip\",\"address\":\"string\",\"addressName\":\"string\",\"amount\":0,\"feeAmount\":0,\"notes\":\"string\",\"prefix\":\"string\",\"beneficiaryId\":0,\"reference\":\"string\",\"referenceData\":{}}",
                    )
                    .expect("an example of the document fits its type")
            }
            /// The answer of `check`.
            pub fn check() -> types::ServerGreeting {
                serde_json::from_str(
                        "{\"greeting\":\"string\",\"date\":\"string\",\"url\":\"string\",\"headers\":{\"Content-Type\":\"string\"}}",
                    )
                    .expect("an example of the document fits its type")
            }
            /// The answer of `ping`.
            pub fn ping() -> String {
                "Return value of PingController.ping".to_owned()
            }
            /// The answer of `pingQueue`.
            pub fn ping_queue() -> types::ServerGreeting {
                serde_json::from_str(
                        "{\"greeting\":\"string\",\"date\":\"string\",\"url\":\"string\",\"headers\":{\"Content-Type\":\"string\"}}",
                    )
                    .expect("an example of the document fits its type")
            }
        }
        /// What is sent to each operation that takes a body.
        pub mod requests {
            use crate::generated::types;
            /// The body of a request of `createAccount`.
            pub fn create_account() -> types::NewAccount {
                serde_json::from_str("{\"currencyId\":\"string\",\"number\":\"string\"}")
                    .expect("an example of the document fits its type")
            }
            /// The body of a request of `createBeneficiary`.
            pub fn create_beneficiary() -> types::NewBeneficiary {
                serde_json::from_str(
                        "{\"updatedTime\":\"2019-08-24T14:15:22Z\",\"accountId\":\"string\",\"bankId\":\"string\",\"address\":\"string\",\"email\":\"string\",\"label\":\"string\",\"type\":\"personal\"}",
                    )
                    .expect("an example of the document fits its type")
            }
            /// The body of a request of `createWithdraw`.
            pub fn create_withdraw() -> types::NewWithdraw {
                serde_json::from_str(
                        "{\"id\":\"string\",\"updatedTime\":\"2019-08-24T14:15:22Z\",\"accountId\":\"string\",\"address\":\"string\",\"addressName\":\"string\",\"amount\":0,\"notes\":\"string\",\"prefix\":\"string\",\"beneficiaryId\":0,\"reference\":\"string\",\"referenceData\":{}}",
                    )
                    .expect("an example of the document fits its type")
            }
            /// The body of a request of `confirmWithdraw`.
            pub fn confirm_withdraw() -> types::WithdrawAuthorization {
                serde_json::from_str("{\"authorizationCode\":\"string\"}")
                    .expect("an example of the document fits its type")
            }
            /// The body of a request of `cancelWithdraw`.
            pub fn cancel_withdraw() -> types::WithdrawAuthorization {
                serde_json::from_str("{\"authorizationCode\":\"string\"}")
                    .expect("an example of the document fits its type")
            }
        }
        /// The bodies of errors.
        pub mod errors {
            use crate::generated::types;
            /// A [`ValidationError`](types::ValidationError).
            pub fn validation_error() -> types::ValidationError {
                serde_json::from_str(
                        "{\"errors\":[{\"code\":\"error.route.not.supported\",\"message\":\"This route is not supported\",\"arguments\":[\"CNY-EUR\"]}]}",
                    )
                    .expect("an example of the document fits its type")
            }
            /// A [`AuthenticationError`](types::AuthenticationError).
            pub fn authentication_error() -> types::AuthenticationError {
                serde_json::from_str(
                        "{\"error\":\"unauthorized\",\"error_description\":\"Full authentication is required to access this resource\"}",
                    )
                    .expect("an example of the document fits its type")
            }
            /// A [`SystemError`](types::SystemError).
            pub fn system_error() -> types::SystemError {
                serde_json::from_str(
                        "{\"timestamp\":\"2017-02-02T13:07:39.644+0000\",\"status\":500,\"error\":\"Internal Server Error\",\"exception\":\"java.lang.NullPointerException\",\"message\":\"No message available\",\"path\":\"/v1/quotes/0b63b0cb-2041-4bc4-b3fc-1e51a1454a1b/account-requirements\"}",
                    )
                    .expect("an example of the document fits its type")
            }
        }
    }
}
/// Calls by the operation's name.
#[cfg(feature = "dynamic")]
pub(crate) mod dynamic {
    use super::types;
    use crate::dynamic::{Answer, Caller};
    /// The call of the caller's operation; nothing if the document does not have it.
    pub(crate) async fn call(
        caller: &Caller<'_>,
    ) -> Option<Result<Answer, crate::Error>> {
        Some(
            match caller.operation().id() {
                "getCurrentUser" => get_current_user(caller).await,
                "getUser" => get_user(caller).await,
                "createAccount" => create_account(caller).await,
                "listAccounts" => list_accounts(caller).await,
                "getAccount" => get_account(caller).await,
                "createBeneficiary" => create_beneficiary(caller).await,
                "createWithdraw" => create_withdraw(caller).await,
                "confirmWithdraw" => confirm_withdraw(caller).await,
                "cancelWithdraw" => cancel_withdraw(caller).await,
                "check" => check(caller).await,
                "ping" => ping(caller).await,
                "pingQueue" => ping_queue(caller).await,
                _ => return None,
            },
        )
    }
    async fn get_current_user(caller: &Caller<'_>) -> Result<Answer, crate::Error> {
        caller.expect(&[], false)?;
        let call = caller.begin(&super::operations::GET_CURRENT_USER);
        let answer = call.get_current_user().await;
        call.conclude_as_it_came(answer, |mismatches, answer| {})
    }
    async fn get_user(caller: &Caller<'_>) -> Result<Answer, crate::Error> {
        caller.expect(&["userId"], false)?;
        let user_id = &caller.argument::<types::UserId>("userId")?;
        let call = caller.begin(&super::operations::GET_USER);
        call.check_path_argument("userId", user_id.as_str(), &["me"]);
        let answer = call.get_user(user_id).await;
        call.conclude_as_it_came(answer, |mismatches, answer| {})
    }
    async fn create_account(caller: &Caller<'_>) -> Result<Answer, crate::Error> {
        caller.expect(&["userId"], true)?;
        let user_id = &caller.argument::<types::UserId>("userId")?;
        let body = &caller.body::<types::NewAccount>()?;
        let call = caller.begin(&super::operations::CREATE_ACCOUNT);
        call.check_path_argument("userId", user_id.as_str(), &[]);
        let answer = call.create_account(user_id, body).await;
        call.conclude_as_it_came(answer, |mismatches, answer| {})
    }
    async fn list_accounts(caller: &Caller<'_>) -> Result<Answer, crate::Error> {
        caller.expect(&["userId"], false)?;
        let user_id = &caller.argument::<types::UserId>("userId")?;
        let call = caller.begin(&super::operations::LIST_ACCOUNTS);
        call.check_path_argument("userId", user_id.as_str(), &[]);
        let answer = call.list_accounts(user_id).await;
        call.conclude_as_it_came(answer, |mismatches, answer| {})
    }
    async fn get_account(caller: &Caller<'_>) -> Result<Answer, crate::Error> {
        caller.expect(&["userId", "id"], false)?;
        let user_id = &caller.argument::<types::UserId>("userId")?;
        let id = &caller.argument::<types::AccountId>("id")?;
        let call = caller.begin(&super::operations::GET_ACCOUNT);
        call.check_path_argument("userId", user_id.as_str(), &[]);
        call.check_path_argument("id", id.as_str(), &[]);
        let answer = call.get_account(user_id, id).await;
        call.conclude_as_it_came(answer, |mismatches, answer| {})
    }
    async fn create_beneficiary(caller: &Caller<'_>) -> Result<Answer, crate::Error> {
        caller.expect(&[], true)?;
        let body = &caller.body::<types::NewBeneficiary>()?;
        caller.check("accountId", body.account_id.as_ref().map(|id| id.as_str()))?;
        caller.check("bankId", Some(&body.bank_id).map(|id| id.as_str()))?;
        let call = caller.begin(&super::operations::CREATE_BENEFICIARY);
        let answer = call.create_beneficiary(body).await;
        call.conclude_as_it_came(answer, |mismatches, answer| {})
    }
    async fn create_withdraw(caller: &Caller<'_>) -> Result<Answer, crate::Error> {
        caller.expect(&["accountId"], true)?;
        let account_id = &caller.argument::<types::AccountId>("accountId")?;
        let body = &caller.body::<types::NewWithdraw>()?;
        caller.check("id", body.id.as_ref().map(|id| id.as_str()))?;
        caller.check("accountId", body.account_id.as_ref().map(|id| id.as_str()))?;
        caller
            .check("beneficiaryId", body.beneficiary_id.as_ref().map(|id| id.as_str()))?;
        let identified;
        let body = if body.id.is_some() {
            body
        } else {
            let mut own = body.clone();
            own.id = crate::runtime::generated_support::new_client_id();
            identified = own;
            &identified
        };
        let call = caller.begin(&super::operations::CREATE_WITHDRAW);
        let call = call.about(body.id.as_ref());
        call.check_path_argument("accountId", account_id.as_str(), &[]);
        let answer = call.create_withdraw(account_id, body).await;
        call.conclude_as_it_came(
            answer,
            |mismatches, answer| {
                mismatches.subject("id", body.id.as_ref(), Some(&answer.id));
                mismatches
                    .identifier(
                        "accountId",
                        Some(account_id).map(|id| id.as_str()),
                        Some(&answer.account_id).map(|id| id.as_str()),
                    );
                mismatches
                    .identifier(
                        "accountId",
                        body.account_id.as_ref().map(|id| id.as_str()),
                        Some(&answer.account_id).map(|id| id.as_str()),
                    );
                mismatches.amount("amount", Some(&body.amount), Some(&answer.amount));
                mismatches
                    .identifier(
                        "beneficiaryId",
                        body.beneficiary_id.as_ref().map(|id| id.as_str()),
                        answer.beneficiary_id.as_ref().map(|id| id.as_str()),
                    );
            },
        )
    }
    async fn confirm_withdraw(caller: &Caller<'_>) -> Result<Answer, crate::Error> {
        caller.expect(&["accountId", "id"], true)?;
        let account_id = &caller.argument::<types::AccountId>("accountId")?;
        let id = &caller.argument::<types::WithdrawId>("id")?;
        let body = &caller.body::<types::WithdrawAuthorization>()?;
        let call = caller.begin(&super::operations::CONFIRM_WITHDRAW);
        let call = call.about(Some(id));
        call.check_path_argument("accountId", account_id.as_str(), &[]);
        call.check_path_argument("id", id.as_str(), &[]);
        let answer = call.confirm_withdraw(account_id, id, body).await;
        call.conclude_as_it_came(
            answer,
            |mismatches, answer| {
                mismatches.subject("id", Some(id), Some(&answer.id));
            },
        )
    }
    async fn cancel_withdraw(caller: &Caller<'_>) -> Result<Answer, crate::Error> {
        caller.expect(&["accountId", "id"], true)?;
        let account_id = &caller.argument::<types::AccountId>("accountId")?;
        let id = &caller.argument::<types::WithdrawId>("id")?;
        let body = &caller.body::<types::WithdrawAuthorization>()?;
        let call = caller.begin(&super::operations::CANCEL_WITHDRAW);
        let call = call.about(Some(id));
        call.check_path_argument("accountId", account_id.as_str(), &[]);
        call.check_path_argument("id", id.as_str(), &[]);
        let answer = call.cancel_withdraw(account_id, id, body).await;
        call.conclude_as_it_came(
            answer,
            |mismatches, answer| {
                mismatches.subject("id", Some(id), Some(&answer.id));
            },
        )
    }
    async fn check(caller: &Caller<'_>) -> Result<Answer, crate::Error> {
        caller.expect(&[], false)?;
        let call = caller.begin(&super::operations::CHECK);
        let answer = call.check().await;
        call.conclude_as_it_came(answer, |mismatches, answer| {})
    }
    async fn ping(caller: &Caller<'_>) -> Result<Answer, crate::Error> {
        caller.expect(&[], false)?;
        let call = caller.begin(&super::operations::PING);
        let answer = call.ping().await;
        call.conclude_as_it_came(answer, |mismatches, answer| {})
    }
    async fn ping_queue(caller: &Caller<'_>) -> Result<Answer, crate::Error> {
        caller.expect(&[], false)?;
        let call = caller.begin(&super::operations::PING_QUEUE);
        let answer = call.ping_queue().await;
        call.conclude_as_it_came(answer, |mismatches, answer| {})
    }
}
