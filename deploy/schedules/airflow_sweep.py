"""A sweep every night, for Airflow 2: one at a time, carried on with when a try is broken off."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    dag_id="finesweep_churn",
    schedule="0 1 * * *",
    start_date=datetime(2025, 1, 1),
    catchup=False,
    max_active_runs=1,  # no two nights at once
    default_args={"retries": 3, "retry_delay": timedelta(minutes=5)},
) as dag:
    BashOperator(
        task_id="sweep",
        # The day that the run is for, not the day on which it runs: a retry is the same sweep.
        env={"FINESWEEP_DATE": "{{ ds }}"},
        append_env=True,
        # The trailing space keeps Airflow from taking the script for a template.
        bash_command="/opt/finesweep/deploy/schedules/nightly /etc/finesweep/churn.conf ",
        execution_timeout=timedelta(hours=8),
    )
