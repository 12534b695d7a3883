//! `guichet keys split`: the shares of the master key, printed or written to files.

use std::{
    fs,
    path::{Path, PathBuf},
};

use document::{Object, Tree, write_json};
use gateway::keys;
use vault::{MasterKeys, Shares, split};
use zeroize::Zeroizing;

use super::{Failure, give_secret, keys::number};
use crate::{
    config::Config,
    data_dir::{DataDir, write_new_private},
    master_key,
    terminal::say,
};

pub(super) async fn split_key(
    config: &Config,
    shares: u8,
    threshold: u8,
    out: Option<&Path>,
    json: bool,
) -> Result<(), Failure> {
    let dir = DataDir::at(&config.data);
    let key = master_key::read_first(config, &dir)?;
    let made = split(&key, shares, threshold, master_key::fill);
    let made = made.map_err(|error| Failure::Said(error.to_string()))?;
    // The audit log tells of files that are there and give the key.
    let files = out.map(|out| write(out, &made, threshold, &key)).transpose()?;
    // A key may be split before the first start, when there is no log to write to.
    if config.database.is_some() || dir.store().exists() {
        let gateway = super::open_existing(config).await?;
        let noted = keys::note_split(&gateway, shares, threshold).await;
        noted
            .map_err(|refusal| Failure::Said(format!("the audit line could not be written ({refusal:?})")))?;
    }
    let remedy = "the log tells of these shares already; give the command again for others";
    match (files, json) {
        (None, true) => {
            let lines: Vec<Tree> = made.lines.iter().map(|line| Tree::from(line.as_str())).collect();
            give_secret(write_json(&Object::new().with("shares", lines).into()), remedy)?;
        }
        (None, false) => made.lines.iter().try_for_each(|line| give_secret(line.as_str(), remedy))?,
        (Some(files), true) => {
            let paths: Vec<Tree> = files.iter().map(|path| Tree::from(path.display().to_string())).collect();
            let told = Object::new().with("shares", number(files.len())).with("files", paths);
            say(write_json(&told.into()));
        }
        (Some(files), false) => files.iter().for_each(|path| say(path.display())),
    }
    Ok(())
}

/// Writes each share to a new file, and joins what the files have then. Nothing that was there is changed: shares of another split may
/// be all that opens a store. Where one cannot be written, those of this split are removed.
fn write(out: &Path, made: &Shares, threshold: u8, key: &[u8; 32]) -> Result<Vec<PathBuf>, Failure> {
    let path = |number: usize| out.join(format!("share-{}-{number}", made.set));
    let paths: Vec<PathBuf> = (1..=made.lines.len()).map(path).collect();
    // A broken link counts as well: it would be written through.
    if let Some(path) = paths.iter().find(|path| path.symlink_metadata().is_ok()) {
        return Err(Failure::Said(format!("{} is there already: nothing was written", path.display())));
    }
    let mut written = Vec::with_capacity(paths.len());
    let outcome = paths.iter().zip(&made.lines).try_for_each(|(path, line)| {
        let text = Zeroizing::new(format!("{}\n", **line));
        write_new_private(path, &text)
            .map(|()| written.push(path))
            .map_err(|error| Failure::Said(format!("{}: {error}", path.display())))
    });
    let outcome = outcome.and_then(|()| check(&paths, usize::from(threshold), key));
    if let Err(failure) = outcome {
        for path in written {
            let _ = fs::remove_file(path);
        }
        return Err(failure);
    }
    Ok(paths)
}

/// Joins the files, so that each is used once, and compares what they give with the key.
fn check(paths: &[PathBuf], threshold: usize, key: &[u8; 32]) -> Result<(), Failure> {
    let last = paths.len() - threshold;
    for first in (0..last).step_by(threshold).chain([last]) {
        let chosen = &paths[first..first + threshold];
        let joined = master_key::joined(chosen).map_err(|error| Failure::Said(error.to_string()))?;
        let text = MasterKeys::first_of(&joined).map_err(|error| Failure::Said(error.to_string()))?;
        if !vault::is_same(&*text, key) {
            let names: Vec<String> = chosen.iter().map(|path| path.display().to_string()).collect();
            return Err(Failure::Said(format!(
                "{} do not give the key when they are read again: nothing is kept",
                names.join(", ")
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    const KEY: [u8; 32] = [9; 32];

    fn fresh_dir(name: &str) -> PathBuf {
        let dir = env::temp_dir().join(format!("guichet-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        dir
    }

    fn names(dir: &Path) -> Vec<String> {
        let names = fs::read_dir(dir).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        names.collect()
    }

    fn why(failure: Failure) -> String {
        let Failure::Said(words) = failure else { panic!("it has no words") };
        words
    }

    #[test]
    fn a_file_that_is_there_keeps_all_from_being_written() {
        let dir = fresh_dir("shares-there");
        let made = split(&KEY, 5, 3, master_key::fill).ok().unwrap();
        let third = dir.join(format!("share-{}-3", made.set));
        fs::write(&third, "older").unwrap();
        let words = why(write(&dir, &made, 3, &KEY).err().unwrap());
        assert!(words.contains("-3 is there already: nothing was written"), "{words}");
        assert_eq!(names(&dir), [third.file_name().unwrap().to_str().unwrap()]);
        assert_eq!(fs::read_to_string(&third).unwrap(), "older");
        fs::remove_file(&third).unwrap();
        assert_eq!(write(&dir, &made, 3, &KEY).ok().unwrap().len(), 5);
        fs::remove_dir_all(&dir).unwrap();
    }

    /// Each share is read again and used, also the last one; where they give another key, none is kept.
    #[test]
    fn files_that_do_not_give_the_key_are_not_kept() {
        let dir = fresh_dir("shares-wrong");
        for (shares, threshold) in [(2, 2), (5, 3), (7, 2)] {
            let made = split(&KEY, shares, threshold, master_key::fill).ok().unwrap();
            assert!(
                why(write(&dir, &made, threshold, &[8; 32]).err().unwrap()).contains("do not give the key")
            );
            assert!(names(&dir).is_empty());
            for cut in 0..made.lines.len() {
                let whole = Zeroizing::new(made.lines[cut].to_string());
                let lines = made.lines.iter().enumerate().map(|(place, line)| {
                    Zeroizing::new(if place == cut {
                        whole[..whole.len() - 1].to_owned()
                    } else {
                        line.to_string()
                    })
                });
                let cut = Shares { set: made.set.clone(), lines: lines.collect() };
                let words = why(write(&dir, &cut, threshold, &KEY).err().unwrap());
                assert!(words.contains("was changed or cut"), "{words}");
                assert!(names(&dir).is_empty());
            }
        }
        fs::remove_dir_all(&dir).unwrap();
    }
}
