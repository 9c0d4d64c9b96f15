//! An application is accepted by its journal.
use chancery::application::{
    Accepted, Application,
    cepik::{Cepik, Vpn},
};

fn accepted(application: Application<Cepik<Vpn>>) -> Accepted<Cepik<Vpn>> {
    Accepted::of(application)
}

fn main() {}
