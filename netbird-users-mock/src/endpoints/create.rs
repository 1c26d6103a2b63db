use super::{Call, new_person::NewPerson, view::View};
use crate::{
    flavour::Flavour,
    http::{Answer, Failure, Members, Outcome},
    permissions::{Operation, parse_role, permit},
    state::{User, uuid},
};

/// `POST /api/users`: a service user, or an invitation.
pub(super) fn create(call: &mut Call<'_>, caller: &User) -> Outcome<Answer> {
    let body = Members::read_or_panic(call.body)?;
    let sent = body.text("role")?.unwrap_or_default();
    let email = body.text("email")?.unwrap_or_default();
    let name = body.text("name")?.unwrap_or_default();
    let groups = body.texts("auto_groups")?.unwrap_or_default();
    let is_service_user = body.flag("is_service_user")?;

    let Some(role) = parse_role(&sent) else {
        return Err(Failure::typed(422, format!("unknown user role {sent}")));
    };
    let user = if is_service_user {
        permit(caller, "users", Operation::Create)?;
        if role == "owner" {
            return Err(Failure::typed(422, "can't create a service user with owner role"));
        }
        User::service(uuid(), name, role).auto_groups(groups).account(&caller.account)
    } else {
        if call.state.flavour == Flavour::NoIdp {
            return Err(Failure::typed(412, "idp manager must be enabled to send user invites"));
        }
        if name.is_empty() {
            return Err(Failure::typed(422, "name can't be empty"));
        }
        if email.is_empty() {
            return Err(Failure::typed(422, "email can't be empty"));
        }
        if role == "owner" {
            return Err(Failure::typed(422, "can't invite a user with owner role"));
        }
        permit(caller, "users", Operation::Create)?;
        NewPerson { name: &name, email: &email, role }.make(call.state, caller)?.auto_groups(groups)
    };
    let answer = Answer::json(&View::of_new(call.state.deployment(), &user));
    let raced = call.raced && !user.is_service_user;
    call.state.users.put(user);
    // The other one was faster, and this one fails over what is there now.
    if raced { Err(Failure::internal()) } else { Ok(answer) }
}
