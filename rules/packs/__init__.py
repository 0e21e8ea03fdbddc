"""The packs: one module for each thing that is judged, each with a tuple RULES."""
