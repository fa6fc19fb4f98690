#!/usr/bin/env python3
"""The flow of a payment through a client that openapi-python-client made from the document.

    PYTHONPATH=generated flow.py

It goes against a running sandbox with its default settings. PAZEMO_URL, PAZEMO_TOKEN and
PAZEMO_AUTHORIZATION_CODE say where and as whom.

The generated client reads amounts as floats. What is sent is a float whose shortest form has the
digits that are meant; what comes back is compared as a Decimal, read from the bytes of the answer.
"""

import json
import os
import sys
from decimal import Decimal
from uuid import uuid4

from pazemo_client import AuthenticatedClient
from pazemo_client.api.accounts import create_account, get_account, list_accounts
from pazemo_client.api.beneficiaries import create_beneficiary
from pazemo_client.api.pings import check, ping, ping_queue
from pazemo_client.api.users import get_current_user, get_user
from pazemo_client.api.withdraws import cancel_withdraw, confirm_withdraw, create_withdraw
from pazemo_client.models import (
    AuthenticationError,
    NewAccount,
    NewBeneficiary,
    NewWithdraw,
    ReferenceData,
    ValidationError,
    WithdrawAuthorization,
)


class Broken(Exception):
    """Something is not as it should be."""


def same(found, wanted, what):
    if found != wanted:
        raise Broken(f"{what}: {found!r}, not {wanted!r}")


def success(response):
    """What a call answered, which has to be a success."""
    same(response.status_code, 200, response.content)
    if response.parsed is None:
        raise Broken(f"nothing was read from {response.content!r}")
    return response.parsed


def refused(response, status, kind=object):
    same(response.status_code, status, response.content)
    if not isinstance(response.parsed, kind):
        raise Broken(f"{response.content!r} was not read as {kind.__name__}")


def exact(response, field):
    """An amount of an answer, to the digit."""
    return json.loads(response.content, parse_float=Decimal, parse_int=Decimal)[field]


class Flow:
    def __init__(self, url, token, code):
        self.url = url
        self.token = token
        self.authorization = WithdrawAuthorization(authorization_code=code)
        self.client = self.connect(token)

    def connect(self, token):
        return AuthenticatedClient(base_url=self.url, token=token, raise_on_unexpected_status=True)

    def balance(self, account):
        response = get_account.sync_detailed(self.me.id, account, client=self.client)
        success(response)
        return exact(response, "balance"), exact(response, "locked")

    def run(self):
        self.users_and_accounts()
        self.withdraws()
        self.refusals()
        self.pings()

    def users_and_accounts(self):
        self.me = success(get_current_user.sync_detailed(client=self.client))
        user = success(get_user.sync_detailed(self.me.id, client=self.client))
        same((user.id, user.email), (self.me.id, self.me.email), "the user")

        before = success(list_accounts.sync_detailed(self.me.id, client=self.client))
        self.payer = next((account.id for account in before if account.balance >= 1000), None)
        if self.payer is None:
            raise Broken("no account has money")
        new = NewAccount(currency_id="IDR", number="42")
        created = success(create_account.sync_detailed(self.me.id, client=self.client, body=new))
        same((created.currency_id, created.number), ("IDR", "42"), "the new account")
        after = success(list_accounts.sync_detailed(self.me.id, client=self.client))
        same(
            {account.id for account in after} - {account.id for account in before},
            {created.id},
            "the accounts that came",
        )
        self.empty = created.id
        same(self.balance(self.empty)[0], 0, "the balance of a new account")

    def withdraws(self):
        new = NewBeneficiary(bank_id="bank", address="1234567890", type_="personal")
        self.beneficiary = success(create_beneficiary.sync_detailed(client=self.client, body=new))
        same((self.beneficiary.bank_id, self.beneficiary.address), ("bank", "1234567890"), "bank")

        start = self.balance(self.payer)
        confirmed = self.withdraw(100.1, Decimal("100.1"))
        same(success(self.confirm(confirmed)).id, confirmed, "what was confirmed")
        refused(self.confirm(confirmed), 409)
        paid = self.balance(self.payer)
        same(sum(paid) - sum(start), Decimal("-100.1"), "what a confirmed withdraw takes")

        cancelled = self.withdraw(0.7, Decimal("0.7"))
        answer = cancel_withdraw.sync_detailed(
            self.payer, cancelled, client=self.client, body=self.authorization
        )
        same(success(answer).id, cancelled, "what was cancelled")
        refused(self.confirm(cancelled), 409)
        same(self.balance(self.payer), paid, "the balance after a cancelled withdraw")

    def withdraw(self, amount, wanted):
        id = str(uuid4())
        data = ReferenceData.from_dict({"order": 7})
        new = NewWithdraw(
            id=id,
            amount=amount,
            beneficiary_id=self.beneficiary.id,
            reference="judge",
            reference_data=data,
        )
        response = create_withdraw.sync_detailed(self.payer, client=self.client, body=new)
        made = success(response)
        same((made.id, made.account_id), (id, self.payer), "the withdraw")
        same(str(made.beneficiary_id), str(self.beneficiary.id), "the beneficiary")
        same(made.reference_data.to_dict(), {"order": 7}, "the data of the reference")
        same(exact(response, "amount"), wanted, "the amount")
        return id

    def confirm(self, id):
        return confirm_withdraw.sync_detailed(
            self.payer, id, client=self.client, body=self.authorization
        )

    def refusals(self):
        unknown = get_account.sync_detailed(self.me.id, "no such account", client=self.client)
        refused(unknown, 404)
        stranger = self.connect(f"not {self.token}")
        refused(get_current_user.sync_detailed(client=stranger), 401, AuthenticationError)
        too_much = NewWithdraw(amount=1)
        refused(create_withdraw.sync_detailed(self.empty, client=self.client, body=too_much), 402)
        invalid = NewAccount(currency_id=7)
        answer = create_account.sync_detailed(self.me.id, client=self.client, body=invalid)
        refused(answer, 400, ValidationError)

    def pings(self):
        for operation in (check, ping_queue):
            if not success(operation.sync_detailed(client=self.client)).greeting:
                raise Broken("no greeting")
        if not success(ping.sync_detailed(client=self.client)):
            raise Broken("an empty ping")


def main():
    names = ("PAZEMO_URL", "PAZEMO_TOKEN", "PAZEMO_AUTHORIZATION_CODE")
    missing = [name for name in names if not os.environ.get(name)]
    if missing:
        print(f"not set: {', '.join(missing)}", file=sys.stderr)
        return 2
    try:
        Flow(*(os.environ[name] for name in names)).run()
    except Broken as error:
        print(f"the flow is broken: {error}", file=sys.stderr)
        return 1
    print("the Python client completes the flow")
    return 0


if __name__ == "__main__":
    sys.exit(main())
