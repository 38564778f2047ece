"""The review page: a run's pictures, judged by a person in a browser on this machine."""

from guidevakt.review.serve import review

__all__ = ["review"]
