"""What captured payloads show of their events: bounded memory, the same for any order of them."""
