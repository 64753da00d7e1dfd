"""What many applications show together: what stumped the user, where applications end, who answers and how fast, and months side by side.

count      stories -> Insights; plain counting, nothing is fitted to so few
page       Insights -> one HTML page that asks nobody for anything
"""

from watcher.core.insights.count import Company, Ended, Insights, Mail, Month, Story, Stumble, Written, insights
from watcher.core.insights.page import page

__all__ = ["Company", "Ended", "Insights", "Mail", "Month", "Story", "Stumble", "Written", "insights", "page"]
