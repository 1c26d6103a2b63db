use std::{
    any::Any,
    panic,
    sync::Once,
    thread::{self, Builder},
};

/// Deeply nested specs recurse deeply, in progenitor as in the parser of its output.
const STACK: usize = 256 << 20;

const NAME: &str = "generator";

/// Runs code that may panic, on a stack of its own; a panic comes back as its message and prints nothing.
///
/// # Errors
///
/// The message of the panic, or why there is no thread.
pub fn guarded<T: Send>(run: impl FnOnce() -> T + Send) -> Result<T, String> {
    silence();
    thread::scope(|scope| {
        let thread = Builder::new()
            .name(NAME.to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, run)
            .map_err(|error| format!("no thread for the generator: {error}"))?;
        thread.join().map_err(|payload| message(payload.as_ref()))
    })
}

/// Panics of generator threads are reported by whoever joins them; all others print as before.
fn silence() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name() != Some(NAME) {
                previous(info);
            }
        }));
    });
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text =
        payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
    format!("the generator stopped with a panic: {}", text.unwrap_or("no message"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_comes_back_as_its_message() {
        let error = guarded(|| -> () { panic!("no such {}", "thing") }).unwrap_err();
        assert_eq!(error, "the generator stopped with a panic: no such thing");
    }

    #[test]
    fn a_deep_recursion_has_room() {
        fn depth(n: u64) -> u64 {
            let pad = std::hint::black_box([n; 64]);
            if n == 0 { pad[0] } else { 1 + depth(n - 1) }
        }
        assert_eq!(guarded(|| depth(50_000)), Ok(50_000));
    }
}
