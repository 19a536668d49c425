"""How long what people write may be, in characters: generous, and bounded (trust X28)."""

LONGEST = 2000  # a statement or a point
LONGEST_REASON = 600
LONGEST_TOPIC = 60  # the few words above a statement
