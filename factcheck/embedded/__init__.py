"""PostgreSQL, Valkey and the processes around them, for a laptop and for tests."""
