"""What is known: models of facts, the reading of fact files, and the checks across a year."""
