"""Settings of gunicorn, the web server of production: ``gunicorn --config python:wuhan.server``.

There is a process for each core, as one process cannot use two, and each has threads, as views wait for the database.
Waitress, which quickstart uses, has one process.
"""

import os

from wuhan.logs import LOGGING

THREADS = 8

wsgi_app = "wuhan.wsgi"
bind = os.environ.get("BIND") or "127.0.0.1:8000"
workers = int(os.environ.get("WEB_CONCURRENCY") or os.cpu_count() or 1)
# Gthread, with bounds on what a slow client may keep.
worker_class = "wuhan.workers.Worker"
threads = THREADS
# A thread uses one connection at a time.
raw_env = [f"DATABASE_POOL={os.environ.get('DATABASE_POOL') or THREADS}"]
# Seconds after which a silent process is replaced.
timeout = 60
# Longer than nginx keeps a connection (60 seconds), so that nginx never sends into a closing one.
keepalive = 75
# Replace processes now and then, and not all at once.
max_requests = 20_000
max_requests_jitter = 2_000
# Gunicorn's messages go to the site's log in the same form, though it tells its logger to propagate nothing. The site
# itself logs each request.
# Django sends a body in answer to HEAD and relies on the server to drop it. Gunicorn would log a warning each time.
OWN_LOGGERS = {"gunicorn.error": {"level": "INFO", "propagate": True}, "gunicorn.http.wsgi": {"level": "ERROR"}}
logconfig_dict = LOGGING | {"loggers": LOGGING["loggers"] | OWN_LOGGERS}
# The control socket would be in the user's home, which need not exist.
control_socket_disable = True
