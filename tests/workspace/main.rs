//! What the workspace promises, over the public API of its crates.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod answers;
mod described;
mod errors;
mod evidence;
mod fixtures;
mod freshness;
mod ids;
mod live;
mod outline;
mod repository;
mod server;
mod tolerance;
mod wire;

/// Compares a text with the reviewed one, `snapshots/<name>.snap`.
fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}
