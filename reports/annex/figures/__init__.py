"""The figures of the annex: each made of whole numbers, with the table that says the same."""
