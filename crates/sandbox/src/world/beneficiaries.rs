//! Receivers of withdraws.

use pazemo::types::{
    self, AccountId, BankId, BeneficiaryId, BeneficiaryRequired, BeneficiaryStatus, BeneficiaryType,
};

use super::{Caller, World, answers, dump, index::Index, missing};
use crate::{
    refusal::Refusal,
    switches::{BeneficiaryAccount, States},
};

pub(super) struct Beneficiary {
    pub(super) id: BeneficiaryId,
    pub(super) user: u32,
    pub(super) account_id: Option<AccountId>,
    pub(super) bank_id: BankId,
    pub(super) address: Box<str>,
    pub(super) name: Option<Box<str>>,
    pub(super) email: Option<Box<str>>,
    pub(super) label: Option<Box<str>>,
    pub(super) kind: Option<BeneficiaryType>,
    pub(super) active: bool,
}

#[derive(Default)]
pub(super) struct Beneficiaries {
    pub(super) list: Vec<Beneficiary>,
    by_id: Index,
}

impl Beneficiaries {
    pub(super) fn find(&self, id: &str) -> Option<u32> {
        self.by_id
            .find(id, |place| self.list[place as usize].id.as_str() == id)
    }

    /// Adds one whose identifier is not taken.
    pub(super) fn add(&mut self, beneficiary: Beneficiary) -> u32 {
        let place = answers::place(self.list.len());
        self.by_id.insert(beneficiary.id.as_str(), place);
        self.list.push(beneficiary);
        place
    }
}

impl World {
    pub(crate) fn create_beneficiary(
        &mut self,
        caller: Caller,
        new: types::NewBeneficiary,
    ) -> Result<types::Beneficiary, Refusal> {
        self.catch_up();
        caller.needs_to_write()?;
        // State and time of the last change are not for the caller to say.
        let types::NewBeneficiary {
            account_id,
            bank_id,
            address,
            name,
            email,
            label,
            type_,
            ..
        } = new;
        if let Some(account) = &account_id
            && self.switches.beneficiary_account == BeneficiaryAccount::Checked
        {
            self.own_account(caller, account.as_str())?;
        }
        let mut id = BeneficiaryId::from(self.identifiers.beneficiary());
        while self.beneficiaries.find(id.as_str()).is_some() {
            id = BeneficiaryId::from(self.identifiers.beneficiary());
        }
        let place = self.beneficiaries.add(Beneficiary {
            id,
            user: caller.user,
            account_id,
            bank_id,
            address: address.into(),
            name: name.map(Into::into),
            email: email.map(Into::into),
            label: label.map(Into::into),
            kind: type_,
            active: false,
        });
        Ok(self.beneficiary_answer(place))
    }

    fn beneficiary_answer(&self, place: u32) -> types::Beneficiary {
        let beneficiary = &self.beneficiaries.list[place as usize];
        let extended = self.switches.states == States::Extended;
        let mut answer = types::Beneficiary::new(BeneficiaryRequired {
            id: beneficiary.id.clone(),
            bank_id: beneficiary.bank_id.clone(),
            address: beneficiary.address.to_string(),
            status: if beneficiary.active && extended {
                BeneficiaryStatus::from("active")
            } else {
                BeneficiaryStatus::Pending
            },
        });
        let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        answer.account_id = beneficiary.account_id.clone();
        answer.name = text(&beneficiary.name);
        answer.email = text(&beneficiary.email);
        answer.label = text(&beneficiary.label);
        answer.type_ = beneficiary.kind.clone();
        answer
    }

    /// From here on the beneficiary is no longer pending.
    pub(crate) fn activate_beneficiary(
        &mut self,
        id: &str,
    ) -> Result<dump::BeneficiaryState, Refusal> {
        self.catch_up();
        let found = self.beneficiaries.find(id);
        let place = found.ok_or_else(|| missing("beneficiary"))?;
        self.beneficiaries.list[place as usize].active = true;
        Ok(self.beneficiary_state(place))
    }
}
