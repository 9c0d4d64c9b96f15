//! An order for the test environment makes no key for production.
use chancery::{
    application::pesel_register::{ApiKeyId, NewKey},
    credential::ApiKey,
    crypto::Provider,
    policy::catalog::{Production, Test},
};

fn production(order: NewKey<Test>, id: ApiKeyId<Production>, provider: &Provider) {
    let _ = ApiKey::<Production>::make(order, id, provider.random, provider.digest);
}

fn main() {}
