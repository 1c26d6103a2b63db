/// What an attempt ran into, where a remedy depends on more than the kind of the error and the server's words.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Cause {
    /// Nothing listens at the port.
    ConnectionRefused,
    NameNotFound,
    /// The connection, TLS included, took longer than `connect_timeout`.
    ConnectTimeout,
    UntrustedCertificate,
    /// The certificate is that of another host.
    CertificateOfAnotherHost,
    /// The certificate is not valid yet, or not any more.
    CertificateOutOfDate,
    /// `https` to a port that does not speak TLS.
    NotTls,
    /// `http` to a port that speaks TLS.
    NotPlainHttp,
    /// The attempt took longer than `attempt_timeout`.
    AttemptTimeout,
    /// The call took longer than `deadline`.
    Deadline,
    /// A 401 that is not NetBird's.
    OtherSignIn,
    /// A 407.
    ProxySignIn,
    /// A JWT was not taken.
    Bearer,
    /// A 413.
    BodyTooLong,
    /// A 431.
    HeadersTooLong,
    /// The answer is `null`.
    NoValue,
}

impl Cause {
    /// What came back, after "no connection to … could be made: ".
    pub(crate) fn of_connection(self) -> Option<&'static str> {
        Some(match self {
            Self::ConnectionRefused => "it was refused, so nothing listens at that port",
            Self::NameNotFound => "the host's name is not known",
            Self::ConnectTimeout => "it took too long",
            Self::UntrustedCertificate => "no trusted authority has signed the server's certificate",
            Self::CertificateOfAnotherHost => "the server's certificate is that of another host",
            Self::CertificateOutOfDate => "the server's certificate is not valid at this time",
            Self::NotTls => "that port does not speak TLS",
            _ => return None,
        })
    }

    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::ConnectionRefused => {
                "check the port of the base URL (`NB_MANAGEMENT_URL`), and that the server runs"
            }
            Self::NameNotFound => {
                "check the host of the base URL (`NB_MANAGEMENT_URL`), and that this machine can look up names"
            }
            Self::ConnectTimeout => {
                "check host and port of the base URL (`NB_MANAGEMENT_URL`) and firewalls on the way; for a slow network set a longer `connect_timeout`"
            }
            Self::UntrustedCertificate => {
                "if the server is yours, give its authority's certificate with `root_certificate`; if not, somebody may be in between"
            }
            Self::CertificateOfAnotherHost => {
                "write the base URL (`NB_MANAGEMENT_URL`) with the host's name that the certificate is for"
            }
            Self::CertificateOutOfDate => {
                "check the clock of this machine, and renew the server's certificate"
            }
            Self::NotTls => {
                "write the base URL (`NB_MANAGEMENT_URL`) with the port of TLS, or with `http://` if the server is on this machine"
            }
            Self::NotPlainHttp => {
                "if that port speaks TLS, write the base URL (`NB_MANAGEMENT_URL`) with `https://`"
            }
            Self::AttemptTimeout => "try again, or set a longer `attempt_timeout`",
            Self::Deadline => "try again, or set a longer `deadline`",
            Self::OtherSignIn => {
                "this is not NetBird's answer: something before the server, such as a proxy, wants a sign-in of its own"
            }
            Self::ProxySignIn => "the proxy wants a sign-in: give the `proxy` a user name and a password",
            Self::Bearer => {
                "the sign-in has expired, or this server does not take it: get a new JWT from the identity provider"
            }
            Self::BodyTooLong => {
                "the request is longer than the server, or a proxy before it, takes: name fewer groups, or raise that limit"
            }
            Self::HeadersTooLong => {
                "the headers, of which the credential is the longest, are longer than the server, or a proxy before it, takes"
            }
            Self::NoValue => {
                "try again; if it stays so, the server's log has the reason, or that of a proxy before it"
            }
        }
    }
}
