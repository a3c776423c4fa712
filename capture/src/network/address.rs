//! Which addresses are not on the public internet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::Host;

/// Whether an address belongs to this machine, a private network, or anything else that is not public.
///
/// ```
/// assert!(depicted_capture::is_private([10, 0, 0, 1].into()));
/// assert!(!depicted_capture::is_private([1, 1, 1, 1].into()));
/// ```
pub fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(ip) => is_private_v4(ip),
        IpAddr::V6(ip) => is_private_v6(ip),
    }
}

/// Whether a host is such an address, or a name of this machine. Any other name may still lead to one.
///
/// ```
/// assert!(depicted_capture::is_private_host(&url::Host::Domain("a.localhost")));
/// assert!(!depicted_capture::is_private_host(&url::Host::Domain("example.org")));
/// ```
pub fn is_private_host(host: &Host<&str>) -> bool {
    match host {
        Host::Ipv4(ip) => is_private((*ip).into()),
        Host::Ipv6(ip) => is_private((*ip).into()),
        Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
    }
}

fn is_private_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_broadcast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (18..20).contains(&b))
        || (a == 192 && b == 0 && c == 0)
}

fn is_private_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    // Addresses of version 4 in three disguises: mapped, translated (64:ff9b::/96) and 6to4 (2002::/16).
    let octets = ip.octets();
    let tail = Ipv4Addr::new(octets[12], octets[13], octets[14], octets[15]);
    let embedded = match (a, b) {
        (0x64, 0xff9b) => Some(tail),
        (0x2002, _) => Some(Ipv4Addr::new(octets[2], octets[3], octets[4], octets[5])),
        _ => ip.to_ipv4(),
    };
    embedded.is_some_and(is_private_v4)
        || ip.is_loopback()
        || ip.is_unspecified()
        || ip.is_multicast()
        || (a & 0xfe00) == 0xfc00
        || (a & 0xffc0) == 0xfe80
        || (a == 0x2001 && b == 0xdb8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_not_public_are_private() {
        for ip in [
            "127.8.0.1",
            "10.0.0.1",
            "172.16.0.1",
            "100.64.0.1",
            "0.0.0.0",
            "169.254.1.1",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:192.168.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
        ] {
            assert!(is_private(ip.parse().unwrap()), "{ip}");
        }
        for ip in ["1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"] {
            assert!(!is_private(ip.parse().unwrap()), "{ip}");
        }
    }
}
