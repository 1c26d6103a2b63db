/// Whether a path is open to everybody: an invite by its token, and its `accept`. The prefix is case-sensitive, and
/// the method does not matter.
pub(crate) fn is_open(path: &str) -> bool {
    let Some(rest) = path.strip_prefix("/api/users/invites/nbi_") else { return false };
    let token = rest.strip_suffix("/accept").unwrap_or(rest);
    !token.contains('/')
}
