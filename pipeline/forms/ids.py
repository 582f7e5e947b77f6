"""The ids of this programme's forms, for code that compares one form with another. Whatever any programme can have is
declared in its forms and needs none of these ids.
"""

from __future__ import annotations

OPERATING_PLAN, JOINT_PROJECT_PLAN, MONTHLY_RESULTS = "operating_plan", "joint_project_plan", "monthly_results"
PHONE_MONITORING, SETTLEMENT, HEAD_OFFICE_RESULTS = "phone_monitoring", "settlement", "head_office"
