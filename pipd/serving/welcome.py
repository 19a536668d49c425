"""What the person who started pipd reads: where it is and, in the demo, whom to sign in as."""

from collections.abc import Iterable

STOP = "Press Ctrl-C to stop."


def text(
    *, address: str, sign_ins: Iterable[tuple[str, str]] = (), password: str = "", mail: str = ""
) -> str:
    """The lines to print once pages are answered. `mail` is the folder in which sent messages lie, if any."""
    lines = ["", f"pipd is ready at {address}", ""]
    lines += table(list(sign_ins), password=password)
    if mail:
        lines += [f"Mail goes nowhere; read what was sent in {mail}", ""]
    return "\n".join([*lines, STOP, ""])


def table(sign_ins: list[tuple[str, str]], *, password: str) -> list[str]:
    """The demo's accounts in two columns, or nothing where there are none."""
    if not sign_ins:
        return []
    width = max(len(email) for email, _ in sign_ins)
    rows = [f"  {email:<{width}}  {who}" for email, who in sign_ins]
    return [f"Fictional people to sign in as, all with the password {password}:", "", *rows, ""]
