//! The cryptography of TLS, chosen once a process.

/// Makes `ring` the provider of TLS of this process, unless one was chosen before. A client does it by itself; who uses
/// `reqwest` beside it may call this first.
pub fn install_provider() {
    // It fails where one is installed already, which is just as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
