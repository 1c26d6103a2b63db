use std::collections::{HashMap, HashSet};

use super::{Plan, Step, step::Differs};
use crate::{
    batch::Report,
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
        let (users, mut edits) = (self.clone(), HashMap::new());
        let (mut creations, mut locked_out) = (Vec::new(), HashSet::new());
        for step in plan.steps() {
            match step {
                Step::Change { user, to } => {
                    edits.insert(user.id.clone(), to.clone());
                }
                Step::Create { new, blocked } => {
                    creations.push(new.clone());
                    if *blocked {
                        locked_out.insert(new.key().to_owned());
                    }
                }
                Step::Extra(_) | Step::Refused { .. } => {}
            }
        }
        Pending::new(async move {
            let (mut changed, mut created, mut blocked) = Default::default();
            if !edits.is_empty() {
                let ids: Vec<String> = edits.keys().cloned().collect();
                changed = users.edit_many(ids, move |edit| with(edit, &edits)).await?.await;
            }
            if !creations.is_empty() {
                created = users.create_many(creations).await?.await;
            }
            let made = Report::done(&created).iter().filter(|(key, _)| locked_out.contains(key));
            let ids: Vec<String> = made.map(|(_, user)| user.id.clone()).collect();
            if !ids.is_empty() {
                blocked = users.edit_many(ids, Edit::block).await?.await;
            }
            Ok(Applied { changed, created, blocked })
        })
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
