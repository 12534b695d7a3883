//! The environment of the process: its first values lie on the stack, where the kernel has put them, as long as the process lives.
//! `/proc/PID/environ` shows what is there.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::FileExt as _,
};

use zeroize::Zeroizing;

/// Overwrites the values of these variables with zeros. Call it before other threads read the environment, and once the values
/// have been taken over: to whoever reads them later they are empty.
///
/// To remove a variable is `unsafe` in Rust, and would leave its value in memory. The kernel tells where the values lie, and a process
/// may write to its own memory.
pub(crate) fn wipe(names: &[&str]) -> io::Result<()> {
    let (start, end) = place()?;
    let memory = File::options().read(true).write(true).open("/proc/self/mem")?;
    let length = usize::try_from(end.saturating_sub(start)).unwrap_or_default();
    let mut all = Zeroizing::new(vec![0; length]);
    memory.read_exact_at(&mut all, start)?;
    let mut at = start;
    for entry in all.split(|byte| *byte == 0) {
        if let Some(value) = names.iter().find_map(|name| value_of(entry, name)) {
            let before = entry.len() - value.len();
            memory.write_all_at(&vec![0; value.len()], at + before as u64)?;
        }
        at += entry.len() as u64 + 1;
    }
    Ok(())
}

/// Returns the value where the entry is that of the variable.
fn value_of<'a>(entry: &'a [u8], name: &str) -> Option<&'a [u8]> {
    entry.strip_prefix(name.as_bytes())?.strip_prefix(b"=")
}

/// Returns the addresses of the first byte of the environment and of the byte behind it (proc_pid_stat(5), fields 50 and 51).
fn place() -> io::Result<(u64, u64)> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name of the program is field 2, in parentheses, and may have spaces. Field 3 follows it.
    let fields = stat.rsplit_once(')').map(|(_, rest)| rest.split_ascii_whitespace().collect::<Vec<_>>());
    let field = |number: usize| fields.as_ref()?.get(number - 3)?.parse().ok();
    field(50).zip(field(51)).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_entries() {
        assert_eq!(value_of(b"A=b=c", "A"), Some(&b"b=c"[..]));
        for entry in [&b"AB=c"[..], b"A", b"", b"B=A=c"] {
            assert_eq!(value_of(entry, "A"), None);
        }
    }
}
