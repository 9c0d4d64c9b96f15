//! Applications to CC-SEKAP.
