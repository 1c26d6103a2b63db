use std::collections::{HashMap, HashSet};

use super::{Plan, Step, step::Differs};
use crate::{
    batch::{Batch, Report},
    edit::{Edit, Edited},
    model::User,
    pending::Pending,
    users::Users,
};

/// What came of each step that acts.
#[derive(Debug)]
#[non_exhaustive]
pub struct Applied {
    /// The changes, by id.
    pub changed: Report<Edited>,
    /// The creations, by address or name. With the embedded identity provider these hold the only copies of passwords.
    pub created: Report<User>,
    /// Those who were created and are to be locked out, by id.
    pub blocked: Report<Edited>,
}

impl Applied {
    /// Whether everything is as it was wanted.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.changed.is_success() && self.created.is_success() && self.blocked.is_success()
    }
}

impl Users {
    /// Does what acts in a plan, some at a time: the changes, and then the creations. Each change starts from the user as they are
    /// then, and touches only what differs; nobody is created who is there by then. What fails stops nothing else.
    ///
    /// When it is broken off, or something failed, list, plan and apply again: what is done is not in the next plan.
    ///
    /// ```
    #[doc = example!()]
    /// use netbird_users::{Plan, Wanted};
    ///
    /// let wanted = || [Wanted::person("ada@example.com", "Ada Abel").role("auditor"), Wanted::service_user("ci")];
    /// let plan = Plan::between(&client.users().list_complete().await?, wanted())?;
    /// print!("{plan}");
    /// assert!(client.users().apply(&plan).await?.is_success());
    /// assert!(Plan::between(&client.users().list_complete().await?, wanted())?.is_empty());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The users cannot be listed. What fails later is in the reports.
    pub fn apply(&self, plan: &Plan) -> Pending<Applied> {
        let (users, plan) = (self.clone(), plan.clone());
        let locked_out = |step: &Step| match step {
            Step::Create { new, blocked: true } => Some(new.key().to_owned()),
            _ => None,
        };
        let locked_out: HashSet<String> = plan.steps().iter().filter_map(locked_out).collect();
        Pending::new(async move {
            let (mut changed, mut created, mut blocked) = Default::default();
            if plan.steps().iter().any(|step| matches!(step, Step::Change { .. })) {
                changed = users.apply_changes(&plan).await?.await;
            }
            if plan.steps().iter().any(|step| matches!(step, Step::Create { .. })) {
                created = users.apply_creations(&plan).await?.await;
            }
            let made = Report::done(&created).iter().filter(|(key, _)| locked_out.contains(key));
            let ids: Vec<String> = made.map(|(_, user)| user.id.clone()).collect();
            if !ids.is_empty() {
                blocked = users.edit_many(ids, Edit::block).await?.await;
            }
            Ok(Applied { changed, created, blocked })
        })
    }

    /// The changes of a plan as a batch, by id: for progress, and to stop between two. [`apply`](Self::apply) does both
    /// parts.
    ///
    /// # Errors
    ///
    /// As for [`edit_many`](Self::edit_many).
    pub fn apply_changes(&self, plan: &Plan) -> Pending<Batch<Edited>> {
        let change = |step: &Step| match step {
            Step::Change { user, to } => Some((user.id.clone(), to.clone())),
            _ => None,
        };
        let edits: HashMap<String, Differs> = plan.steps().iter().filter_map(change).collect();
        let ids: Vec<String> = plan.steps().iter().filter_map(change).map(|(id, _)| id).collect();
        self.edit_many(ids, move |edit| with(edit, &edits))
    }

    /// The creations of a plan as a batch, by address or name: for passwords that are to be written down one by one. Who is
    /// to be locked out is so after the changes of the next plan.
    ///
    /// # Errors
    ///
    /// As for [`create_many`](Self::create_many).
    pub fn apply_creations(&self, plan: &Plan) -> Pending<Batch<User>> {
        let new = |step: &Step| match step {
            Step::Create { new, .. } => Some(new.clone()),
            _ => None,
        };
        self.create_many(plan.steps().iter().filter_map(new).collect::<Vec<_>>())
    }
}

fn with(mut edit: Edit, edits: &HashMap<String, Differs>) -> Edit {
    let Some(to) = edits.get(edit.id()) else { return edit };
    if let Some(role) = &to.role {
        edit = edit.role(role.clone());
    }
    if let Some(groups) = &to.auto_groups {
        edit = edit.auto_groups(groups.clone());
    }
    match to.blocked {
        Some(true) => edit.block(),
        Some(false) => edit.unblock(),
        None => edit,
    }
}
