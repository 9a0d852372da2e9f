"""Django's SQLite backend with one fair queue in front of every write transaction."""
