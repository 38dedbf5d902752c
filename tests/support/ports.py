"""A TCP port of the loopback on which nobody listens."""

import socket


def free_port() -> int:
    """The port; somebody else may take it before it is used."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
