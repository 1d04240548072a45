"""Celery.  The broker is only a wake-up call: every promise is a row in Postgres (docs/mechanisms/jobs.md)."""

import environ

env = environ.Env()

CELERY_BROKER_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "America/Sao_Paulo"
# A task whose process dies is handed out again; bodies are idempotent.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000  # KiB
CELERY_TASK_TIME_LIMIT = 30 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 29 * 60
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 60 * 60,
    "health_check_interval": 25,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "socket_keepalive": True,
}
# Publishing never waits for a broken broker: the sweeper finds the row within a minute.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 5
CELERY_BEAT_SCHEDULE = {
    "relay-outbox": {"task": "backoffice.core.tasks.relay_outbox", "schedule": 5.0, "options": {"expires": 10}},
    "sweep-imports": {"task": "backoffice.imports.tasks.sweep_imports", "schedule": 3600.0, "options": {"expires": 600}},
    "sweep-jobs": {"task": "backoffice.core.tasks.sweep_jobs", "schedule": 15.0, "options": {"expires": 30}},
    "worker-heartbeat": {"task": "backoffice.core.tasks.beat_heart", "schedule": 10.0, "options": {"expires": 15}},
    "expire-unpaid-orders": {"task": "orders.tasks.expire_unpaid_orders", "schedule": 60.0, "options": {"expires": 60}},
    "sweep-read-notices": {"task": "backoffice.intranet.tasks.sweep_read_notices", "schedule": 3600.0, "options": {"expires": 600}},
    "run-report-schedules": {"task": "backoffice.report_centre.tasks.run_schedules", "schedule": 60.0, "options": {"expires": 60}},
    "sweep-job-files": {"task": "backoffice.core.tasks.sweep_job_files", "schedule": 86400.0, "options": {"expires": 3600}},
    "forget-old-sign-ins": {"task": "backoffice.accounts.tasks.forget_old_sign_ins", "schedule": 86400.0, "options": {"expires": 3600}},
    "warn-of-papers-that-expire": {"task": "hr.tasks.warn_of_expiry", "schedule": 21600.0, "options": {"expires": 3600}},
    "scan-pending-files": {"task": "backoffice.core.tasks.scan_pending_files", "schedule": 60.0, "options": {"expires": 60}},
    "sweep-kept-files": {"task": "backoffice.core.tasks.sweep_kept_files", "schedule": 86400.0, "options": {"expires": 3600}},
    "run-daily-leave": {"task": "hr.tasks.run_daily_leave", "schedule": 3600.0, "options": {"expires": 600}},
    "watch-privacy": {"task": "backoffice.privacy.tasks.watch_privacy", "schedule": 3600.0, "options": {"expires": 600}},
    "warn-esocial": {"task": "hr.tasks.warn_esocial", "schedule": 3600.0, "options": {"expires": 600}},
    "forget-portal-attempts": {"task": "hr.tasks.forget_portal_attempts", "schedule": 86400.0, "options": {"expires": 3600}},
    "run-admissions": {"task": "hr.tasks.run_admissions", "schedule": 3600.0, "options": {"expires": 600}},
    "tell-refusals": {"task": "hr.tasks.tell_refusals", "schedule": 120.0, "options": {"expires": 120}},
    "fold-balances": {"task": "finance.tasks.fold_balances", "schedule": 60.0, "options": {"expires": 60}},
}
