"""Django’s own SQLite back end, which remembers what it has written once."""
