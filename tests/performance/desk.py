"""The time of the reading desk, on the site of ``DATA_DIR`` with the records of the documents; nothing of it is kept.

python -m tests.performance.desk FOLDER reads the documents from the folder. It prints the time of the page on document
002 and on a text of two million characters, of which each part should take no longer.
"""

import logging
import os
import statistics
import sys
import time
from pathlib import Path

import django

LENGTH = 2_000_000
TIMES = 9


def main(folder: Path):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wuhan.settings")
    django.setup()
    logging.disable(logging.CRITICAL)
    from django.db import transaction

    from battles.models import Source
    from tests.factories import make_source
    from tests.review import make_editor

    with transaction.atomic():
        source = Source.objects.get(document__startswith="002")
        words = (folder / source.document).read_text(encoding="utf-8")
        editor = make_editor(username="measuring")
        browser = browser_of(editor)
        measure(browser, source, words, "wikitext", [""])
        lines = [
            line for path in sorted(folder.glob("0*.txt")) for line in path.read_text("utf-8").splitlines() if line
        ]
        long = [
            f"{number} {lines[number % len(lines)]}" for number in range(LENGTH // (len("".join(lines)) // len(lines)))
        ]
        measure(browser, make_source(slug="long"), "\n".join(long), "plain", ["", "?sheet=9", "?paragraph=9000"])
        transaction.set_rollback(True)


def browser_of(user):
    from django.test import Client

    browser = Client(HTTP_HOST="localhost")
    browser.force_login(user)
    return browser


def measure(browser, source, words, file_format, queries):
    from battles.models import SourceText
    from battles.reading.texts import remove_texts
    from tests.reading import give

    if SourceText.objects.filter(source=source).exists():
        remove_texts(source)
    began = time.perf_counter()
    text = give(source, words, file_format=file_format)
    count = text.paragraphs.count()
    print(f"{len(words):,} characters, {count:,} paragraphs: given in {time.perf_counter() - began:.1f} s")
    for query in queries:
        address = f"/admin/battles/source/{source.slug}/desk/{query}"
        walls, processors = zip(*(time_of(browser, address) for _ in range(TIMES)), strict=True)
        wall, processor = statistics.median(walls) * 1_000, min(processors) * 1_000
        print(f"  {address}: {wall:.0f} ms (median), {processor:.0f} ms of the processor (least)")


def time_of(browser, address):
    wall, processor = time.perf_counter(), time.process_time()
    assert browser.get(address).status_code == 200
    return time.perf_counter() - wall, time.process_time() - processor


if __name__ == "__main__":
    main(Path(sys.argv[1]))
