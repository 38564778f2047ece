"""Input that cannot be used."""


class Refused(Exception):
    """Bad input, told in Swedish: what, where, what is allowed. The command line prints it and exits 2."""
