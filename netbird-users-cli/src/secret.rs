//! Where a secret goes that the server tells once.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::Args;
use netbird_users::model::Secret;

use crate::failure::Failure;

/// Where a secret is to go.
#[derive(Args, Clone, Debug, Default)]
#[group(id = "secret", multiple = false)]
pub(crate) struct SecretOptions {
    /// Write the secret to a new file that only you can read, or to a descriptor such as /dev/fd/3
    #[arg(long, value_name = "FILE")]
    secret_file: Option<PathBuf>,
    /// Print the secret as the member `secret` of the result
    #[arg(long)]
    show_secret: bool,
}

impl SecretOptions {
    pub(crate) fn is_set(&self) -> bool {
        self.show_secret || self.secret_file.is_some()
    }

    /// The same for several.
    pub(crate) fn open_many(&self) -> Result<Secrets, Failure> {
        self.open().map(Secrets)
    }

    /// Makes the place before anything is sent: a secret that has no place to go is lost.
    pub(crate) fn open(&self) -> Result<Outlet, Failure> {
        match &self.secret_file {
            Some(path) => Place::open(path).map(Outlet::File),
            None if self.show_secret => Ok(Outlet::Screen),
            None => Ok(Outlet::Nowhere),
        }
    }
}

/// Where the secrets of several users go: a line each, with whose it is.
#[derive(Debug)]
pub(crate) struct Secrets(Outlet);

impl Secrets {
    pub(crate) fn take(&mut self, whose: &str, secret: &Secret) -> Result<Option<String>, Failure> {
        match &mut self.0 {
            Outlet::File(place) => {
                let line = Secret::new(format!("{whose}\t{}", secret.expose()));
                place.keep(&line).map(|()| None)
            }
            outlet => outlet.take(secret),
        }
    }
}

/// Where a secret goes.
#[derive(Debug)]
pub(crate) enum Outlet {
    Nowhere,
    Screen,
    File(Place),
}

impl Outlet {
    /// Puts it there; gives it back where it is to be printed.
    pub(crate) fn take(&mut self, secret: &Secret) -> Result<Option<String>, Failure> {
        match self {
            Self::Nowhere => Ok(None),
            Self::Screen => Ok(Some(secret.expose().to_owned())),
            Self::File(place) => place.keep(secret).map(|()| None),
        }
    }
}

/// A file that was made for a secret, or a descriptor. Where nothing was written the file goes again.
#[derive(Debug)]
pub(crate) struct Place {
    path: PathBuf,
    file: File,
    made: bool,
    written: bool,
}

impl Place {
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let is_special = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file());
        let mut options = OpenOptions::new();
        options.write(true);
        if !is_special {
            options.create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        let file = options.open(path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Failure::usage(format!(
                "{} is there already, and a secret overwrites nothing: name a new file",
                path.display()
            )),
            _ => Failure::usage(format!("cannot make {}: {error}", path.display())),
        })?;
        Ok(Self { path: path.to_owned(), file, made: !is_special, written: false })
    }

    fn keep(&mut self, secret: &Secret) -> Result<(), Failure> {
        self.write(secret)
            .map_err(|error| Failure::local(format!("write the secret to {}", self.path.display()), &error))
    }

    fn write(&mut self, secret: &Secret) -> io::Result<()> {
        self.written = true;
        writeln!(self.file, "{}", secret.expose())?;
        if self.made { self.file.sync_all() } else { self.file.flush() }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.made && !self.written {
            // It is empty, and there is nobody to tell.
            let _ = fs::remove_file(&self.path);
        }
    }
}
