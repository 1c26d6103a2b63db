//! Which rule is held by which test. A rule is a sentence about the server that a client can observe; sections are those
//! of the notes that the mock was written from.

use std::{collections::BTreeSet, fs, path::Path};

/// Section, rule, tests as `module::name`.
type Row = (&'static str, &'static str, &'static [&'static str]);

#[rustfmt::skip]
const RULES: &[Row] = &[
    ("1.1", "success is 200, JSON of one content type, one line end", &["responses::every_success_is_200_json_with_a_line_end"]),
    ("1.1", "actions answer {}", &["responses::actions_answer_an_empty_object", "delete::the_unknown_and_strangers_are_404_and_so_is_a_second_time"]),
    ("1.1", "<, > and & are escaped", &["responses::go_escapes_what_could_end_a_script"]),
    ("1.1", "U+2028 and U+2029 are escaped", &["responses::line_separators_are_escaped_and_their_neighbours_are_not"]),
    ("1.1", "bodies over 2 KB are chunked", &["responses::long_bodies_come_in_chunks"]),
    ("1.1", "members in alphabetical order", &["responses::members_are_in_the_servers_order"]),
    ("1.1", "times are RFC 3339, trimmed, in the server's zone", &["responses::times_are_rfc_3339_with_trimmed_fractions"]),
    ("1.1", "the zero time is the year 1", &["user_object::a_user_who_never_logged_in_did_in_the_year_1"]),
    ("1.1", "no gzip, ETag, Link, paging or sorting", &["responses::nothing_is_compressed_tagged_or_paged"]),
    ("1.1", "no limit for bodies, 1 MiB for heads", &["responses::bodies_have_no_limit_and_heads_that_of_go"]),
    ("1.1", "X-Request-Id is fresh on each matched route, sent values are ignored", &["responses::each_answer_of_a_route_has_a_fresh_request_id", "rate_limit::the_bucket_is_empty_after_the_burst_and_fills_steadily"]),
    ("1.1", "no X-Request-Id and no CORS on the router's own answers", &["responses::what_the_router_answers_itself_has_no_request_id"]),
    ("1.1", "CORS: Vary always, * for an Origin, on errors too, no credentials, nothing exposed", &["responses::every_origin_may_read_answers_and_errors"]),
    ("1.1", "preflight is 204 before authentication, for known paths", &["responses::a_preflight_needs_a_path_and_no_token", "responses::what_lacks_a_part_of_a_preflight_is_none"]),
    ("1.2", "error body: message, code, line end", &["errors::an_error_has_message_and_code_and_nothing_else"]),
    ("1.2", "handlers' texts are verbatim", &["errors::what_handlers_write_keeps_its_capitals"]),
    ("1.2", "other texts are lower-cased, ids too", &["errors::what_comes_from_below_is_lower_case_ids_and_all", "resend::in_the_embedded_flavour_it_ends_in_404"]),
    ("1.2", "statuses of the error types", &["update::it_replaces_role_groups_and_is_blocked_and_nothing_else", "create::an_email_is_taken_ignoring_case_in_the_embedded_flavour", "create::local_authentication_may_be_disabled", "create::idps_that_cannot_create_are_an_internal_error", "rate_limit::the_bucket_is_empty_after_the_burst_and_fills_steadily"]),
    ("1.3", "Content-Type and Accept are not checked", &["decoding::content_type_and_accept_are_not_looked_at"]),
    ("1.3", "trailing bytes are ignored", &["decoding::only_the_first_value_is_read"]),
    ("1.3", "unknown members are ignored", &["decoding::unknown_members_are_ignored"]),
    ("1.3", "names match in any case", &["decoding::names_of_members_match_in_any_case"]),
    ("1.3", "the last duplicate wins", &["decoding::the_last_of_two_members_wins"]),
    ("1.3", "invalid UTF-8 becomes U+FFFD", &["decoding::what_is_no_utf_8_is_replaced"]),
    ("1.3", "null is absent", &["decoding::null_is_as_good_as_absent"]),
    ("1.3", "null in a string array is an empty string", &["decoding::null_among_strings_is_an_empty_one"]),
    ("1.3", "wrong types, syntax errors, arrays and empty bodies are 400", &["decoding::what_cannot_be_decoded_is_400"]),
    ("1.3", "integers", &["decoding::integers_are_plain_ones"]),
    ("1.3", "null as a body of POST and PUT users drops the connection", &["decoding::a_body_of_null_closes_the_connection"]),
    ("1.3", "null as a body elsewhere is all zero values", &["decoding::null_elsewhere_is_an_object_without_members"]),
    ("1.4", "unknown path or method: plain 404 without authentication", &["routing::unknown_paths_and_methods_are_a_plain_404_without_a_look_at_the_token"]),
    ("1.4", "trailing slash and empty id: plain 404", &["routing::a_slash_at_the_end_is_another_path"]),
    ("1.4", "//, . and .. are 301, %2e too", &["routing::paths_that_are_not_clean_are_redirected"]),
    ("1.4", "escapes are decoded, + stays", &["routing::escapes_in_an_id_are_decoded"]),
    ("1.4", "%2F is decoded before matching", &["routing::an_escaped_slash_reaches_another_endpoint"]),
    ("1.4", "an invalid escape is Go's bare 400", &["routing::an_invalid_escape_is_go_s_400"]),
    ("1.4", "OPTIONS without preflight: 401, then 405", &["routing::options_without_a_preflight_needs_a_token_and_is_the_wrong_method"]),
    ("1.4", "OPTIONS of tokens is the first verb", &["routing::options_of_tokens_and_invites_is_the_first_verb"]),
    ("1.4", "OPTIONS of invites is the first verb, without a token where the verb needs none", &["routing::options_of_invites_is_the_first_verb_of_their_own_handlers"]),
    ("1.4", "before 0.62: 405 with an empty body", &["routing::the_old_generation_answers_405_without_a_body"]),
    ("1.4", "current and invites are ids for other verbs", &["routing::current_and_invites_are_ids_for_other_verbs"]),
    ("1.4", "no GET of one user", &["routing::one_user_cannot_be_read"]),
    ("1.5", "missing, Basic, bare token: 401", &["authentication::no_credential_is_401"]),
    ("1.5", "other than two parts: 401 token invalid", &["authentication::a_header_of_other_than_two_parts_is_401"]),
    ("1.5", "Token and Bearer, in any case", &["authentication::a_token_is_taken_under_both_schemes_in_any_case"]),
    ("1.5", "the first Authorization value", &["authentication::only_the_first_authorization_counts"]),
    ("1.5", "a bad JWT: 401", &["authentication::a_jwt_that_is_not_good_is_401"]),
    ("1.5", "a malformed token: 401, by its checksum", &["authentication::a_malformed_token_is_401_and_its_checksum_is_verified"]),
    ("1.5", "an expired token, or one without expiry: 401", &["authentication::an_expired_token_is_401", "authentication::a_token_without_expiry_is_401"]),
    ("1.5", "an unknown token: 404 with its hash", &["authentication::a_sound_token_that_nobody_has_is_404_on_every_endpoint", "authentication::a_revoked_token_is_404"]),
    ("1.5", "a blocked owner: 403 by the endpoint", &["authentication::the_tokens_of_a_blocked_user_pass_authentication"]),
    ("1.5", "forms of tokens and ids", &["authentication::tokens_and_ids_have_the_servers_form"]),
    ("1.5", "last_used moves, last_login does not", &["authentication::a_request_marks_its_token_as_used_and_nobody_as_logged_in"]),
    ("1.5", "a valid JWT of an unknown user creates it", &["authentication::whoever_signs_in_first_is_created_and_waits", "authentication::a_deleted_user_who_signs_in_is_there_again"]),
    ("1.5", "?account= is refused silently", &["authentication::asking_for_another_account_changes_nothing"]),
    ("1.5", "the bypass of invites, and 500 without identity", &["authentication::invites_by_token_need_no_credential_and_have_no_identity"]),
    ("1.6", "pre-checks and their texts", &["authorisation::blocked_and_pending_callers_are_told_apart"]),
    ("1.6", "roles in any case, others refused, not trimmed", &["authorisation::roles_are_taken_in_any_case_and_answered_in_lower_case"]),
    ("1.6", "billing_admin has no rights", &["authorisation::billing_admin_has_no_rights_but_two"]),
    ("1.6", "the table: list users", &["authorisation::who_may_list", "list::the_role_user_sees_itself"]),
    ("1.6", "the table: current", &["current::it_is_a_user_with_permissions", "current::service_users_are_denied"]),
    ("1.6", "the table: writes of users and invites", &["authorisation::who_may_write_users"]),
    ("1.6", "the table: list invites", &["authorisation::who_may_list_invites"]),
    ("1.6", "the table: own tokens", &["authorisation::who_may_see_and_make_own_tokens"]),
    ("1.6", "the table: tokens of others", &["authorisation::who_may_see_and_make_tokens_of_others"]),
    ("1.6", "the table: own password", &["password::a_blocked_user_passes"]),
    ("1.6", "only the owner hands the owner role on", &["update::admins_cannot_touch_the_owner_role"]),
    ("2", "members by flavour", &["user_object::members_are_those_of_the_flavour"]),
    ("2", "id, email, name, role", &["user_object::service_users_have_a_name_and_no_email", "user_object::roles_outside_the_known_ones_are_shown_as_they_are"]),
    ("2", "auto_groups is an array as stored", &["user_object::groups_keep_order_and_duplicates_and_may_be_gone"]),
    ("2", "status", &["user_object::the_status_is_blocked_whenever_the_user_is"]),
    ("2", "is_current", &["user_object::is_current_compares_with_the_caller"]),
    ("2", "last_login", &["user_object::a_user_who_never_logged_in_did_in_the_year_1"]),
    ("2", "password and idp_id", &["user_object::the_password_is_in_the_answer_to_post_only"]),
    ("2", "template rows of flavour X", &["user_object::whom_the_idp_does_not_know_is_a_template_row", "user_object::without_anybody_in_the_idp_there_are_no_template_rows", "user_object::blocking_a_service_user_under_an_external_idp_does_not_show"]),
    ("2", "approve does not use templates", &["approval::approving_shows_stored_values_under_an_external_idp"]),
    ("2", "modules and operations by role", &["user_object::modules_are_those_of_the_role"]),
    ("2", "is_restricted", &["user_object::regular_users_are_restricted_while_the_setting_is_on"]),
    ("3.1", "service_user filter", &["list::the_filter_takes_go_s_words"]),
    ("3.1", "a bad filter: 422 at the first visible user", &["list::other_words_are_422", "list::the_filter_is_checked_at_the_first_user_and_not_for_an_empty_list"]),
    ("3.1", "an array in random order, the whole account", &["list::the_order_is_another_each_time"]),
    ("3.1", "hidden rows", &["list::non_deletable_service_users_are_hidden_under_an_external_idp_only"]),
    ("3.1", "pending users are listed", &["list::the_pending_are_listed_as_blocked"]),
    ("3.1", "role user sees itself", &["list::the_role_user_sees_itself"]),
    ("3.1", "invites are not in the list", &["list::invites_and_strangers_are_not_listed"]),
    ("3.2", "user and permissions", &["current::it_is_a_user_with_permissions"]),
    ("3.2", "order of checks", &["current::blocked_and_pending_callers_get_the_same_text", "current::service_users_are_denied"]),
    ("3.2", "unknown role: modules {}", &["current::an_unknown_role_has_no_modules"]),
    ("3.3", "defaults and ignored members", &["create::groups_are_not_checked_and_other_members_are_ignored", "decoding::null_is_as_good_as_absent"]),
    ("3.3", "service users", &["create::a_service_user_works_in_every_flavour", "create::names_of_service_users_may_repeat_and_be_empty"]),
    ("3.3", "order: role first", &["create::the_role_comes_first"]),
    ("3.3", "order of a service user: rights, then owner", &["create::a_service_user_cannot_be_owner_once_the_caller_may_create"]),
    ("3.3", "order of a person: flavour N, name, email, owner, rights", &["create::a_person_needs_an_idp_before_everything_but_the_role", "create::a_person_needs_name_email_and_another_role_before_rights"]),
    ("3.3", "e-mail syntax", &["create::the_syntax_of_an_email_is_not_checked"]),
    ("3.3", "412 local authentication disabled", &["create::local_authentication_may_be_disabled"]),
    ("3.3", "409 e-mail taken", &["create::an_email_is_taken_ignoring_case_in_the_embedded_flavour", "create::idps_that_invite_answer_invited_without_a_password"]),
    ("3.3", "404 inviter", &["create::the_inviter_must_be_known_to_the_idp"]),
    ("3.3", "500", &["create::an_email_of_another_account_is_an_internal_error", "create::idps_that_cannot_create_are_an_internal_error"]),
    ("3.3", "PocketID panics on one word", &["create::pocket_id_and_a_name_of_one_word_close_the_connection"]),
    ("3.3", "answers by flavour", &["create::in_the_embedded_flavour_a_person_is_active_and_has_a_password", "create::idps_that_invite_answer_invited_without_a_password"]),
    ("3.3", "a service user invites as the creator", &["create::a_service_user_invites_in_the_creators_name"]),
    ("3.3", "the new user is in the caller's account", &["create::a_new_user_is_in_the_account_of_who_made_it"]),
    ("3.4", "full replace of three fields", &["update::it_replaces_role_groups_and_is_blocked_and_nothing_else"]),
    ("3.4", "absent is_blocked unblocks", &["update::an_absent_is_blocked_unblocks"]),
    ("3.4", "order: target, body, groups, role, rights", &["update::the_target_comes_before_rights_and_body", "update::then_the_body_then_groups_then_the_role_then_rights"]),
    ("3.4", "another account", &["update::a_user_of_another_account_is_a_mismatch"]),
    ("3.4", "self block and self role", &["update::nobody_blocks_or_promotes_themselves"]),
    ("3.4", "the owner role", &["update::admins_cannot_touch_the_owner_role"]),
    ("3.4", "blocking the owner is refused, leaving it blocked is not", &["update::an_owner_who_is_blocked_may_stay_so"]),
    ("3.4", "groups exist and are not All", &["update::groups_are_checked_in_order_after_everything_else"]),
    ("3.4", "owner transfer", &["update::handing_the_owner_role_on_demotes_the_caller"]),
    ("3.4", "a transfer to a pending user, or with is_blocked", &["update::the_owner_role_can_be_handed_to_who_waits_or_is_blocked_by_it"]),
    ("3.4", "admins over admins and the owner's groups", &["update::admins_edit_the_owners_groups_and_other_admins"]),
    ("3.4", "pending_approval is untouched", &["update::pending_approval_stays"]),
    ("3.4", "integration users can be updated", &["update::integration_users_can_be_updated"]),
    ("3.5", "self deletion first", &["delete::oneself_comes_before_rights"]),
    ("3.5", "404, body and query ignored, not idempotent", &["delete::the_unknown_and_strangers_are_404_and_so_is_a_second_time"]),
    ("3.5", "owner, integration, non-deletable", &["delete::the_owner_stays", "delete::integration_users_are_deleted_by_service_users_only", "delete::non_deletable_service_users_stay"]),
    ("3.5", "tokens go too", &["delete::tokens_go_with_their_user"]),
    ("3.6", "order and texts", &["resend::without_an_idp_it_is_412_before_rights", "resend::idps_that_invite_do_so_until_the_invitation_is_accepted", "resend::whom_the_idp_does_not_know_has_no_account"]),
    ("3.6", "which products invite", &["resend::idps_that_do_not_invite_are_an_internal_error"]),
    ("3.6", "embedded: always 404", &["resend::in_the_embedded_flavour_it_ends_in_404"]),
    ("3.7", "approve", &["approval::approving_unblocks_and_a_second_time_is_422", "approval::rights_come_first_then_the_user_then_its_state"]),
    ("3.8", "reject", &["approval::rejecting_deletes_and_a_second_time_is_404", "approval::rejecting_checks_what_deleting_checks"]),
    ("3.8", "self deletion", &["approval::nobody_rejects_themselves"]),
    ("3.8", "how pending users arise", &["authentication::whoever_signs_in_first_is_created_and_waits"]),
    ("3.9", "order and texts", &["password::other_flavours_are_412_after_the_body", "password::both_are_required_whosever_it_is", "password::each_refusal_is_422_in_order"]),
    ("3.9", "no strength rules", &["password::the_new_one_may_be_weak_and_is_in_force_at_once"]),
    ("3.9", "the password of POST is the first old one", &["password::the_password_of_a_new_person_is_the_old_one"]),
    ("3.10", "412 in other flavours", &["invites::other_flavours_are_412_but_for_the_public_view"]),
    ("3.10", "the object, and the token once", &["invites::a_new_invite_has_its_token_and_the_list_has_none"]),
    ("3.10", "order of POST", &["invites::creating_checks_in_the_servers_order", "invites::an_expired_invite_still_holds_its_email"]),
    ("3.10", "expires_in", &["invites::the_expiry_is_72_hours_unless_told"]),
    ("3.10", "the role is not validated", &["invites::the_role_is_stored_as_sent_and_unknown_once_accepted"]),
    ("3.10", "groups and the syntax of the e-mail are not checked", &["invites::groups_and_the_syntax_of_an_address_are_not_checked"]),
    ("3.10", "regenerate", &["invites::a_regenerated_invite_has_another_token"]),
    ("3.10", "delete", &["invites::a_deleted_invite_is_gone"]),
    ("3.10", "404 for an invite of another account", &["invites::an_account_has_its_own_invites"]),
    ("3.10", "public view", &["invites::unsound_invite_tokens_are_422_and_others_need_a_credential", "invites::the_public_view_says_whether_it_is_valid"]),
    ("3.10", "accept", &["invites::accepting_checks_in_the_servers_order", "invites::accepting_makes_a_user_and_consumes_the_invite"]),
    ("4", "order of errors", &["tokens::rights_then_the_target_then_its_account_then_whose_it_is_then_the_token"]),
    ("4", "an empty list is null", &["tokens::a_user_without_tokens_has_null"]),
    ("4", "the list's order, names", &["tokens::names_may_repeat_and_the_list_is_in_order"]),
    ("4", "validation before rights", &["tokens::name_and_expiry_are_checked_before_rights"]),
    ("4", "the answer of POST, last_used", &["tokens::a_new_token_shows_its_text_once"]),
    ("4", "deleting, and the token in use", &["tokens::a_deleted_token_is_gone_and_ones_own_fails_the_next_request"]),
    ("4", "404 for the token of another user", &["tokens::a_token_is_found_under_its_own_user_only"]),
    ("5", "tokens only, off by default", &["rate_limit::terraform_and_sessions_are_not_counted", "rate_limit::there_is_no_limit_by_default_and_the_servers_numbers_are_known"]),
    ("5", "a bucket for each token string, before validation", &["rate_limit::each_token_has_its_own_bucket_even_a_bad_one"]),
    ("5", "the bucket is that of the token string, whatever the scheme", &["rate_limit::a_token_has_one_bucket_under_both_schemes"]),
    ("5", "429, no Retry-After, refill", &["rate_limit::the_bucket_is_empty_after_the_burst_and_fills_steadily"]),
    ("5", "terraform is exempt", &["rate_limit::terraform_and_sessions_are_not_counted"]),
    ("5", "public invites", &["rate_limit::the_public_invite_endpoints_share_a_bucket_that_is_always_there"]),
    ("11", "an identity provider outside keeps whom the account deletes: 409", &["observed::an_idp_outside_keeps_whom_the_account_deletes"]),
    ("11", "a deleted person with a JWT comes back, with address and name", &["observed::who_was_deleted_and_still_has_a_session_comes_back_to_be_approved"]),
    ("11", "invited_by is empty for a service user", &["observed::an_invite_by_a_service_user_names_nobody"]),
    ("11", "one address created twice at once: one 200, else 500", &["observed::two_at_once_make_one_person_and_one_500"]),
    ("11", "two approvals at once can both be 200", &["observed::two_who_approve_at_once_both_succeed"]),
    ("11", "a new password of more than 72 bytes", &["password::each_refusal_is_422_in_order"]),
    ("11", "lone surrogates, huge numbers, deep nesting, null after a value", &["observed::extremes_in_members_that_nobody_reads_are_taken"]),
    ("11", "times of invites that 64 bits of nanoseconds do not hold", &["observed::an_invite_for_longer_than_can_be_counted_is_for_any_time_or_for_too_little"]),
    ("11", "templates show no login", &["observed::a_template_never_logged_in"]),
    ("11", "answers of up to 2 KB have a length", &["observed::two_kilobytes_have_a_length_and_more_come_in_chunks"]),
    ("11", "a head that never ends is given up", &["observed::a_head_that_never_ends_is_given_up"]),
    ("12", "all groups, null where nothing is in one; an empty name is no filter", &["groups::all_groups_are_listed_with_null_for_no_peers"]),
    ("12", "a name is exact, 404 for none", &["groups::a_name_is_exact_and_one_that_no_group_has_is_404"]),
    ("12", "the right to read groups", &["groups::who_may_not_read_groups_is_refused"]),
];

/// Modules that hold rules of the server, and not the mock's own.
const MODULES: [&str; 20] = [
    "approval",
    "authentication",
    "authorisation",
    "create",
    "current",
    "decoding",
    "delete",
    "errors",
    "groups",
    "invites",
    "list",
    "observed",
    "password",
    "rate_limit",
    "resend",
    "responses",
    "routing",
    "tokens",
    "update",
    "user_object",
];

/// The functions that a module's source marks as tests.
fn tests_of(module: &str) -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules").join(format!("{module}.rs"));
    let source = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut lines = source.lines();
    let mut names = BTreeSet::new();
    while let Some(line) = lines.next() {
        if line.starts_with("#[tokio::test") || line == "#[test]" {
            let function = lines.next().unwrap_or_default();
            let name = function.split("fn ").nth(1).and_then(|rest| rest.split('(').next());
            names.insert(format!("{module}::{}", name.expect("a function")));
        }
    }
    names
}

fn all() -> BTreeSet<String> {
    MODULES.iter().flat_map(|module| tests_of(module)).collect()
}

#[test]
fn each_rule_has_a_test_that_exists() {
    let all = all();
    for (section, rule, tests) in RULES {
        assert!(!tests.is_empty(), "{section} {rule} has no test");
        for test in *tests {
            assert!(all.contains(*test), "{section} {rule}: there is no test {test}");
        }
    }
}

#[test]
fn each_test_holds_a_rule() {
    let named: BTreeSet<&str> = RULES.iter().flat_map(|(_, _, tests)| tests.iter().copied()).collect();
    let strays: Vec<String> = all().into_iter().filter(|test| !named.contains(test.as_str())).collect();
    assert!(strays.is_empty(), "no rule names {strays:?}");
}

#[test]
fn each_section_has_rules() {
    let sections: BTreeSet<&str> = RULES.iter().map(|(section, _, _)| *section).collect();
    let expected = [
        "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7",
        "3.8", "3.9", "3.10", "4", "5", "11", "12",
    ];
    assert_eq!(sections, BTreeSet::from(expected));
}

#[test]
fn every_module_is_looked_at() {
    let own = ["cli", "client", "concurrency", "faults", "handle", "main", "table"];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let files: BTreeSet<String> = fs::read_dir(folder)
        .expect("the folder")
        .filter_map(|entry| entry.expect("an entry").path().file_stem()?.to_str().map(str::to_owned))
        .collect();
    let known: BTreeSet<String> = MODULES.iter().chain(&own).map(|name| (*name).to_owned()).collect();
    assert_eq!(files, known);
}
