"""What was said: sessions, logged points, notes and their clearing, and the cleared record."""
