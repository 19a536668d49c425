"""Forms of the partnership register."""
