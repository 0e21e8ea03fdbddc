"""The auditor's working paper as tables of typed cells, before any file format has a say."""
