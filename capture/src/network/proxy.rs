//! A SOCKS proxy for the browser that connects to public addresses alone: a name is resolved once, checked, and connected
//! to as it was resolved, so that no second answer of a name server can lead elsewhere.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream, lookup_host};
use tokio::task::JoinHandle;

use super::address::is_private;

const VERSION: u8 = 5;
const CONNECT: u8 = 1;
const SUCCEEDED: u8 = 0;
const NOT_ALLOWED: u8 = 2;
const UNREACHABLE: u8 = 4;

/// The proxy; dropping it ends it.
#[derive(Debug)]
pub(crate) struct Proxy {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Proxy {
    /// Listens on a port of this machine.
    pub(crate) async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(async move { serve(stream).await.ok() });
            }
        });
        Ok(Self { address, task })
    }

    /// As the browser wants it said.
    pub(crate) fn url(&self) -> String {
        format!("socks5://{}", self.address)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut browser: TcpStream) -> std::io::Result<()> {
    let mut greeting = [0; 2];
    browser.read_exact(&mut greeting).await?;
    let mut methods = vec![0; usize::from(greeting[1])];
    browser.read_exact(&mut methods).await?;
    browser.write_all(&[VERSION, 0]).await?;
    let mut request = [0; 4];
    browser.read_exact(&mut request).await?;
    let host = match request[3] {
        1 => {
            let mut octets = [0; 4];
            browser.read_exact(&mut octets).await?;
            Ipv4Addr::from(octets).to_string()
        }
        4 => {
            let mut octets = [0; 16];
            browser.read_exact(&mut octets).await?;
            Ipv6Addr::from(octets).to_string()
        }
        _ => {
            let mut name = vec![0; usize::from(browser.read_u8().await?)];
            browser.read_exact(&mut name).await?;
            String::from_utf8_lossy(&name).into_owned()
        }
    };
    let port = browser.read_u16().await?;
    let target = if request[0] == VERSION && request[1] == CONNECT {
        connect(&host, port).await
    } else {
        Err(NOT_ALLOWED)
    };
    let code = target.as_ref().err().copied().unwrap_or(SUCCEEDED);
    browser.write_all(&[VERSION, code, 0, 1, 0, 0, 0, 0, 0, 0]).await?;
    if let Ok(mut target) = target {
        copy_bidirectional(&mut browser, &mut target).await?;
    }
    Ok(())
}

async fn connect(host: &str, port: u16) -> Result<TcpStream, u8> {
    let addresses: Vec<SocketAddr> = match host.parse::<IpAddr>() {
        Ok(ip) => vec![(ip, port).into()],
        Err(_) => lookup_host((host, port)).await.map_err(|_| UNREACHABLE)?.collect(),
    };
    if addresses.iter().any(|address| is_private(address.ip())) {
        return Err(NOT_ALLOWED);
    }
    TcpStream::connect(addresses.as_slice()).await.map_err(|_| UNREACHABLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_of_this_machine_is_not_connected_to() {
        let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = server.local_addr().unwrap().port();
        let proxy = Proxy::start().await.unwrap();
        for (kind, host) in [(3, "\u{9}localhost".as_bytes()), (1, &[127, 0, 0, 1])] {
            let mut stream = TcpStream::connect(proxy.address).await.unwrap();
            stream.write_all(&[5, 1, 0, 5, 1, 0, kind]).await.unwrap();
            stream.write_all(host).await.unwrap();
            stream.write_all(&port.to_be_bytes()).await.unwrap();
            let mut answer = [0; 12];
            stream.read_exact(&mut answer).await.unwrap();
            assert_eq!(answer[3], NOT_ALLOWED);
        }
    }

    #[tokio::test]
    async fn a_peer_that_dies_half_way_ends_its_connection_alone() {
        let proxy = Proxy::start().await.unwrap();
        let mut stream = TcpStream::connect(proxy.address).await.unwrap();
        stream.write_all(&[5, 200, 0]).await.unwrap();
        drop(stream);
        TcpStream::connect(proxy.address).await.unwrap();
    }
}
