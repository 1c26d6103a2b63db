//! Files are planned as values; here, and nowhere else, they are held against the disk or written to it.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use specwright_document::{Problem, Problems};

/// A file as it should be.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Where it stands.
    pub path: PathBuf,
    /// How messages call it.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// How a planned file and the disk compare.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum State {
    /// The same, byte for byte.
    Fresh,
    /// Not there.
    Missing,
    /// Another text, and where the two part: in the lines of the header, and behind them.
    Stale(Vec<Difference>),
}

/// The first line in which two texts differ.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Difference {
    /// Counted from 1.
    pub line: usize,
    /// The line on disk; `None` when the file ends before it.
    pub is: Option<String>,
    /// The line as it should be; `None` when the file should end before it.
    pub should_be: Option<String>,
}

impl Planned {
    /// Compares with the disk and changes nothing.
    ///
    /// # Errors
    ///
    /// The file is there and cannot be read.
    pub fn state(&self) -> Result<State, Problems> {
        match fs::read(&self.path) {
            Ok(bytes) if bytes == self.text.as_bytes() => Ok(State::Fresh),
            Ok(bytes) => Ok(State::Stale(differences(&String::from_utf8_lossy(&bytes), &self.text))),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(State::Missing)
            }
            Err(error) => Err(self.problem("unreadable-output", "cannot be read", &error)),
        }
    }

    /// Replaces the file on disk in one step: at every moment it holds either the old text or the new one.
    ///
    /// # Errors
    ///
    /// The folder cannot be made or written to. The file is then as it was.
    pub fn write(&self) -> Result<(), Problems> {
        self.replace().map_err(|error| self.problem("unwritable-output", "cannot be written", &error))
    }

    fn replace(&self) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let _whole = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = tempfile::Builder::new().permissions(permissions(&self.path)).tempfile_in(folder)?;
        file.write_all(self.text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }

    fn problem(&self, rule: &'static str, what: &str, error: &io::Error) -> Problems {
        let problem = Problem::of_file(
            rule,
            format!("{what}: {error}"),
            "see to its folder and rights, or name another with --out",
        );
        Problems::one(&self.name, problem)
    }
}

/// Held from the first byte of a file until it is in its place.
static WRITING: Mutex<()> = Mutex::new(());

/// From now on a signal that ends the program, such as that of Ctrl-C, waits for a file that is being written. Nothing
/// half written is left, and no temporary file.
pub fn end_between_files() {
    let end = || {
        let _whole = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        std::process::exit(128 + 2);
    };
    // Without a handler the program ends as any other.
    let _ = ctrlc::set_handler(end);
}

/// Those of the file that is replaced; a new one gets what any new file gets.
#[cfg(unix)]
fn permissions(path: &Path) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).map_or_else(|_| fs::Permissions::from_mode(0o666), |metadata| metadata.permissions())
}

#[cfg(not(unix))]
fn permissions(path: &Path) -> fs::Permissions {
    fs::metadata(path)
        .or_else(|_| fs::metadata("."))
        .map(|metadata| metadata.permissions())
        .unwrap_or_else(|_| unreachable!())
}

/// The first difference in the comments that a file begins with, where a hash often differs, and the first behind
/// them, where the reason is.
fn differences(is: &str, should_be: &str) -> Vec<Difference> {
    let header = should_be.lines().take_while(|line| line.starts_with("//")).count();
    let (mut old, mut new) = (is.split('\n'), should_be.split('\n'));
    let mut found: Vec<Difference> = Vec::new();
    for line in 1.. {
        let (is, should_be) = (old.next(), new.next());
        if is != should_be && (line > header || found.is_empty()) {
            found.push(Difference {
                line,
                is: is.map(str::to_owned),
                should_be: should_be.map(str::to_owned),
            });
        }
        let ended = is.is_none() && should_be.is_none();
        if ended || found.last().is_some_and(|difference| difference.line > header) {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(path: &Path, text: &str) -> Planned {
        Planned { path: path.to_owned(), name: "file".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_written_file_is_fresh_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = planned(&folder.path().join("new/deep/file"), "a\nb\n");
        assert_eq!(file.state().unwrap(), State::Missing);
        file.write().unwrap();
        assert_eq!(file.state().unwrap(), State::Fresh);
        assert_eq!(fs::read_dir(folder.path().join("new/deep")).unwrap().count(), 1);
    }

    #[test]
    fn the_first_different_lines_are_told() {
        let told = |line, is: Option<&str>, should_be: Option<&str>| Difference {
            line,
            is: is.map(str::to_owned),
            should_be: should_be.map(str::to_owned),
        };
        assert_eq!(differences("a\nb\nc", "a\nx\ny"), [told(2, Some("b"), Some("x"))]);
        assert_eq!(differences("a", "a\n"), [told(2, None, Some(""))]);
        assert_eq!(
            differences("// 1\n// 2\na", "// 3\n// 4\nb"),
            [told(1, Some("// 1"), Some("// 3")), told(3, Some("a"), Some("b"))]
        );
        assert_eq!(differences("// 1\na", "// 2\na"), [told(1, Some("// 1"), Some("// 2"))]);
    }

    #[cfg(unix)]
    #[test]
    fn a_replaced_file_keeps_its_rights_and_whoever_has_it_open_reads_the_old_text() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = |text| planned(&folder.path().join("file"), text);
        file("old").write().unwrap();
        fs::set_permissions(&file("").path, fs::Permissions::from_mode(0o640)).unwrap();
        let reader = fs::File::open(&file("").path).unwrap();
        file("new").write().unwrap();
        assert_eq!(io::read_to_string(reader).unwrap(), "old");
        assert_eq!(file("new").state().unwrap(), State::Fresh);
        assert_eq!(fs::metadata(&file("").path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_folder_in_the_way_is_an_error_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::create_dir(&path).unwrap();
        assert!(planned(&path, "a").write().unwrap_err().to_string().contains("cannot be written"));
        assert!(path.is_dir());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
