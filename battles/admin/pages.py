"""Pages of the admin besides Django's own."""

from django.template.response import TemplateResponse


def admin_page(model_admin, request, template: str, context: dict) -> TemplateResponse:
    """A page with the header of the admin, from a template in ``admin/battles``."""
    request.current_app = model_admin.admin_site.name
    shared = {"opts": model_admin.opts, "media": model_admin.media}
    context = model_admin.admin_site.each_context(request) | shared | context
    return TemplateResponse(request, f"admin/battles/{template}.html", context)
