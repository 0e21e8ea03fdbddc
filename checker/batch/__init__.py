"""Many organisations and years in one go: what is found, checked on all cores, kept, asked of and summed up."""
