"""What Altertable takes and sends: the envelope, reserved ids, `$` names, libraries."""
