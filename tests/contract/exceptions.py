"""What schemathesis reports and the real server does: each exception with its reason, as narrow as it can be said.

All checks are on. A report is passed over only when an entry here names its kind, its operation and the very answer.
"""

import re
from typing import Callable, NamedTuple


class Accepted(NamedTuple):
    reason: str
    # The class of schemathesis's failure.
    kind: str
    applies: Callable


def operation_of(case):
    return case.operation.definition.raw["operationId"]


def says(operation, status, *texts):
    """This operation answers this status with one of these texts: regular expressions for the whole message."""

    def applies(case, response):
        if (operation_of(case), response.status_code) != (operation, status):
            return False
        message = response.json().get("message", "")
        return any(re.fullmatch(text, message, re.DOTALL) for text in texts)

    return applies


def no_route(case, response):
    plain = response.headers.get("content-type", [""])[0].startswith("text/plain")
    return response.status_code == 404 and plain and response.content == b"404 page not found\n"


def lacks_only(operation, status, **types):
    """This operation answers this status, and the only faults of the body are absence and null."""

    def fits(value, wanted):
        if wanted is list:
            return isinstance(value, list) and all(item is None or isinstance(item, str) for item in value)
        return isinstance(value, wanted)

    def applies(case, response):
        if (operation_of(case), response.status_code) != (operation, status):
            return False
        if not (case.body is None or isinstance(case.body, dict)):
            return False
        members = (((case.body or {}).get(name), wanted) for name, wanted in types.items())
        return all(value is None or fits(value, wanted) for value, wanted in members)

    return applies


def filter_is_go_s(case, response):
    words = {"", "1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"}
    sent = (case.query or {}).get("service_user")
    return operation_of(case) == "listUsers" and response.status_code == 200 and str(sent) in words


EXCEPTIONS = [
    Accepted(
        "From release 0.62 on the router answers an unknown method like an unknown path: 404 as plain text, no 405",
        "UnsupportedMethodResponse",
        no_route,
    ),
    Accepted(
        "The filter takes any word that Go's ParseBool takes, and an empty one is none",
        "AcceptedNegativeData",
        filter_is_go_s,
    ),
    Accepted(
        "Creating: the server reads null as absent, and takes the absence of all but the role",
        "AcceptedNegativeData",
        lacks_only("createUser", 200, email=str, name=str, role=str, auto_groups=list, is_service_user=bool),
    ),
    Accepted(
        "Creating a person without an identity provider is 412 before anything but the role is looked at",
        "AcceptedNegativeData",
        lacks_only("createUser", 412, email=str, name=str, role=str, auto_groups=list, is_service_user=bool),
    ),
    Accepted(
        "Updating: the server reads the absence of is_blocked, and null, as false",
        "AcceptedNegativeData",
        lacks_only("updateUser", 200, role=str, auto_groups=list, is_blocked=bool),
    ),
    Accepted(
        "Passwords: whether the provider is the embedded one is asked before whether both are there",
        "AcceptedNegativeData",
        lacks_only("changePassword", 412, old_password=str, new_password=str),
    ),
    Accepted(
        "Roles are an open list in the schema; who is a person needs a name and an address; nobody is created as owner",
        "RejectedPositiveData",
        says(
            "createUser",
            422,
            "unknown user role .*",
            "name can't be empty",
            "email can't be empty",
            "can't invite a user with owner role",
            "can't create a service user with owner role",
        ),
    ),
    Accepted(
        "People cannot be created without an identity provider",
        "RejectedPositiveData",
        says("createUser", 412, "idp manager must be enabled to send user invites"),
    ),
    Accepted(
        "Roles are an open list in the schema; which groups exist and which is All no schema can say",
        "RejectedPositiveData",
        says(
            "updateUser",
            422,
            "invalid user role",
            "failed to process update for user .*: provided group id .* update doesn't exist",
        ),
    ),
    Accepted(
        "Nobody deletes themselves",
        "RejectedPositiveData",
        says("deleteUser", 422, "self deletion is not allowed"),
    ),
    Accepted(
        "Most users do not wait for approval",
        "RejectedPositiveData",
        says("approveUser", 422, "user .* is not pending approval"),
    ),
    Accepted(
        "Most users do not wait for rejection",
        "RejectedPositiveData",
        says("rejectUser", 422, "user .* is not pending approval"),
    ),
    Accepted(
        "The provider is asked for no invitation that was accepted, and there may be no provider",
        "RejectedPositiveData",
        says(
            "resendInvitation",
            412,
            "can't invite a user with an activated netbird account",
            "idp manager must be enabled to send user invites",
        ),
    ),
    Accepted(
        "Only the embedded provider has passwords to change",
        "RejectedPositiveData",
        says("changePassword", 412, "password change is only available with embedded identity provider"),
    ),
    Accepted(
        "A password is changed by its owner, who knows the old one, to another; no schema can say so",
        "RejectedPositiveData",
        says(
            "changePassword",
            422,
            "(old|new) password is required",
            "failed to update password: .*",
        ),
    ),
    Accepted(
        "A token needs a name; an empty one is told apart by no type",
        "RejectedPositiveData",
        says("createToken", 422, "token name can't be empty"),
    ),
    Accepted(
        "An invite needs a name, an address and a time of an hour, and is nobody's as owner",
        "RejectedPositiveData",
        says(
            "createInvite",
            422,
            "name can't be empty",
            "email can't be empty",
            "can't invite a user with owner role",
            "invite expiration must be at least 1 hour",
        ),
    ),
    Accepted(
        "A new link needs a time of an hour",
        "RejectedPositiveData",
        says("regenerateInvite", 422, "invite expiration must be at least 1 hour"),
    ),
    Accepted(
        "What is no token of an invite is told by its checksum",
        "RejectedPositiveData",
        says("getInviteInfo", 422, "invalid invite token: .*"),
    ),
    Accepted(
        "What is no token of an invite is told by its checksum, and what is no password by its rules",
        "RejectedPositiveData",
        says("acceptInvite", 422, "invalid invite token: .*", "invalid password: .*", "password is required"),
    ),
    *(
        Accepted(
            "Invites are only there with the embedded identity provider",
            kind,
            says(operation, 412, "invite links are only available with embedded identity provider"),
        )
        for operation in ("listInvites", "createInvite", "deleteInvite", "regenerateInvite", "acceptInvite")
        for kind in ("RejectedPositiveData", "AcceptedNegativeData")
    ),
    Accepted(
        "Inviting: the server reads null as absent, and takes the absence of all but name and address",
        "AcceptedNegativeData",
        lacks_only("createInvite", 200, email=str, name=str, role=str, auto_groups=list, expires_in=int),
    ),
    Accepted(
        "A new link: the server takes no body, and null, for the usual time",
        "AcceptedNegativeData",
        lacks_only("regenerateInvite", 200, expires_in=int),
    ),
    Accepted(
        "The embedded provider keeps no invitations, so that a user just created has none",
        "EnsureResourceAvailability",
        says("resendInvitation", 404, "user account .* doesn't exist"),
    ),
]


def drops_the_connection(case):
    """A body of null: the server does not answer, as the document says of both operations, so that nothing is judged."""
    return case.body is None and operation_of(case) in ("createUser", "updateUser")


# What cannot succeed in a flavour. Everything else must have, once at least.
NEVER_DONE = {
    "embedded": {"resendInvitation": "the embedded provider keeps no invitations"},
    "external": {"changePassword": "only the embedded provider has passwords"},
    "none": {
        "resendInvitation": "there is no provider to invite with",
        "changePassword": "only the embedded provider has passwords",
    },
}
