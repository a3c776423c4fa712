//! A client, by what was typed.

use depicted::workflow::BuildId;
use depicted_client::{Client, Error, ErrorKind};

use super::secrets::api_secret;
use crate::args::{AccessArgs, ServerArgs};
use crate::trouble::Trouble;

/// Makes the client; nothing is sent so far.
///
/// # Errors
/// When something is missing, or the secret would go over plain HTTP to another machine.
pub(super) fn connect(args: &ServerArgs) -> Result<Client, Trouble> {
    let server = server(&args.access)?;
    let Some(build) = args.build else {
        return Err(Trouble::usage("no build is given: give --build NUMBER, or set DEPICTED_BUILD"));
    };
    client(server, &args.access, build)
}

/// Makes a client for the files of many builds: each is named where it is asked for.
///
/// # Errors
/// As above.
pub(crate) fn connect_to(args: &AccessArgs) -> Result<Client, Trouble> {
    client(server(args)?, args, 0)
}

fn server(args: &AccessArgs) -> Result<&str, Trouble> {
    let missing = || Trouble::usage("no server is given: give --server URL, or set DEPICTED_SERVER");
    args.server.as_deref().ok_or_else(missing)
}

fn client(server: &str, args: &AccessArgs, build: i64) -> Result<Client, Trouble> {
    let mut builder = Client::builder(server).allow_plain_http(args.allow_plain_http);
    if let Some(key) = &args.key {
        let Some(secret) = api_secret(args.secret_file.as_deref())? else {
            return Err(Trouble::usage(format!(
                "the key {key:?} has no secret: set DEPICTED_SECRET, or give --secret-file FILE"
            )));
        };
        builder = builder.key(key, secret);
    }
    let client = builder.connect(BuildId(build));
    client.map_err(|error| match error.kind() {
        ErrorKind::Usage(message) if message.contains("plain http") => {
            Trouble::usage(message.replace("allow plain http", "accept it with --allow-plain-http"))
        }
        _ => error.into(),
    })
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        let code = match error.kind() {
            ErrorKind::Usage(_) => return Self::usage(error.to_string()),
            ErrorKind::Refused { .. } => "refused",
            ErrorKind::TimedOut(_) => "timed_out",
            _ => return Self::io(error.to_string()),
        };
        Self { code, ..Self::io(error.to_string()) }
    }
}
