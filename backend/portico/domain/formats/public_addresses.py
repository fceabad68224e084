"""Which addresses and ports a callback may be sent to: a table of our own, for the door where a URL is given and for the connection.

`ipaddress.is_global` would not do: it lets multicast through, and its answers change with Python's version.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

Address = IPv4Address | IPv6Address

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
WEB_PORTS: Final = frozenset({80, 443})
FIRST_FREE_PORT: Final = 1024  # below, ports belong to other services
OF_DATABASES: Final = frozenset({1433, 1521, 2375, 3306, 3389, 5432, 5672, 5900, 6379, 9092, 11211, 27017})
"""Databases, queues and desktops at their registered ports: none of them is a receiver of callbacks."""
NOT_WEB: Final = OF_DATABASES | frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, *range(6665, 6670), 6679, 6697, 10080}
)  # above, those browsers refuse (fetch.spec.whatwg.org, "bad port")


def is_public(address: str | Address) -> bool:
    """Whether this IP address belongs to the public internet; what is no IP address does not. A wrapped IPv4 address is judged itself."""
    try:
        judged = ip_address(address)
    except ValueError:
        return False
    if isinstance(judged, IPv6Address):
        if judged in MAPPED or judged in TRANSLATED:
            return is_public(IPv4Address(int(judged) & 0xFFFFFFFF))
        return judged in PUBLIC_V6 and not any(judged in network for network in NOT_PUBLIC_V6)
    return not any(judged in network for network in NOT_PUBLIC_V4)


def is_web_port(port: int) -> bool:
    """Whether a web server may be expected there: 80, 443, or one from 1024 on that is not known for something else."""
    return port in WEB_PORTS or (FIRST_FREE_PORT <= port <= 65_535 and port not in NOT_WEB)
