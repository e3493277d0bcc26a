"""Alembic's entry point: runs the versions over the connection that `ekin.storage.store.upgrade` gives."""

from alembic import context

from ekin.storage.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
