# calendar and _strptime run as source on top of datetime and time; what they ask the locale is C's.
import calendar
import time
from datetime import datetime

print(calendar.month(2024, 2))
print(calendar.monthrange(2023, 2), calendar.isleap(1900), calendar.day_name[6], list(calendar.month_abbr)[:4])
print(calendar.monthcalendar(2021, 2), calendar.timegm((2001, 9, 9, 1, 46, 40)))
print(datetime.strptime('29 Feb 2024 01:05:07.5 PM', '%d %b %Y %I:%M:%S.%f %p'))
print(repr(datetime.strptime('2024-060T12:00+0530', '%Y-%jT%H:%M%z')))
for text, format in ('2023-02-29', '%Y-%m-%d'), ('24:00', '%H:%M'), ('7 more', '%m'), ('7', '%!'):
    try:
        print(datetime.strptime(text, format))
    except ValueError as e:
        print(e)
moment = time.strptime('Sun 03 Mar 2024', '%a %d %b %Y')
print(moment, moment.tm_yday, moment[6], moment.tm_zone)
print(time.strftime('%A %d %B %Y, day %j, %H:%M:%S', moment), datetime(2024, 3, 3, 4, 5).timetuple() == moment)
