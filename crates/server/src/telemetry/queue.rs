//! Lines of the log on their way to a writer that may fail, block or be slow.
//!
//! Whoever logs puts a line into a queue and goes on. A thread writes the lines. When the queue is full, because the
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
        while let Ok(message) = queue.recv() {
            match message {
                Message::Line(line) => self.line(&line),
                Message::Flush(done) => {
                    let _ = done.try_send(());
                }
            }
        }
    }

    fn line(&mut self, line: &[u8]) {
        if self.write(line).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
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

    fn write(&mut self, line: &[u8]) -> io::Result<()> {
        if self.torn {
            self.write_all(b"\n")?;
        }
        self.write_all(line)
    }

    /// As [`Write::write_all`], but waits for a pipe that does not block.
    fn write_all(&mut self, mut rest: &[u8]) -> io::Result<()> {
        while !rest.is_empty() {
            match self.writer.write(rest) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => {
                    rest = &rest[count..];
                    self.torn = !rest.is_empty();
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => thread::sleep(PAUSE),
                Err(error) => return Err(error),
            }
        }
        Ok(())
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

        fn text(&self) -> String {
            String::from_utf8(self.0.0.lock().unwrap().written.clone()).unwrap()
        }
    }

    impl Write for Stubborn {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let (state, changed) = &*self.0;
            let mut state = changed.wait_while(state.lock().unwrap(), |state| state.blocks).unwrap();
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
        for _ in 0..MAX_LINES + 10 {
            log(&queue, "line\n");
        }
        // One line is in the hands of the writer, and the queue is full.
        assert!((9..=10).contains(&queue.lost_lines()), "{}", queue.lost_lines());
        queue.flush(Duration::from_millis(20));
        writer.set(|state| state.blocks = false);
        queue.flush(LONG);
        let lines = writer.text().matches("line\n").count() as u64;
        assert_eq!(lines + queue.lost_lines(), MAX_LINES as u64 + 10);
    }
}
