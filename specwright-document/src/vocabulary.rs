/// The key that makes an open enum of a string schema.
pub const OPEN_ENUM: &str = "x-extensible-enum";

/// A status, or a range, that means that the call did what it should.
#[must_use]
pub fn is_success(status: &str) -> bool {
    status == "101" || (status.len() == 3 && status.starts_with('2'))
}
