use serde::Serialize;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

use super::{Call, invites, new_person::local_auth_disabled, password::LONGEST};
use crate::{
    http::{Answer, Failure, Members, Outcome},
    permissions::parse_role,
    state::{User, dex_id, uuid},
};

/// `POST /api/users/invites/{token}/accept`: the invite becomes a user.
pub(crate) fn accept_invite(call: &mut Call<'_>) -> Outcome<Answer> {
    #[derive(Serialize)]
    struct Accepted {
        success: bool,
    }

    let body = Members::read_or_none(call.body)?;
    let password = body.text("password")?.unwrap_or_default();
    invites::embedded(call)?;
    if call.state.settings.local_auth_disabled {
        return Err(local_auth_disabled());
    }
    if password.is_empty() {
        return Err(Failure::typed(422, "password is required"));
    }
    if let Some(rule) = broken_rule(&password) {
        return Err(Failure::typed(422, format!("invalid password: {rule}")));
    }
    let at = invites::by_token(call)?;
    let invite = &call.state.invites[at];
    if invite.expires <= call.state.now() {
        return Err(Failure::typed(422, "invite has expired"));
    }
    if password.len() > LONGEST || call.state.users.all().any(|user| user.has_email(&invite.email)) {
        return Err(Failure::internal());
    }
    let invite = call.state.invites.remove(at);
    let user =
        User::human(dex_id(&uuid(), "local"), invite.email, parse_role(&invite.role).unwrap_or("unknown"))
            .name(invite.name)
            .account(invite.account)
            .auto_groups(invite.auto_groups)
            .password(password);
    call.state.users.put(user);
    Ok(Answer::json(&Accepted { success: true }))
}

/// Which rule a password breaks. Length is in bytes; digits and capitals are Unicode's.
fn broken_rule(password: &str) -> Option<String> {
    if password.len() < 8 {
        return Some("password must be at least 8 characters long".to_owned());
    }
    let rules = [
        (is_digit as fn(char) -> bool, "one digit"),
        (char::is_uppercase, "one uppercase letter"),
        (is_special, "one special character"),
    ];
    let missing: Vec<&str> =
        rules.into_iter().filter(|(rule, _)| !password.chars().any(rule)).map(|(_, name)| name).collect();
    (!missing.is_empty()).then(|| format!("password must contain at least {}", missing.join(", ")))
}

fn is_digit(letter: char) -> bool {
    letter.general_category() == GeneralCategory::DecimalNumber
}

fn is_special(letter: char) -> bool {
    !letter.is_alphabetic() && !is_digit(letter)
}

#[cfg(test)]
mod tests {
    use super::broken_rule;

    #[test]
    fn each_missing_kind_is_named_in_order() {
        for (password, broken) in [
            ("short", Some("password must be at least 8 characters long")),
            (
                "longenough",
                Some("password must contain at least one digit, one uppercase letter, one special character"),
            ),
            ("Longenough1", Some("password must contain at least one special character")),
            ("Longenough1\u{e4}", Some("password must contain at least one special character")),
            ("Long enough 1", None),
            ("Long enough \u{663}", None),
            ("Long enough \u{bd}", Some("password must contain at least one digit")),
            ("Longenough1\u{bd}", None),
            ("\u{c4}a1!\u{e4}\u{e4}", None),
        ] {
            assert_eq!(broken_rule(password).as_deref(), broken, "{password}");
        }
    }
}
