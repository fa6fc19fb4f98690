//! A world from its settings.

use std::collections::BTreeSet;

use pazemo::types::{BeneficiaryId, BeneficiaryType, CurrencyId};

use super::{World, answers, beneficiaries::Beneficiary, create::Draft, withdraws::Details};
use crate::{
    clock::Clock,
    identifiers::Identifiers,
    refusal::Refusal,
    seed::{AccountSeed, BeneficiarySeed, InvalidSeed, Seed, WithdrawSeed},
    settings::Settings,
};

pub(super) fn build(settings: Settings) -> Result<World, InvalidSeed> {
    let seed = settings.seed.clone();
    let mut world = World {
        switches: settings.switches.clone(),
        clock: Clock::new(settings.fixed_time),
        identifiers: Identifiers::new(settings.random_seed),
        currencies: currencies(&seed),
        settings,
        ledger: Default::default(),
        people: Default::default(),
        accounts: Default::default(),
        beneficiaries: Default::default(),
        withdraws: Default::default(),
        agenda: Default::default(),
        codes: Default::default(),
    };
    for (currency, decimals) in &seed.currencies {
        if *decimals > 28 {
            let reason = format!("currency {currency:?}: an amount has up to 28 decimals");
            return Err(InvalidSeed(reason));
        }
    }
    let mut owned = Vec::new();
    for user in &seed.users {
        let place = world.people.add(user, world.clock.now())?;
        owned.extend(user.accounts.iter().map(|account| (place, account)));
    }
    for beneficiary in &seed.beneficiaries {
        world.seed_beneficiary(beneficiary)?;
    }
    for (user, account) in owned {
        world.seed_account(user, account)?;
    }
    Ok(world)
}

fn currencies(seed: &Seed) -> BTreeSet<String> {
    let documented = CurrencyId::KNOWN.iter().map(ToString::to_string);
    let accounts = seed.users.iter().flat_map(|user| &user.accounts);
    documented
        .chain(seed.currencies.keys().cloned())
        .chain(accounts.map(|account| account.currency_id.clone()))
        .collect()
}

impl World {
    fn seed_beneficiary(&mut self, seed: &BeneficiarySeed) -> Result<(), InvalidSeed> {
        let named = |reason: &str| InvalidSeed(format!("beneficiary {:?}: {reason}", seed.id));
        let user = self.people.find(&seed.user);
        let user = user.ok_or_else(|| named("its user does not exist"))?;
        if self.beneficiaries.find(&seed.id).is_some() {
            return Err(named("there are two of this id"));
        }
        let text = |text: &Option<String>| text.as_deref().map(Into::into);
        self.beneficiaries.add(Beneficiary {
            id: beneficiary_id(&seed.id),
            user,
            account_id: seed.account_id.as_deref().map(answers::verbatim),
            bank_id: answers::verbatim(&seed.bank_id),
            address: seed.address.as_str().into(),
            name: text(&seed.name),
            email: text(&seed.email),
            label: text(&seed.label),
            kind: seed.kind.as_deref().map(BeneficiaryType::from),
            active: seed.active,
        });
        Ok(())
    }

    fn seed_account(&mut self, user: u32, seed: &AccountSeed) -> Result<(), InvalidSeed> {
        let named = |reason: &str| InvalidSeed(format!("account {:?}: {reason}", seed.id));
        if self.accounts.find(&seed.id).is_some() {
            return Err(named("there are two of this id"));
        }
        let currency = CurrencyId::from(seed.currency_id.as_str());
        let account = self.add_account(user, &seed.id, currency, seed.number.clone());
        if !seed.money.is_zero() {
            self.deposit(&seed.id, seed.money)
                .map_err(|refusal| named(&reason(&refusal)))?;
        }
        for withdraw in &seed.withdraws {
            self.seed_withdraw(account, withdraw)
                .map_err(|reason| named(&format!("withdraw {:?}: {reason}", withdraw.id)))?;
        }
        Ok(())
    }

    fn seed_withdraw(&mut self, account: u32, seed: &WithdrawSeed) -> Result<(), String> {
        if self.withdraw_on(account, &seed.id).is_some() {
            return Err("there are two of this id".to_owned());
        }
        if seed.amount.is_negative() {
            return Err("its amount is negative".to_owned());
        }
        let draft = Draft {
            account,
            id: Some(answers::verbatim(&seed.id)),
            amount: seed.amount,
            fingerprint: 0,
            details: Details {
                beneficiary_id: seed.beneficiary_id.as_deref().map(beneficiary_id),
                address: seed.address.as_deref().map(Into::into),
                reference: seed.reference.as_deref().map(Into::into),
                ..Details::default()
            },
            // The data are good whatever the switches say about fees.
            charged: false,
        };
        match self.place_withdraw(draft) {
            Ok(_) => Ok(()),
            Err(refusal) => Err(reason(&refusal)),
        }
    }
}

/// A number if it is one, else a text.
fn beneficiary_id(text: &str) -> BeneficiaryId {
    text.parse().unwrap_or_else(|_| answers::verbatim(text))
}

fn reason(refusal: &Refusal) -> String {
    let messages = refusal.entries.iter().map(|entry| entry.message.as_str());
    messages.collect::<Vec<_>>().join(", ")
}
