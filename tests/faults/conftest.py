"""What can break: servers of PostgreSQL of a test's own, and small disks."""

import os
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.clusters import Cluster
from tests.conftest import own_environment


@pytest.fixture
def cluster():
    cluster = Cluster()
    try:
        yield cluster.create().start()
    finally:
        cluster.delete()


@pytest.fixture
def environment_without_database(tmp_path):
    return own_environment(tmp_path / "data")


@pytest.fixture
def small_disk():
    """A folder on a disk of its own of 32 MiB, where any user comes to; only root may make one."""
    with tempfile.TemporaryDirectory(prefix="wuhan-disk-") as name:
        os.chmod(name, 0o755)
        mount = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", name]
        if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
            if "CI" in os.environ:
                pytest.fail("This user may not mount a small disk; CI has to run as root.")
            pytest.skip("this user may not mount a small disk")
        yield Path(name)
        subprocess.run(["umount", "--lazy", name], check=True)
