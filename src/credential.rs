//! What a decision hands out besides X.509.
