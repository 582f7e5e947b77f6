"""What only a developer runs; the program never imports it."""
