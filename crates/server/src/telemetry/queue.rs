//! Lines of the log on their way to a writer that may fail, block or be slow.
//!
//! Whoever logs puts a line into a queue and goes on. A thread writes the lines, all that wait in one call. When the queue is full, because the
//! writer blocks, or when the writer fails, lines are lost and counted; once a line can be written again, another says
//! how many were lost.

use std::{
    io::{self, ErrorKind, Write},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread,
    time::{Duration, Instant},
};

/// The most lines that wait to be written: about 2 MB of a busy gateway's log, and some seconds of it.
const MAX_LINES: usize = 8_192;
/// The most bytes of lines that are written in one call.
const MAX_BATCH_BYTES: usize = 64 * 1024;
/// The pause between two batches. Lines gather in it, so that a busy gateway does not wake the thread for every line.
const GATHERING: Duration = Duration::from_millis(5);
/// The pause before a writer is asked again that says that it would block.
const PAUSE: Duration = Duration::from_millis(10);

enum Message {
    Line(Vec<u8>),
    /// All lines before it were written or lost.
    Flush(SyncSender<()>),
}

pub(super) struct Queue {
    messages: SyncSender<Message>,
    lost: Arc<AtomicU64>,
}

impl Queue {
    /// Starts the thread that writes. `notice` makes the line that tells how many were lost.
    pub(super) fn to(writer: impl Write + Send + 'static, notice: fn(u64) -> String) -> Self {
        let (messages, queue) = sync_channel(MAX_LINES);
        let lost = Arc::new(AtomicU64::new(0));
        let output = Output { writer, notice, lost: Arc::clone(&lost), told: 0, torn: false };
        thread::Builder::new()
            .name("log-writer".to_owned())
            .spawn(move || output.run(&queue))
            .expect("a process can start a thread");
        Self { messages, lost }
    }

    pub(super) fn lost_lines(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    /// Waits until the lines that are in the queue now are written, at most for `limit`.
    pub(super) fn flush(&self, limit: Duration) {
        let end = Instant::now() + limit;
        let (done, written) = sync_channel(1);
        let mut message = Message::Flush(done);
        while let Err(TrySendError::Full(back)) = self.messages.try_send(message) {
            if Instant::now() >= end {
                return;
            }
            message = back;
            thread::sleep(PAUSE);
        }
        let _ = written.recv_timeout(end.saturating_duration_since(Instant::now()));
    }
}

/// Takes a whole line with each call. It never fails and never waits.
impl Write for &Queue {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.messages.try_send(Message::Line(line.to_vec())).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The side of the thread that writes.
struct Output<W> {
    writer: W,
    notice: fn(u64) -> String,
    lost: Arc<AtomicU64>,
    /// How many lost lines the log has told of.
    told: u64,
    /// A line was written in part.
    torn: bool,
}

impl<W: Write> Output<W> {
    fn run(mut self, queue: &Receiver<Message>) {
        let mut batch = Batch::default();
        while let Ok(first) = queue.recv() {
            let mut flushed = batch.take(first);
            while flushed.is_none() && batch.text.len() < MAX_BATCH_BYTES {
                let Ok(next) = queue.try_recv() else { break };
                flushed = batch.take(next);
            }
            self.lines(&batch);
            batch.clear();
            match flushed {
                Some(done) => drop(done.try_send(())),
                None => thread::sleep(GATHERING),
            }
        }
    }

    /// Writes the lines. Those that cannot be written whole are lost.
    fn lines(&mut self, batch: &Batch) {
        if batch.text.is_empty() {
            return;
        }
        if let Err(written) = self.write(&batch.text) {
            let whole = batch.ends.iter().take_while(|end| **end <= written).count();
            self.lost.fetch_add((batch.ends.len() - whole) as u64, Ordering::Relaxed);
            return;
        }
        let lost = self.lost.load(Ordering::Relaxed);
        if lost > self.told {
            let notice = (self.notice)(lost - self.told);
            if self.write(format!("{notice}\n").as_bytes()).is_ok() {
                self.told = lost;
            }
        }
    }

    /// Writes all of it, or returns how many bytes were written.
    fn write(&mut self, text: &[u8]) -> Result<(), usize> {
        if self.torn {
            self.write_all(b"\n").map_err(|_| 0_usize)?;
        }
        self.write_all(text)
    }

    /// As [`Write::write_all`], but waits for a pipe that does not block.
    fn write_all(&mut self, text: &[u8]) -> Result<(), usize> {
        let mut written = 0;
        while written < text.len() {
            match self.writer.write(&text[written..]) {
                Ok(0) => return Err(written),
                Ok(count) => {
                    written += count;
                    self.torn = text[written - 1] != b'\n';
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => thread::sleep(PAUSE),
                Err(_) => return Err(written),
            }
        }
        Ok(())
    }
}

/// Lines that are written in one call.
#[derive(Default)]
struct Batch {
    text: Vec<u8>,
    /// Where each line ends in `text`.
    ends: Vec<usize>,
}

impl Batch {
    /// Adds a line, or returns whom to tell that the lines before are written.
    fn take(&mut self, message: Message) -> Option<SyncSender<()>> {
        match message {
            Message::Line(line) => {
                self.text.extend(line);
                self.ends.push(self.text.len());
                None
            }
            Message::Flush(done) => Some(done),
        }
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Condvar, Mutex};

    use super::*;

    /// What a test writer does, and what it was given.
    #[derive(Default)]
    struct State {
        fails: bool,
        blocks: bool,
        /// A call of the thread waits in it.
        waits: bool,
        /// At most so many bytes are taken before it fails.
        room: Option<usize>,
        written: Vec<u8>,
    }

    #[derive(Clone, Default)]
    struct Stubborn(Arc<(Mutex<State>, Condvar)>);

    impl Stubborn {
        fn set(&self, change: impl FnOnce(&mut State)) {
            change(&mut self.0.0.lock().unwrap());
            self.0.1.notify_all();
        }

        /// Returns when a call of the thread waits in it.
        fn until_it_waits(&self) {
            let (state, changed) = &*self.0;
            drop(changed.wait_while(state.lock().unwrap(), |state| !state.waits).unwrap());
        }

        fn text(&self) -> String {
            String::from_utf8(self.0.0.lock().unwrap().written.clone()).unwrap()
        }
    }

    impl Write for Stubborn {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let (state, changed) = &*self.0;
            let mut state = state.lock().unwrap();
            state.waits = true;
            changed.notify_all();
            let mut state = changed.wait_while(state, |state| state.blocks).unwrap();
            state.waits = false;
            let count = state.room.unwrap_or(bytes.len()).min(bytes.len());
            if state.fails || count == 0 {
                return Err(ErrorKind::StorageFull.into());
            }
            state.room = state.room.map(|room| room - count);
            state.written.extend(&bytes[..count]);
            Ok(count)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    const LONG: Duration = Duration::from_secs(20);

    fn log(queue: &Queue, line: &str) {
        let mut queue = queue;
        assert_eq!(queue.write(line.as_bytes()).unwrap(), line.len());
    }

    #[test]
    fn what_a_full_disk_loses_is_counted_and_told() {
        let writer = Stubborn::default();
        let queue = Queue::to(writer.clone(), |lines| format!("{lines} lost"));
        log(&queue, "one\n");
        queue.flush(LONG);
        writer.set(|state| state.fails = true);
        log(&queue, "two\n");
        log(&queue, "three\n");
        queue.flush(LONG);
        assert_eq!((queue.lost_lines(), writer.text().as_str()), (2, "one\n"));
        writer.set(|state| state.fails = false);
        log(&queue, "four\n");
        queue.flush(LONG);
        assert_eq!(writer.text(), "one\nfour\n2 lost\n");
        log(&queue, "five\n");
        queue.flush(LONG);
        assert!(writer.text().ends_with("2 lost\nfive\n"), "it is told once");
    }

    #[test]
    fn a_line_that_was_torn_does_not_spoil_the_next() {
        let writer = Stubborn::default();
        writer.set(|state| state.room = Some(2));
        let queue = Queue::to(writer.clone(), |lines| format!("{lines} lost"));
        log(&queue, "torn\n");
        queue.flush(LONG);
        writer.set(|state| state.room = None);
        log(&queue, "whole\n");
        queue.flush(LONG);
        assert!(writer.text() == "to\nwhole\n1 lost\n", "{}", writer.text());
    }

    #[test]
    fn nobody_waits_for_a_writer_that_blocks() {
        let writer = Stubborn::default();
        writer.set(|state| state.blocks = true);
        let queue = Queue::to(writer.clone(), |lines| format!("{lines} lost"));
        log(&queue, "line\n");
        writer.until_it_waits();
        for _ in 0..MAX_LINES + 10 {
            log(&queue, "line\n");
        }
        assert_eq!(queue.lost_lines(), 10);
        queue.flush(Duration::from_millis(20));
        writer.set(|state| state.blocks = false);
        queue.flush(LONG);
        assert_eq!(writer.text().matches("line\n").count(), MAX_LINES + 1);
    }

    #[test]
    fn of_a_batch_those_that_were_written_whole_are_not_lost() {
        let writer = Stubborn::default();
        writer.set(|state| state.blocks = true);
        let queue = Queue::to(writer.clone(), |lines| format!("{lines} lost"));
        log(&queue, "one\n");
        writer.until_it_waits();
        for line in ["two\n", "three\n", "four\n"] {
            log(&queue, line);
        }
        writer.set(|state| {
            state.room = Some("one\ntwo\nth".len());
            state.blocks = false;
        });
        queue.flush(LONG);
        assert_eq!((queue.lost_lines(), writer.text().as_str()), (2, "one\ntwo\nth"));
    }
}
