//! The repository keeps to what its pages say of it.
