"""The two ways a job ends early."""


class RooflineError(Exception):
    """A job cannot go on; the text is a sentence for the analyst that names the value and the cure."""


class JobCanceled(Exception):
    """The analyst asked to stop."""
