//! Cryptographic cards and readers: what they must be able to do, and which take the remote route.
//!
//! CEP-20 and CEP-21 as data that a centre hands to applicants (S0:L19-43). No rule of issuance depends on a card that nobody
//! here can see; what does is the route, so an application for a card names a [`RemoteCard`], of which there are four, and
//! every other card takes the route of the file. The surprising choice: SHA-1 on the list is a capability of cards of that
//! age and says nothing about certificates, which are never signed with it.

use serde::{Deserialize, Serialize};

use super::{Named, Text, named::named};

/// Families of cards whose keys and certificates the remote application makes (CEP-15, CEP-21).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has four")]
pub enum RemoteCard {
    /// Enigma Encard
    EnigmaEncard,
    /// Gemalto
    Gemalto,
    /// CryptoTech
    CryptoTech,
    /// Certum
    Certum,
}

/// A card an operator has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CardFamily {
    /// One that the remote application knows.
    Remote(RemoteCard),
    /// Another that meets the requirements.
    Other(Text),
}

/// Whose certificate is to be on a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the two policies for persons")]
pub enum CardHolder {
    /// An operator of CEPiK.
    Operator,
    /// A diagnostician of an inspection station.
    Skp,
}

/// The form a holder fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the two forms of S0:L130-132")]
pub enum CardRoute {
    /// "On a card": the remote application makes key and request.
    Remote(RemoteCard),
    /// "In a file": the holder makes key and request on the card and sends the request by mail.
    File,
}

named! {
    /// What a card, its software and its personalisation must have (S0:L32-43).
    pub enum CardRequirement {
        /// Memory.
        Memory = "EEPROM from 32 kB",
        /// Certification.
        Certification = "processor and Java virtual machine certified to FIPS 140-2 level 3, the card to Common Criteria EAL-4",
        /// Interface.
        Interface = "contact interface of ISO/IEC 7816, T=0 or T=1",
        /// Key generation.
        KeyGeneration = "RSA keys of 2048 bits made in hardware",
        /// Hashes.
        Hashes = "SHA-1 and SHA-2 on the card",
        /// Systems.
        Systems = "Windows, 32 and 64 bits, in the versions its maker supports",
        /// Certificates.
        Certificates = "X.509 version 3",
        /// Library.
        Library = "a PKCS#11 library of version 2.10 or 2.11",
        /// Software.
        Software = "software that reads the card, makes and deletes RSA keys, reads, writes and deletes certificates, reads and \
                    deletes private objects, sets the default keys of the CSP, erases the card, changes both PINs, and unblocks \
                    the card",
        /// Personalisation.
        Personalisation = "personalised with a token, a PIN of 4 digits and an administrator's PIN of 8 digits",
    }
}

/// The requirements, in the order of the source.
#[must_use]
pub const fn requirements() -> &'static [CardRequirement] {
    CardRequirement::ALL
}

impl CardFamily {
    /// The route of a certificate for this card: remote for the four families, but never for inspection stations.
    #[must_use]
    pub const fn route(&self, holder: CardHolder) -> CardRoute {
        match (self, holder) {
            (Self::Remote(card), CardHolder::Operator) => CardRoute::Remote(*card),
            (Self::Remote(_), CardHolder::Skp) | (Self::Other(_), _) => CardRoute::File,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_families_are_remote_for_operators_and_none_for_stations() {
        let families = [RemoteCard::EnigmaEncard, RemoteCard::Gemalto, RemoteCard::CryptoTech, RemoteCard::Certum];
        for card in families {
            let family = CardFamily::Remote(card);
            assert_eq!(family.route(CardHolder::Operator), CardRoute::Remote(card));
            assert_eq!(family.route(CardHolder::Skp), CardRoute::File);
        }
        let other = CardFamily::Other("another maker".parse().unwrap());
        assert_eq!(other.route(CardHolder::Operator), CardRoute::File);
    }

    #[test]
    fn the_requirements_of_the_source_are_all_there() {
        assert_eq!(requirements().len(), 10);
        assert_eq!(CardRequirement::KeyGeneration.to_string(), "RSA keys of 2048 bits made in hardware");
        assert!(requirements().iter().any(|requirement| requirement.name().contains("a PIN of 4 digits")));
    }
}
