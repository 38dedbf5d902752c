"""The real client with the toy worker."""

import sys
from pathlib import Path

import pytest
from conversation import TOY, Conversation
from roofline.plugin.worker.client import WorkerClient


@pytest.fixture()
def client():
    with WorkerClient(Path(sys.executable), TOY) as client:
        yield client


@pytest.fixture()
def talk(client, tmp_path):
    return Conversation(client, tmp_path)
