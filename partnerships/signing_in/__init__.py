"""Signing in: nobody makes an account alone; a seat is given by the programme (docs/decisions/0020)."""
