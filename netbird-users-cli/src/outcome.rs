//! What a command that changes something did, user by user.

use std::collections::HashMap;

use netbird_users::{Batch, Change, Edited, Error, GroupNames, Item, Outcome as Ended};
use serde_json::{Value, json};

use crate::{
    context::Context,
    exit::Exit,
    failure::Failure,
    output::{Column, Progress, Records},
};

const COLUMNS: &[Column] = &[
    Column::other("id"),
    Column::shown("user"),
    Column::shown("result"),
    Column::shown("changes"),
    Column::other("error"),
    Column::other("secret"),
];

const WITH_SECRET: &[Column] = &[
    Column::other("id"),
    Column::shown("user"),
    Column::shown("result"),
    Column::shown("changes"),
    Column::other("error"),
    Column::shown("secret"),
];

/// How it ended for one user. The words are part of the documented output.
#[derive(Debug)]
pub(crate) enum Result {
    Done,
    /// All was as it should be already.
    Unchanged,
    /// A dry run: nothing was sent.
    WouldChange,
    Failed(Failure),
    /// It may have been done.
    Unknown(Failure),
    /// It was not begun.
    NotBegun,
}

/// What happened to one user.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) id: String,
    pub(crate) user: String,
    pub(crate) result: Result,
    pub(crate) changes: Vec<String>,
    pub(crate) secret: Option<String>,
}

impl Outcome {
    pub(crate) fn new(id: &str, user: &str, result: Result, changes: Vec<String>) -> Self {
        Self { id: id.to_owned(), user: user.to_owned(), result, changes, secret: None }
    }

    /// What changed, or that nothing had to.
    pub(crate) fn changed(id: &str, user: &str, changes: Vec<String>, dry_run: bool) -> Self {
        let result = match (changes.is_empty(), dry_run) {
            (true, _) => Result::Unchanged,
            (false, true) => Result::WouldChange,
            (false, false) => Result::Done,
        };
        Self::new(id, user, result, changes)
    }

    pub(crate) fn of_error(id: &str, user: &str, error: Error) -> Self {
        let failure = Failure::from(error);
        let result =
            if failure.exit == Exit::Unknown { Result::Unknown(failure) } else { Result::Failed(failure) };
        Self::new(id, user, result, Vec::new())
    }

    /// What an edit changed, groups by name where that is known.
    pub(crate) fn edited(edited: &Edited, names: Option<&GroupNames>) -> Self {
        let mut changes: Vec<String> =
            edited.changes().iter().map(|change| in_words(change, names)).collect();
        let gone = edited
            .left_out()
            .iter()
            .map(|group| format!("without the group {group}, which is no longer there"));
        changes.extend(gone);
        Self::changed(edited.after().id.as_str(), "", changes, false)
    }

    /// What was given up by a second Ctrl-C.
    pub(crate) fn given_up(id: &str, user: &str, check: &str) -> Self {
        let text = format!("it was given up while it was under way, so it may be done: `{check}` tells");
        Self::new(id, user, Result::Unknown(Failure::new(Exit::Unknown, text)), Vec::new())
    }

    /// What a plan does not do, and why.
    pub(crate) fn refused(user: &str, reason: &str) -> Self {
        Self::new("", user, Result::Failed(Failure::new(Exit::Refused, reason)), Vec::new())
    }

    /// What was not begun, since somebody asked to stop.
    pub(crate) fn not_begun(user: &str) -> Self {
        Self::new("", user, Result::NotBegun, Vec::new())
    }

    /// For a record: without a secret.
    pub(crate) fn record(&self) -> Value {
        let error = self.failure().map(ToString::to_string);
        json!({ "result": self.word(), "changes": self.changes, "error": error })
    }

    fn word(&self) -> &'static str {
        match self.result {
            Result::Done => "done",
            Result::Unchanged => "unchanged",
            Result::WouldChange => "would_change",
            Result::Failed(_) => "failed",
            Result::Unknown(_) => "unknown",
            Result::NotBegun => "not_begun",
        }
    }

    fn failure(&self) -> Option<&Failure> {
        match &self.result {
            Result::Failed(failure) | Result::Unknown(failure) => Some(failure),
            Result::Done | Result::Unchanged | Result::WouldChange | Result::NotBegun => None,
        }
    }

    fn exit(&self) -> Exit {
        match &self.result {
            Result::NotBegun => Exit::Interrupted,
            _ => self.failure().map(|failure| failure.exit).unwrap_or_default(),
        }
    }

    fn row(&self) -> Vec<Value> {
        let error = self.failure().map(ToString::to_string);
        vec![
            json!(self.id),
            json!(self.user),
            json!(self.word()),
            json!(self.changes),
            json!(error),
            json!(self.secret),
        ]
    }
}

/// Prints what happened, and says what the program ends with.
pub(crate) fn finish(context: &Context, outcomes: &[Outcome]) -> std::result::Result<Exit, Failure> {
    let columns = if outcomes.iter().any(|outcome| outcome.secret.is_some()) { WITH_SECRET } else { COLUMNS };
    context.screen.print(&Records::list(columns, outcomes.iter().map(Outcome::row)))?;
    for outcome in outcomes {
        if let Some(failure) = outcome.failure() {
            context.screen.error(format!("{}: {failure}", outcome.user));
        }
    }
    let not_begun = outcomes.iter().filter(|outcome| matches!(outcome.result, Result::NotBegun)).count();
    if not_begun > 0 {
        context.screen.note(format!(
            "interrupted: {} of {} are through, and {not_begun} were not begun; run the same command again for these",
            outcomes.len() - not_begun,
            outcomes.len()
        ));
    }
    Ok(outcomes.iter().map(Outcome::exit).max().unwrap_or_default())
}

/// Runs a batch about these users, each known by the key of its item, until it is through or given up. What came back for
/// one is handed on before the next call ends: a secret in it is told once.
pub(crate) async fn run<T: Clone + Send + 'static>(
    context: &Context,
    mut batch: Batch<T>,
    users: &[(String, String)],
    mut done: impl FnMut(&T) -> std::result::Result<Outcome, Failure>,
) -> std::result::Result<Vec<Outcome>, Failure> {
    let progress = Progress::of(users.len());
    let mut ended: HashMap<String, Outcome> = HashMap::new();
    let given_up = loop {
        if context.interrupt.is_stopped() {
            batch.stop();
        }
        match context.interrupt.finish(batch.next()).await {
            Some(Some(Item { key, outcome, .. })) => {
                let outcome = match outcome {
                    Ended::Done(value) => done(&value)?,
                    Ended::Failed(error) | Ended::Unknown(error) => Outcome::of_error("", &key, error),
                    _ => Outcome::new("", &key, Result::Unchanged, Vec::new()),
                };
                ended.insert(key, outcome);
            }
            Some(None) => break false,
            None => break true,
        }
        progress.at(ended.len());
    };
    drop(progress);
    // Some calls are under way then, and which is not known: those that came first.
    let mut under_way = if given_up { batch.under_way() } else { 0 };
    let mut outcomes = Vec::with_capacity(users.len());
    for (key, user) in users {
        outcomes.push(match ended.remove(key) {
            Some(outcome) => Outcome {
                user: user.clone(),
                id: if outcome.id.is_empty() { key.clone() } else { outcome.id },
                ..outcome
            },
            None if under_way > 0 => {
                under_way -= 1;
                Outcome::given_up(key, user, &format!("nbu users show {key}"))
            }
            None => Outcome::new(key, user, Result::NotBegun, Vec::new()),
        });
    }
    Ok(outcomes)
}

/// A change in words, groups by name where that is known.
pub(crate) fn in_words(change: &Change, names: Option<&GroupNames>) -> String {
    let name = |id: &String| names.and_then(|names| names.name(id)).unwrap_or(id).to_owned();
    match change {
        Change::Groups { added, removed } => {
            let added = added.iter().map(|id| format!(" +{}", name(id)));
            let removed = removed.iter().map(|id| format!(" -{}", name(id)));
            added.chain(removed).fold("groups:".to_owned(), |text, group| text + &group)
        }
        change => change.to_string(),
    }
}
