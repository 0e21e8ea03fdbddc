"""An independent evaluator of the same meaning in plain Python, held against the rule engine; it imports facts alone."""
