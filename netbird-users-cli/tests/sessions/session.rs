use std::{
    fmt::Write,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use netbird_users_mock::MockNetBird;
use tempfile::TempDir;

/// What was typed and printed, with what differs from run to run put by names.
pub(crate) struct Session {
    pub(crate) server: MockNetBird,
    folder: TempDir,
    variables: Vec<(String, String)>,
    page: String,
    pub(crate) code: Option<i32>,
    /// What the last command printed.
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Session {
    pub(crate) fn new(server: MockNetBird) -> Self {
        let variables = vec![
            ("NB_MANAGEMENT_URL".to_owned(), server.url()),
            ("NB_PAT".to_owned(), server.token().to_owned()),
        ];
        let folder = tempfile::tempdir().expect("a folder");
        let (page, stdout, stderr) = Default::default();
        Self { server, folder, variables, page, code: None, stdout, stderr }
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.variables.retain(|(variable, _)| variable != name);
        self
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self = self.without(name);
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    #[allow(clippy::disallowed_methods, reason = "a test plays the person who writes a file")]
    pub(crate) fn file(&mut self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a file");
        let _ = writeln!(self.page, "$ cat {name}\n{}", text.trim_end());
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect(name)
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nbu"));
        command.args(words(line)).current_dir(self.folder.path()).env_clear();
        command.env("HOME", self.folder.path()).env("NBU_CONFIG", self.path("config.toml"));
        if !self.path("config.toml").exists() {
            command.env_remove("NBU_CONFIG");
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Types a command.
    pub(crate) async fn nbu(&mut self, line: &str) -> &mut Self {
        self.type_in(line, None).await
    }

    /// Types a command, with this on its standard input.
    pub(crate) async fn type_in(&mut self, line: &str, input: Option<&str>) -> &mut Self {
        let mut command = self.command(line);
        if input.is_some() {
            command.stdin(Stdio::piped());
        }
        let mut child = command.spawn().expect("it starts");
        if let (Some(input), Some(mut stdin)) = (input, child.stdin.take()) {
            stdin.write_all(input.as_bytes()).expect("it reads");
        }
        self.finish(line, child).await
    }

    /// Begins a command that is not awaited yet.
    pub(crate) fn begin(&self, line: &str) -> Child {
        self.command(line).spawn().expect("it starts")
    }

    pub(crate) async fn finish(&mut self, line: &str, child: Child) -> &mut Self {
        let output = tokio::task::spawn_blocking(|| child.wait_with_output());
        let output = output.await.expect("no panic").expect("it ends");
        self.note(line, &output);
        self
    }

    fn note(&mut self, line: &str, output: &Output) {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        (self.stdout, self.stderr, self.code) =
            (text(&output.stdout), text(&output.stderr), output.status.code());
        let _ = writeln!(self.page, "$ nbu {line}");
        self.page += &self.stdout;
        for line in self.stderr.lines() {
            let _ = writeln!(self.page, "! {line}");
        }
        if self.code != Some(0) {
            let _ = writeln!(self.page, "(ends with {})", self.code.unwrap_or(-1));
        }
    }

    /// The whole session, the same in every run.
    pub(crate) fn page(&self) -> String {
        let page = self.page.replace(&self.server.url(), "http://nb.example");
        let page = page.replace(self.server.token(), "nbp_TOKEN");
        let page = page.replace(&*self.folder.path().to_string_lossy(), "FOLDER");
        normal(&page.replace(self.server.owner(), "OWNER"))
    }
}

/// The words of a line; quotes hold one together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("one").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Times and ids that are made anew in each run, by names.
fn normal(page: &str) -> String {
    let mut made: Vec<String> = Vec::new();
    let mut normal = String::new();
    let mut rest = page;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        let (before, from) = rest.split_at(start);
        let end =
            from.find(|c: char| !(c.is_ascii_alphanumeric() || "-:.+_".contains(c))).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        normal += before;
        let word_alone = word.trim_end_matches([':', '.']);
        normal += &name(word_alone, &mut made);
        normal += &word[word_alone.len()..];
        rest = after;
    }
    normal + rest
}

fn name(word: &str, made: &mut Vec<String>) -> String {
    let is_time = word.len() >= 20 && word.as_bytes()[4] == b'-' && word.contains('T') && word.contains(':');
    let is_id = (word.len() > 50 && word.starts_with("Ci"))
        || ((word.len() == 20 && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
            || (word.len() == 36 && word.matches('-').count() == 4));
    let is_secret =
        word.starts_with("nbp_") && word != "nbp_TOKEN" && word.len() == 40 || word.starts_with("nbi_");
    if is_time {
        "TIME".to_owned()
    } else if is_secret {
        "SECRET".to_owned()
    } else if is_id {
        let at = made.iter().position(|id| id == word).unwrap_or_else(|| {
            made.push(word.to_owned());
            made.len() - 1
        });
        format!("ID{}", at + 1)
    } else {
        word.to_owned()
    }
}

/// Whether only the owner of a file may read it.
#[cfg(unix)]
pub(crate) fn is_private(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o777 == 0o600)
}
