"""Of two transactions, one that publishes a record and one that withdraws its link target, the later is refused."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from battles import models
from battles.importing.importer import Importer
from battles.resources import RESOURCES
from battles.values.choices import Status
from tests import factories

pytestmark = [
    pytest.mark.both_engines,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time"),
]
IS_LINKED_TO = "Published records link to this"
IS_UNPUBLISHED = "links to records that are not published"


def withdraw(campaign):
    campaign.status, campaign.status_reason = Status.WITHDRAWN, "No such battle."
    campaign.save()


def publish(claim):
    claim.status = Status.PUBLISHED
    claim.save()


def import_claim(campaign):
    """Import one published claim about the campaign."""
    row = {
        "campaign": campaign.slug, "kind": "casualties", "category": "killed", "counted": "persons", "low": "1",
        "high": "1", "qualifier": "exact", "source": models.Source.objects.get().slug,
    }  # fmt: skip
    return Importer(RESOURCES["claims"](), list(row), new_status=Status.PUBLISHED).run([(2, list(row.values()))])


def other_waits():
    """Whether another connection waits for a lock of this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
        )
        return cursor.fetchone() > (0,)


def one_within_the_other(first, second):
    """Begin the second step before the first is committed; the result of the second, or its IntegrityError."""

    def run():
        try:
            return second()
        except IntegrityError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor() as threads:
        with transaction.atomic():
            first()
            later = threads.submit(run)
            while not later.done() and not other_waits():
                pass
        return later.result()


@pytest.fixture
def campaign():
    return factories.make_campaign(slug="wuhan")


@pytest.fixture
def draft(campaign):
    return factories.make_claim(campaign=campaign, status="draft")


def statuses(*records):
    for record in records:
        record.refresh_from_db()
    return [record.status for record in records]


def test_withdrawing_an_event_is_refused_while_a_claim_about_it_is_published(campaign, draft):
    refused = one_within_the_other(lambda: publish(draft), lambda: withdraw(campaign))
    assert IS_LINKED_TO in str(refused)
    assert statuses(campaign, draft) == ["published", "published"]


def test_publishing_a_claim_is_refused_while_its_event_is_withdrawn(campaign, draft):
    refused = one_within_the_other(lambda: withdraw(campaign), lambda: publish(draft))
    assert IS_UNPUBLISHED in str(refused)
    assert statuses(campaign, draft) == ["withdrawn", "draft"]


def test_withdrawing_an_event_is_refused_while_a_claim_about_it_is_imported(campaign):
    factories.make_source()
    refused = one_within_the_other(lambda: import_claim(campaign), lambda: withdraw(campaign))
    assert IS_LINKED_TO in str(refused)
    assert statuses(campaign, models.FigureClaim.objects.get()) == ["published", "published"]


def test_importing_a_claim_is_refused_while_its_event_is_withdrawn(campaign):
    factories.make_source()
    result = one_within_the_other(lambda: withdraw(campaign), lambda: import_claim(campaign))
    assert [IS_UNPUBLISHED in error.message for error in result.errors] == [True]
    assert statuses(campaign) == ["withdrawn"]
    assert not models.FigureClaim.objects.exists()


def test_two_claims_are_published_at_the_same_time_without_waiting(campaign, draft):
    other = factories.make_claim(campaign=campaign, status="draft")
    assert one_within_the_other(lambda: publish(draft), lambda: publish(other)) is None
    assert statuses(draft, other) == ["published", "published"]
