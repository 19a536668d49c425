"""A council's sign-in on this machine: discovery, keys, and tokens that say what a test wants of them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "pipd-at-quillshire", "between the two of them"


class CouncilServer:
    """Knows one person at a time: `claims` are laid over what is right, and None takes one away."""

    def __init__(self, address: str) -> None:
        self.issuer = address
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signs_with: Any = self.key
        self.algorithm = "RS256"
        self.claims: dict[str, Any] = {}
        self.says_issuer = address
        self.nonces: dict[str, str] = {}  # by code
        self.exchanged: list[dict[str, list[str]]] = []

    def setting(self, **more: str) -> dict[str, str]:
        """The entry of OIDC_PROVIDERS for it."""
        told = {"id": "quillshire", "name": "Quillshire Council", "issuer": self.issuer}
        return {**told, "client_id": CLIENT, "secret": SECRET, **more}

    def code_for(self, asked: str) -> str:
        """What somebody brings back who signs in at the address `asked`."""
        query = parse_qs(urlsplit(asked).query)
        code = f"code-{len(self.nonces)}"
        self.nonces[code] = query["nonce"][0]
        return code

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.says_issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def token(self, sent: dict[str, list[str]]) -> dict[str, Any]:
        self.exchanged.append(sent)
        right = {"iss": self.issuer, "aud": CLIENT, "sub": "officer-7", "exp": int(time.time()) + 300}
        right |= {"nonce": self.nonces.get(sent["code"][0], ""), "email": "la1@quillshire.example"}
        told = {key: value for key, value in {**right, **self.claims}.items() if value is not None}
        signed = jwt.encode(told, self.signs_with, self.algorithm, headers={"kid": "one"})
        return {"access_token": "opens nothing here", "token_type": "Bearer", "id_token": signed}

    def answer(self, path: str, sent: dict[str, list[str]]) -> Any:
        return {
            "/.well-known/openid-configuration": self.discovery,
            "/keys": self.keys,
            "/token": lambda: self.token(sent),
            "/userinfo": lambda: {"sub": "somebody-else", "email": "la1@quillshire.example"},
        }[path]()


@contextmanager
def council_server() -> Iterator[CouncilServer]:
    """One of them, for as long as it is needed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server asks for
            self.tell({})

        def do_POST(self) -> None:  # likewise
            length = int(self.headers.get("Content-Length", 0))
            self.tell(parse_qs(self.rfile.read(length).decode()))

        def tell(self, sent: dict[str, list[str]]) -> None:
            body = json.dumps(made.answer(self.path, sent)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = CouncilServer(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
