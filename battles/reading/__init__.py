"""The reading desk: the texts of sources, and what stands on them."""
