"""Which calls are an SDK's."""
