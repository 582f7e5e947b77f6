"""Programs for those who work on this product; the officer never runs them."""
