"""Batch preparation of images: read, check, resize, normalise, pack."""

__version__ = "0.7.0"
