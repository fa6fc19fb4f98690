//! Users, tokens, accounts, beneficiaries, the clock and the way back.

use std::{net::IpAddr, time::Duration};

use pazemo::{
    Secret,
    types::{CurrencyId, NewAccount, NewBeneficiary},
};

use super::support::{
    HERE, MOMENT, account, amount, beneficiary, plain, seed, settings, status, token, user,
    withdraw, world_of,
};
use crate::{
    clock::date_time,
    seed::{Access, Seed},
    switches::{AuthorizationCode, Switches, UnknownCurrency},
    world::{World, answers::verbatim},
};

fn address(text: &str) -> IpAddr {
    text.parse().unwrap()
}

#[test]
fn a_token_is_good_if_it_exists_is_not_revoked_and_is_open_to_the_address() {
    let mut world = plain();
    let nets = vec!["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
    let (number, secret) = world
        .add_token("ann", Some(Secret::new("near")), Access::Full, nets)
        .unwrap();
    assert_eq!(secret.expose(), "near");
    let seen =
        |world: &World, token: &str, from: &str| status(&world.authenticate(token, address(from)));
    for (token, from, wanted) in [
        ("ann-full", "192.0.2.1", 200),
        ("ann-ful", "192.0.2.1", 401),
        ("", "192.0.2.1", 401),
        ("near", "10.1.2.3", 200),
        ("near", "::ffff:10.1.2.3", 200),
        ("near", "fd12::1", 200),
        ("near", "11.1.2.3", 401),
        ("near", "::1", 401),
    ] {
        assert_eq!(seen(&world, token, from), wanted, "{token} from {from}");
    }
    world.set_token_addresses(number, Vec::new()).unwrap();
    assert_eq!(seen(&world, "near", "::1"), 200);
    assert!(world.revoke_token(number).unwrap().revoked);
    assert_eq!(seen(&world, "near", "10.1.2.3"), 401);
    assert_eq!(status(&world.revoke_token(99)), 404);
}

#[test]
fn a_user_has_up_to_five_tokens_that_are_not_revoked() {
    let mut world = plain();
    let mut add = |value: Option<&str>| {
        let value = value.map(Secret::new);
        world.add_token("ann", value, Access::Full, Vec::new())
    };
    let numbers: Vec<u32> = (0..3).map(|_| add(None).unwrap().0).collect();
    assert_eq!(status(&add(None)), 409);
    world.revoke_token(numbers[0]).unwrap();
    let (_, value) = world
        .add_token("ann", None, Access::Full, Vec::new())
        .unwrap();
    world.authenticate(value.expose(), HERE).unwrap();
    let taken = Some(Secret::new("ann-full"));
    assert_eq!(
        status(&world.add_token("bob", taken, Access::Full, Vec::new())),
        409
    );
    assert_eq!(
        status(&world.add_token("eve", None, Access::Full, Vec::new())),
        404
    );
}

#[test]
fn a_token_that_reads_changes_nothing() {
    let mut world = plain();
    world.create(withdraw("w", "10")).unwrap();
    let reader = world.caller("ann-reads");
    assert!(!reader.may_write());
    assert_ne!(reader.token(), world.ann().token());
    let beneficiary = NewBeneficiary::new(verbatim("bank"), "12");
    let refused = [
        status(&world.create_account(reader, "ann", NewAccount::new(CurrencyId::Idr))),
        status(&world.create_beneficiary(reader, beneficiary)),
        status(&world.create_withdraw(reader, "a", withdraw("x", "1"))),
        status(&world.confirm_withdraw(reader, "a", "w", "string")),
        status(&world.cancel_withdraw(reader, "a", "w", "string")),
    ];
    assert_eq!(refused, [403; 5]);
    assert_eq!(world.accounts(reader, "ann").unwrap().len(), 2);
    assert_eq!(world.state("w"), "pending");
    world
        .set_token_access(reader.token(), Access::Full)
        .unwrap();
    assert!(world.caller("ann-reads").may_write());
}

#[test]
fn users_and_accounts_show_what_the_document_describes() {
    let mut world = plain();
    let ann = world.ann();
    let json = |value: &dyn erased::Json| value.json();
    assert_eq!(
        json(&world.current_user(ann)),
        r#"{"id":"ann","email":"ann@example.com","name":"ann"}"#
    );
    let user = json(&world.user(ann, "ann").unwrap());
    assert!(
        user.ends_with(r#""partnerId":"partner","roles":["user"],"configs":{}}"#),
        "{user}"
    );
    assert_eq!(status(&world.user(ann, "eve")), 404);
    assert_eq!(
        json(&world.account(ann, "ann", "a").unwrap()),
        concat!(
            r#"{"id":"a","createdTime":"2021-06-11T03:56:25.871Z","updatedTime":"2021-06-11T03:56:25.871Z","userId":"ann","#,
            r#""currencyId":"USD","number":"112456475114","balance":100,"locked":0}"#
        )
    );
    let created = world
        .create_account(ann, "ann", NewAccount::new(CurrencyId::Idr))
        .unwrap();
    let listed = world.accounts(ann, "ann").unwrap();
    assert_eq!((listed.len(), &listed[2].id), (3, &created.id));
    assert_eq!(status(&world.accounts(ann, "bob")), 403);
    world.advance(Duration::from_secs(1)).unwrap();
    world.deposit("a", amount("1")).unwrap();
    let account = world.account(ann, "ann", "a").unwrap();
    assert_eq!(account.updated_time.as_str(), "2021-06-11T03:56:26.871Z");
}

mod erased {
    pub(super) trait Json {
        fn json(&self) -> String;
    }

    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> String {
            serde_json::to_string(self).unwrap()
        }
    }
}

#[test]
fn a_beneficiary_is_answered_as_it_was_sent_with_a_number_of_its_own() {
    let mut world = plain();
    let ann = world.ann();
    let new = || {
        NewBeneficiary::new(verbatim("bank"), "12")
            .with_account_id(verbatim("a"))
            .with_name("name")
            .with_email("e")
            .with_label("label")
            .with_type("odd".into())
            .with_status("active".into())
    };
    let answer = world.create_beneficiary(ann, new()).unwrap();
    assert_eq!(
        serde_json::to_string(&answer).unwrap(),
        r#"{"id":1,"accountId":"a","bankId":"bank","address":"12","name":"name","email":"e","label":"label","status":"pending","type":"odd"}"#
    );
    assert_eq!(
        world.create_beneficiary(ann, new()).unwrap().id.as_str(),
        "2"
    );
}

#[test]
fn numbers_of_the_seed_are_not_given_again() {
    let mut seed = seed();
    seed.beneficiaries.push(beneficiary("1", "ann", true));
    let mut world = world_of(Switches::plain(), seed);
    let new = NewBeneficiary::new(verbatim("bank"), "12");
    let answer = world.create_beneficiary(world.ann(), new).unwrap();
    assert_eq!(answer.id.as_str(), "2");
}

#[test]
fn currencies_of_the_seed_are_known() {
    let mut seed = seed();
    seed.users[1].accounts.push(account("c", "CHF", "0"));
    seed.currencies.insert("JPY".to_owned(), 0);
    let mut world = world_of(Switches::plain().with(UnknownCurrency::Refused), seed);
    let ann = world.ann();
    let mut of = |currency: &str| {
        status(&world.create_account(ann, "ann", NewAccount::new(CurrencyId::from(currency))))
    };
    assert_eq!(
        [of("CHF"), of("JPY"), of("EUR"), of("XXX")],
        [200, 200, 200, 400]
    );
}

#[test]
fn a_seed_that_contradicts_itself_is_refused_with_its_place() {
    let six = || {
        (0..6)
            .map(|n| token(&n.to_string(), Access::Full))
            .collect()
    };
    let mut same_account = seed();
    same_account.users[1]
        .accounts
        .push(account("a", "USD", "1"));
    let mut same_user = seed();
    same_user.users.push(user("ann", Vec::new()));
    let mut tokens = seed();
    tokens.users[0].tokens = six();
    let mut same_token = seed();
    same_token.users[1]
        .tokens
        .push(token("ann-full", Access::Full));
    let mut ownerless = seed();
    ownerless.beneficiaries.push(beneficiary("1", "eve", true));
    let mut same_beneficiary = seed();
    same_beneficiary
        .beneficiaries
        .push(beneficiary("0", "bob", true));
    let mut decimals = seed();
    decimals.currencies.insert("XXX".to_owned(), 29);
    let cases: [(Seed, &str); 7] = [
        (same_account, "account \"a\": there are two of this id"),
        (same_user, "two users have the id \"ann\""),
        (tokens, "user \"ann\": a user has up to five tokens"),
        (same_token, "user \"bob\": this token exists already"),
        (ownerless, "beneficiary \"1\": its user does not exist"),
        (
            same_beneficiary,
            "beneficiary \"0\": there are two of this id",
        ),
        (
            decimals,
            "currency \"XXX\": an amount has up to 28 decimals",
        ),
    ];
    for (seed, wanted) in cases {
        let error = World::new(settings(Switches::plain(), seed)).err().unwrap();
        assert_eq!(error.0, wanted);
    }
}

#[test]
fn the_clock_is_moved_forward_alone() {
    let mut world = plain();
    assert_eq!(status(&world.set_time(date_time(MOMENT - 1))), 409);
    assert_eq!(status(&world.advance(Duration::MAX)), 400);
    world.set_time(date_time(MOMENT + 1)).unwrap();
    assert_eq!(world.now(), date_time(MOMENT + 1));
    world.run_clock();
    assert!(world.clock_runs());
    world.stop_clock();
    assert!(!world.clock_runs());
}

#[test]
fn a_new_world_of_the_same_settings_knows_nothing_of_the_old_one() {
    let mut world = plain();
    let first = serde_json::to_string(&world.dump()).unwrap();
    world.create(withdraw("w", "10")).unwrap();
    world.set_switches(Switches::harsh());
    world
        .add_token("ann", Some(Secret::new("new")), Access::Full, Vec::new())
        .unwrap();
    world.advance(Duration::from_secs(1)).unwrap();
    let mut world = World::new(world.settings.clone()).unwrap();
    assert_eq!(serde_json::to_string(&world.dump()).unwrap(), first);
    assert_eq!(status(&world.authenticate("new", HERE)), 401);
}

#[test]
fn a_dump_shows_money_to_the_digit_and_no_secret() {
    let mut switches = Switches::plain().with(AuthorizationCode::OneTime);
    switches.set("static-code", "static-canary").unwrap();
    let mut world = world_of(switches, seed());
    world.create(withdraw("w", "9.10")).unwrap();
    let code = world.reveal_code("a", "w").unwrap();
    let dump = serde_json::to_string(&world.dump()).unwrap();
    for secret in [code.expose(), "static-canary", "ann-full", "ann-reads"] {
        assert!(!dump.contains(secret));
    }
    assert!(
        dump.contains(r#""moneyIn":100,"available":90.90,"reserved":9.10"#),
        "{dump}"
    );
    assert!(
        dump.contains(r#""from":"available","to":"reserved","amount":9.10"#),
        "{dump}"
    );
}
