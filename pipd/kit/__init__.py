"""Domain-free tools that every app may use. This package imports no app."""
