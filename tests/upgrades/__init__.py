"""Houses of every release, saved with data in them: what is upgraded here will be upgraded in a shop."""
