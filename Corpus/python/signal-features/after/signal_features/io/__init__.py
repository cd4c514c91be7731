from .records import Header, read, write

__all__ = ["Header", "read", "write"]
