"""Download from the Hugging Face hub: weights only, in that library's own cache (HF_HOME moves it)."""

from __future__ import annotations

from pathlib import Path

from huggingface_hub import hf_hub_download
from huggingface_hub.errors import EntryNotFoundError, HfHubHTTPError, HTTPError, LocalEntryNotFoundError

from ...protocol.model_files import PICKLES, SAFETENSORS
from ..core.errors import RooflineError
from .encoders import WeightsSource
from .torch_weights import as_safetensors

HUB = "huggingface.co"


def fetch(source: WeightsSource, encoder: str) -> tuple[Path, str]:
    """The file on this computer, and its commit. A file in the cache is not downloaded again, and where its revision is
    a commit, the hub is not contacted at all. A pickle becomes a safetensors file beside it, once.

    Raises RooflineError, with what to do without a connection, when the file cannot be downloaded or stored.
    """
    is_pickle = source.file.endswith(PICKLES)
    if not is_pickle and not source.file.endswith(SAFETENSORS):
        raise RooflineError(f"{source.file} of {source.repository} is neither a safetensors file nor weights of "
                            "PyTorch. Roofline reads no others, because they may run code.")
    try:
        # No token: what is public needs none, and the computer's own is nobody's business.
        path = Path(hf_hub_download(source.repository, source.file, revision=source.revision, token=False))
        converted = as_safetensors(path) if is_pickle else path
    except LocalEntryNotFoundError as error:
        raise _unreachable(source, encoder) from error
    except (EntryNotFoundError, HfHubHTTPError) as error:
        raise RooflineError(
            f"{HUB} does not give {_named(source)} ({_first_line(error)}). Check the revision, or choose another "
            "encoder.") from error
    except HTTPError as error:  # the connection broke off
        raise _unreachable(source, encoder) from error
    except OSError as error:
        raise RooflineError(
            f"{_named(source)} could not be stored ({_first_line(error)}). Check that the disk has room and that the "
            "cache of the Hugging Face hub may be written; the variable HF_HOME moves it.") from error
    return converted, path.parent.name  # snapshots/COMMIT/FILE


def _unreachable(source: WeightsSource, encoder: str) -> RooflineError:
    return RooflineError(
        f"The weights of the encoder {encoder!r} could not be fetched: {_named(source)} is not on this computer, and "
        f"{HUB} could not be reached. Try again with a connection. Or fetch that file on a computer that has one, from "
        f"{_address(source)}, copy it here as {encoder}{Path(source.file).suffix}, and give its path as the base "
        "model.")


def _named(source: WeightsSource) -> str:
    return f"{source.file} of {source.repository} at revision {source.revision}"


def _address(source: WeightsSource) -> str:
    return f"https://{HUB}/{source.repository}/resolve/{source.revision}/{source.file}"


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
