"""How gunicorn serves the backend: https://docs.gunicorn.org/en/stable/settings.html"""

import os

bind = f"0.0.0.0:{os.environ.get('PORT', '4567')}"
worker_class = "gthread"
workers = 2
threads = 4
# Loaded once, before workers start: a wrong setting ends the task at once, with its message.
preload_app = True

# The only directory that has to be writable, in memory on ECS; the heartbeat of the workers is there.
worker_tmp_dir = "/tmp"
# Its socket would be written to the home directory.
control_socket_disable = True

# Shorter than ECS's 30 s between SIGTERM and SIGKILL.
graceful_timeout = 25
# Longer than the load balancer's 60 s: otherwise it may reuse a connection that is just being closed, and answer 502.
keepalive = 75

accesslog = "-"
errorlog = "-"
