//! Who may send: the address of the sender, and which are allowed.

use std::{error::Error as StdError, fmt, net::IpAddr, str::FromStr};

/// The address a request came from, as an extension of the request: the types of `http` know no peer, so whoever accepts the connection puts
/// it in. Behind a proxy that is the proxy's address, unless you take the sender's from where your own proxy writes it. No header is ever
/// looked at for it, because every sender can write headers.
///
/// ```
/// use std::net::{IpAddr, Ipv4Addr};
/// use pazemo::qolo::webhooks::PeerAddress;
///
/// # let peer = std::net::SocketAddr::from((Ipv4Addr::LOCALHOST, 4711));
/// # let mut request = http::Request::new(());
/// request.extensions_mut().insert(PeerAddress(peer.ip()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PeerAddress(pub IpAddr);

/// An address, or all that begin with the same bits: `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`.
///
/// ```
/// use pazemo::qolo::webhooks::AddressRange;
///
/// let range: AddressRange = "203.0.113.0/24".parse()?;
/// assert!(range.contains("203.0.113.7".parse().unwrap()));
/// assert!(!range.contains("203.0.114.7".parse().unwrap()));
/// # Ok::<(), pazemo::qolo::webhooks::InvalidAddressRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AddressRange {
    address: IpAddr,
    bits: u32,
}

/// How many bits stand before an IPv4 address that is written as an IPv6 one.
const MAPPED: u32 = 96;

impl AddressRange {
    /// A range of IPv4 addresses that is written as one of IPv6 (`::ffff:203.0.113.0/120`) is the one that it means.
    fn canonical(self) -> Self {
        match (self.address.to_canonical(), self.bits.checked_sub(MAPPED)) {
            (address @ IpAddr::V4(_), Some(bits)) if self.address.is_ipv6() => {
                Self { address, bits }
            }
            _ => self,
        }
    }

    /// Whether the address is in the range. IPv4 addresses written as IPv6 ones (`::ffff:203.0.113.7`) count as IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(range), IpAddr::V4(address)) => {
                let differing = u32::from(range) ^ u32::from(address);
                differing.leading_zeros() >= self.bits
            }
            (IpAddr::V6(range), IpAddr::V6(address)) => {
                let differing = u128::from(range) ^ u128::from(address);
                differing.leading_zeros() >= self.bits
            }
            _ => false,
        }
    }
}

impl From<IpAddr> for AddressRange {
    fn from(address: IpAddr) -> Self {
        let address = address.to_canonical();
        let bits = if address.is_ipv4() { 32 } else { 128 };
        Self { address, bits }
    }
}

/// A text that is no address and no range of addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidAddressRange(());

impl fmt::Display for InvalidAddressRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an IP address, alone or with `/` and a number of bits")
    }
}

impl StdError for InvalidAddressRange {}

impl FromStr for AddressRange {
    type Err = InvalidAddressRange;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = InvalidAddressRange(());
        let Some((address, bits)) = text.split_once('/') else {
            let address: IpAddr = text.parse().map_err(|_| invalid)?;
            return Ok(address.into());
        };
        let address: IpAddr = address.parse().map_err(|_| invalid.clone())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        match bits.parse() {
            Ok(bits) if bits <= most && !text.contains('+') => {
                Ok(Self { address, bits }.canonical())
            }
            _ => Err(invalid),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn in_range(range: &str, address: &str) -> bool {
        let range: AddressRange = range.parse().expect("a range");
        range.contains(address.parse().expect("an address"))
    }

    #[test]
    fn a_range_holds_the_addresses_with_its_bits() {
        assert!(in_range("203.0.113.7", "203.0.113.7"));
        assert!(!in_range("203.0.113.7", "203.0.113.6"));
        assert!(in_range("203.0.113.77/25", "203.0.113.127"));
        assert!(!in_range("203.0.113.77/25", "203.0.113.128"));
        assert!(in_range("0.0.0.0/0", "8.8.8.8"));
        assert!(in_range("2001:db8::/32", "2001:db8:ffff::1"));
        assert!(!in_range("2001:db8::/32", "2001:db9::1"));
        assert!(in_range("::/0", "::1"));
        // Each family for itself, but a mapped address is IPv4.
        assert!(!in_range("::/0", "8.8.8.8"));
        assert!(!in_range("::/0", "::ffff:8.8.8.8"));
        assert!(in_range("203.0.113.0/24", "::ffff:203.0.113.7"));
        assert!(in_range("::ffff:203.0.113.7", "203.0.113.7"));
        assert!(in_range("::ffff:203.0.113.0/120", "203.0.113.7"));
        assert!(!in_range("::ffff:203.0.113.0/120", "203.0.114.7"));
        assert!(in_range("::ffff:0:0/96", "8.8.8.8"));
        assert!(!in_range("203.0.113.128/25", "203.0.113.7"));
    }

    #[test]
    fn what_is_no_range_is_refused() {
        for text in [
            "",
            "/",
            "a",
            "1.2.3",
            "1.2.3.4/33",
            "1.2.3.4/",
            "1.2.3.4/-1",
            "1.2.3.4/+1",
            "::/129",
            "1.2.3.4/8/8",
            " 1.2.3.4",
        ] {
            assert!(text.parse::<AddressRange>().is_err(), "{text:?}");
        }
    }
}
