"""The pages of the sessions: load through the seat, clean, one workflow call, a message, back."""
