//! Applications to the signature node (*Węzeł Podpisu*): integration, production, replacement.
//!
//! domain §1.6 and §5.3 points 13 to 15, of S1. Each has two halves: a certificate, applied for to the minister or brought from
//! another issuer, and access, asked for by mail to COI; the rights of a public entity are verified in both (WP-06). One
//! machine for all three; a [`Procedure`] says what is filled in and how access is asked for. The surprising choice: while
//! access is open nothing is decided, though the certificate was granted, since the entity may still be refused.
//!
//! ```text
//! draft → filed → accepted → certified → [access requested] → awaiting verification → entitled → loaded
//!   └──── a certificate of another issuer ───▲          integration: → tested
//! filed, awaiting verification → refused                production:  → integration verified → WSWpSigning granted
//! ```

use std::marker::PhantomData;

mod access;
mod applicant;
mod brought;
mod event;
mod form;
mod procedure;
mod rules;
mod service;
mod steps;
mod test_integration;

pub use access::{Empowerment, PowerOfAttorney, Update};
pub use applicant::NotTheApplicant;
pub use brought::{BroughtCertificate, NotBrought};
pub use event::{Event, EventKind, Filing, State};
pub use form::{
    EntityIdentifier, IntegrationForm, Previous, ProductionForm, ProductionSystem, PublicEntity, Replaced,
    ReplacementForm, RightsBasis,
};
pub use procedure::{Filled, IntegrationProcedure, Procedure, ProductionProcedure, ReplacementProcedure, Route};
pub use service::{NodeService, PzPermission, Scope, ServiceListError, Services, WiderScope};
pub use test_integration::TestIntegration;

use super::{Application, Entry, Role, machine};
use crate::{
    identity::Pesel,
    inventory::{KeyId, RecordId},
    policy::Violations,
};

/// Where COI takes requests for the signature node (S1:L83, WP-04, WP-12).
pub const COI_MAILBOX: &str = "pz-pomoc@coi.gov.pl";

/// The subject of a mail that asks for a first certificate to be loaded; the tag is mandatory (WP-04).
pub const LOADING_SUBJECT: &str = "Wgranie certyfikatu do integracji z Węzłem Podpisu #cert";

/// The subject of a mail that asks for a new certificate to be loaded, without a tag (WP-12, domain §1.11 trap 4).
pub const UPDATE_SUBJECT: &str = "Aktualizacja certyfikatu do integracji z Węzłem Podpisu";

/// What an entity is told whose rights were not found (WP-06).
pub const RIGHTS_NEEDED: &str = "the entity must hold the rights of a public entity under the act of 17 February 2005 (Dz.U. \
                                 2013 poz. 235); without them this cannot end well (WP-06)";

/// Applications to the signature node by one procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node<P: Procedure>(PhantomData<fn() -> P>);

/// A system that is to be tried out in the integration environment.
///
/// ```
/// use chancery::application::{Actor, Application, Entry, Moment, Officer, Outcome};
/// use chancery::application::signature_node::{Event, IntegrationForm, NodeIntegration};
///
/// let form: IntegrationForm = serde_json::from_str(
///     r#"{"applicant":{"entity":{"name":"Straż Gminna w Przykładowie","category":"guard","country":"PL","number":{"regon":"123456785"},
///         "address":{"street":"ul. Wzorcowa 1","postal-code":"44-200","town":"Przykładowo"},
///         "representation":[{"given-name":"Anna","surname":"Lis"}]},
///         "contact":{"email":"it@example.org","phone":"+48600100200"},"rights":"a unit of a municipality"},
///     "system-name":"e-Office","address":"test.example.org","services":["TpSigning"]}"#,
/// )?;
/// let now = Moment::new("2026-02-02T11:00:00Z".parse()?, "2026-02-02".parse()?)?;
/// let officer = Actor::Officer(Officer::new("officer-7".parse()?, "01622801248".parse()?));
/// // With a request at hand: Event::filed(&request, provider.digest).
/// let filed: Event = serde_json::from_str(&format!(
///     r#"{{"filed":{{"with":"minister-through-epuap","key":"{}"}}}}"#, "5a".repeat(32)
/// ))?;
///
/// let application = Application::<NodeIntegration>::draft("node-1".parse()?, form, now)
///     .apply(Entry::new(now, Actor::Applicant, filed))?
///     .apply(Entry::new(now, officer, Event::RightsConfirmed))?;
/// assert_eq!(application.outcome(), Some(Outcome::Accepted));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type NodeIntegration = Node<IntegrationProcedure>;
/// A system that was, and is to go into production.
pub type NodeProduction = Node<ProductionProcedure>;
/// A system whose certificate ends and is replaced, in either environment.
pub type NodeReplacement = Node<ReplacementProcedure>;

impl<P: Procedure> machine::sealed::Sealed for Node<P> {}

impl<P: Procedure> machine::System for Node<P> {
    type Form = P::Form;
    type Event = Event;
    type Kind = EventKind;
    type State = State;

    const NAME: &'static str = P::NAME;
    const FIRST: State = State::Draft;

    fn kind(event: &Event) -> EventKind {
        event.kind()
    }

    fn next(state: State, kind: EventKind) -> Option<State> {
        steps::next(P::ROUTE, state, kind)
    }

    fn role(kind: EventKind) -> Role {
        kind.role()
    }

    fn is_to_be_issued(state: State) -> bool {
        state == State::Accepted
    }

    fn certificate(event: &Event) -> Option<RecordId> {
        match event {
            Event::Obtained { certificate } => Some(*certificate),
            _ => None,
        }
    }

    /// A system is certified and no natural person.
    fn subject(_form: &P::Form) -> Option<&Pesel> {
        None
    }

    fn judge(application: &Application<Self>, entry: &Entry<Event>, violations: &mut Violations) {
        rules::judge(application, entry, violations);
    }
}

impl<P: Procedure> Application<Node<P>> {
    /// The key of the request that was pasted into the form.
    #[must_use]
    pub fn request_key(&self) -> Option<KeyId> {
        self.latest(|entry| match entry.event {
            Event::Filed { key, .. } => Some(key),
            _ => None,
        })
    }

    /// The certificate of another issuer that was brought in place of an application to the minister (WP-03).
    #[must_use]
    pub fn brought(&self) -> Option<&BroughtCertificate> {
        self.latest(|entry| match &entry.event {
            Event::CertificateBrought { certificate } => Some(certificate),
            _ => None,
        })
    }

    /// Why it was refused, in the words for the entity; none where it was not.
    #[must_use]
    pub fn refusal(&self) -> Option<&'static str> {
        (self.state() == State::Refused).then_some(RIGHTS_NEEDED)
    }
}
