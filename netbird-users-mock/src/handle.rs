//! What a test reads and changes behind the server's back.

use crate::{
    fault::Fault,
    request_log::Request,
    server::MockNetBird,
    settings::Settings,
    state::{Group, Invite, Token, User, hash},
};

/// The state, past all checks of the API. What changes something runs without the lock, so that it may call other methods
/// here; what requests do meanwhile to the same thing is lost.
impl MockNetBird {
    /// All users of all accounts, by id.
    #[must_use]
    pub fn users(&self) -> Vec<User> {
        let mut users: Vec<User> = self.shared.lock().state.users.all().cloned().collect();
        users.sort_by(|one, other| one.id.cmp(&other.id));
        users
    }

    /// The user with this id; none when there is none.
    #[must_use]
    pub fn user(&self, id: &str) -> Option<User> {
        self.shared.lock().state.users.get(id).cloned()
    }

    /// Adds a user, or replaces the one with the same id.
    pub fn add_user(&self, user: User) {
        self.shared.lock().state.users.put(user);
    }

    /// Adds a person who waits for approval, with the role `user`.
    pub fn add_pending_user(&self, id: &str, email: &str) {
        self.add_user(User::human(id, email, "user").pending());
    }

    /// Changes a user. False when there is none with this id. The id itself stays, whatever the change does to it.
    pub fn change_user(&self, id: &str, change: impl FnOnce(&mut User)) -> bool {
        let Some(mut user) = self.user(id) else { return false };
        change(&mut user);
        id.clone_into(&mut user.id);
        self.add_user(user);
        true
    }

    /// Removes a user and its tokens. False when there was none with this id.
    #[must_use = "false means that nothing was there"]
    pub fn remove_user(&self, id: &str) -> bool {
        self.shared.lock().state.remove_user(id)
    }

    /// Makes a token for a user, good for a year, and gives its text. The user need not be there.
    #[must_use]
    pub fn issue_token(&self, user: &str) -> String {
        self.shared.lock().state.issue_token(user, "made by the test", 365, user).1
    }

    /// All tokens, in the order of their making.
    #[must_use]
    pub fn tokens(&self) -> Vec<Token> {
        self.shared.lock().state.tokens.clone()
    }

    /// Takes a token away, given its text: from now on it answers 404. False when it was not there.
    #[must_use = "false means that nothing was there"]
    pub fn revoke_token(&self, plain: &str) -> bool {
        let hash = hash(plain);
        let tokens = &mut self.shared.lock().state.tokens;
        let before = tokens.len();
        tokens.retain(|token| token.hash != hash);
        tokens.len() < before
    }

    /// Changes a token, given its text. False when it was not there.
    pub fn change_token(&self, plain: &str, change: impl FnOnce(&mut Token)) -> bool {
        let hash = hash(plain);
        let Some(mut changed) = self.tokens().into_iter().find(|token| token.hash == hash) else {
            return false;
        };
        change(&mut changed);
        let tokens = &mut self.shared.lock().state.tokens;
        let token = tokens.iter_mut().find(|token| token.hash == hash);
        token.map(|token| *token = changed).is_some()
    }

    /// All invites, in the order of their making.
    #[must_use]
    pub fn invites(&self) -> Vec<Invite> {
        self.shared.lock().state.invites.clone()
    }

    /// All groups; the first is named `All`.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        self.shared.lock().state.groups.clone()
    }

    /// Adds a group.
    pub fn add_group(&self, group: Group) {
        self.shared.lock().state.groups.push(group);
    }

    /// Removes a group. Users keep its id. False when there was none with this id.
    #[must_use = "false means that nothing was there"]
    pub fn remove_group(&self, id: &str) -> bool {
        let groups = &mut self.shared.lock().state.groups;
        let before = groups.len();
        groups.retain(|group| group.id != id);
        groups.len() < before
    }

    /// Changes the settings from the next request on.
    pub fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.shared.lock().state.settings;
        change(&mut settings);
        self.shared.lock().state.settings = settings;
    }
}

/// What arrives, and what goes wrong.
impl MockNetBird {
    /// The requests as they came, in the order of their arrival: the newest 10,000.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.shared.lock().log.all()
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&self) {
        self.shared.lock().log.clear();
    }

    /// Lets something go wrong, from the next request on.
    pub fn inject(&self, fault: Fault) {
        self.shared.lock().faults.add(fault);
    }

    /// Takes all faults back, used or not.
    pub fn clear_faults(&self) {
        self.shared.lock().faults.clear();
    }

    /// The faults that no request has met yet.
    #[must_use]
    pub fn unused_faults(&self) -> Vec<Fault> {
        self.shared.lock().faults.unused()
    }
}
