"""Puts facts under rules: the only host of the engine, the pipeline in a straight line, the thin command line."""
