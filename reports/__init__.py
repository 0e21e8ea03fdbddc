"""How it is told: pure renderers of one frozen Report; they judge nothing, read nothing, change nothing."""
