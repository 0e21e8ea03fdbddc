"""What all tests share: asserts in the helpers are told in full, and the flag that rewrites the expected reports."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("year_builder")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden from what the program says now; read the difference")
