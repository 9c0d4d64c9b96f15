//! Access requests to the national node.
