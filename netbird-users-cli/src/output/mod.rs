//! What the program prints.

mod escape;
mod format;
mod progress;
mod records;
mod screen;
mod table;
mod time;

pub(crate) use escape::escaped;
pub(crate) use format::Format;
pub(crate) use progress::Progress;
pub(crate) use records::{Column, Records};
pub(crate) use screen::{Colour, Screen, print};
pub(crate) use time::time;
