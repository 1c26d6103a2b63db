use std::{error::Error, io::Write, net::IpAddr, path::PathBuf};

use clap::{Parser, ValueEnum};
use netbird_users_mock::{Flavour, Idp, MockNetBird, Seed};

/// A NetBird management server for tests: the Users API, in memory. Ctrl-C stops it.
#[derive(Debug, Parser)]
pub(crate) struct Arguments {
    /// The port; a free one by default
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// How the server knows its people
    #[arg(long, value_enum, default_value_t = FlavourName::Embedded)]
    flavour: FlavourName,
    /// A JSON file with users, groups, tokens and settings to begin with
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// So many made-up users
    #[arg(long, value_name = "N", default_value_t = 0)]
    users: usize,
    /// Where the random numbers begin: ids, passwords and the order of lists are then the same on each run
    #[arg(long, value_name = "N")]
    random: Option<u64>,
    /// The address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    listen: IpAddr,
    /// Let --listen take an address that other machines can reach. Better not: whoever reaches it can read and change
    /// everything, the token crosses the network in the clear, and nothing limits the size of a body
    #[arg(long)]
    allow_other_machines: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FlavourName {
    /// The identity provider inside the server
    Embedded,
    /// Auth0, as an example of one outside
    External,
    /// No identity provider
    None,
}

impl Arguments {
    /// Runs until Ctrl-C.
    pub(crate) async fn run(self, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
        if let Some(random) = self.random {
            // All requests are answered on this thread, so that its numbers are all there are.
            fastrand::seed(random);
        }
        let flavour = match self.flavour {
            FlavourName::Embedded => Flavour::Embedded,
            FlavourName::External => Flavour::External(Idp::Auth0),
            FlavourName::None => Flavour::NoIdp,
        };
        let mut builder = MockNetBird::builder()
            .flavour(flavour)
            .made_up_users(self.users)
            .listen(self.listen)
            .port(self.port);
        if self.allow_other_machines {
            builder = builder.allow_other_machines();
        }
        if let Some(file) = self.seed {
            let json = std::fs::read_to_string(&file)
                .map_err(|error| format!("cannot read {}: {error}", file.display()))?;
            let seed = Seed::parse(&json).map_err(|error| format!("{}: {error}", file.display()))?;
            builder = builder.seed(seed);
        }
        let server = builder.start().await?;
        // Before anything is printed, so that whoever has read it can stop this in good order.
        let stopped = tokio::spawn(tokio::signal::ctrl_c());
        tokio::task::yield_now().await;
        let (url, token) = (server.url(), server.token());
        writeln!(out, "NetBird mock at {url}")?;
        writeln!(out, "token          {token}")?;
        writeln!(out, "try            curl -H 'Authorization: Token {token}' {url}/api/users")?;
        writeln!(out, "Ctrl-C stops it.")?;
        out.flush()?;
        stopped.await??;
        Ok(())
    }
}
