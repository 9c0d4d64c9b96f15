//! Applications to the register of PESEL restrictions.
