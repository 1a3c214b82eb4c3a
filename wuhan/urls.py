"""Addresses of the site: the admin, and the public pages."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("battles.urls")),
]
handler404 = "battles.views.errors.page_not_found"
handler500 = "wuhan.outages.server_error"
