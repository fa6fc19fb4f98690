//! What should happen, said a second time and more simply: whole numbers of ten-thousandths, lists that are searched.

use crate::{
    seed::Outcome,
    switches::{
        BodyAccount, Cancellable, ChangedReplay, DuplicateId, Fee, FinishedWithdraw, Foreign,
        FundsCheck, IdScope, MissingId, PendingBeneficiary, Receiver, Reserve, ReturnedFee, Scale,
        SentId, Settlement, Switches, UnknownBeneficiary, ZeroAmount,
    },
    world::withdraws::State,
};

/// Who should get the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum To {
    Nobody,
    /// An address without a rule.
    Address,
    /// An address whose withdraws fail after three seconds.
    FailingAddress,
    /// An address whose withdraws are returned after two seconds.
    ReturningAddress,
    Active,
    Pending,
    Unknown,
    OfAnother,
}

#[derive(Debug, Clone)]
pub(super) struct Request {
    /// Accounts 0 and 1 are those of user 0, account 2 that of user 1.
    pub(super) account: usize,
    pub(super) by_owner: bool,
    pub(super) id: Option<u8>,
    /// In ten-thousandths.
    pub(super) units: i64,
    pub(super) to: To,
    /// The account that the body names.
    pub(super) body: Option<usize>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Buckets {
    pub(super) available: i128,
    pub(super) reserved: i128,
    pub(super) paid_out: i128,
    pub(super) fees: i128,
}

pub(super) struct Item {
    pub(super) account: usize,
    pub(super) id: String,
    pub(super) state: State,
    pub(super) request: Request,
    payout: i128,
    pub(super) fee: i128,
    pub(super) amount: i128,
    held: bool,
    due: Option<(i64, Outcome)>,
}

/// What a creation leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Created {
    Refused,
    /// This one is answered again.
    Again(usize),
    /// A new one: with this identifier, or one of the sandbox's.
    New(Option<u8>),
}

pub(super) struct Model {
    pub(super) switches: Switches,
    pub(super) now: i64,
    pub(super) accounts: [Buckets; 3],
    pub(super) items: Vec<Item>,
}

pub(super) fn owner(account: usize) -> usize {
    account / 2
}

/// To the nearest hundred, a tie to the even one.
fn to_cents(units: i128, unit: i128) -> i128 {
    let (whole, rest) = (units / unit, units % unit);
    let up = rest * 2 > unit || (rest * 2 == unit && whole % 2 == 1);
    (whole + i128::from(up)) * 100
}

impl Model {
    /// The amount that counts; `None` if it is refused.
    fn amount(&self, units: i64) -> Option<i128> {
        let units = i128::from(units);
        let amount = match self.switches.scale {
            Scale::Refused if units % 100 != 0 => return None,
            Scale::Rounded if units > 0 => to_cents(units, 100),
            _ => units,
        };
        let zero = self.switches.zero_amount == ZeroAmount::Accepted;
        (amount > 0 || (amount == 0 && zero)).then_some(amount)
    }

    fn receiver(&self, to: To) -> bool {
        let beneficiary = !matches!(
            to,
            To::Nobody | To::Address | To::FailingAddress | To::ReturningAddress
        );
        let named = match self.switches.receiver {
            Receiver::Unchecked => true,
            Receiver::Required => to != To::Nobody,
            Receiver::Beneficiary => beneficiary,
        };
        let unknown = self.switches.unknown_beneficiary == UnknownBeneficiary::Accepted;
        named
            && match to {
                To::Pending => self.switches.pending_beneficiary == PendingBeneficiary::Allowed,
                To::Unknown => unknown,
                To::OfAnother => unknown && self.switches.foreign == Foreign::NotFound,
                _ => true,
            }
    }

    /// Whether something is created, and under what identifier; it stands in the list when [`push`](Self::push) was called.
    pub(super) fn create(&self, request: &Request) -> Created {
        let switches = &self.switches;
        let Request { account, id, .. } = *request;
        let body = switches.body_account == BodyAccount::Refused;
        let Some(amount) = self.amount(request.units) else {
            return Created::Refused;
        };
        if !request.by_owner
            || (body && request.body.is_some_and(|body| body != account))
            || (id.is_none() && switches.missing_id == MissingId::Refused)
        {
            return Created::Refused;
        }
        let mut id = id.filter(|_| switches.sent_id == SentId::Honoured);
        if let Some(sent) = id {
            let text = sent.to_string();
            let taken = self.items.iter().position(|item| {
                item.id == text
                    && match switches.id_scope {
                        IdScope::Account => item.account == account,
                        IdScope::User => owner(item.account) == owner(account),
                        IdScope::Global => true,
                    }
            });
            match (taken, switches.duplicate_id) {
                (None, _) => {}
                (Some(_), DuplicateId::SecondWithdraw) => id = None,
                (Some(first), DuplicateId::Replay) => {
                    let item = &self.items[first];
                    let same = item.account == account
                        && item.request.units == request.units
                        && item.request.to == request.to;
                    let shown = same || switches.changed_replay == ChangedReplay::Replayed;
                    let own = owner(item.account) == owner(account);
                    return if own && shown {
                        Created::Again(first)
                    } else {
                        Created::Refused
                    };
                }
                (Some(_), _) => return Created::Refused,
            }
        }
        let (payout, fee) = self.parts(amount);
        let poor = self.accounts[account].available < payout + fee;
        if !self.receiver(request.to)
            || payout < 0
            || (poor && switches.funds_check == FundsCheck::AtCreate)
        {
            return Created::Refused;
        }
        Created::New(id)
    }

    /// What the receiver gets, and the fee.
    fn parts(&self, amount: i128) -> (i128, i128) {
        let units = |amount: pazemo::Amount| amount.to_minor_units(4).unwrap();
        let percent = units(self.switches.fee_percent.amount());
        // Ten-thousandths of ten-thousandths of a percent, in cents.
        let fee = to_cents(amount * percent, 100_000_000) + units(self.switches.fee_flat.amount());
        match self.switches.fee {
            Fee::OnTop => (amount, fee),
            Fee::Deducted => (amount - fee, fee),
        }
    }

    /// Stores what was created.
    pub(super) fn push(&mut self, request: Request, id: String) {
        let account = request.account;
        let amount = self.amount(request.units).unwrap();
        let (payout, fee) = self.parts(amount);
        let mut item = Item {
            account,
            id,
            state: State::Created,
            request,
            payout,
            fee,
            amount,
            held: false,
            due: None,
        };
        let rich = self.accounts[account].available >= payout + fee;
        if rich && self.switches.reserve == Reserve::AtCreate {
            self.hold(&mut item);
        }
        self.items.push(item);
    }

    fn hold(&mut self, item: &mut Item) {
        let buckets = &mut self.accounts[item.account];
        buckets.available -= item.payout + item.fee;
        buckets.reserved += item.payout + item.fee;
        item.held = true;
    }

    pub(super) fn find(&self, account: usize, id: &str) -> Option<usize> {
        let mut items = self.items.iter();
        items.position(|item| item.account == account && item.id == id)
    }

    /// Whether the confirmation is answered with 200.
    pub(super) fn confirm(&mut self, place: usize) -> bool {
        if self.items[place].state != State::Created {
            return self.switches.finished_withdraw == FinishedWithdraw::Replay;
        }
        let mut item = self.items.remove(place);
        let rich = self.accounts[item.account].available >= item.payout + item.fee;
        let never = self.switches.reserve == Reserve::Never;
        let asked = !never || self.switches.funds_check == FundsCheck::AtConfirm;
        let accepted = item.held || rich || !asked;
        if accepted {
            if !item.held && !never {
                self.hold(&mut item);
            }
            item.state = State::Confirmed;
            item.due = match (item.request.to, self.switches.settlement) {
                (To::FailingAddress, _) => Some((3, Outcome::Failed)),
                (To::ReturningAddress, _) => Some((2, Outcome::Returned)),
                (_, Settlement::Manual) => None,
                (_, Settlement::AtOnce) => Some((0, Outcome::Settled)),
                (_, Settlement::Delayed) => Some((5, Outcome::Settled)),
            }
            .map(|(after, outcome)| (self.now + after, outcome));
        }
        self.items.insert(place, item);
        self.catch_up();
        accepted
    }

    /// Whether the cancellation is answered with 200.
    pub(super) fn cancel(&mut self, place: usize) -> bool {
        let late = self.switches.cancellable == Cancellable::UntilSettled;
        match self.items[place].state {
            State::Created => self.free(place, State::Cancelled),
            State::Confirmed if late => self.free(place, State::Cancelled),
            _ => return self.switches.finished_withdraw == FinishedWithdraw::Replay,
        }
        true
    }

    fn free(&mut self, place: usize, state: State) {
        let item = &mut self.items[place];
        item.state = state;
        if item.held {
            let buckets = &mut self.accounts[item.account];
            buckets.reserved -= item.payout + item.fee;
            buckets.available += item.payout + item.fee;
        }
    }

    fn pay(&mut self, place: usize) {
        let item = &mut self.items[place];
        let buckets = &mut self.accounts[item.account];
        let total = item.payout + item.fee;
        if item.held {
            buckets.reserved -= total;
        } else if buckets.available >= total {
            buckets.available -= total;
        } else {
            item.state = State::Failed;
            return;
        }
        buckets.paid_out += item.payout;
        buckets.fees += item.fee;
        item.state = State::Settled;
    }

    fn give_back(&mut self, place: usize) {
        let item = &mut self.items[place];
        let buckets = &mut self.accounts[item.account];
        buckets.paid_out -= item.payout;
        buckets.available += item.payout;
        if self.switches.returned_fee == ReturnedFee::Refunded {
            buckets.fees -= item.fee;
            buckets.available += item.fee;
        }
        item.state = State::Returned;
    }

    /// Whether the administration may do this.
    pub(super) fn decide(&mut self, place: usize, outcome: Outcome) -> bool {
        match (self.items[place].state, outcome) {
            (State::Confirmed, Outcome::Settled) => self.pay(place),
            (State::Confirmed, Outcome::Failed) => self.free(place, State::Failed),
            (State::Settled, Outcome::Returned) => self.give_back(place),
            _ => return false,
        }
        true
    }

    /// What is due happens in the order of time.
    pub(super) fn catch_up(&mut self) {
        loop {
            let dues = self.items.iter().enumerate();
            let open = dues.filter(|(_, item)| item.state == State::Confirmed);
            let due =
                open.filter_map(|(place, item)| item.due.map(|(due, what)| (due, place, what)));
            let first = due.min_by_key(|(due, place, _)| (*due, *place));
            let Some((_, place, what)) = first.filter(|(due, ..)| *due <= self.now) else {
                return;
            };
            match what {
                Outcome::Failed => self.free(place, State::Failed),
                Outcome::Settled => self.pay(place),
                Outcome::Returned => {
                    self.pay(place);
                    if self.items[place].state == State::Settled {
                        self.give_back(place);
                    }
                }
            }
        }
    }
}
