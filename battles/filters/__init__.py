"""The parameters of lists: which there are, how they are read, and the rows that they select."""
