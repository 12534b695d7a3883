mod encryption;
