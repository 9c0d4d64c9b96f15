//! What applicants to CEPiK are told: which forms, where to, what to have ready, what never to send.
//!
//! Facts of the source that decide nothing here and that a centre would otherwise type again (S0): they are carried as data, in
//! the words of this library, with the names and addresses of the source as they stand. The surprising choice: opening hours
//! and telephone numbers are not here, because they change and are printed by nobody who wants to be right.

use std::collections::BTreeSet;

use super::{DecisionNumber, Kind};
use crate::{
    application::{Address, Contact, Date, Entity, Named, Text, named::named},
    x509::EmailAddress,
};

/// Where certification requests are mailed (CEP-09).
pub const REQUESTS_TO: &str = "cc.coi@coi.gov.pl";
/// The mailbox on ePUAP (CEP-05).
pub const EPUAP_MAILBOX: &str = "/coi/Cepikcert";
/// Where papers are sent by post or courier (CEP-05), under the note of the kind ([`envelope_note`]).
pub const POSTAL_ADDRESS: [&str; 3] = ["Centralny Ośrodek Informatyki", "ul. Gdańska 47/49", "90-729 Łódź"];

named! {
    /// How an entity will use CEPiK; each use asks for a form of its own (CEP-03).
    pub enum Access {
        /// Over the public Internet.
        PublicInternet = "over the public Internet",
        /// Its own system calls the services.
        OwnSystem = "with a system of its own",
        /// Its people use the browser applications.
        BrowserApplications = "with the browser applications",
    }
}

named! {
    /// A form (CEP-03).
    pub enum FormKind {
        /// For devices.
        Vpn = "wniosek o wydanie certyfikatu dla urządzeń (VPN, PKCS 12)",
        /// For a system.
        System = "wniosek o wydanie certyfikatu dla systemu",
        /// For an operator, in a file or on a card.
        Operator = "wniosek o wydanie certyfikatu dla operatora",
    }
}

named! {
    /// What an entity must have before it has access (CEP-06, CEP-18).
    pub enum Prerequisite {
        /// The decision.
        Decision = "a decision that grants access over the public network",
        /// The workstation.
        Workstation = "a workstation on the Internet; 0.5 Mb/s or more are recommended",
        /// The software.
        Software = "the software of CEPiK",
        /// The VPN software.
        VpnSoftware = "Cisco VPN Client or Cisco AnyConnect; other software must work with Cisco ASA 55xx and is not supported",
        /// The VPN certificate.
        VpnCertificate = "a VPN certificate",
        /// The SSL certificate.
        CardCertificate = "an SSL certificate on a card",
    }
}

named! {
    /// What applicants are advised (CEP-01, CEP-05, CEP-08, CEP-14, CEP-16).
    pub enum Advice {
        /// Processing time.
        Patience = "an application is handled within 30 days, in the order of receipt and registration; questions lengthen it",
        /// How to send.
        FastPost = "send papers by registered priority post or courier, soon after they are signed",
        /// The decision.
        EncloseDecision = "a copy of the decision that is enclosed speeds handling up",
        /// Cards.
        KeepTheCard = "never send a card; it only lengthens the procedure, and may come back with the application not handled",
        /// Mail.
        WatchTheMailbox = "watch the mailbox of the application and its folder for spam",
    }
}

/// The forms for these uses; they add up.
///
/// ```
/// use chancery::application::cepik::guidance::{Access, FormKind, forms_for};
/// let forms = forms_for([Access::BrowserApplications, Access::PublicInternet]);
/// assert_eq!(forms.into_iter().collect::<Vec<_>>(), [FormKind::Vpn, FormKind::Operator]);
/// ```
pub fn forms_for(uses: impl IntoIterator<Item = Access>) -> BTreeSet<FormKind> {
    let form = |access| match access {
        Access::PublicInternet => FormKind::Vpn,
        Access::OwnSystem => FormKind::System,
        Access::BrowserApplications => FormKind::Operator,
    };
    uses.into_iter().map(form).collect()
}

/// What is written on the envelope of an application of this kind (CEP-05).
#[must_use]
pub const fn envelope_note<K: Kind>() -> &'static str {
    K::NOTE
}

/// What an entity must have, in the order of the source.
#[must_use]
pub const fn prerequisites() -> &'static [Prerequisite] {
    Prerequisite::ALL
}

/// What applicants are advised.
#[must_use]
pub const fn advice() -> &'static [Advice] {
    Advice::ALL
}

/// The subject of the mail with a certification request: it carries the name of the office (CEP-11). The source gives examples
/// and no fixed text, so no request is refused for another.
#[must_use]
pub fn request_subject(entity: &Entity) -> String {
    format!("Zgłoszenie certyfikacyjne {}", entity.name)
}

/// The letter to COI Katowice about another seat or another room of the station (CEP-17): nothing may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the contents of the source")]
pub struct LocationChange {
    /// The new seat, or where the room is now.
    pub address: Address,
    /// When the decision on access was issued.
    pub decision_date: Date,
    /// Its number.
    pub decision: DecisionNumber,
    /// Who represents the entity: the position.
    pub position: Text,
    /// Who represents the entity: how they are reached.
    pub representative: Contact,
    /// Who is to be asked about technical matters.
    pub technical_contact: Contact,
}

/// The mailbox of [`REQUESTS_TO`]; `None` never.
#[must_use]
pub fn requests_mailbox() -> Option<EmailAddress> {
    REQUESTS_TO.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::cepik::{OperatorFile, SkpVpn, Vpn};

    #[test]
    fn the_note_of_the_envelope_is_that_of_the_kind() {
        assert_eq!(envelope_note::<Vpn>(), "WNIOSEK VPN do CEPiK 2.0");
        assert_eq!(envelope_note::<SkpVpn>(), "WNIOSEK VPN do CEPiK 2.0");
        assert_eq!(envelope_note::<OperatorFile>(), "WNIOSEK SSL do CEPiK 2.0");
    }

    #[test]
    fn each_use_asks_for_a_form_and_forms_add_up() {
        assert_eq!(forms_for(Access::ALL.iter().copied()).into_iter().collect::<Vec<_>>(), FormKind::ALL);
        assert!(forms_for([]).is_empty());
    }

    #[test]
    fn what_the_source_lists_is_carried() {
        assert_eq!(prerequisites().len(), 6);
        assert!(prerequisites()[3].name().contains("Cisco ASA 55xx"));
        assert!(advice().iter().any(|advice| advice.name().contains("never send a card")));
        assert_eq!(requests_mailbox().unwrap().as_str(), "cc.coi@coi.gov.pl");
        assert_eq!(POSTAL_ADDRESS[2], "90-729 Łódź");
    }

    fn entity() -> Entity {
        let json = r#"{"name":"Straż Gminna w Przykładowie","category":"guard","country":"PL","address":{"street":"ul. Wzorcowa 1/2",
            "postal-code":"44-200","town":"Przykładowo"},"number":{"regon":"123456785"},
            "representation":[{"given-name":"Anna","surname":"Lis"}]}"#;
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_subject_of_a_request_names_the_office() {
        assert_eq!(request_subject(&entity()), "Zgłoszenie certyfikacyjne Straż Gminna w Przykładowie");
    }

    #[test]
    fn a_letter_about_another_place_has_all_its_contents() {
        let contact = Contact::new("a@example.org".parse().unwrap(), "+48600100200".parse().unwrap());
        let letter = LocationChange {
            address: entity().address,
            decision_date: Date::new(2026, 1, 31).unwrap(),
            decision: DecisionNumber::new("BM-WCC-I.6512.12.2026".parse().unwrap()),
            position: "Komendant".parse().unwrap(),
            representative: contact.clone(),
            technical_contact: contact,
        };
        // A field more or less does not compile here.
        let LocationChange { address, decision_date, decision, position, representative, technical_contact } = letter;
        assert_eq!((address.town.as_str(), decision_date.to_string().as_str()), ("Przykładowo", "2026-01-31"));
        assert_eq!((decision.as_str(), position.as_str()), ("BM-WCC-I.6512.12.2026", "Komendant"));
        assert_eq!(representative, technical_contact);
    }
}
