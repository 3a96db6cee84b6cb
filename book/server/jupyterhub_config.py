"""Run the lessons on a JupyterHub. Each student's server opens the start page, and saves answers in the student's folder.

On The Littlest JupyterHub, save this file as /opt/tljh/config/jupyterhub_config.d/massage_billing.py.
"""

c = get_config()  # noqa: F821  (defined by JupyterHub)
c.Spawner.cmd = ["massage-billing-server", "jupyterhub-singleuser"]
c.Spawner.default_url = "/doc/tree/00_start_here.ipynb"
