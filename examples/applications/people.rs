//! Who applies. None of them exists; identity numbers are of centuries in which nobody lives who has one.

use chancery::application::{
    Address, Category, Contact, Entity, EntityNumber, PersonName, Representation, Signature, SignatureKind, Text,
};

use crate::Failure;

/// The operator's.
pub(crate) const OPERATORS_PESEL: &str = "99723100018";
/// The officer's.
pub(crate) const OFFICERS_PESEL: &str = "01622801248";
/// The citizen's.
pub(crate) const CITIZENS_PESEL: &str = "01810199982";

pub(crate) fn text(text: &str) -> Result<Text, Failure> {
    Ok(text.parse()?)
}

pub(crate) fn person(given_name: &str, surname: &str) -> Result<PersonName, Failure> {
    Ok(PersonName::new(text(given_name)?, text(surname)?))
}

/// Two who represent an entity jointly.
pub(crate) fn board() -> Result<Vec<PersonName>, Failure> {
    Ok(vec![person("Anna", "Przykładna")?, person("Jan", "Wzorowy")?])
}

pub(crate) fn signed_by_all(how: SignatureKind) -> Result<Vec<Signature>, Failure> {
    Ok(board()?.into_iter().map(|by| Signature { by, how }).collect())
}

pub(crate) fn entity(name: &str, category: Category) -> Result<Entity, Failure> {
    Ok(Entity {
        name: text(name)?,
        category,
        country: "PL".parse()?,
        address: Address {
            street: text("ul. Wzorcowa 1/2")?,
            postal_code: "44-200".parse()?,
            town: text("Przykładowo")?,
        },
        number: EntityNumber::Regon("123456785".parse()?),
        representation: Representation::new(board()?)?,
    })
}

pub(crate) fn contact() -> Result<Contact, Failure> {
    Ok(Contact::new("urzad@example.org".parse()?, "+48600100200".parse()?))
}
