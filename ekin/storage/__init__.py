"""KEEP: the database; SQLAlchemy Core, one schema for SQLite and PostgreSQL, Alembic versions."""
