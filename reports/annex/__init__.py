"""The annex: what stands in each of its twelve sections, worked out from the frozen Report before any format sets it."""
