"""What the tests of both sides share."""
