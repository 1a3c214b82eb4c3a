"""The reading desk: the text of a source and all that stands on it, for editors who may change the source."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from battles.admin.desk_forms import LARGEST_TEXT, TextForm, too_large
from battles.admin.pages import admin_page
from battles.admin.spreadsheets import ROOM_FOR_FORM
from battles.checking.findings import STATEMENTS
from battles.filters.parameters import read_number, read_page
from battles.models import Source, SourceText
from battles.models.database_errors import explain
from battles.reading.entity_names import current_names
from battles.reading.lacking import lacking
from battles.reading.marks import marked
from battles.reading.progress import mark_read, progress_of
from battles.reading.statements import count_statements, located, places_in, reading_of
from battles.reading.texts import TextRefused, current_text, keep_text, lost_paragraphs, remove_texts
from battles.review.permissions import is_editor
from battles.values.keys import is_key

LACKING_PER_PAGE = 100


class DeskAdmin(admin.ModelAdmin):
    """The pages of the desk, below the address of a source."""

    def get_urls(self):
        pages = {
            "desk": self.show_desk,
            "desk/text": self.receive_text,
            "desk/read": self.mark_paragraphs,
            "desk/lacking": self.show_lacking,
            "desk/remove": self.remove_text,
        }
        own = [
            path(
                f"<path:object_id>/{address}/",
                self.admin_site.admin_view(view),
                name=f"battles_source_{address.replace('/', '_')}",
            )
            for address, view in pages.items()
        ]
        return own + super().get_urls()

    def may_read_texts(self, request, source=None):
        return is_editor(request.user) and self.has_change_permission(request, source)

    def get_list_display(self, request):
        first, *others = super().get_list_display(request)
        return (first, desk_column, *others) if self.may_read_texts(request) else (first, *others)

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        if self.may_read_texts(request):
            sources = list(changelist.result_list)
            progress = progress_of(sources)
            statements = count_statements(sources)
            for source in sources:
                source.reading = progress.get(source.pk)
                source.statement_count = statements[source.pk]
            changelist.result_list = sources
        return changelist

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_read_text"] = obj is not None and not context["is_popup"] and self.may_read_texts(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def source_at_desk(self, request, object_id) -> Source:
        """The source, by its key or its slug, for a user who may read its text."""
        if not self.may_read_texts(request):
            raise PermissionDenied
        found = Source.objects.filter(pk=object_id) if is_key(object_id) else Source.objects.none()
        source = found.first() or Source.objects.filter(slug=object_id.replace("\0", "")).first()
        if source is None:
            raise Http404(_("There is no such source."))
        return source

    def address(self, source, page="desk"):
        return reverse(f"{self.admin_site.name}:battles_source_{page}", args=[source.slug])

    def desk_page(self, request, template, source, context, status=200):
        context = {"source": source, "subtitle": str(source), "desk_url": self.address(source)} | context
        response = admin_page(self, request, f"desk/{template}", context)
        response.status_code = status
        return response

    def show_desk(self, request, object_id):
        """A sheet of the text: the last version, or that of the URL."""
        source = self.source_at_desk(request, object_id)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        try:
            text = current = current_text(source)
            if current is None:
                return self.text_page(request, source, None)
            if "version" in request.GET:
                number = read_number(request.GET, "version", default=current.number)
                text = SourceText.objects.filter(source=source, number=number).select_related("made_by").first()
                if text is None:
                    raise BadRequest(_("The text of this source has no version %d.") % number)
            return self.sheet_page(request, source, text, current)
        except BadRequest as error:
            return render(request, "400.html", {"reason": str(error)}, status=400)

    def sheet_page(self, request, source, text, current):
        reading = reading_of(text)
        paragraphs = text.paragraphs.select_related("read_by").order_by("number")
        if "paragraph" in request.GET:
            number = read_number(request.GET, "paragraph", default=1, largest=reading.paragraphs)
            sheet = paragraphs.values_list("sheet", flat=True).get(number=number)
        else:
            sheet = read_number(request.GET, "sheet", default=1, largest=reading.sheets)
        shown = list(paragraphs.filter(sheet=sheet))
        numbers = range(shown[0].number, shown[-1].number + 1)
        statements = located(source, places_in(text, reading), numbers)
        add_url = reverse(f"{self.admin_site.name}:battles_figureclaim_add")
        context = {
            "title": _("Reading desk"),
            "text": text,
            "head": {
                "source": source,
                "text": text,
                "is_current": text == current,
                "reading": reading,
                "read_in_words": read_in_words(reading),
                "statement_count": count_statements([source])[source.pk],
                "next_unread": paragraphs.filter(read_at=None).values_list("number", flat=True).first(),
                "desk_url": self.address(source),
            },
            "shared": {
                "language": get_language(),
                "is_current": text == current,
                "add_url": f"{add_url}?source={source.pk}&locator=",
            },
            "reading": reading,
            "is_current": text == current,
            "sheet": sheet,
            "numbers": numbers,
            "marked": marked(shown, statements, current_names()),
            "kinds_to_add": self.kinds_to_add(),
        }
        return self.desk_page(request, "desk", source, context)

    def kinds_to_add(self):
        """Pairs of a kind of statement and the URL of the form that adds one."""
        return [
            (
                capfirst(model._meta.verbose_name),
                reverse(f"{self.admin_site.name}:battles_{model._meta.model_name}_add"),
            )
            for model in reversed(STATEMENTS.values())
        ]

    # The CSRF token is in the body, which must not be read before its length is checked.
    @method_decorator(csrf_exempt)
    def receive_text(self, request, object_id):
        source = self.source_at_desk(request, object_id)
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_TEXT + ROOM_FOR_FORM:
            return self.text_page(request, source, None, refusal=too_large(), status=413)
        try:
            len(request.POST)
        except RequestDataTooBig:
            sentence = _("The pasted text is longer than %(limit)s. Save it as a file, and choose the file.")
            refusal = sentence % {"limit": filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)}
            return self.text_page(request, source, None, refusal=refusal, status=413)
        return csrf_protect(self.give_text)(request, source)

    def give_text(self, request, source):
        if request.method != "POST":
            return self.text_page(request, source, None)
        form = TextForm(request.POST, request.FILES, slug=source.slug)
        if not form.is_valid():
            return self.text_page(request, source, form)
        try:
            kept = keep_text(source, form.cleaned_data["given"], made_by=request.user, seen=form.cleaned_data["seen"])
        except TextRefused as error:
            # The editor has now been told of the version that is there, and may save over it.
            return self.text_page(request, source, form, refusal=str(error))
        except OperationalError as error:
            if not (sentence := explain(error)):
                raise
            return self.text_page(request, source, form, refusal=sentence, status=503)
        return self.after_giving(request, source, kept)

    def after_giving(self, request, source, kept):
        count = kept.text.paragraphs.count()
        sentence = ngettext(
            "The text was saved. It has %(count)d paragraph.", "The text was saved. It has %(count)d paragraphs.", count
        )
        messages.success(request, sentence % {"count": count})
        if kept.text.number == 1:
            return HttpResponseRedirect(self.address(source))
        if kept.moved:
            sentence = ngettext(
                "%(count)d paragraph that was read has the same words as before and stays read.",
                "%(count)d paragraphs that were read have the same words as before and stay read.",
                kept.moved,
            )
            messages.success(request, sentence % {"count": kept.moved})
        return HttpResponseRedirect(self.address(source, "desk_lacking"))

    def text_page(self, request, source, form, *, refusal="", status=200):
        current = current_text(source)
        seen = current.number if current else 0
        if form is None:
            form = TextForm(initial={"seen": seen}, slug=source.slug)
        elif form.is_bound:
            form.data = form.data.copy()
            form.data["seen"] = seen
        context = {
            "title": _("Give this source a new text") if current else _("Give this source its text"),
            "form": form,
            "refusal": refusal,
            "versions": list(SourceText.objects.filter(source=source).select_related("made_by").order_by("-number")),
        }
        return self.desk_page(request, "text", source, context, status)

    def mark_paragraphs(self, request, object_id):
        """Mark a paragraph, or all of a sheet, as read or not read."""
        source = self.source_at_desk(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            done = mark_read(source, request.POST, by=request.user)
        except ValueError as error:
            return render(request, "400.html", {"reason": str(error)}, status=400)
        if request.accepts("text/html"):
            for sentence in done.sentences:
                messages.info(request, sentence)
            return HttpResponseRedirect(f"{self.address(source)}?paragraph={done.next_number}#p{done.next_number}")
        reading = reading_of(done.text)
        return JsonResponse(
            {
                "read": reading.read,
                "words": read_in_words(reading),
                "is_replaced": done.is_replaced,
                "sentences": list(map(str, done.sentences)),
            }
        )

    def show_lacking(self, request, object_id):
        """Read marks and statements that have no place in the current text."""
        source = self.source_at_desk(request, object_id)
        text = current_text(source)
        if text is None:
            return HttpResponseRedirect(self.address(source))
        try:
            page = read_page(request.GET, lacking(source, text), LACKING_PER_PAGE)
        except BadRequest as error:
            return render(request, "400.html", {"reason": str(error)}, status=400)
        context = {"title": _("What the text does not have"), "text": text, "page": page}
        return self.desk_page(request, "lacking", source, context | {"lost": lost_paragraphs(text)})

    def remove_text(self, request, object_id):
        source = self.source_at_desk(request, object_id)
        if not self.has_delete_permission(request, source):
            raise PermissionDenied
        if request.method == "POST":
            remove_texts(source)
            messages.success(request, _("The text was removed with all its versions. The statements are as they were."))
            return HttpResponseRedirect(reverse(f"{self.admin_site.name}:battles_source_change", args=[source.pk]))
        versions = SourceText.objects.filter(source=source).count()
        return self.desk_page(request, "remove", source, {"title": _("Remove the text?"), "versions": versions})


def read_in_words(reading):
    values = {"read": f"{reading.read:,}", "all": f"{reading.paragraphs:,}"}
    return _("%(read)s of %(all)s paragraphs read") % values


@admin.display(description=_("text"))
def desk_column(source):
    """How much of the text is read, as a link to the desk, and the number of statements."""
    count = source.statement_count
    statements = ngettext("%(count)s statement", "%(count)s statements", count) % {"count": f"{count:,}"}
    address = reverse("admin:battles_source_desk", args=[source.slug])
    if source.reading is None:
        return format_html('<a href="{}">{}</a><br>{}', address, _("Give its text"), statements)
    read = _("%(read)d of %(all)d ¶ read") % {"read": source.reading.read, "all": source.reading.paragraphs}
    return format_html('<a href="{}">{}</a><br>{}', address, read, statements)
