"""A PostgreSQL server and a small disk for one test, which may break them."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.clusters import Cluster


@pytest.fixture
def cluster():
    cluster = Cluster()
    try:
        yield cluster.create().start()
    finally:
        cluster.delete()


@pytest.fixture
def environment_of_cluster(cluster, made_site, tmp_path):
    """The environment of a site as quickstart makes it, with its database on the cluster."""
    made, _administrator = made_site
    shutil.copytree(made["DATA_DIR"], tmp_path / "data")
    cluster.copy_database(made["DATABASE_URL"], "site")
    return made | {"DATA_DIR": str(tmp_path / "data"), "DATABASE_URL": cluster.url("site")}


@pytest.fixture
def small_disk():
    """A folder on a disk of 32 MiB, open to any user; only root can make one."""
    with tempfile.TemporaryDirectory(prefix="wuhan-disk-") as name:
        os.chmod(name, 0o755)
        mount = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", name]
        if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
            if "CI" in os.environ:
                pytest.fail("This user may not mount a small disk; CI has to run as root.")
            pytest.skip("this user may not mount a small disk")
        yield Path(name)
        subprocess.run(["umount", "--lazy", name], check=True)
