//! Applications (*wnioski*) to the centres of the domain, from draft to delivery.
//!
//! Above the policies and below `credential`: who asks for a certificate or a key, with which papers, and what became of it.
//! An [`Application`] of a [`System`] is a journal of events; the state is folded from it, and every rule of the system is asked
//! when an event is taken and again when the journal is loaded. What was accepted is [`Accepted`], the way to the applicant of
//! a policy. An embedder who knows applicants by other means makes the policy's applicant without any of this. The surprising
//! choice: there is no type for each state. A store could not load one without a way to forge it.
//!
//! ```text
//! Application<S> ── apply(Entry) ──▶ Application<S> ── accepted() ──▶ Accepted<S> ──▶ the policy's Applicant
//!       ▲                                  │
//!       └────────── journal ◀── serde ─────┘
//! ```

mod accepted;
mod audit;
mod card;
pub mod cepik;
mod contact;
mod date;
mod deadline;
mod entity;
mod entry;
mod entry_rules;
mod id;
mod identity_evidence;
mod journal;
mod machine;
mod mail;
mod named;
pub mod national_node;
mod outcome;
pub mod pesel_register;
mod previous;
mod queue;
pub mod sekap;
mod signature;
pub mod signature_node;
mod stored;
mod text;

pub use accepted::Accepted;
pub use card::{CardFamily, CardHolder, CardRequirement, CardRoute, RemoteCard, requirements};
pub use contact::{Contact, PhoneNumber, PhoneNumberError};
pub use date::{Date, DateError, Moment};
pub use deadline::{
    CsrDeadline, Deadline, FreeDays, PolicyDeadline, ProcessingDeadline, ReceivedByCoi, ReceivedByMinistry,
    RegisteredInOwc, Start,
};
pub use entity::{Address, Category, Country, Entity, EntityNumber, NotACountry};
pub use entry::{Actor, Entry, Officer};
pub use id::{ApplicationId, ApplicationIdError, OwcNumber};
pub use identity_evidence::{
    Authorisation, DrivingLicence, IdentityDocument, IdentityEvidence, LicenceTooOld, TrustedProfile,
};
pub use journal::{Application, EventError};
pub use machine::{Named, Role, State, System};
pub use mail::{Mail, Sender, SenderError};
pub use outcome::{Awaiting, Correction, Declined, Ending, Endings, OtherEnding, Outcome, Reason};
pub use previous::{Holding, NotRenewable, PreviousCertificate};
pub use queue::{NumberTaken, Queue, QueuePlace};
pub use signature::{PersonName, Representation, RepresentationError, Signature, SignatureKind};
pub use stored::JournalError;
pub use text::{FormTextError, Text};
