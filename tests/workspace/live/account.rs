//! An account to test on, and what is left of it afterwards: nothing.

use std::{
    any::Any,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::pin,
    sync::atomic::{AtomicU32, Ordering},
    task::Poll,
    time::{SystemTime, UNIX_EPOCH},
};

use netbird_users::{
    Client, Credential, Error, ErrorKind, NewUser,
    model::{User, UserRequest},
};
use netbird_users_mock::MockNetBird;

use super::place::Place;
use crate::described::Recorder;

/// What one test works on.
pub(super) struct Account {
    pub(super) client: Client,
    recorder: Recorder,
    prefix: String,
    /// None on a real server.
    mock: Option<MockNetBird>,
}

/// Runs a test, and deletes its users whether it passes or fails.
pub(super) async fn on_account(test: impl AsyncFnOnce(&Account)) {
    if let Err(panic) = Account::open().await.run(test).await {
        resume_unwind(panic);
    }
}

impl Account {
    async fn open() -> Self {
        let place = Place::from_environment().unwrap_or_else(|error| panic!("{error}"));
        let (url, token, mock) = match place {
            Place::Live { url, token } => (url, token, None),
            Place::Mock => {
                let mock = MockNetBird::start().await.expect("a mock");
                (mock.url(), mock.token().to_owned(), Some(mock))
            }
        };
        Self::on(&url, &token, mock)
    }

    fn on(url: &str, token: &str, mock: Option<MockNetBird>) -> Self {
        let recorder = Recorder::in_front_of(url);
        Self { client: client(&recorder.base_url(), token), recorder, prefix: prefix(), mock }
    }

    /// Gives the panic of a test that failed.
    async fn run(&self, test: impl AsyncFnOnce(&Self)) -> Result<(), Box<dyn Any + Send>> {
        let outcome = {
            let mut test = pin!(test(self));
            poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| test.as_mut().poll(context))) {
                Ok(Poll::Pending) => Poll::Pending,
                Ok(Poll::Ready(())) => Poll::Ready(Ok(())),
                Err(panic) => Poll::Ready(Err(panic)),
            })
            .await
        };
        let left = self.clean_up().await;
        // The panic of the test has been printed already, so that this one hides nothing.
        assert_eq!(left, Ok(()), "users of this test may be left on the server");
        let complaints = self.recorder.complaints();
        assert!(complaints.is_empty(), "answers that the document does not describe: {complaints:#?}");
        outcome
    }

    /// The mock does all that the embedded identity provider can; what a real server can do depends on its deployment.
    pub(super) fn is_mock(&self) -> bool {
        self.mock.is_some()
    }

    /// A name that is this test's own.
    pub(super) fn name(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// A client of the same server with another token.
    pub(super) fn with_token(&self, token: &str) -> Client {
        client(&self.recorder.base_url(), token)
    }

    pub(super) async fn list(&self) -> Vec<User> {
        self.client.users().list().await.expect("the list")
    }

    /// The user as the list shows it now.
    pub(super) async fn find(&self, id: &str) -> Option<User> {
        self.list().await.into_iter().find(|user| user.id == id)
    }

    /// Whose token it is.
    pub(super) async fn caller(&self) -> User {
        let mut current = self.list().await.into_iter().filter(|user| user.is_current == Some(true));
        current.next().expect("the caller is in the list")
    }

    pub(super) async fn service_user(&self, name: &str, role: &str) -> User {
        let user = NewUser::service(self.name(name)).role(role);
        self.client.users().create(user).await.expect("a service user")
    }

    pub(super) async fn update(
        &self,
        id: &str,
        role: &str,
        groups: &[&str],
        is_blocked: bool,
    ) -> Result<User, Error> {
        let groups: Vec<String> = groups.iter().map(|group| (*group).to_owned()).collect();
        let body = UserRequest::builder().role(role).auto_groups(groups).is_blocked(is_blocked);
        self.client.users().replace(id, body.try_into().expect("all fields")).await
    }

    async fn clean_up(&self) -> Result<(), String> {
        for user in self.own().await? {
            match self.client.users().delete(&user.id).await {
                Ok(()) => {}
                // Somebody was faster.
                Err(error) if *error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(format!("{} ({}) stays: {error:?}", user.name, user.id)),
            }
        }
        let left = self.own().await?;
        if left.is_empty() { Ok(()) } else { Err(format!("still there: {left:?}")) }
    }

    async fn own(&self) -> Result<Vec<User>, String> {
        let mut users = self.client.users().list().await.map_err(|error| format!("{error:?}"))?;
        users.retain(|user| user.name.starts_with(&self.prefix));
        Ok(users)
    }
}

/// The status of an error, and the server's words.
pub(super) fn refusal(error: &Error) -> (u16, &str) {
    (error.status().map_or(0, |status| status.as_u16()), error.server_message().unwrap_or_default())
}

fn client(url: &str, token: &str) -> Client {
    Client::builder(Credential::token(token)).base_url(url).build().expect("a client")
}

/// No other test, run or machine has it.
fn prefix() -> String {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970").as_nanos();
    format!("nb-live-{now:x}-{:x}-{}-", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed))
}

#[tokio::test]
async fn the_users_of_a_test_that_fails_are_deleted_and_no_others() {
    let (mock, stranger) = (MockNetBird::start().await.expect("a mock"), "nb-live-0-0-0-left");
    mock.add_user(netbird_users_mock::User::service("stranger", stranger, "user"));
    let account = Account::on(&mock.url(), mock.token(), None);
    let outcome = account.run(async |account| {
        account.service_user("one", "user").await;
        account.service_user("two", "admin").await;
        panic!("this test is to fail");
    });
    assert!(outcome.await.is_err());
    let left: Vec<String> = mock.users().into_iter().map(|user| user.name).collect();
    assert!(left.contains(&stranger.to_owned()) && left.len() == 2, "{left:?}");
}
