//! A journal of double entries, exact to the digit. Each entry moves an amount from one bucket of an account to another, so the journal
//! balances by construction. Entries are appended, never edited; what takes one back is an entry that names it.

mod check;
#[cfg(test)]
mod tests;
mod wide;

pub(crate) use wide::Wide;

use pazemo::Amount;

/// Where money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bucket {
    /// Not with us; deposits come from here.
    External,
    /// With the account, free to be used.
    Available,
    /// With the account, kept for a withdraw.
    Reserved,
    /// Sent to a receiver.
    PaidOut,
    /// Taken for the service.
    Fees,
}

/// What is to be moved within one account.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Transfer {
    pub(crate) from: Bucket,
    pub(crate) to: Bucket,
    pub(crate) amount: Amount,
    /// The withdraw it belongs to, by its place.
    pub(crate) withdraw: Option<u32>,
    /// The entry it takes back.
    pub(crate) reverses: Option<u32>,
}

/// What was moved. There is one for each transfer, and there may be many millions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) transfer: Transfer,
    pub(crate) account: u32,
    /// Milliseconds since 1970, by the sandbox's clock.
    pub(crate) moment: i64,
}

const _: () = assert!(size_of::<Entry>() <= 56);

/// Why something cannot be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LedgerError {
    /// The bucket it should come from has less.
    Insufficient,
    /// The account would have more digits than an amount holds.
    TooManyDigits,
    /// A negative amount, a way that money does not take, or an account that does not exist.
    NotAllowed,
}

/// What is in the buckets of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Balances {
    pub(crate) available: Amount,
    pub(crate) reserved: Amount,
    pub(crate) paid_out: Amount,
    pub(crate) fees: Amount,
    /// All that ever came in from outside.
    pub(crate) money_in: Amount,
    /// The most decimals that any of its amounts had.
    decimals: u32,
}

impl Balances {
    /// What belongs to the account, be it reserved or not.
    pub(crate) fn total(&self) -> Amount {
        // Not more than `money_in`, so it fits.
        self.available
            .checked_add(self.reserved)
            .unwrap_or(self.money_in)
    }

    fn bucket(&mut self, bucket: Bucket) -> Option<&mut Amount> {
        match bucket {
            Bucket::External => None,
            Bucket::Available => Some(&mut self.available),
            Bucket::Reserved => Some(&mut self.reserved),
            Bucket::PaidOut => Some(&mut self.paid_out),
            Bucket::Fees => Some(&mut self.fees),
        }
    }

    fn apply(&mut self, transfer: &Transfer) -> Result<(), LedgerError> {
        let Transfer {
            from, to, amount, ..
        } = *transfer;
        if amount.is_negative() || from == to {
            return Err(LedgerError::NotAllowed);
        }
        match self.bucket(from) {
            Some(bucket) => {
                let rest = bucket.checked_sub(amount);
                let rest = rest.ok_or(LedgerError::TooManyDigits)?;
                if rest.is_negative() {
                    return Err(LedgerError::Insufficient);
                }
                *bucket = rest;
            }
            None => {
                let sum = self.money_in.checked_add(amount);
                self.money_in = sum.ok_or(LedgerError::TooManyDigits)?;
            }
        }
        let bucket = self.bucket(to).ok_or(LedgerError::NotAllowed)?;
        *bucket = bucket
            .checked_add(amount)
            .ok_or(LedgerError::TooManyDigits)?;
        self.decimals = self.decimals.max(amount.decimals());
        Ok(())
    }

    /// Whether all that came in could be written with all decimals in use. Then no later movement within the account can overflow.
    fn fits(&self) -> bool {
        Amount::from_minor_units(0, self.decimals)
            .ok()
            .and_then(|zero| self.money_in.checked_add(zero))
            .is_some()
    }
}

/// The journal, and the balances that follow from it.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    journal: Vec<Entry>,
    accounts: Vec<Balances>,
}

impl Ledger {
    /// Opens an account; they are counted from 0.
    pub(crate) fn open(&mut self) {
        self.accounts.push(Balances::default());
    }

    /// Appends the transfers, all or none. The number of the first entry; the others follow it.
    pub(crate) fn post(
        &mut self,
        account: u32,
        transfers: &[Transfer],
        moment: i64,
    ) -> Result<u32, LedgerError> {
        let first = u32::try_from(self.journal.len()).map_err(|_| LedgerError::NotAllowed)?;
        let balances = self.accounts.get_mut(account as usize);
        let balances = balances.ok_or(LedgerError::NotAllowed)?;
        let mut after = *balances;
        for transfer in transfers {
            after.apply(transfer)?;
        }
        if !after.fits() {
            return Err(LedgerError::TooManyDigits);
        }
        *balances = after;
        let entries = transfers.iter().map(|transfer| Entry {
            transfer: *transfer,
            account,
            moment,
        });
        self.journal.extend(entries);
        Ok(first)
    }

    /// What is in an account; nothing, if it does not exist.
    pub(crate) fn balances(&self, account: u32) -> Balances {
        let balances = self.accounts.get(account as usize);
        balances.copied().unwrap_or_default()
    }

    pub(crate) fn entry(&self, number: u32) -> Option<&Entry> {
        self.journal.get(number as usize)
    }

    pub(crate) fn journal(&self) -> &[Entry] {
        &self.journal
    }
}
