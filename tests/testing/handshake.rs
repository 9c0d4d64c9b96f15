//! TLS handshakes between two rustls endpoints in memory, with what the kit hands out.
//!
//! Both ends present a certificate and ask for one (RFC 8446 §4.3.2); no socket is opened, octets are carried from one
//! buffer to the other. The surprising choice: the clock of both ends is an argument, so that the kit is met on its first
//! and on its last day.

use std::{net::IpAddr, sync::Arc, time::Duration};

use chancery::{
    testing::{TestCertificate, TestPki},
    x509::Time,
};
use rustls::{
    CertificateError, ClientConfig, ClientConnection, Error, RootCertStore, ServerConfig, ServerConnection,
    pki_types::{CertificateDer, ServerName, UnixTime},
    server::WebPkiClientVerifier,
    time_provider::TimeProvider,
};

use super::at;

/// Who meets whom, when.
#[derive(Clone, Copy)]
struct Meeting<'a> {
    /// Whom both trust.
    trusted: &'a TestPki,
    server: &'a TestCertificate,
    client: &'a TestCertificate,
    /// Whom the client means to reach.
    host: &'a str,
    now: Time,
}

#[derive(Debug)]
struct Standing(UnixTime);

impl TimeProvider for Standing {
    fn current_time(&self) -> Option<UnixTime> {
        Some(self.0)
    }
}

impl Meeting<'_> {
    /// The handshake to its end: the client's certificate as the server saw it.
    fn hold(&self) -> Result<CertificateDer<'static>, Error> {
        let (mut client, mut server) = (self.client(), self.server());
        while client.is_handshaking() || server.is_handshaking() {
            carry(|octets| client.write_tls(octets), |octets| server.read_tls(octets));
            server.process_new_packets()?;
            carry(|octets| server.write_tls(octets), |octets| client.read_tls(octets));
            client.process_new_packets()?;
        }
        Ok(server.peer_certificates().unwrap().first().unwrap().clone().into_owned())
    }

    fn client(&self) -> ClientConnection {
        let mut config = ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(self.roots())
            .with_client_auth_cert(self.client.chain_der(), self.client.key_der())
            .unwrap();
        config.time_provider = self.clock();
        let host = ServerName::try_from(self.host.to_owned()).unwrap();
        ClientConnection::new(Arc::new(config), host).unwrap()
    }

    fn server(&self) -> ServerConnection {
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(self.roots()), provider()).build().unwrap();
        let mut config = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_client_cert_verifier(verifier)
            .with_single_cert(self.server.chain_der(), self.server.key_der())
            .unwrap();
        config.time_provider = self.clock();
        ServerConnection::new(Arc::new(config)).unwrap()
    }

    fn roots(&self) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        roots.add(self.trusted.root().certificate_der()).unwrap();
        roots
    }

    fn clock(&self) -> Arc<dyn TimeProvider> {
        let seconds = u64::try_from(self.now.unix_seconds()).unwrap();
        Arc::new(Standing(UnixTime::since_unix_epoch(Duration::from_secs(seconds))))
    }
}

fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// All that one end has to say, to the other.
fn carry(
    mut write: impl FnMut(&mut dyn std::io::Write) -> std::io::Result<usize>,
    mut read: impl FnMut(&mut dyn std::io::Read) -> std::io::Result<usize>,
) {
    let mut octets = Vec::new();
    while write(&mut octets).unwrap() > 0 {}
    let mut rest = octets.as_slice();
    while !rest.is_empty() {
        assert_ne!(read(&mut rest).unwrap(), 0, "the other end has no room");
    }
}

const TODAY: &str = "2026-11-22T10:00:00Z";

#[test]
fn server_and_client_know_each_other() {
    let pki = TestPki::new();
    let (server, client) = (pki.server("localhost"), pki.client("alice"));
    for day in ["2020-01-01T00:00:00Z", TODAY, "2050-01-01T00:00:00Z", "2099-12-31T23:59:59Z"] {
        let meeting = Meeting { trusted: &pki, server: &server, client: &client, host: "localhost", now: at(day) };
        assert_eq!(meeting.hold().unwrap(), client.certificate_der(), "{day}");
    }
}

#[test]
fn a_server_is_reached_by_each_of_its_names_and_addresses() {
    let pki = TestPki::new();
    let (server, client) = (pki.server_for(&["localhost", "127.0.0.1", "::1", "*.example.test"]), pki.client("alice"));
    let meeting = |host| Meeting { trusted: &pki, server: &server, client: &client, host, now: at(TODAY) };
    for host in ["localhost", "127.0.0.1", "::1", "www.example.test"] {
        meeting(host).hold().unwrap();
    }
    let alone = pki.server("127.0.0.1");
    Meeting { server: &alone, ..meeting("127.0.0.1") }.hold().unwrap();
    let refusal = Meeting { server: &alone, ..meeting("127.0.0.2") }.hold().unwrap_err();
    let Error::InvalidCertificate(CertificateError::NotValidForNameContext { expected, .. }) = refusal else {
        panic!("{refusal:?}");
    };
    assert_eq!(expected, ServerName::from("127.0.0.2".parse::<IpAddr>().unwrap()));
}

#[test]
fn a_server_of_another_name_is_refused() {
    let pki = TestPki::new();
    let (server, client) = (pki.server("localhost"), pki.client("alice"));
    let meeting = Meeting { trusted: &pki, server: &server, client: &client, host: "example.test", now: at(TODAY) };
    let refusal = meeting.hold().unwrap_err();
    let wrong_name = matches!(refusal, Error::InvalidCertificate(CertificateError::NotValidForNameContext { .. }));
    assert!(wrong_name, "{refusal:?}");
}

#[test]
fn a_stranger_is_refused_by_both_ends() {
    let (pki, stranger) = (TestPki::new(), TestPki::stranger());
    let (server, client) = (pki.server("localhost"), pki.client("alice"));
    let meeting = Meeting { trusted: &pki, server: &server, client: &client, host: "localhost", now: at(TODAY) };
    let unknown = Error::InvalidCertificate(CertificateError::UnknownIssuer);
    let (false_server, false_client) = (stranger.server("localhost"), stranger.client("alice"));
    assert_eq!(Meeting { server: &false_server, ..meeting }.hold().unwrap_err(), unknown);
    assert_eq!(Meeting { client: &false_client, ..meeting }.hold().unwrap_err(), unknown);
}

#[test]
fn a_certificate_serves_its_own_purpose_only() {
    let pki = TestPki::new();
    let (server, client) = (pki.server("localhost"), pki.client("alice"));
    let meeting = Meeting { trusted: &pki, server: &server, client: &client, host: "localhost", now: at(TODAY) };
    for misused in [Meeting { client: &server, ..meeting }, Meeting { server: &client, ..meeting }] {
        let refusal = misused.hold().unwrap_err();
        let other_purpose =
            matches!(refusal, Error::InvalidCertificate(CertificateError::InvalidPurposeContext { .. }));
        assert!(other_purpose, "{refusal:?}");
    }
}

#[test]
fn a_pki_of_a_day_expires() {
    let pki = TestPki::at(at(TODAY));
    let (server, client) = (pki.server("localhost"), pki.client("alice"));
    let on = |now| Meeting { trusted: &pki, server: &server, client: &client, host: "localhost", now: at(now) };
    on("2027-02-20T09:59:59Z").hold().unwrap();
    let refusal = on("2027-02-20T10:00:00Z").hold().unwrap_err();
    assert!(matches!(refusal, Error::InvalidCertificate(CertificateError::ExpiredContext { .. })), "{refusal:?}");
    on("2026-11-22T09:59:59Z").hold().unwrap_err();
}
