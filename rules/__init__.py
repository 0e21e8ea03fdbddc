"""What must hold: declarative rules, grouped by what they judge, and the tables and kinds they use."""
