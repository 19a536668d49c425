"""Asks a web process whether it answers. Standard library only: containers run it as their health check."""

import http.client
import os
import sys

SIGN_IN = "/accounts/login/"


def host_name(allowed: list[str]) -> str:
    """A host name that Django will accept: the first allowed one that is no pattern."""
    plain = [name.strip().lstrip(".") for name in allowed if name.strip() not in ("", "*")]
    return plain[0] if plain else "localhost"


def status(
    port: int, *, address: str = "127.0.0.1", path: str = SIGN_IN, host: str, timeout: float = 5
) -> int:
    """The HTTP status of the page at `path`, or 0 when nothing answered within `timeout` seconds."""
    asked = http.client.HTTPConnection(address, port, timeout=timeout)
    try:
        # As if through the TLS proxy, or production would answer with a redirect and prove nothing.
        asked.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https"})
        return asked.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        asked.close()


def is_well(found: int) -> bool:
    """Whether a status says that pages are being made: neither silence, a refused host name nor a failure."""
    return 200 <= found < 400


if __name__ == "__main__":
    found = status(
        int(os.environ.get("PORT", "8000")),
        host=host_name(os.environ.get("ALLOWED_HOSTS", "").split(",")),
    )
    sys.exit(0 if is_well(found) else f"The sign-in page answered {found or 'nothing'}.")
