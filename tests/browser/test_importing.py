"""An import in a real browser: from the file to the rows and back without JavaScript, for every reader and width."""

from battles.models import FigureClaim
from tests.admin.uploading import csv_of
from tests.browser.conftest import barriers, is_wider_than, show_in

CLAIM = {
    "ref": "", "campaign": "battle-of-wuhan", "belligerent": "republic-of-china", "kind": "casualties",
    "category": "killed", "low": "1", "high": "1", "source": "novel-jin-cha-ji", "wording": "陣亡一人",
}  # fmt: skip
FILES = {
    "remarks": csv_of(*(CLAIM | {"locator": f"p. {number}"} for number in range(60))),
    "mistakes": csv_of(CLAIM | {"campaign": "battle-of-wuham"}, CLAIM | {"low": "1e5"}),
    "encoding": csv_of(CLAIM, encoding="big5"),
}


def upload(page, data):
    page.get_by_label("File:").set_input_files({"name": "table.csv", "mimeType": "text/csv", "buffer": data})
    follow(page, "button", "Upload and check")


def follow(page, role, name):
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()


def test_from_the_list_to_the_rows_and_back_without_javascript(log_in):
    before = FigureClaim.objects.count()
    page = log_in("/admin/battles/figureclaim/", javascript=False)
    page.get_by_role("link", name="Import", exact=True).click()
    upload(page, FILES["remarks"])
    assert "60 new" in page.get_by_role("region", name="State").inner_text()
    follow(page, "link", "New 60")
    follow(page, "link", "Next")
    assert page.get_by_role("row").count() == 11
    assert FigureClaim.objects.count() == before
    follow(page, "button", "Import")
    assert FigureClaim.objects.count() == before + 60
    follow(page, "link", "Undo this import")
    follow(page, "button", "Undo this import")
    assert "undone on" in page.get_by_role("region", name="State").inner_text()
    assert FigureClaim.objects.count() == before


def test_pages_of_an_import_have_no_barrier_and_fit(log_in, colour_scheme):
    page = log_in("/admin/battles/figureclaim/import/")
    form = page.url
    found = {}

    def look(name):
        # Dark colours are looked at on the width of a telephone.
        width = 1280 if colour_scheme == "light" else 390
        for each in (390, width):
            assert not is_wider_than(page, each), name
        show_in(page, colour_scheme)
        found.update({(name, rule): html for rule, html in barriers(page, context="#content-main").items()})

    look("form")
    for name, data in FILES.items():
        page.goto(form)
        upload(page, data)
        look(name)
        if name == "remarks":
            preview = page.url
            page.goto(f"{preview}?rows=new")
            look("new")
            follow(page, "button", "Import")
            look("imported")
            follow(page, "link", "Undo this import")
            look("undo")
    page.goto(form.replace("/import/", "/export/"))
    look("export")
    assert not found
