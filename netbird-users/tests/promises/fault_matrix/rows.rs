//! The table. A cell is the result, the number of attempts, and whether the server has what the call was to bring about.
//! A single cell stands for all columns, and nothing was done.

use std::time::Duration;

use netbird_users_mock::Fault;

use crate::api_error;

/// What goes wrong; the cells for the classes in their order, when it happens once, and when it happens every time.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) fault: fn() -> Fault,
    pub(super) once: &'static str,
    pub(super) always: &'static str,
}

fn page(status: u16) -> Fault {
    Fault::status(status).header("content-type", "text/html").body("<!doctype html><title>NetBird</title>")
}

const UNKNOWN_TOKEN: &str = "invalid token: pat: wpeqm+4dgmzixq4xz1ldzlyoatvzx9vy+rzgqyr2ko8= not found";

/// The columns: read | replace | remove | make | act.
pub(super) const ROWS: &[Row] = &[
    Row {
        name: "a delay",
        fault: || Fault::delay(Duration::from_millis(1)),
        once: "ok 1 | ok 1 done | ok 1 done | ok 1 done | ok 1 done",
        always: "ok 1 | ok 1 done | ok 1 done | ok 1 done | ok 1 done",
    },
    Row {
        name: "a slow body",
        fault: || Fault::slow_body(64, Duration::from_millis(1)),
        once: "ok 1 | ok 1 done | ok 1 done | ok 1 done | ok 1 done",
        always: "ok 1 | ok 1 done | ok 1 done | ok 1 done | ok 1 done",
    },
    Row {
        name: "the API fails",
        fault: || api_error(500, "internal server error"),
        once: "ok 2 | ok 2 done | ok 2 done | server 1 undone | server 1 undone",
        always: "server 4 | server 4 undone | server 4 undone | server 1 undone | server 1 undone",
    },
    Row {
        name: "a proxy fails",
        fault: Fault::html_502,
        once: "ok 2 | ok 2 done | ok 2 done | unknown 1 undone | unknown 1 undone",
        always: "server 4 | unknown 4 undone | unknown 4 undone | unknown 1 undone | unknown 1 undone",
    },
    Row {
        name: "a proxy is overloaded and says for how long",
        fault: || Fault::status(503).header("retry-after", "7"),
        once: "ok 2 | ok 2 done | ok 2 done | unknown 1 undone | unknown 1 undone",
        always: "server 4 | unknown 4 undone | unknown 4 undone | unknown 1 undone | unknown 1 undone",
    },
    Row {
        name: "a status that nobody knows",
        fault: || Fault::status(599),
        once: "server 1 | unknown 1 undone | unknown 1 undone | unknown 1 undone | unknown 1 undone",
        always: "server 1 | unknown 1 undone | unknown 1 undone | unknown 1 undone | unknown 1 undone",
    },
    Row {
        name: "too many requests",
        fault: || Fault::too_many_requests(None),
        once: "ok 2 | ok 2 done | ok 2 done | ok 2 done | ok 2 done",
        always: "rate limited 8",
    },
    Row {
        name: "too many requests, with Retry-After",
        fault: || Fault::too_many_requests(Some(3)),
        once: "ok 2 | ok 2 done | ok 2 done | ok 2 done | ok 2 done",
        always: "rate limited 4",
    },
    Row {
        name: "too many requests, for too long",
        fault: || Fault::too_many_requests(Some(3600)),
        once: "rate limited 1",
        always: "rate limited 1",
    },
    Row {
        name: "an empty body",
        fault: Fault::empty_body,
        once: "ok 2 | ok 2 done | ok 1 done | unknown 1 done | ok 1 done",
        always: "undecodable 4 | unknown 4 done | ok 1 done | unknown 1 done | ok 1 done",
    },
    Row {
        name: "a truncated body",
        fault: Fault::truncated_body,
        once: "ok 2 | ok 2 done | ok 2 done | unknown 1 done | unknown 1 done",
        // The second removal is answered with half of a "not found".
        always: "undecodable 4 | unknown 4 done | unknown 2 done | unknown 1 done | unknown 1 done",
    },
    Row {
        name: "a body that is no UTF-8",
        fault: Fault::invalid_utf8,
        once: "undecodable 1 | unknown 1 done | unknown 1 done | unknown 1 done | unknown 1 done",
        always: "undecodable 1 | unknown 1 done | unknown 1 done | unknown 1 done | unknown 1 done",
    },
    Row {
        name: "no answer, and no work",
        fault: Fault::close_before_answer,
        once: "ok 2 | ok 2 done | ok 2 done | unknown 1 undone | unknown 1 undone",
        always: "connection 4 | unknown 4 undone | unknown 4 undone | unknown 1 undone | unknown 1 undone",
    },
    Row {
        name: "no answer after the work",
        fault: Fault::close_after_write,
        once: "ok 2 | ok 2 done | ok 2 done | unknown 1 done | unknown 1 done",
        always: "connection 4 | unknown 4 done | unknown 4 done | unknown 1 done | unknown 1 done",
    },
    Row {
        name: "half an answer",
        fault: Fault::close_in_the_middle,
        once: "ok 2 | ok 2 done | ok 2 done | unknown 1 done | unknown 1 done",
        always: "connection 4 | unknown 4 done | unknown 2 done | unknown 1 done | unknown 1 done",
    },
    Row {
        name: "a stall",
        fault: Fault::stall,
        once: "ok 2 | ok 2 done | ok 2 done | unknown 1 undone | unknown 1 undone",
        always: "timeout 3 | unknown 3 undone | unknown 3 undone | unknown 1 undone | unknown 1 undone",
    },
    Row {
        name: "a stall after half an answer",
        fault: Fault::stall_in_the_middle,
        once: "ok 2 | ok 2 done | ok 2 done | unknown 1 done | unknown 1 done",
        always: "timeout 3 | unknown 3 done | unknown 3 done | unknown 1 done | unknown 1 done",
    },
    Row {
        name: "a redirect",
        fault: || Fault::redirect("https://elsewhere.example.com/api/users"),
        once: "redirected 1",
        always: "redirected 1",
    },
    Row {
        name: "a dashboard's page",
        fault: || page(200),
        once: "wrong endpoint 1",
        always: "wrong endpoint 1",
    },
    Row {
        name: "a path that nobody knows",
        fault: || {
            Fault::status(404)
                .header("content-type", "text/plain; charset=utf-8")
                .body("404 page not found\n")
        },
        once: "wrong endpoint 1",
        always: "wrong endpoint 1",
    },
    Row {
        name: "a token that the server does not know",
        fault: || api_error(404, UNKNOWN_TOKEN),
        once: "unauthorized 1",
        always: "unauthorized 1",
    },
    Row {
        name: "a token that is no longer good",
        fault: || api_error(401, "token invalid"),
        once: "unauthorized 1",
        always: "unauthorized 1",
    },
    Row {
        name: "a lack of rights",
        fault: || api_error(403, "permission denied"),
        once: "forbidden 1",
        always: "forbidden 1",
    },
    Row {
        name: "a value that the server refuses",
        fault: || api_error(422, "invalid"),
        once: "invalid 1",
        always: "invalid 1",
    },
];
