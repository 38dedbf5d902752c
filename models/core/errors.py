"""The two ways a job ends early, and the one in which it may go on."""


class RooflineError(Exception):
    """A job cannot go on; the text is a sentence for the analyst that names the value and the cure."""


class JobCanceled(Exception):
    """The analyst asked to stop."""


def is_out_of_memory(error: Exception) -> bool:
    """Whether the machine or its GPU has no more memory to give; torch tells it in several ways."""
    text = str(error)
    return (isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError" or "allocate memory" in text
            or "out of memory" in text)
