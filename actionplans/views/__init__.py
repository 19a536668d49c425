"""Pages of the plan: thin, and all on partnerships.access."""
