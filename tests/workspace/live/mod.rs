//! What the client promises on a server that keeps its state: on the mock, or on a real server when `NB_LIVE_URL` and
//! `NB_LIVE_TOKEN` (of an owner or an admin) are set.
//!
//! Every test has users of its own, whose names begin with a prefix that no other run has. It touches no others, and they
//! are deleted when it ends, passed or failed. A run that is killed leaves its users behind; their names begin with
//! `nb-live-`, and no later run touches them.

mod account;
mod changing;
mod creating;
mod place;
mod reading;
mod refusing;
mod removing;
mod tokens;
