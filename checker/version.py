"""The program's version, which the package and the reports name."""

VERSION = "1.0.0"
