//! Access requests to the national node: what decides something in S4:L845-868, the walk, and random lives.

use chancery::{
    application::{
        Actor, Application, Ending, Moment, Outcome, Reason,
        national_node::{
            AccessGrant, Addresses, Event, EventKind, Form, NationalNode, REQUESTS_TO, ReturnAddress, State,
        },
    },
    x509::Uri,
};

use super::{
    made::{ENDINGS, assert_is, assert_violates, noon, officer, taken, text, violated},
    model::{self, Luck, Model},
};

// ---- forms --------------------------------------------------------------------------------------------------------

fn addresses(blocks: &[&str]) -> Addresses {
    Addresses::new(blocks.iter().map(|block| block.parse().unwrap()).collect()).unwrap()
}

fn return_address() -> ReturnAddress {
    "https://sso.example.org/back".parse::<Uri>().unwrap().try_into().unwrap()
}

fn form() -> Form {
    Form {
        system_addresses: addresses(&["192.0.2.17", "192.0.2.18"]),
        user_addresses: addresses(&["198.51.100.0/24", "2001:db8::/48"]),
        system_name: text("e-Mandat"),
        issuer: text("https://mandat.example.org/saml"),
        return_address: return_address(),
        contact: "integrator@example.org".parse().unwrap(),
    }
}

fn draft() -> Application<NationalNode> {
    Application::draft("wk/1".parse().unwrap(), form(), noon("2026-01-30"))
}

// ---- the walk -----------------------------------------------------------------------------------------------------

fn filed_to(mailbox: &str) -> Event {
    Event::Filed { to: mailbox.parse().unwrap() }
}

fn opened() -> Event {
    Event::NetworkOpened { system: form().system_addresses, users: form().user_addresses }
}

fn added() -> Event {
    Event::ProviderAdded { issuer: form().issuer }
}

fn filed() -> Application<NationalNode> {
    taken(draft(), noon("2026-01-30"), Actor::Applicant, filed_to(REQUESTS_TO))
}

fn granted() -> Application<NationalNode> {
    let application = taken(filed(), noon("2026-02-02"), Actor::Centre, opened());
    taken(application, noon("2026-02-03"), Actor::Centre, added())
}

#[test]
fn a_request_walks_from_draft_to_tests() {
    let application = granted();
    assert_is(application.outcome(), Some(Outcome::Accepted));
    let application = taken(application, noon("2026-02-04"), Actor::Applicant, Event::AccessConfirmed);
    assert!(application.accepted().is_none(), "what was confirmed is not granted again");
    let application = taken(application, noon("2026-02-05"), Actor::Applicant, Event::TestsStarted);
    assert_is(application.state(), State::TestsStarted);
    assert_eq!(application.legal(), []);
}

#[test]
fn what_was_asked_for_is_what_is_granted() {
    let Form { system_addresses, user_addresses, system_name, issuer, return_address, contact: _ } = form();
    let grant = granted().accepted().unwrap().into_grant();
    assert_eq!(grant, AccessGrant { system_addresses, user_addresses, system_name, issuer, return_address });
    assert_eq!(
        serde_json::to_string(&grant).unwrap(),
        r#"{"system-addresses":["192.0.2.17","192.0.2.18"],"user-addresses":["198.51.100.0/24","2001:db8::/48"],"system-name":"e-Mandat","issuer":"https://mandat.example.org/saml","return-address":"https://sso.example.org/back"}"#
    );
}

#[test]
fn wk_order_coi_does_both_before_the_integrator_confirms() {
    assert_eq!(draft().legal(), [EventKind::Filed]);
    let network_first = taken(filed(), noon("2026-02-02"), Actor::Centre, opened());
    let node_first = taken(filed(), noon("2026-02-02"), Actor::Centre, added());
    for application in [filed(), network_first.clone(), node_first.clone()] {
        assert!(!application.legal().contains(&EventKind::AccessConfirmed), "{}", application.state());
        assert!(application.accepted().is_none());
    }
    assert_is(taken(network_first, noon("2026-02-03"), Actor::Centre, added()).state(), State::Granted);
    assert_is(taken(node_first, noon("2026-02-03"), Actor::Centre, opened()).state(), State::Granted);
    assert_eq!(granted().legal(), [EventKind::AccessConfirmed], "what is granted is confirmed before it is tested");
}

#[test]
fn wk_order_each_step_is_taken_by_whose_it_is() {
    assert_violates(
        &violated(&draft(), noon("2026-01-30"), Actor::Centre, filed_to(REQUESTS_TO)),
        "application.role",
        "by is the centre; permitted is the applicant for filed (domain.md §1.2)",
    );
    assert_violates(
        &violated(&filed(), noon("2026-02-02"), Actor::Applicant, opened()),
        "application.role",
        "by is the applicant; permitted is the centre for network opened (domain.md §1.2)",
    );
    assert_violates(
        &violated(&granted(), noon("2026-02-04"), Actor::Centre, Event::AccessConfirmed),
        "application.role",
        "by is the centre; permitted is the applicant for access confirmed (domain.md §1.2)",
    );
}

// ---- rules --------------------------------------------------------------------------------------------------------

#[test]
fn wk_mailbox_requests_go_to_one_mailbox() {
    assert_violates(
        &violated(&draft(), noon("2026-01-30"), Actor::Applicant, filed_to("pz-pomoc@coi.gov.pl")),
        "national-node.mailbox",
        "event.to is pz-pomoc@coi.gov.pl; permitted is WK-pomoc@coi.gov.pl (S4:L846)",
    );
}

#[test]
fn wk_network_is_opened_for_the_addresses_that_were_named() {
    let system = addresses(&["192.0.2.17", "192.0.2.19"]);
    let users = addresses(&["198.51.100.0/24"]);
    let violated = violated(&filed(), noon("2026-02-02"), Actor::Centre, Event::NetworkOpened { system, users });
    let expected = [
        "event.system is 192.0.2.17, 192.0.2.19; permitted is 192.0.2.17, 192.0.2.18 (S4:L854)",
        "event.users is 198.51.100.0/24; permitted is 198.51.100.0/24, 2001:db8::/48 (S4:L854)",
    ];
    assert_eq!(violated, expected.map(|sentence| ("national-node.network".to_owned(), sentence.to_owned())));
    let other_order = addresses(&["192.0.2.18", "192.0.2.17"]);
    let event = Event::NetworkOpened { system: other_order, users: form().user_addresses };
    taken(filed(), noon("2026-02-02"), Actor::Centre, event);
}

#[test]
fn wk_issuer_is_added_as_it_calls_itself() {
    let event = Event::ProviderAdded { issuer: text("https://mandat.example.org/SAML") };
    assert_violates(
        &violated(&filed(), noon("2026-02-02"), Actor::Centre, event),
        "national-node.issuer",
        "event.issuer is https://mandat.example.org/SAML; permitted is https://mandat.example.org/saml (S4:L855)",
    );
}

#[test]
fn wk_form_has_all_that_the_source_asks_for() {
    let whole = serde_json::to_value(form()).unwrap();
    assert_eq!(serde_json::from_value::<Form>(whole.clone()).unwrap(), form());
    for field in ["system-addresses", "user-addresses", "system-name", "issuer", "return-address"] {
        let mut without = whole.clone();
        without.as_object_mut().unwrap().remove(field);
        let error = serde_json::from_value::<Form>(without).unwrap_err();
        assert_eq!(error.to_string(), format!("missing field `{field}`"));
    }
    let mut open = whole;
    open["user-addresses"] = serde_json::json!([]);
    assert_eq!(
        serde_json::from_value::<Form>(open).unwrap_err().to_string(),
        "an access request names at least one address or block of addresses (S4:L847)"
    );
}

#[test]
fn coi_can_decline_until_it_has_done_both() {
    let half = taken(filed(), noon("2026-02-02"), Actor::Centre, opened());
    for application in [filed(), half] {
        let declined = Event::Declined(ENDINGS.decline(Reason::WrongData));
        let application = taken(application, noon("2026-02-03"), officer(), declined);
        assert_is(application.outcome(), Some(Outcome::Rejected));
    }
    assert!(!granted().legal().contains(&EventKind::Rejected));
}

#[test]
fn reasons_of_other_centres_do_not_end_a_request_here() {
    let declined = |reason| Event::Declined(ENDINGS.decline(reason));
    assert_violates(
        &violated(&filed(), noon("2026-02-02"), officer(), declined(Reason::NoDecision)),
        "national-node.reason",
        "event.reason is that no decision on access was issued; permitted is a reason that applies to the national node \
         (S4:L845-868)",
    );
    assert_violates(
        &violated(&filed(), noon("2026-02-02"), officer(), declined(Reason::RequestNotInTime)),
        "national-node.reason",
        "event.reason is that the certification request did not come in time; permitted is a reason that applies to the \
         national node (S4:L845-868)",
    );
}

// ---- lives --------------------------------------------------------------------------------------------------------

impl Model for NationalNode {
    fn form(_luck: &mut Luck<'_>) -> Form {
        form()
    }

    fn event(kind: EventKind, application: &Application<Self>, _at: Moment, luck: &mut Luck<'_>) -> Event {
        let form = application.form();
        match kind {
            EventKind::Filed => filed_to(luck.one_of(&[REQUESTS_TO, REQUESTS_TO, "pz-pomoc@coi.gov.pl"])),
            EventKind::NetworkOpened => {
                let users = luck.one_of(&[form.user_addresses.clone(), form.system_addresses.clone()]);
                Event::NetworkOpened { system: form.system_addresses.clone(), users }
            }
            EventKind::ProviderAdded => {
                Event::ProviderAdded { issuer: luck.one_of(&[form.issuer.clone(), text("another")]) }
            }
            EventKind::Rejected => declined(luck, Ending::Rejected),
            EventKind::Cancelled => declined(luck, Ending::Cancelled),
            EventKind::LeftWithoutConsideration => declined(luck, Ending::LeftWithoutConsideration),
            EventKind::AccessConfirmed => Event::AccessConfirmed,
            EventKind::TestsStarted => Event::TestsStarted,
            other => panic!("the model does not know {other}"),
        }
    }
}

fn declined(luck: &mut Luck<'_>, ending: Ending) -> Event {
    Event::Declined(luck.declined(ending))
}

#[test]
fn random_lives_keep_the_laws() {
    model::assert_graph::<NationalNode>();
    model::assert_lives::<NationalNode>();
}
