"""Importers: one module each, found by folder, that read a file of another kind as fact files of a year."""
