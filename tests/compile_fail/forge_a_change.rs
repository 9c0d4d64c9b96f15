//! A change is made by the rules of a record.
use chancery::inventory::{Change, RecordId, Status};

fn forge(id: RecordId) -> Change {
    Change { id, expected: None, next: Status::Issued }
}

fn main() {}
