"""Which addresses and ports a callback may have, by the table alone; what the connection does with it is the mailroom's."""

from __future__ import annotations

import pytest

from portico.domain.formats import Malformed, web_address
from portico.domain.formats.public_addresses import is_public, is_web_port

PRIVATE = """0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.254 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1
172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1
239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::10.0.0.1
64:ff9b:1::1 100::1 2001::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 2002:a00:1::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254
fe80::1 fe80::1%eth0 fec0::1 ff02::1 4000::1""".split()
PUBLIC = """1.1.1.1
8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1 169.253.0.1 172.15.255.255 172.32.0.1
192.0.1.1 192.167.255.255 192.169.0.1 198.17.255.255 198.20.0.1 223.255.255.255 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2001:4860:4860::8888
2606:4700:4700::1111 2a00:1450:4001::1 2003::1""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_the_public_internet_is_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_is_reached(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("text", ["", "localhost", "127.1", "0x7f000001", "2130706433", "1.2.3.4.5", "١٢٧.0.0.1"])
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert not is_public(text)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("2606:4700:4700::1111%eth0", True),
        ("fe80::1%eth0", False),
        ("2001:db8::1%2", False),
        ("::ffff:8.8.8.8%eth0", True),
        ("::ffff:10.0.0.1%eth0", False),
        ("8.8.8.8%eth0", False),
        ("2606:4700:4700::1111%", False),
    ],
)
def test_an_address_with_the_name_of_a_link_is_judged_by_itself_and_only_one_of_ipv6_has_such(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize("address", [address for address in PRIVATE if "%" not in address])
def test_the_door_refuses_what_the_connection_would(address: str) -> None:
    with pytest.raises(Malformed) as refused:
        web_address(f"https://{f'[{address}]' if ':' in address else address}/hook")
    assert refused.value.code == "NOT_PUBLIC"


@pytest.mark.parametrize("address", PUBLIC)
def test_the_door_takes_what_the_connection_would(address: str) -> None:
    url = f"https://{f'[{address}]' if ':' in address else address}/hook"
    assert web_address(url) == url


SPELLED = """127.1 0x7f000001 0x7f.1 2130706433 017700000001 0177.0.0.1 127.0.0.1. 127.0.0.1.. 8.8.8.8. 1.2.3.4.5 １２７.0.0.1 127。0。0。1
localhost LOCALHOST localhost. a.localhost printer.local. db.internal host router.home.arpa [::1%25eth0] [::ffff:7f00:1]
8.8.8.8%00""".split()


@pytest.mark.parametrize("host", SPELLED)
def test_no_other_spelling_of_an_address_inside_passes_the_door(host: str) -> None:
    with pytest.raises(Malformed):
        web_address(f"https://{host}/hook")


PORTS_OF_OTHERS = [1, 22, 25, 81, 139, 445, 1023, 2049, 5060, 5432, 6000, 6379, 6667, 10080]


@pytest.mark.parametrize("port", PORTS_OF_OTHERS)
def test_a_port_of_another_service_is_refused(port: int) -> None:
    with pytest.raises(Malformed) as refused:
        web_address(f"https://example.com:{port}/hook")
    assert refused.value.code == "PORT"


@pytest.mark.parametrize("port", ["", ":", ":80", ":443", ":1024", ":8443", ":65535"])
def test_a_port_of_the_web_is_taken(port: str) -> None:
    assert web_address(f"https://example.com{port}/hook")


def test_there_is_no_port_beyond_the_last() -> None:
    assert [port for port in (0, 65_535, 65_536) if is_web_port(port)] == [65_535]
