"""One file per channel, found by scanning this folder. A channel translates; it never decides."""
