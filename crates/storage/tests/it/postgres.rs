//! What only PostgreSQL can get wrong. Where it is SQLite's turn there is nothing to do: see `schema`.

mod crowd;
mod late_lines;
mod line;
mod privileges;
mod restarts;
mod servers;
mod settings;
mod standbys;
mod statements;
mod tls;
mod transfer_files;
mod versions;
