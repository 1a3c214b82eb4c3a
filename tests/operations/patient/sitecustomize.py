"""Python imports this first in a server whose tests leave a replica behind for as long as they like."""

from wuhan import replication

replication.MAX_LAG = 3600
