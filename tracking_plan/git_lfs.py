"""Pointers of Git LFS: what stands in a file whose content nobody has fetched."""

_BEGINNING = b"version https://git-lfs.github.com/spec/v1"
SAYS = "is a Git LFS pointer, without the content"
HINT = "run `git lfs pull`, which fetches the content"


def is_pointer(content: bytes) -> bool:
    """Whether a file's content is where the content is, and not the content itself."""
    return content.startswith(_BEGINNING)
