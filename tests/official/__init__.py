"""Services that speak as the official ones do, for tests: no network, all their oddities."""
