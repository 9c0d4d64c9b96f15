//! Applications to the signature node.
