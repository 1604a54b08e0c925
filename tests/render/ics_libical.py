#!/usr/bin/env python3
"""Reads calendar files of random households with libical, the library of Evolution, KOrganizer and Thunderbird.

    tests/render/ics_libical.py PROGRAM [COUNT]

Needs ICalGLib (Debian: python3-gi, gir1.2-ical-3.0). With the package `icalendar` both libraries must read the same.
Ends with 77 if ICalGLib is not there, and with 1 if anything is wrong.
"""
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

try:
    import gi
    gi.require_version("ICalGLib", "3.0")
    from gi.repository import ICalGLib
except (ImportError, ValueError) as error:
    print(f"ICalGLib is not there: {error}")
    sys.exit(77)
try:
    import icalendar
except ImportError:
    icalendar = None

PACK = json.loads((Path(__file__).parents[2] / "rules/kazakhstan/pack.json").read_text())
DAYS = ["2022-05-31", "2023-08-31", "2024-02-28", "2025-10-28", "2026-11-22"]
KIND = ICalGLib.ComponentKind


def run(program, arguments, text=""):
    done = subprocess.run([program, *arguments], input=text.encode(), capture_output=True, check=False)
    assert done.returncode in (0, 3, 4), done.stderr.decode()
    return done.stdout


def check_octets(file):
    assert file.endswith(b"\r\n")
    assert file.count(b"\r\n") == file.count(b"\n") == file.count(b"\r"), "a bare CR or LF"
    for line in file.split(b"\r\n"):
        assert len(line) <= 75, f"{len(line)} octets: {line}"
        line.decode()  # a character that is cut in two is no UTF-8


def components(calendar, kind):
    found, one = [], calendar.get_first_component(kind)
    while one is not None:
        found.append(one)
        one = calendar.get_next_component(kind)
    return found


def text_of(event, kind):
    found = event.get_first_property(kind)
    return found.get_value().get_text() if found else None


def day_of(time):
    assert time.is_date() and not time.is_null_time(), time.as_ical_string()
    return date(time.get_year(), time.get_month(), time.get_day())


def check_event(event):
    start, end = day_of(event.get_dtstart()), day_of(event.get_dtend())
    assert end - start == timedelta(days=1), (start, end)
    alarms = components(event, KIND.VALARM_COMPONENT)
    triggers = []
    for alarm in alarms:
        trigger = alarm.get_first_property(ICalGLib.PropertyKind.TRIGGER_PROPERTY).get_trigger()
        seconds = trigger.get_duration().as_int()
        assert trigger.get_time().is_null_time() and seconds % 86_400 == 0, seconds
        triggers.append(-seconds // 86_400)
        assert text_of(alarm, ICalGLib.PropertyKind.DESCRIPTION_PROPERTY)
    assert triggers == PACK["alarms"], triggers
    return event.get_uid(), event.get_sequence(), start, event.get_summary(), event.get_description()


def read(file):
    check_octets(file)
    calendar = ICalGLib.Component.new_from_string(file.decode())
    assert calendar is not None and calendar.isa() == KIND.VCALENDAR_COMPONENT
    calendar.check_restrictions()
    assert calendar.count_errors() == 0 and "X-LIC-ERROR" not in calendar.as_ical_string()
    events = [check_event(event) for event in components(calendar, KIND.VEVENT_COMPONENT)]
    uids = [event[0] for event in events]
    assert len(set(uids)) == len(uids), uids
    if icalendar:
        other = icalendar.Calendar.from_ical(file)
        fields = ("UID", "SEQUENCE", "DTSTART", "SUMMARY", "DESCRIPTION")
        known = [tuple(getattr(one[key], "dt", one[key]) for key in fields) for one in other.walk("VEVENT")]
        assert known == events, "the two libraries read something else"
    return events


def main(program, count=200):
    total = 0
    for place in range(count):
        on = DAYS[place % len(DAYS)]
        sample = json.loads(run(program, ["rules", "sample", "--on", on, "-n", "1", "--seed", str(place), "--partly", "20"]))
        household = json.dumps({key: value for key, value in sample.items() if key != "id"})
        later = str(date.fromisoformat(on) + timedelta(days=1))
        make = lambda lang, on: run(program, ["check", "--case", "-", "--format", "ics", "--lang", lang, "--on", on], household)
        try:
            first = make("en", on)
            assert first == make("en", on), "not the same bytes again"
            english, ukrainian, next_day = read(first), read(make("uk", on)), read(make("en", later))
            assert [event[:3] for event in english] == [event[:3] for event in ukrainian]
            after = {event[0]: event[1] for event in next_day}
            assert all(after[uid] > sequence for uid, sequence, *_ in english if uid in after)
        except AssertionError:
            print(f"on {on}, {household}:", file=sys.stderr)
            raise
        total += len(english)
    assert total > count / 2, f"only {total} events"
    second = f" and icalendar {icalendar.__version__}" if icalendar else ""
    print(f"libical{second} read {3 * count} calendars of {count} households, {total} events in each language")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
