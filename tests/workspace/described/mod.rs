//! Each answer of the mock, and of the server that `NB_LIVE_URL` names, is what the document says: its status, its type,
//! and each of its members, at any depth. The live suite goes through a [`Recorder`]; a sweep asks the mock everything.

mod contract;
mod recorder;
mod requests;
mod sweep;

pub(crate) use contract::{Answer, Contract};
pub(crate) use recorder::Recorder;
