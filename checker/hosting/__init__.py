"""The rule engine in a process of its own, so that its death is an error of a run and never a wrong rating.

`asking` is the side that everything else uses; `child` starts the process, `server` is what runs in it, `wire` is how the two
speak, and `limits` is how long and how large a run may grow.
"""
