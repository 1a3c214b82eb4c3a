"""The pages that crawlers may read: records and lists, but no search, file, filtered list or page of the admin."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def robots(request):
    """robots.txt (RFC 9309)."""
    kept_out = [reverse("admin:index"), reverse("set_language"), reverse("battles:search")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in kept_out), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
