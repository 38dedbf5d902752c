"""The real client with the toy worker."""

import sys
from pathlib import Path

import pytest
from roofline.plugin.worker.client import WorkerClient
from roofline.tests.unit.support.conversation import TOY, Conversation


@pytest.fixture()
def client():
    with WorkerClient(Path(sys.executable), TOY) as client:
        yield client


@pytest.fixture()
def talk(client, tmp_path):
    return Conversation(client, tmp_path)
