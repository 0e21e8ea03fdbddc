"""What is known: frozen models, loading with exact places for every mistake, importers, and the data itself."""
