//! From users as they are to users as they are wanted.

mod apply;
mod plan;
mod step;
mod wanted;

pub use apply::Applied;
pub use plan::Plan;
pub use step::{Differs, Step};
pub use wanted::Wanted;
