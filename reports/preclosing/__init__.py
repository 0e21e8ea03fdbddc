"""The pre-close check as it is told: sections made of the frozen PreClose, and a module for each format. Nothing is judged here."""
