//! A command of the gateway's program that runs beside the gateway.

use std::process::{Child, Command, Stdio};

use crate::Error;

pub struct Task {
    /// The process. `None` once it has been waited for.
    child: Option<Child>,
    words: String,
}

impl Task {
    pub(crate) fn start(command: &mut Command, words: &[&str]) -> Result<Self, Error> {
        let piped = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = piped.spawn().map_err(|error| Error::file(command.get_program(), error))?;
        Ok(Self { child: Some(child), words: words.join(" ") })
    }

    /// Returns the id of the process. `None` once it has been waited for.
    pub fn id(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// Waits for the end of the command and returns what it printed.
    pub fn wait(mut self) -> Result<String, Error> {
        let Some(child) = self.child.take() else { return Ok(String::new()) };
        let output = child.wait_with_output().map_err(|error| Error::file("guichet", error))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let told = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(Error::BadEnd(format!("guichet {}: {told}", self.words), output.status))
    }

    /// Kills the command. Returns whether it was still running. A command that had failed by itself is an
    /// error.
    pub fn kill(mut self) -> Result<bool, Error> {
        let Some(child) = &mut self.child else { return Ok(false) };
        if child.try_wait().map_err(|error| Error::file("guichet", error))?.is_some() {
            return self.wait().map(|_| false);
        }
        child.kill().and_then(|()| child.wait()).map_err(|error| Error::file("guichet", error))?;
        Ok(true)
    }
}

/// Kills the command, however the work ends.
impl Drop for Task {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            drop(child.kill());
            drop(child.wait());
        }
    }
}
