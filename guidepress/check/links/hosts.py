"""Tell hosts that readers can reach from those that only this computer or this network knows."""

from __future__ import annotations

import ipaddress
import socket

# RFC 6761 and 2606 keep the first for examples and tests; 6762 and 8375 and ICANN (2024) the others for a house or a firm.
_KEPT = ("example", "invalid", "localhost", "test", "local", "home.arpa", "internal")


class NoSuchHostError(Exception):
    """Say that no host has this name, as far as can be told from here; ``passing`` that it may be known in a moment."""

    def __init__(self, name: str, *, passing: bool) -> None:
        super().__init__(name)
        self.passing = passing


def why_out_of_reach(host: str, port: int) -> str:
    """Say why readers cannot reach a host, or nothing when they can; raises NoSuchHostError when its name leads nowhere.

    All addresses that the name stands for must be public ones, so that a name given out by somebody else cannot lead a request
    into the network around this computer.
    """
    name = host.strip("[]").rstrip(".").lower()
    literal = _literal(name)
    if literal:
        return "" if _is_public(literal) else f"{name} is an address inside a computer or a private network"
    if any(name == kept or name.endswith(f".{kept}") for kept in _KEPT):
        return f"names that end in .{name.rpartition('.')[2]} are not on the internet"
    if "." not in name:
        return f"'{name}' is a name in a private network"
    private = [found for found in _addresses(name, port) if not _is_public(found)]
    return f"{name} leads into a private network ({private[0]})" if private else ""


def _literal(name: str) -> str:
    try:
        return str(ipaddress.ip_address(name.partition("%")[0]))
    except ValueError:
        return ""


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address)
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return (inner or found).is_global and not found.is_multicast


def _addresses(name: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoSuchHostError(name, passing=getattr(error, "errno", 0) == socket.EAI_AGAIN) from error
    return [str(address[0]).partition("%")[0] for *_, address in found]
