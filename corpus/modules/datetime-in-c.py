# datetime: arithmetic in whole microseconds, aware and naive moments, a tzinfo that is asked, ISO texts both ways, what each version says of wrong values.
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

step = timedelta(days=1, hours=2.5, microseconds=7)
print(step, repr(-step), step * 1.5, step / timedelta(hours=1), divmod(step, timedelta(hours=7)), abs(-step))
day = date(2024, 2, 28)
print(day + timedelta(2), date(2025, 1, 1) - day, day.isocalendar(), f'{day:%a %d %b %Y, week %V}', day.replace(year=2023))
moment = datetime(2024, 2, 29, 13, 5, 7, 89)
print(moment, repr(moment), moment.isoformat('T', 'milliseconds'), moment.date(), moment.time(), moment.strftime('%H:%M:%S.%f'))
print([datetime.fromisoformat(text) for text in ('2024-02-29', '20240229T1305Z', '2024-W09-4 10:00:00.5-02:30')])
print(sorted([day, date.min, date.max]), time(23, 59) > time(7), hash(moment) == hash(moment.replace(fold=1)))


class Zone(tzinfo):
    def utcoffset(self, at):
        print('utcoffset', type(at).__name__)
        return timedelta(hours=2)

    def dst(self, at):
        return timedelta(0)

    def tzname(self, at):
        return 'Z2'


here = moment.replace(tzinfo=Zone())
print(here.astimezone(UTC), here == moment.replace(hour=11, tzinfo=UTC), here.strftime('%z %Z'), here.timestamp())
print(here - datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=-5), 'EST')), timezone(timedelta(minutes=-90)))
for attempt in (
    lambda: date(2023, 2, 29),
    lambda: datetime(2024, 1, 1, 24),
    lambda: date.fromisoformat('2024-2-29'),
    lambda: moment < here,
    lambda: moment < day,
    lambda: date.max + timedelta(1),
    lambda: timezone(timedelta(1)),
    lambda: timedelta('1'),
    lambda: datetime(2024, 1),
):
    try:
        print(attempt())
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
