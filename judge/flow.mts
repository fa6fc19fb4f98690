// The flow of a payment through types that openapi-typescript made from the document, against a running sandbox with its
// default settings. PAZEMO_URL, PAZEMO_TOKEN and PAZEMO_AUTHORIZATION_CODE say where and as whom.
//
// JavaScript has no decimal numbers. What is sent is a number whose shortest form has the digits that are meant; what
// comes back is compared in the text of the answer, before it becomes a number.

import { strict as assert } from "node:assert";
import { randomUUID } from "node:crypto";
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./generated/pazemo.js";

type Account = components["schemas"]["Account"];

const baseUrl = fromEnvironment("PAZEMO_URL");
const token = fromEnvironment("PAZEMO_TOKEN");
const authorizationCode = fromEnvironment("PAZEMO_AUTHORIZATION_CODE");

/** The text of the last answer. */
let answer = "";
const pazemo = client(token);

function fromEnvironment(name: string): string {
  const value = process.env[name];
  assert(value, `${name} is not set`);
  return value;
}

function client(bearer: string): Client<paths> {
  const made = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${bearer}` } });
  made.use({
    async onResponse({ response }) {
      answer = await response.clone().text();
    },
  });
  return made;
}

/** What a call answered, which has to be a success. */
function success<T>(call: { data?: T; error?: unknown; response: Response }): T {
  assert.equal(call.response.status, 200, `${call.response.url}: ${answer}`);
  assert(call.data !== undefined, `${call.response.url} answered nothing`);
  return call.data;
}

/** The amount of a field in the last answer, exact, in units of 10⁻¹². */
function exact(field: string): bigint {
  const found = new RegExp(`"${field}"\\s*:\\s*(-?)(\\d+)(?:\\.(\\d{1,12}))?\\s*[,}]`).exec(answer);
  assert(found, `no plain amount ${field} in ${answer}`);
  const [, sign, whole, fraction = ""] = found;
  const units = BigInt(whole + fraction.padEnd(12, "0"));
  return sign === "-" ? -units : units;
}

const unit = 10n ** 12n;

async function balance(userId: string, id: string): Promise<{ balance: bigint; locked: bigint }> {
  success(await pazemo.GET("/users/{userId}/accounts/{id}", { params: { path: { userId, id } } }));
  return { balance: exact("balance"), locked: exact("locked") };
}

// The user and the accounts.
const me = success(await pazemo.GET("/users/me"));
const user = success(await pazemo.GET("/users/{userId}", { params: { path: { userId: me.id } } }));
assert.equal(user.id, me.id);
assert.equal(user.email, me.email);

const ofUser = { params: { path: { userId: me.id } } };
const before = success(await pazemo.GET("/users/{userId}/accounts", ofUser));
const payer: Account | undefined = before.find((account) => account.balance >= 1000);
assert(payer, "no account has money");

const created = success(
  await pazemo.POST("/users/{userId}/accounts", { ...ofUser, body: { currencyId: "IDR", number: "42" } }),
);
assert.equal(created.currencyId, "IDR");
assert.equal(created.number, "42");
const after = success(await pazemo.GET("/users/{userId}/accounts", ofUser));
assert.equal(after.length, before.length + 1);
assert(after.some((account) => account.id === created.id));
assert.equal((await balance(me.id, created.id)).balance, 0n);

// A beneficiary, and a withdraw that is confirmed.
const beneficiary = success(
  await pazemo.POST("/beneficiaries", { body: { bankId: "bank", address: "1234567890", type: "personal" } }),
);
assert.equal(beneficiary.bankId, "bank");
assert.equal(beneficiary.address, "1234567890");

async function withdraw(amount: number): Promise<string> {
  assert(payer);
  const id = randomUUID();
  const made = success(
    await pazemo.POST("/accounts/{accountId}/withdraw", {
      params: { path: { accountId: payer.id } },
      body: { id, amount, beneficiaryId: beneficiary.id, reference: "judge", referenceData: { order: 7 } },
    }),
  );
  assert.equal(made.id, id);
  assert.equal(made.accountId, payer.id);
  assert.equal(String(made.beneficiaryId), String(beneficiary.id));
  assert.deepEqual(made.referenceData, { order: 7 });
  return id;
}

function authorized(id: string) {
  assert(payer);
  return { params: { path: { accountId: payer.id, id } }, body: { authorizationCode } };
}

const start = await balance(me.id, payer.id);
const confirmed = await withdraw(100.1);
assert.equal(exact("amount"), (1001n * unit) / 10n, "100.1 is 100.1 to the digit");
assert.equal(success(await pazemo.POST("/accounts/{accountId}/withdraw/{id}/confirm", authorized(confirmed))).id, confirmed);
const twice = await pazemo.POST("/accounts/{accountId}/withdraw/{id}/confirm", authorized(confirmed));
assert.equal(twice.response.status, 409, "a second confirmation is refused");
const paid = await balance(me.id, payer.id);
assert.equal(paid.balance - start.balance + (paid.locked - start.locked), (-1001n * unit) / 10n, "one withdraw is gone");

// Another one, which is cancelled.
const cancelled = await withdraw(0.7);
assert.equal(success(await pazemo.POST("/accounts/{accountId}/withdraw/{id}/cancel", authorized(cancelled))).id, cancelled);
const late = await pazemo.POST("/accounts/{accountId}/withdraw/{id}/confirm", authorized(cancelled));
assert.equal(late.response.status, 409, "what is cancelled is not confirmed");
assert.deepEqual(await balance(me.id, payer.id), paid, "what is cancelled is given back");

// Refusals.
const nothing = await pazemo.GET("/users/{userId}/accounts/{id}", {
  params: { path: { userId: me.id, id: "no such account" } },
});
assert.equal(nothing.response.status, 404);
const stranger = await client(`not ${token}`).GET("/users/me");
assert.equal(stranger.response.status, 401);
assert(stranger.error && "error_description" in stranger.error, answer);
const poor = await pazemo.POST("/accounts/{accountId}/withdraw", {
  params: { path: { accountId: created.id } },
  body: { amount: 1 },
});
assert.equal(poor.response.status, 402);
const invalid = await pazemo.POST("/users/{userId}/accounts", { ...ofUser, body: { currencyId: 7 as unknown as string } });
assert.equal(invalid.response.status, 400);
assert(invalid.error && "errors" in invalid.error && invalid.error.errors.length > 0, answer);

// The pings.
assert(success(await pazemo.GET("/check")).greeting);
assert(success(await pazemo.GET("/pingQueue")).greeting);
assert(success(await pazemo.GET("/ping", { parseAs: "text" })));

console.log("the TypeScript client completes the flow");
