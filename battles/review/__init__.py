"""The review of drafts and proposals: ``permissions`` (who may), ``queue`` (which wait), ``decisions`` (the rules)."""
