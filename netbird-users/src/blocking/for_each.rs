use std::{panic::resume_unwind, sync::Arc};

use super::{Batch, Users};
use crate::error::Error;

impl Users {
    /// Calls a function for each item, some at a time, each call on a thread of its own.
    ///
    /// ```
    #[doc = example!()]
    /// let leavers = ["id-of-one", "id-of-another"];
    /// let mut batch = client.users().for_each(leavers, |users, id| users.delete(id));
    /// for (id, error) in batch.run().failed() {
    ///     println!("{id}: {error}");
    /// }
    /// # assert_eq!(batch.report().failed().len(), 2);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A thread cannot be broken off: when the batch is dropped, the calls that are under way are finished all the
    /// same, and no report tells how.
    ///
    /// # Panics
    ///
    /// When the function panics, the method of the batch that waits for it does.
    pub fn for_each<I, T>(
        &self,
        items: impl IntoIterator<Item = I, IntoIter: Send + 'static>,
        call: impl Fn(Self, I) -> Result<T, Error> + Send + Sync + 'static,
    ) -> Batch<T>
    where
        I: ToString + Send + 'static,
        T: Clone + Send + 'static,
    {
        let call = Arc::new(call);
        let users = self.clone();
        let inner = self.inner.for_each(items, move |_, item| {
            let (call, users) = (Arc::clone(&call), users.clone());
            let runtime = users.runtime.clone();
            let outcome = runtime.spawn_blocking(move || call(users, item));
            async move {
                // Nothing cancels it, so what it ends with is a panic: that of the function, which is the caller's.
                outcome.await.unwrap_or_else(|error| resume_unwind(error.into_panic()))
            }
        });
        Batch::new(inner, self.runtime.clone())
    }
}
