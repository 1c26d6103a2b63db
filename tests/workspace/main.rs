//! What the workspace promises, over the public API of its crates.

mod answers;
mod errors;
mod evidence;
mod fixtures;
mod freshness;
mod ids;
mod outline;
mod repository;
mod server;
mod tolerance;
mod wire;
mod wrapper;
