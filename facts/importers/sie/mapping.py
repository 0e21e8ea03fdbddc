"""konton.yaml: which accounts and objects stand behind each line of a statement, per organisation and span of years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, Field, model_validator

from facts.accounts import Role
from facts.errors import Path, Problem, Refused
from facts.fields import CODE, ROW, Code, Model, RowName, SignedRow, Text, YesNo, _as_name, _name_schema

ACCOUNTS = r"^[0-9]{1,12}(-[0-9]{1,12})?$"
PRINTED = r"^-?[a-z0-9_åäöéü-]+\.[a-z0-9_åäöéü-]+$"

_RANGE = re.compile(r"([0-9]+)-([0-9]+)")
