"""Tests of the wiring: the digest, the beat schedule and the demonstration."""
