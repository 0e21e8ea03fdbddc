"""What all tests share: helpers that tell asserts in full, the flag that rewrites expected reports, signals as a terminal leaves them."""

from __future__ import annotations

import signal

import pytest

pytest.register_assert_rewrite("year_builder")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden from what the program says now; read the difference")


def pytest_configure() -> None:
    """A run in the background ignores some signals, and so would every process that a test starts and asks to end."""
    for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, usual)
