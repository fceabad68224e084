"""Which addresses a callback may be sent to: a table of our own, judged on the address really connected to.

Judging a name before connecting is not enough (it may resolve to something else a moment later), and `ipaddress.is_global` is not
either: it lets multicast through and its answers change with Python's version.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any, Final

Address = IPv4Address | IPv6Address
AddressInfo = tuple[Any, Any, int, str, tuple[Any, ...]]

NOT_PUBLIC_V4: Final = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by carriers' NAT
        "127.0.0.0/8",  # this machine
        "169.254.0.0/16",  # link-local, clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays, deprecated
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
PUBLIC_V6: Final = IPv6Network("2000::/3")  # the only part of IPv6 given out as global unicast
NOT_PUBLIC_V6: Final = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo and ORCHID among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: wraps any IPv4 address
        "3fff::/20",  # documentation
    )
)
MAPPED: Final = IPv6Network("::ffff:0:0/96")
TRANSLATED: Final = IPv6Network("64:ff9b::/96")  # NAT64: how an IPv6-only network reaches IPv4


class AddressRefused(OSError):
    """The address to connect to is none of the public internet; nothing was sent."""

    TEXT: Final = "not a public address"

    def __init__(self) -> None:
        super().__init__(self.TEXT)


def is_public(address: str | Address) -> bool:
    """Whether this IP address belongs to the public internet; what is no IP address does not. A wrapped IPv4 address is judged itself."""
    try:
        judged = ip_address(address.partition("%")[0]) if isinstance(address, str) else address
    except ValueError:
        return False
    if isinstance(judged, IPv6Address):
        if judged in MAPPED or judged in TRANSLATED:
            return is_public(IPv4Address(int(judged) & 0xFFFFFFFF))
        return judged in PUBLIC_V6 and not any(judged in network for network in NOT_PUBLIC_V6)
    return not any(judged in network for network in NOT_PUBLIC_V4)


def is_literal(host: str) -> bool:
    """Whether a URL's host is an IP address itself: then no other answer of the name service will ever change the verdict."""
    try:
        ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return True


def guarded_socket(allow_private: bool) -> Callable[[AddressInfo], socket.socket]:
    """A socket factory for aiohttp's connector: it is asked once for each address about to be connected to, names and literals alike."""

    def open_socket(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, address = info
        if not allow_private and not is_public(str(address[0])):
            raise AddressRefused
        return socket.socket(family, kind, protocol)

    return open_socket
