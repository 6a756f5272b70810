"""What Altertable's API takes and what its SDKs send: the envelope, reserved ids, `$` names, libraries."""
