//! Adds up the whole journal anew and holds the balances against it.

use std::{collections::HashSet, fmt};

use super::{Balances, Bucket, Entry, Ledger, wide::Wide};

/// The ledger contradicts itself. The message names account and figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unbalanced(pub(crate) String);

impl fmt::Display for Unbalanced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the journal says is in the buckets of an account; what is external is negative.
#[derive(Clone, Copy, Default)]
struct Sums([Wide; 5]);

impl Sums {
    fn of(balances: &Balances) -> Self {
        let external = Wide::default().minus(Wide::of(balances.money_in));
        Self([
            external,
            Wide::of(balances.available),
            Wide::of(balances.reserved),
            Wide::of(balances.paid_out),
            Wide::of(balances.fees),
        ])
    }

    fn total(&self) -> Wide {
        self.0.into_iter().fold(Wide::default(), Wide::plus)
    }

    fn plus(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i].plus(other.0[i])))
    }
}

impl fmt::Display for Sums {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [external, available, reserved, paid_out, fees] = self.0;
        let money_in = Wide::default().minus(external);
        write!(
            f,
            "money in {money_in}, available {available}, reserved {reserved}, paid out {paid_out}, fees {fees}"
        )
    }
}

impl Ledger {
    /// Whether in each account and over all, money in = available + reserved + paid out + fees, no bucket ever had less than nothing, each
    /// reversal takes back one entry once, and the balances are those of the journal.
    pub(crate) fn check<'a>(&self, name: impl Fn(u32) -> &'a str) -> Result<(), Unbalanced> {
        let mut accounts = vec![Sums::default(); self.accounts.len()];
        let mut reversed = HashSet::new();
        for (number, entry) in self.journal.iter().enumerate() {
            let account = name(entry.account);
            let fail =
                |what: &str| Unbalanced(format!("account {account:?}, entry {number}: {what}"));
            let sums = accounts.get_mut(entry.account as usize);
            let sums = sums.ok_or_else(|| fail("there is no such account"))?;
            let amount = Wide::of(entry.transfer.amount);
            let (from, to) = (entry.transfer.from as usize, entry.transfer.to as usize);
            sums.0[from] = sums.0[from].minus(amount);
            sums.0[to] = sums.0[to].plus(amount);
            if sums.0[1..].iter().any(|sum| sum.is_negative()) {
                return Err(fail(&format!("less than nothing in a bucket: {sums}")));
            }
            if let Some(earlier) = entry.transfer.reverses {
                let known = self.entry(earlier).filter(|_| (earlier as usize) < number);
                let takes_back = known.is_some_and(|known| takes_back(entry, known));
                if !takes_back || !reversed.insert(earlier) {
                    return Err(fail(&format!("does not take back entry {earlier}")));
                }
            }
        }
        let mut all = Sums::default();
        for ((place, sums), balances) in (0..).zip(&accounts).zip(&self.accounts) {
            let shown = Sums::of(balances);
            if shown.0 != sums.0 || shown.total() != Wide::default() {
                let account = name(place);
                return Err(Unbalanced(format!(
                    "account {account:?}: the journal has {sums}; the balances are {shown}"
                )));
            }
            all = all.plus(&shown);
        }
        if all.total() != Wide::default() {
            return Err(Unbalanced(format!("all accounts together: {all}")));
        }
        Ok(())
    }
}

/// Whether the later entry takes the same money out of where the earlier one put it, back to what is available.
fn takes_back(later: &Entry, earlier: &Entry) -> bool {
    later.account == earlier.account
        && later.transfer.withdraw == earlier.transfer.withdraw
        && later.transfer.amount == earlier.transfer.amount
        && later.transfer.from == earlier.transfer.to
        && later.transfer.to == Bucket::Available
}
