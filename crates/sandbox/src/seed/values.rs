//! Single values of seed data.

use std::{collections::BTreeMap, fmt::Display, net::IpAddr, str::FromStr};

use ipnet::{IpNet, Ipv4Net};
use pazemo::Amount;

use super::{Access, InvalidSeed, Outcome, strict::Place};

const MOST_DECIMALS: u32 = 8;

pub(super) fn owned(place: &Place<'_>) -> Result<String, InvalidSeed> {
    place.text().map(str::to_owned)
}

/// The text of an identifier that can stand in a path; a number is its digits.
pub(super) fn identifier<I: FromStr<Err: Display>>(
    place: &Place<'_>,
) -> Result<String, InvalidSeed> {
    let text = place.text_or_number()?;
    match text.parse::<I>() {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(place.refuse(error, "an identifier such as `string` or 4711")),
    }
}

pub(super) fn amount(place: &Place<'_>) -> Result<Amount, InvalidSeed> {
    const RIGHT: &str = "a number such as 1000000 or 9.10, without quotes";
    let amount: Amount = match place.number(RIGHT)?.parse() {
        Ok(amount) => amount,
        Err(error) => return Err(place.refuse(error, RIGHT)),
    };
    if amount.is_negative() {
        return Err(place.refuse("money is not negative here", RIGHT));
    }
    Ok(amount)
}

pub(super) fn access(place: &Place<'_>) -> Result<Access, InvalidSeed> {
    match place.text()? {
        "full" => Ok(Access::Full),
        "read-only" => Ok(Access::ReadOnly),
        other => Err(place.refuse(format!("`{other}` is no access"), "full or read-only")),
    }
}

pub(super) fn outcome(place: &Place<'_>) -> Result<Outcome, InvalidSeed> {
    match place.text()? {
        "settled" => Ok(Outcome::Settled),
        "failed" => Ok(Outcome::Failed),
        "returned" => Ok(Outcome::Returned),
        other => Err(place.refuse(
            format!("`{other}` is no outcome"),
            "settled, failed or returned",
        )),
    }
}

pub(super) fn address_range(place: &Place<'_>) -> Result<IpNet, InvalidSeed> {
    let text = place.text()?;
    read_address_range(text)
        .map_err(|right| place.refuse(format!("`{text}` is no range of addresses"), &right))
}

/// A range of IPv4 addresses in the clothes of IPv6 as what it is; callers are compared without such clothes.
pub(crate) fn plain_range(range: IpNet) -> IpNet {
    const CLOTHES: u8 = 96;
    let plain = match range {
        IpNet::V6(mapped) if mapped.prefix_len() >= CLOTHES => mapped
            .addr()
            .to_ipv4_mapped()
            .and_then(|address| Ipv4Net::new(address, mapped.prefix_len() - CLOTHES).ok()),
        _ => None,
    };
    plain.map_or(range, IpNet::V4)
}

/// A range of addresses, or a single one; otherwise what would be right. Bits beyond the prefix are most likely a mistake.
pub(crate) fn read_address_range(text: &str) -> Result<IpNet, String> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Ok(address.into());
    }
    match text.parse::<IpNet>() {
        Ok(range) if range.addr() == range.network() => Ok(range),
        Ok(range) => Err(range.trunc().to_string()),
        Err(_) => Err("an address or a range such as 192.0.2.0/24 or 2001:db8::/32".to_owned()),
    }
}

pub(super) fn seconds(place: &Place<'_>) -> Result<u32, InvalidSeed> {
    const RIGHT: &str = "a whole number of seconds";
    let digits = place.number(RIGHT)?;
    digits
        .parse()
        .map_err(|_| place.refuse(format!("{digits} stands here"), RIGHT))
}

pub(super) fn currencies(place: Option<Place<'_>>) -> Result<BTreeMap<String, u32>, InvalidSeed> {
    const RIGHT: &str = "how many decimals it has, 0 to 8";
    let entries = place.map(Place::named).transpose()?.unwrap_or_default();
    let mut currencies = BTreeMap::new();
    for (name, place) in entries {
        let decimals = place.number(RIGHT)?.parse().ok();
        match decimals.filter(|decimals| *decimals <= MOST_DECIMALS) {
            Some(decimals) => currencies.insert(name.to_owned(), decimals),
            None => return Err(place.refuse("no number of decimals", RIGHT)),
        };
    }
    Ok(currencies)
}
