"""Starting, watching and stopping the processes that make up pipd. Knows no tables."""
