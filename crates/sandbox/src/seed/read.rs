//! Reading seed data from a file.

use std::collections::HashMap;

use pazemo::{
    Secret,
    types::{AccountId, BankId, BeneficiaryId, PartnerId, UserId, WithdrawId},
};

use super::{
    Access, AccountSeed, BeneficiarySeed, InvalidSeed, Seed, SettlementRule, TokenSeed, UserSeed,
    WithdrawSeed,
    strict::{Place, Unique},
    values::{access, address_range, amount, currencies, identifier, outcome, owned, seconds},
};
use crate::control::is_sendable;

/// More is no file that a person wrote, and the tree of it would fill the memory.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// As the document says.
const MOST_TOKENS: usize = 5;

impl Seed {
    /// Reads seed data from the text of a file, YAML or JSON. The name of the file is for messages. What such a file can say is in its JSON
    /// Schema, `seed.schema.json`, and in the guide.
    ///
    /// # Errors
    ///
    /// What is wrong, with line and column, and what would be right: an unknown key, a value of another type, an identifier that stands there
    /// twice, a reference to nothing, negative money, more than five tokens, more than four MiB.
    ///
    /// ```
    /// use pazemo_sandbox::Seed;
    ///
    /// let text = "
    /// users:
    ///   - id: alice
    ///     tokens: [{ value: sandbox-alice-token }]
    ///     accounts: [{ id: savings, currencyId: SGD, money: 9.10 }]
    /// ";
    /// assert!(Seed::read("alice.yaml", text).is_ok());
    ///
    /// let error = Seed::read("alice.yaml", &text.replace("9.10", "-1")).unwrap_err();
    /// assert!(error.to_string().starts_with("alice.yaml:5:55: error [seed]: money is not negative"));
    /// ```
    pub fn read(file: &str, text: &str) -> Result<Self, InvalidSeed> {
        if text.len() > MOST_BYTES {
            return Err(InvalidSeed(format!(
                "{file}:1:1: error [seed]: the file has more than {MOST_BYTES} bytes\n  right would be: fewer accounts"
            )));
        }
        let root = pazemo_openapi::parse(file, text)
            .map_err(|finding| InvalidSeed(finding.to_string()))?;
        let top =
            Place::root(file, &root).object(&["users", "beneficiaries", "rules", "currencies"])?;
        let mut reader = Reader::default();
        // Beneficiaries belong to users, withdraws name beneficiaries: users are read first, what they refer to is looked up last.
        top.required("users")?;
        let users = top.list("users", |place| reader.user(place))?;
        let beneficiaries = top.list("beneficiaries", |place| reader.beneficiary(place))?;
        let rules = top.list("rules", |place| reader.rule(place))?;
        reader.check_references()?;
        Ok(Self {
            users,
            beneficiaries,
            rules,
            currencies: currencies(top.optional("currencies"))?,
        })
    }
}

/// What has been seen so far.
struct Reader<'n> {
    users: Unique<String>,
    /// Whose each account is.
    accounts: HashMap<String, String>,
    /// Whose each beneficiary is.
    beneficiaries: HashMap<String, String>,
    withdraws: Unique<String>,
    tokens: Unique<String>,
    /// The beneficiaries that were spoken of, and by which user; a rule belongs to nobody.
    references: Vec<(String, Option<String>, Place<'n>)>,
}

impl Default for Reader<'_> {
    fn default() -> Self {
        Self {
            users: Unique::new("user"),
            accounts: HashMap::new(),
            beneficiaries: HashMap::new(),
            withdraws: Unique::new("withdraw"),
            tokens: Unique::new("token"),
            references: Vec::new(),
        }
    }
}

impl<'n> Reader<'n> {
    fn user(&mut self, place: Place<'n>) -> Result<UserSeed, InvalidSeed> {
        let user = place.object(&[
            "id",
            "email",
            "name",
            "mobile",
            "status",
            "partnerId",
            "roles",
            "tokens",
            "accounts",
        ])?;
        let id_place = user.required("id")?;
        let id = identifier::<UserId>(&id_place)?;
        self.users.add(id.clone(), &id_place)?;
        let text = |key| user.read(key, owned);
        let tokens = user.list("tokens", |place| self.token(place))?;
        if let (true, Some(place)) = (tokens.len() > MOST_TOKENS, user.optional("tokens")) {
            return Err(place.refuse(
                format!("{} tokens stand here", tokens.len()),
                "up to five a user, as the document says",
            ));
        }
        Ok(UserSeed {
            email: text("email")?.unwrap_or_else(|| "user@example.com".to_owned()),
            name: text("name")?.unwrap_or_else(|| id.clone()),
            mobile: text("mobile")?.unwrap_or_else(|| "string".to_owned()),
            status: text("status")?.unwrap_or_else(|| "string".to_owned()),
            partner_id: user
                .read("partnerId", identifier::<PartnerId>)?
                .unwrap_or_else(|| "string".to_owned()),
            roles: user.list("roles", |place| owned(&place))?,
            tokens,
            accounts: user.list("accounts", |place| self.account(place, &id))?,
            id,
        })
    }

    fn token(&mut self, place: Place<'n>) -> Result<TokenSeed, InvalidSeed> {
        let token = place.object(&["value", "access", "revoked", "addresses"])?;
        let value_place = token.required("value")?;
        let value = value_place.text()?;
        if !is_sendable(value) {
            return Err(value_place.refuse(
                "this cannot be sent as a token",
                "1 to 1024 visible characters of ASCII, without spaces",
            ));
        }
        self.tokens.add(value.to_owned(), &value_place)?;
        Ok(TokenSeed {
            value: Secret::new(value),
            access: token.read("access", access)?.unwrap_or(Access::Full),
            revoked: token.read("revoked", Place::boolean)?.unwrap_or(false),
            addresses: token.list("addresses", |place| address_range(&place))?,
        })
    }

    fn account(&mut self, place: Place<'n>, user: &str) -> Result<AccountSeed, InvalidSeed> {
        let account = place.object(&["id", "currencyId", "number", "money", "withdraws"])?;
        let id_place = account.required("id")?;
        let id = identifier::<AccountId>(&id_place)?;
        if self.accounts.insert(id.clone(), user.to_owned()).is_some() {
            return Err(id_place.twice("account"));
        }
        let currency = account.required("currencyId")?;
        if currency.text()?.is_empty() {
            return Err(currency.refuse("a currency has a name", "a code such as USD"));
        }
        Ok(AccountSeed {
            currency_id: currency.text()?.to_owned(),
            number: account.read("number", owned)?,
            money: account.read("money", amount)?.unwrap_or_default(),
            withdraws: account.list("withdraws", |place| self.withdraw(place, user))?,
            id,
        })
    }

    fn withdraw(&mut self, place: Place<'n>, user: &str) -> Result<WithdrawSeed, InvalidSeed> {
        let withdraw = place.object(&["id", "amount", "beneficiaryId", "address", "reference"])?;
        let id_place = withdraw.required("id")?;
        let id = identifier::<WithdrawId>(&id_place)?;
        self.withdraws.add(id.clone(), &id_place)?;
        Ok(WithdrawSeed {
            amount: amount(&withdraw.required("amount")?)?,
            beneficiary_id: withdraw.read("beneficiaryId", |place| {
                self.reference(place, Some(user.to_owned()))
            })?,
            address: withdraw.read("address", owned)?,
            reference: withdraw.read("reference", owned)?,
            id,
        })
    }

    fn beneficiary(&mut self, place: Place<'n>) -> Result<BeneficiarySeed, InvalidSeed> {
        let beneficiary = place.object(&[
            "id",
            "user",
            "accountId",
            "bankId",
            "address",
            "name",
            "email",
            "label",
            "type",
            "active",
        ])?;
        let user_place = beneficiary.required("user")?;
        let user = owned(&user_place)?;
        if !self.users.has(&user) {
            return Err(user_place.refuse(
                format!("there is no user `{user}` in the file"),
                "the `id` of a user under `users`",
            ));
        }
        let id_place = beneficiary.required("id")?;
        let id = identifier::<BeneficiaryId>(&id_place)?;
        if self
            .beneficiaries
            .insert(id.clone(), user.clone())
            .is_some()
        {
            return Err(id_place.twice("beneficiary"));
        }
        let account_id = beneficiary.read("accountId", |place| {
            let account = identifier::<AccountId>(place)?;
            match self.accounts.get(&account) {
                Some(owner) if *owner == user => Ok(account),
                _ => Err(place.refuse(
                    format!("user `{user}` has no account `{account}`"),
                    "the `id` of an account of the same user",
                )),
            }
        })?;
        let text = |key| beneficiary.read(key, owned);
        Ok(BeneficiarySeed {
            id,
            account_id,
            bank_id: identifier::<BankId>(&beneficiary.required("bankId")?)?,
            address: owned(&beneficiary.required("address")?)?,
            name: text("name")?,
            email: text("email")?,
            label: text("label")?,
            kind: text("type")?,
            active: beneficiary.read("active", Place::boolean)?.unwrap_or(false),
            user,
        })
    }

    fn rule(&mut self, place: Place<'n>) -> Result<SettlementRule, InvalidSeed> {
        let rule = place.object(&[
            "amount",
            "reference",
            "address",
            "beneficiaryId",
            "outcome",
            "after",
        ])?;
        Ok(SettlementRule {
            amount: rule.read("amount", amount)?,
            reference: rule.read("reference", owned)?,
            address: rule.read("address", owned)?,
            beneficiary_id: rule.read("beneficiaryId", |place| self.reference(place, None))?,
            outcome: outcome(&rule.required("outcome")?)?,
            after: rule.read("after", seconds)?.unwrap_or(0),
        })
    }

    fn reference(
        &mut self,
        place: &Place<'n>,
        user: Option<String>,
    ) -> Result<String, InvalidSeed> {
        let id = identifier::<BeneficiaryId>(place)?;
        self.references.push((id.clone(), user, place.clone()));
        Ok(id)
    }

    fn check_references(&self) -> Result<(), InvalidSeed> {
        for (id, user, place) in &self.references {
            let owner = self.beneficiaries.get(id);
            let is_there =
                owner.is_some_and(|owner| user.as_ref().is_none_or(|user| user == owner));
            if !is_there {
                return Err(place.refuse(
                    format!("there is no beneficiary `{id}` here"),
                    "the `id` of a beneficiary under `beneficiaries`, of the same user",
                ));
            }
        }
        Ok(())
    }
}
