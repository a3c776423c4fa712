//! Where a request comes from, also behind a proxy.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::app::App;

/// Whoever asks: the other end of the connection, or whom a proxy names that is trusted.
pub(crate) struct Peer(pub(crate) Option<IpAddr>);

impl Peer {
    /// What attempts are counted by: the address, or of IPv6 the network of 64 bits, which one customer has to themselves.
    pub(crate) fn counted(&self) -> Option<String> {
        self.0.map(|address| match address.to_canonical() {
            IpAddr::V4(address) => format!("address {address}"),
            IpAddr::V6(address) => {
                let network = Ipv6Addr::from_bits(address.to_bits() >> 64 << 64);
                format!("address {network}/64")
            }
        })
    }
}

impl FromRequestParts<App> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Self(peer.map(|peer| behind(peer, &parts.headers, &app.settings.trusted_proxies))))
    }
}

/// Whom the proxies between name, from the nearest one on: each is believed only where the next one is trusted.
fn behind(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let named = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let named: Vec<&str> = named.flat_map(|value| value.split(',')).map(str::trim).collect();
    let mut address = peer.to_canonical();
    for name in named.into_iter().rev() {
        if !trusted.contains(&address) {
            break;
        }
        let read = name.parse().or_else(|_| name.parse().map(|with_port: SocketAddr| with_port.ip()));
        let Ok(read) = read else { break };
        address = read.to_canonical();
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_believed_where_it_is_trusted() {
        let trusted = ["127.0.0.1", "::1", "10.0.0.2"].map(|text| text.parse().unwrap());
        for (peer, named, found) in [
            ("203.0.113.9", &["198.51.100.1"][..], "203.0.113.9"),
            ("127.0.0.1", &[], "127.0.0.1"),
            ("127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("::ffff:127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            // What a client wrote itself is further away than what the proxy saw.
            ("127.0.0.1", &["192.0.2.7, 198.51.100.1"], "198.51.100.1"),
            ("::1", &["192.0.2.7", "198.51.100.1, 10.0.0.2"], "198.51.100.1"),
            ("127.0.0.1", &["198.51.100.1:4711"], "198.51.100.1"),
            ("127.0.0.1", &["[2001:db8::1]:4711"], "2001:db8::1"),
            ("127.0.0.1", &["nobody"], "127.0.0.1"),
        ] {
            let mut headers = HeaderMap::new();
            for value in named {
                headers.append("x-forwarded-for", value.parse().unwrap());
            }
            let address = behind(peer.parse().unwrap(), &headers, &trusted);
            assert_eq!(address.to_string(), found, "{peer} {named:?}");
        }
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one() {
        let counted = |text: &str| Peer(Some(text.parse().unwrap())).counted().unwrap();
        assert_eq!(counted("2001:db8:1:2:3::4"), "address 2001:db8:1:2::/64");
        assert_eq!(counted("::ffff:192.0.2.1"), counted("192.0.2.1"));
        assert_ne!(counted("192.0.2.1"), counted("192.0.2.2"));
    }
}
