"""Pages of partnerships: people, mail, and the register."""
