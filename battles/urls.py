"""Addresses of the public pages."""

app_name = "battles"
urlpatterns = []
