//! Access to the national node: the integrator asks, COI opens the network and adds the provider, the integrator begins.
//!
//! The surprising choice: what comes out is no certificate but a grant, printed as the data it is.

use std::io::{self, Write as _};

use chancery::application::national_node::{Addresses, Event, Form, NationalNode, REQUESTS_TO};

use crate::{Failure, desk::Desk, people::text};

/// From the draft to the first test.
pub(crate) fn delivery() -> Result<(), Failure> {
    let Form { system_addresses: system, user_addresses: users, issuer, .. } = form()?;
    let desk = Desk::<NationalNode>::open("node/1", form()?, "2026-02-16")?
        .applicant(Event::Filed { to: REQUESTS_TO.parse()? })?
        .on("2026-02-20")?
        .centre(Event::NetworkOpened { system, users })?
        .centre(Event::ProviderAdded { issuer })?;
    let grant = desk.accepted()?.into_grant();
    writeln!(io::stdout(), "    granted: {} from {}", grant.system_name, grant.system_addresses)?;
    desk.on("2026-02-23")?.applicant(Event::AccessConfirmed)?.applicant(Event::TestsStarted)?.print()
}

fn form() -> Result<Form, Failure> {
    Ok(Form {
        system_addresses: Addresses::new(vec!["192.0.2.16/28".parse()?])?,
        user_addresses: Addresses::new(vec!["198.51.100.7/32".parse()?])?,
        system_name: text("e-Urząd")?,
        issuer: text("https://sso.example.org/issuer")?,
        return_address: serde_json::from_str(r#""https://sso.example.org/back""#)?,
        contact: "integrator@example.org".parse()?,
    })
}
