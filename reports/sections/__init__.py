"""The parts of a report, one module each: they select from the frozen Report and word it as blocks."""
