"""Claims what one instance must have to itself: its port and its folder."""

import errno
import fcntl
import os
import socket
from pathlib import Path
from typing import TextIO


class PlaceTakenError(RuntimeError):
    """Something else holds the port or the folder; the sentence says what to do."""


def listen(address: str, port: int) -> socket.socket:
    """A listening socket, handed on so that a restarted web server refuses nobody. Raises PlaceTakenError."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((address, port))
    except OSError as error:
        found.close()
        raise PlaceTakenError(_why(error, address, port)) from error
    found.listen(512)
    return found


def claim(folder: Path) -> TextIO:
    """Hold `folder` for this process until the returned file is closed. Raises PlaceTakenError."""
    mark = (folder / "serve.lock").open("a+")
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        mark.seek(0)
        holder = mark.read().strip() or "unknown"
        mark.close()
        raise PlaceTakenError(
            f"pipd is already running from {folder} (process {holder}). Stop that one first, or give "
            "this one its own port and folder: make run PORT=8001 PIPD_VAR=var-2"
        ) from error
    mark.truncate(0)
    mark.write(str(os.getpid()))
    mark.flush()
    return mark


def _why(error: OSError, address: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is already in use. Choose another: make run PORT={port + 1}"
    if error.errno == errno.EACCES:
        return f"Port {port} needs special rights. Choose one above 1023: make run PORT=8000"
    return f"{address} port {port} cannot be listened on: {error.strerror}."
