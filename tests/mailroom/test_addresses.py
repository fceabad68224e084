"""What the connection itself refuses, by the table of `tests/domain/formats/test_public_addresses.py`."""

from __future__ import annotations

import socket

import pytest

from portico.mailroom.addresses import AddressRefused, guarded_socket
from tests.domain.formats.test_public_addresses import PORTS_OF_OTHERS


@pytest.mark.parametrize("port", PORTS_OF_OTHERS)
def test_no_socket_is_opened_to_a_port_of_another_service(port: int) -> None:
    with pytest.raises(AddressRefused):
        guarded_socket(allow_private=False)((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", port)))


def test_the_guard_opens_no_socket_to_a_private_address() -> None:
    guard = guarded_socket(allow_private=False)
    with pytest.raises(AddressRefused):
        guard((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80)))
    guard((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 443))).close()
    guarded_socket(allow_private=True)((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))).close()
