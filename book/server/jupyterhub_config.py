"""Lessons on a JupyterHub: each student's server begins at the start page, with the answers in the student's own folder.

On The Littlest JupyterHub this file goes to /opt/tljh/config/jupyterhub_config.d/massage_billing.py.
"""

c = get_config()  # noqa: F821  (JupyterHub gives it)
c.Spawner.cmd = ["massage-billing-server", "jupyterhub-singleuser"]
c.Spawner.default_url = "/doc/tree/00_start_here.ipynb"
