"""The log: one JSON object a line, on standard error."""

import json
import logging
from datetime import UTC, datetime

from wuhan.requests import current_request, user_id


class JSONFormatter(logging.Formatter):
    """Writes a fixed set of fields.

    Libraries for JSON logs write every attribute of a log record. Django attaches the request, and its text has the
    query string.
    """

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        request = current_request.get()
        if request is not None:
            line |= {
                "request": request.reference,
                "user": user_id(request),
                "method": request.method,
                "path": request.path,
            }
        line |= {name: getattr(record, name) for name in ("status", "duration", "host") if hasattr(record, name)}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": JSONFormatter}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "wuhan": {"level": "INFO"},
        "battles": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING"},
        # Below an error it repeats the line of the request.
        "django.request": {"level": "ERROR"},
        # So does a host that is not of this site; that line names it.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
