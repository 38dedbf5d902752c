"""Exceptions: a job that fails, a job that is cancelled, and a test for running out of memory."""


class RooflineError(Exception):
    """A job cannot go on. The text is a sentence for the analyst that names the value and the cure."""


class PromptableModelError(RooflineError):
    """A promptable model (a pair of ONNX files) cannot be used, and another may."""


class JobCanceled(Exception):
    """The analyst has cancelled the job."""


def is_out_of_memory(error: Exception) -> bool:
    """Whether an error means that the machine or its GPU is out of memory; torch has several errors for it."""
    text = str(error)
    return (isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError" or "allocate memory" in text
            or "out of memory" in text)
