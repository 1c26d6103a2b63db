//! Ctrl-C while something is being changed.
//!
//! Until then the signal ends the program, as anywhere. From the first change on, the first Ctrl-C lets the calls that
//! are under way end and begins no other; the second gives them up.

use std::{
    cell::OnceCell,
    future::Future,
    io::{self, Write},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::sync::watch;

/// What has been asked of the program by Ctrl-C.
#[derive(Debug, Default)]
pub(crate) struct Interrupt {
    stopped: Arc<AtomicBool>,
    given_up: OnceCell<watch::Receiver<bool>>,
}

impl Interrupt {
    /// Whether no further call is to begin.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Waits for what changes something; `None` when it was given up by the second Ctrl-C.
    pub(crate) async fn finish<T>(&self, change: impl Future<Output = T>) -> Option<T> {
        let mut given_up = self.given_up.get_or_init(|| self.listen()).clone();
        tokio::select! {
            biased;
            done = change => Some(done),
            Ok(_) = given_up.wait_for(|given_up| *given_up) => None,
        }
    }

    /// The same for what comes after something else; `None` where somebody has asked to stop before it began.
    pub(crate) async fn begin<T>(&self, change: impl IntoFuture<Output = T>) -> Option<Option<T>> {
        if self.is_stopped() { None } else { Some(self.finish(change.into_future()).await) }
    }

    fn listen(&self) -> watch::Receiver<bool> {
        let (sender, given_up) = watch::channel(false);
        let stopped = Arc::clone(&self.stopped);
        tokio::spawn(async move {
            // Where no signal can be had, the signal ends the program as before.
            while tokio::signal::ctrl_c().await.is_ok() {
                if stopped.swap(true, Ordering::Relaxed) {
                    let _ = sender.send(true);
                    return;
                }
                let _ = writeln!(
                    io::stderr(),
                    "note: what is under way is being finished; Ctrl-C again gives it up"
                );
            }
            std::future::pending::<()>().await;
        });
        given_up
    }
}
