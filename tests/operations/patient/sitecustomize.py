"""Python imports this module when a server starts, and the server then reads from replicas an hour behind."""

from wuhan import replication

replication.MAX_LAG = 3600
