//! The seeds of `application_journal`: whole lives in the systems of the domain, and the same with one thing wrong.
//!
//! Written as text, because half of them could not be made by the library. The surprising choice: what is wrong in a seed
//! is one replacement in a sound one, so each says what it is about.

use crate::Seeds;

const OFFICER: &str = r#"{"officer":{"id":"inspector-7","pesel":"01622801248"}}"#;
const ENTITY: &str = r#"{"name":"Urząd Gminy w Przykładowie","category":{"other":"gmina"},"country":"PL",
    "address":{"street":"ul. Wzorcowa 1/2","postal-code":"44-200","town":"Przykładowo"},"number":{"regon":"123456785"},
    "representation":[{"given-name":"Anna","surname":"Przykładna"},{"given-name":"Jan","surname":"Wzorowy"}]}"#;
const CONTACT: &str = r#"{"email":"urzad@example.org","phone":"+48600100200"}"#;
const PERSON: &str = r#"{"given-name":"Łucja","surname":"Przykładowa"}"#;
const KEY: &str = "1111111111111111111111111111111111111111111111111111111111111111";
const RECORD: &str =
    "2222222222222222222222222222222222222222222222222222222222222222/40404040404040404040404040404040";

pub(crate) fn application_journal() -> Seeds {
    let mut seeds = Seeds::new();
    let (cepik, node, sekap, pesel, national) = (cepik(), node(), sekap(), pesel(), national());
    for (name, sound) in
        [("cepik", &cepik), ("node", &node), ("sekap", &sekap), ("pesel", &pesel), ("national", &national)]
    {
        seeds.insert(format!("{name}.json"), sound.clone().into_bytes());
    }
    for (name, sound, was, is) in [
        ("version", &cepik, r#""version":1"#, r#""version":2"#),
        ("system", &sekap, "sekap-electronic", "sekap-in-person"),
        ("one_signs", &cepik, r#",{"by":{"given-name":"Jan","surname":"Wzorowy"},"how":"handwritten"}"#, ""),
        ("other_sender", &cepik, r#""from":"urzad@example.org""#, r#""from":"Urzad@example.org""#),
        (
            "late",
            &cepik,
            r#""arrived":{"time":"2026-02-10T12:00:00Z","day":"2026-02-10"}"#,
            r#""arrived":{"time":"2026-03-06T12:00:00Z","day":"2026-03-06"}"#,
        ),
        ("own", &cepik, "01622801248", "99723100018"),
        ("another_day", &cepik, r#""day":"2026-02-03""#, r#""day":"2026-02-05""#),
        ("no_tag", &node, " #cert", ""),
        ("pesel_as_a_name", &sekap, r#""carrier":"pendrive""#, r#""carrier":"99723100018""#),
        ("licence", &sekap, "1999-07-02", "1999-07-01"),
        ("private", &pesel, "192.31.80.30", "10.0.0.1"),
        ("unread", &pesel, r#","policy":{"on":"2026-01-20"}"#, ""),
        ("network", &national, r#""system":["192.0.2.16/28"]"#, r#""system":["0.0.0.0/0"]"#),
    ] {
        let changed = sound.replacen(was, is, 1);
        assert_ne!(&changed, sound, "{name} changes nothing");
        seeds.insert(format!("{name}.json"), changed.into_bytes());
    }
    seeds
}

fn moment(day: &str) -> String {
    format!(r#"{{"time":"{day}T12:00:00Z","day":"{day}"}}"#)
}

fn journal(system: &str, form: &str, entries: &[(&str, &str, String)]) -> String {
    let entry =
        |(day, by, event): &(&str, &str, String)| format!(r#"{{"at":{},"by":{by},"event":{event}}}"#, moment(day));
    let entries = entries.iter().map(entry).collect::<Vec<_>>().join(",\n  ");
    format!(
        r#"{{"version":1,"system":"{system}","id":"seed/1","opened":{},"form":{form},"entries":[{entries}]}}"#,
        moment("2026-02-01")
    )
}

fn signed(how: &str) -> String {
    format!(
        r#"[{{"by":{{"given-name":"Anna","surname":"Przykładna"}},"how":"{how}"}},{{"by":{{"given-name":"Jan","surname":"Wzorowy"}},"how":"{how}"}}]"#
    )
}

fn mail(day: &str, subject: &str) -> String {
    format!(r#"{{"from":"urzad@example.org","subject":"{subject}","arrived":{}}}"#, moment(day))
}

const APPLICANT: &str = r#""applicant""#;
const CENTRE: &str = r#""centre""#;

/// An operator from draft to installation.
fn cepik() -> String {
    let form = format!(
        r#"{{"entity":{ENTITY},"contact":{CONTACT},"legal-basis":"BM-1/2026","renews":null,"details":{{"name":{PERSON},"pesel":"99723100018"}}}}"#
    );
    let received = |by| format!(r#"{{"received":{{"by":"{by}","free-days":{{"pass":["2026-03-04"]}}}}}}"#);
    journal(
        "cepik-operator-file",
        &form,
        &[
            ("2026-02-01", APPLICANT, format!(r#"{{"signed":{{"signatures":{}}}}}"#, signed("handwritten"))),
            (
                "2026-02-01",
                APPLICANT,
                r#"{"submitted":{"channel":"epuap","enclosures":["decision-copy",{"paper":"letter"}]}}"#.to_owned(),
            ),
            ("2026-02-02", CENTRE, received("coi")),
            ("2026-02-03", CENTRE, received("ministry")),
            ("2026-02-03", OFFICER, r#"{"registered":{"number":12}}"#.to_owned()),
            (
                "2026-03-10",
                CENTRE,
                format!(r#"{{"request-arrived":{{"mail":{},"key":"{KEY}"}}}}"#, mail("2026-02-10", "Zgłoszenie")),
            ),
            ("2026-03-10", OFFICER, r#"{"suspended":{"awaiting":"reaudit"}}"#.to_owned()),
            ("2026-03-11", OFFICER, r#""reaudit-done""#.to_owned()),
            ("2026-03-12", OFFICER, r#"{"accepted":{"holds":"nothing"}}"#.to_owned()),
            ("2026-03-12", CENTRE, r#"{"instruction-sent":{"to":"urzad@example.org"}}"#.to_owned()),
            ("2026-03-12", CENTRE, format!(r#"{{"obtained":{{"certificate":"{RECORD}"}}}}"#)),
            ("2026-03-13", APPLICANT, r#""installed""#.to_owned()),
        ],
    )
}

/// Integration in the test environment, up to the certificate in its place.
fn node() -> String {
    let form = format!(
        r#"{{"applicant":{{"entity":{ENTITY},"contact":{CONTACT},"rights":"statute"}},"system-name":"e-Urząd","address":"test.example.org","services":["TpSigning5"]}}"#
    );
    let to = r#""to":"pz-pomoc@coi.gov.pl""#;
    let subject = "Wgranie certyfikatu do integracji z Węzłem Podpisu #cert";
    journal(
        "signature-node-integration",
        &form,
        &[
            ("2026-02-02", APPLICANT, format!(r#"{{"filed":{{"with":"minister-through-epuap","key":"{KEY}"}}}}"#)),
            ("2026-02-03", OFFICER, r#""rights-confirmed""#.to_owned()),
            ("2026-02-04", CENTRE, format!(r#"{{"obtained":{{"certificate":"{RECORD}"}}}}"#)),
            (
                "2026-02-05",
                APPLICANT,
                format!(r#"{{"access-requested":{{{to},"signatures":{},"empowerment":"krs"}}}}"#, signed("trusted")),
            ),
            (
                "2026-02-06",
                CENTRE,
                format!(r#"{{"loading-requested":{{{to},"mail":{}}}}}"#, mail("2026-02-06", subject)),
            ),
            ("2026-02-06", OFFICER, r#""rights-confirmed""#.to_owned()),
            ("2026-02-06", OFFICER, r#""loaded""#.to_owned()),
        ],
    )
}

/// A citizen with an account who comes with a driving licence.
fn sekap() -> String {
    let form = format!(r#"{{"country":"PL","name":{PERSON},"pesel":"99723100018","email":"lucja@example.org"}}"#);
    let visit = format!(
        r#"{{"identity-confirmed":{{"office":"Rybnik","document":{{"driving-licence":{{"number":"00123/99/2401","issued":"1999-07-02"}}}},"read":{{"name":{PERSON},"pesel":"99723100018"}},"carrier":"pendrive"}}}}"#
    );
    let signature = format!(r#"{{"by":{PERSON},"how":"handwritten"}}"#);
    journal(
        "sekap-electronic",
        &form,
        &[
            ("2026-02-02", APPLICANT, r#""account-registered""#.to_owned()),
            ("2026-02-02", CENTRE, r#"{"activation-link-sent":{"to":"lucja@example.org"}}"#.to_owned()),
            ("2026-02-02", APPLICANT, r#""account-activated""#.to_owned()),
            ("2026-02-02", APPLICANT, r#"{"filed":{"office":"Rybnik"}}"#.to_owned()),
            ("2026-02-03", OFFICER, visit),
            (
                "2026-02-03",
                APPLICANT,
                format!(r#"{{"agreement-signed":{{"agreement":{signature},"application":{signature}}}}}"#),
            ),
            ("2026-02-03", OFFICER, r#""accepted""#.to_owned()),
            (
                "2026-02-03",
                OFFICER,
                format!(r#"{{"issued":{{"delivery":"pkcs12-on-medium","certificate":"{RECORD}"}}}}"#),
            ),
        ],
    )
}

/// Two keys of the register of PESEL restrictions.
fn pesel() -> String {
    let connection = |address| format!(r#"{{"addresses":["{address}"],"notices":["it@example.org"]}}"#);
    let form = format!(
        r#"{{"purpose":{{"new-key":{{"both":{{"test":{},"production":{},"policy":{{"on":"2026-01-20"}}}}}}}},"unit":{ENTITY},"system-name":"e-Kredyt","caller":"own-system","technical-contact":{{"name":{PERSON},"contact":{CONTACT}}},"entitlement":{{"statute":"art. 105"}}}}"#,
        connection("192.0.2.7"),
        connection("192.31.80.30")
    );
    journal(
        "pesel-register",
        &form,
        &[
            (
                "2026-02-02",
                APPLICANT,
                format!(r#"{{"signed":{{"signatures":{},"basis":"head"}}}}"#, signed("electronic")),
            ),
            ("2026-02-02", APPLICANT, r#"{"submitted":{"to":"cc.wnioski@coi.gov.pl"}}"#.to_owned()),
            ("2026-02-02", CENTRE, format!(r#"{{"received":{{"mail":{}}}}}"#, mail("2026-02-02", "Wniosek"))),
            ("2026-02-02", OFFICER, r#"{"registered":{"number":"RZP/12"}}"#.to_owned()),
            ("2026-02-03", OFFICER, r#""found-in-order""#.to_owned()),
            ("2026-02-03", OFFICER, r#"{"accepted":{"entitlement":{"statute":"art. 105"}}}"#.to_owned()),
            ("2026-02-03", CENTRE, r#"{"keys-made":{"both":{"test":"rzp-t-1","production":"rzp-1"}}}"#.to_owned()),
            ("2026-02-03", CENTRE, r#"{"password-sent":{"to":"+48600100200"}}"#.to_owned()),
            ("2026-02-03", CENTRE, r#"{"archive-mailed":{"to":"urzad@example.org"}}"#.to_owned()),
        ],
    )
}

/// Access to the national node.
fn national() -> String {
    let form = r#"{"system-addresses":["192.0.2.16/28"],"user-addresses":["198.51.100.7/32"],"system-name":"e-Urząd",
        "issuer":"https://sso.example.org/issuer","return-address":"https://sso.example.org/back","contact":"a@example.org"}"#;
    journal(
        "national-node",
        form,
        &[
            ("2026-02-02", APPLICANT, r#"{"filed":{"to":"WK-pomoc@coi.gov.pl"}}"#.to_owned()),
            ("2026-02-03", CENTRE, r#"{"provider-added":{"issuer":"https://sso.example.org/issuer"}}"#.to_owned()),
            (
                "2026-02-03",
                CENTRE,
                r#"{"network-opened":{"system":["192.0.2.16/28"],"users":["198.51.100.7/32"]}}"#.to_owned(),
            ),
            ("2026-02-04", APPLICANT, r#""access-confirmed""#.to_owned()),
            ("2026-02-04", APPLICANT, r#""tests-started""#.to_owned()),
        ],
    )
}
