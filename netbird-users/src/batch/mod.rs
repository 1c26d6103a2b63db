//! Many calls of one kind, some at a time.

mod create_many;
mod edit_many;
mod report;

use std::{
    fmt,
    future::{Future, IntoFuture, poll_fn},
    pin::Pin,
    task::{Context, Poll},
};

use futures_util::stream::{FuturesUnordered, Stream};
pub use report::{Item, Outcome, Report, Skipped};

use crate::{
    error::{Error, ErrorKind},
    users::Users,
};

/// How many calls are under way at once, unless told otherwise: fast enough for a thousand users, and far from what
/// empties a server's bucket of requests.
const CONCURRENCY: usize = 4;

type Work<T> = Pin<Box<dyn Future<Output = Item<T>> + Send>>;

/// Many calls, some at a time. Nothing is done until it is run.
///
/// [`run`](Self::run) does it all; [`next`](Self::next), which is also a `Stream`, gives each result as it comes. What
/// is through is in the [`report`](Self::report), also when the future of either is dropped: run the batch again, and
/// it goes on. Dropping the batch itself breaks off the calls that are under way, whose outcome is then unknown.
///
/// A call that fails stops no other, unless [`stop_on_failure`](Self::stop_on_failure) is set.
#[must_use = "nothing is done until it is run or awaited"]
pub struct Batch<T> {
    waiting: Box<dyn Iterator<Item = Work<T>> + Send>,
    running: FuturesUnordered<Work<T>>,
    concurrency: usize,
    /// Whether so many are under way only once some are through.
    grows: bool,
    stop_on_failure: bool,
    stopped: bool,
    report: Report<T>,
}

impl<T: Clone + Send + 'static> Batch<T> {
    fn new(waiting: impl Iterator<Item = Work<T>> + Send + 'static) -> Self {
        Self {
            waiting: Box::new(waiting),
            running: FuturesUnordered::new(),
            concurrency: CONCURRENCY,
            grows: false,
            stop_on_failure: false,
            stopped: false,
            report: Report::default(),
        }
    }

    fn growing(self) -> Self {
        Self { grows: true, ..self }
    }

    /// How many calls are under way at once; at least one.
    ///
    /// Default: 4. Creations and edits begin with one, and take one more with each ten that are through, so that a small
    /// bucket of requests is found empty by one call and not by all.
    pub fn concurrency(mut self, calls: usize) -> Self {
        (self.concurrency, self.grows) = (calls.max(1), false);
        self
    }

    /// Begins no further call once one has failed or has an unknown outcome. Those under way are finished.
    ///
    /// Default: the rest is done all the same.
    pub fn stop_on_failure(mut self) -> Self {
        self.stop_on_failure = true;
        self
    }

    /// The next result, in the order in which calls end; `None` when all are through.
    pub async fn next(&mut self) -> Option<Item<T>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Does what is left, and gives the report.
    pub async fn run(&mut self) -> &Report<T> {
        while self.next().await.is_some() {}
        &self.report
    }

    /// What is through so far.
    #[must_use]
    pub fn report(&self) -> &Report<T> {
        &self.report
    }

    /// Begins no further call. Those under way are finished, and [`next`](Self::next) gives how they ended.
    pub fn stop(&mut self) {
        self.stopped = true;
    }

    /// How many calls have begun and not ended.
    #[must_use]
    pub fn under_way(&self) -> usize {
        self.running.len()
    }

    /// The report, when the batch is no longer needed.
    #[must_use]
    pub fn into_report(self) -> Report<T> {
        self.report
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Item<T>>> {
        let at_once =
            if self.grows { self.concurrency.min(1 + self.report.len() / 10) } else { self.concurrency };
        while !self.stopped && self.running.len() < at_once {
            match self.waiting.next() {
                Some(work) => self.running.push(work),
                None => self.stopped = true,
            }
        }
        let Poll::Ready(item) = Pin::new(&mut self.running).poll_next(context) else { return Poll::Pending };
        if let Some(item) = &item {
            self.stopped |= self.stop_on_failure && item.outcome.is_failure();
            self.report.add(item.clone());
        }
        Poll::Ready(item)
    }
}

impl<T: Clone + Send + 'static> Stream for Batch<T> {
    type Item = Item<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Item<T>>> {
        self.poll(context)
    }
}

impl<T: Clone + Send + 'static> IntoFuture for Batch<T> {
    type Output = Report<T>;
    type IntoFuture = Pin<Box<dyn Future<Output = Report<T>> + Send>>;

    /// Does what is left, and gives the report.
    fn into_future(mut self) -> Self::IntoFuture {
        Box::pin(async move {
            while self.next().await.is_some() {}
            self.report
        })
    }
}

impl<T> Unpin for Batch<T> {}

impl<T> fmt::Debug for Batch<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("running", &self.running.len())
            .field("through", &self.report.len())
            .finish_non_exhaustive()
    }
}

impl Users {
    /// Calls a function for each item, some at a time.
    ///
    /// ```
    #[doc = example!()]
    /// let leavers = ["id-of-one", "id-of-another"];
    /// let mut batch = client.users().for_each(leavers, |users, id| async move { users.delete(id).await });
    /// for (id, error) in batch.run().await.failed() {
    ///     println!("{id}: {error}");
    /// }
    /// # assert_eq!(batch.report().failed().len(), 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn for_each<I, T, F>(
        &self,
        items: impl IntoIterator<Item = I, IntoIter: Send + 'static>,
        call: impl Fn(Self, I) -> F + Send + 'static,
    ) -> Batch<T>
    where
        I: ToString,
        T: Clone + Send + 'static,
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let users = self.clone();
        Batch::new(items.into_iter().map(move |item| {
            let key = item.to_string();
            let call = call(users.clone(), item);
            work(key, async move { call.await.map(Outcome::Done) })
        }))
    }
}

fn work<T>(
    key: String,
    outcome: impl Future<Output = Result<Outcome<T>, Error>> + Send + 'static,
) -> Work<T> {
    Box::pin(async move {
        let outcome = outcome.await.unwrap_or_else(|error| match error.kind() {
            ErrorKind::OutcomeUnknown => Outcome::Unknown(error),
            _ => Outcome::Failed(error),
        });
        Item { key, outcome }
    })
}
