"""The commands, a module for each group of them; each module has an `app`, and checker.cli puts them together."""
