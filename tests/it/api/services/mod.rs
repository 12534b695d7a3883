mod log;
mod token;
