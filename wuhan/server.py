"""Settings of gunicorn, the web server of production: ``gunicorn --config python:wuhan.server``.

A process for each core and some threads in each: views are synchronous and wait for the database, and one process
cannot use two cores. Waitress, which quickstart serves with, is one process.
"""

import os

from wuhan.logs import LOGGING

THREADS = 8

wsgi_app = "wuhan.wsgi"
bind = os.environ.get("BIND") or "127.0.0.1:8000"
workers = int(os.environ.get("WEB_CONCURRENCY") or os.cpu_count() or 1)
worker_class = "gthread"
threads = THREADS
# A thread has one connection at a time.
raw_env = [f"DATABASE_POOL={os.environ.get('DATABASE_POOL') or THREADS}"]
# Seconds without a sign of life after which a process is replaced, and that requests have to end in at a restart.
timeout = 60
graceful_timeout = 30
# Longer than nginx keeps its own end of a connection (60), so that it never sends into one that is being closed.
keepalive = 75
# Processes are replaced now and then, not all at once.
max_requests = 20_000
max_requests_jitter = 2_000
# Its own messages go where the site's go, as lines of the same form; the site itself has one for each request.
# Django makes the body of an answer to HEAD and leaves it to the server to drop it, which would be a warning each time.
OWN_LOGGERS = {"gunicorn.error": {"level": "INFO"}, "gunicorn.http.wsgi": {"level": "ERROR"}}
logconfig_dict = LOGGING | {"loggers": LOGGING["loggers"] | OWN_LOGGERS}
# It would be in the home of the user, who need not have one.
control_socket_disable = True
