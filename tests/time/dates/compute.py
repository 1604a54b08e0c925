#!/usr/bin/env python3
"""Computes dates.tsv, the table of ../dates.rs, without the program.

    python3 tests/time/dates/compute.py > tests/time/dates/dates.tsv

Needs python-dateutil: `relativedelta` adds calendar months and years, and takes the last day of a month that is too
short. Everything else is counted day by day with `datetime`. The rules are those of the sources that the pack cites,
written down here a second time; nothing is read from the pack.

Columns: as-of date, facts, question, answer. A question is
    = SENTENCE             what a sentence is worth
    leaf TOPIC             the leaf that is certain
    by ACTION, from ACTION the last, the first day of an action that is certain; `none` if there is none
    says ACTION CAUTION    whether an action warns so
    timeline TOPIC UNTIL   the days on which another leaf becomes certain, and that leaf
"""
from datetime import date, timedelta
from dateutil.relativedelta import relativedelta

rows = []


def d(text):
    return date.fromisoformat(text)


def days(n):
    return timedelta(days=n)


def months(n):
    return relativedelta(months=n)


def row(on, facts, question, answer):
    rows.append((str(on), facts, question, str(answer)))


def first_day(start, holds):
    """The first day from `start` on for which `holds`, day by day."""
    while not holds(start):
        start += days(1)
    return start


def runs(start, until, leaf):
    """The days on which the leaf changes, day by day."""
    told, before, day = [], None, start
    while day <= until:
        if leaf(day) != before:
            before = leaf(day)
            told.append(f"{day}={before}")
        day += days(1)
    return " ".join(told)


# Entry: the passport must be valid for six months after the entry, that day included.
ENTRIES = ["2025-03-01", "2024-08-31", "2023-08-31", "2025-08-31", "2024-08-30", "2023-08-29", "2027-08-31", "2023-12-31",
           "2024-02-29", "2025-02-28", "2024-03-31", "2025-05-31", "2026-08-31", "2026-10-31", "2028-02-29"]
for entry in map(d, ENTRIES):
    first = entry + months(6)
    on = entry - days(9)
    row(on, "", f"= {entry} + 6 months", first)
    facts = f"where=third_country entry_date={entry} passport=biometric passport_extended=no passport_expires="
    row(on, facts + str(first), "leaf entry", "enough")
    row(on, facts + str(first - days(1)), "leaf entry", "too_short")
for entry, leaving in [("2025-03-01", "2025-04-15"), ("2024-07-31", "2024-08-31")]:
    need = d(leaving) + months(6)
    facts = f"where=third_country entry_date={entry} departure_date={leaving} passport=biometric passport_expires="
    row(d(entry) - days(3), facts + str(need), "says entry_ok caution.six_months_from_departure", "no")
    row(d(entry) - days(3), facts + str(need - days(1)), "says entry_ok caution.six_months_from_departure", "yes")

# Extension until 28 October 2025: it opens four months before the passport expires.
EXPIRIES = ["2025-06-30", "2024-06-30", "2026-02-28", "2025-12-31", "2023-06-30", "2024-02-29", "2025-05-31", "2024-10-31",
            "2024-07-31", "2026-02-27"]
for expiry in map(d, EXPIRIES):
    opens = expiry - months(4)
    facts = f"where=kazakhstan passport=biometric sex=female passport_expires={expiry}"
    row(opens, "", f"= {expiry} - 4 months", opens)
    row(opens - days(1), facts, "leaf passport", "extend_later")
    row(opens - days(1), facts, "from extend_passport", opens)
    row(opens, facts, "leaf passport", "extend_now")
    row(opens, facts, "by extend_passport", expiry)
row("2025-06-30", "", "= 2025-06-30 - 2 months", d("2025-06-30") - months(2))

# From 29 October 2025: a new passport, asked for from the day on which less than ten months are left.
NEW = d("2025-10-29")


def renewal(expiry):
    def leaf(day):
        if expiry < day:
            return "expired"
        if day >= NEW:
            return "apply_for_new" if expiry < day + months(10) else "valid"
        return "extend_now" if day >= expiry - months(4) else "extend_later"
    return leaf


for start, until, expiry in [("2025-09-01", "2026-12-31", "2026-02-28"), ("2025-09-01", "2026-12-31", "2026-08-31"),
                             ("2025-10-01", "2027-12-31", "2027-03-01"), ("2026-05-20", "2028-12-31", "2027-12-31"),
                             ("2026-11-22", "2028-12-31", "2028-02-29"), ("2024-01-31", "2025-12-31", "2024-12-31"),
                             ("2027-01-01", "2028-12-31", "2028-12-30"), ("2025-10-28", "2026-01-31", "2025-10-28")]:
    facts = f"where=kazakhstan passport=biometric passport_extended=no sex=female passport_expires={expiry}"
    row(start, facts, f"timeline passport {until}", runs(d(start), d(until), renewal(d(expiry))))

# Visa-free stay: 90 days, the day of entry is the first; counted by marking days.


def last_day(entry, earlier):
    """The stricter of two readings: 90 in the 180 days that end on each day, and in periods from the first crossing."""
    present = {day for first, last in earlier for day in (first + days(n) for n in range((last - first).days + 1))}
    crossings = sorted([first for first, _ in earlier] + [entry])

    def allowed(day):
        stay = present | {entry + days(n) for n in range((day - entry).days + 1)}
        back = sum(day - days(n) in stay for n in range(180))
        start = crossings[0]
        while start + days(180) <= day:
            after = start + days(180)
            start = next((one for one in sorted(stay) if one >= after), after)
        treaty = sum(start <= one <= day for one in stay)
        return back <= 90 and treaty <= 90

    day = entry
    while allowed(day + days(1)):
        day += days(1)
    return day


def visa_free(last):
    def leaf(day):
        if day > last:
            return "visa_free_over"
        left = (last - day).days
        return "visa_free_urgent" if left <= 7 else "visa_free_plan" if left <= 30 else "visa_free_ok"
    return leaf


for entry in map(d, ["2025-01-01", "2026-01-15", "2024-02-01", "2023-12-01", "2027-12-02", "2026-05-31"]):
    last = last_day(entry, [])
    facts = f"where=kazakhstan stay=visa_free cannot_leave=no earlier_days=0 entry_date={entry}"
    row(entry, facts, "= visa_free_last_day", last)
    for left in [31, 30, 8, 7, 0, -1]:
        row(last - days(left), facts, "leaf stay", visa_free(last)(last - days(left)))
    row(entry, facts, f"timeline stay {last + days(20)}", runs(entry, last + days(20), visa_free(last)))
    for over, caution in [(3, "warning"), (4, "fine"), (5, "fine"), (6, "unknown")]:
        row(last + days(over), facts, f"says report_overstay caution.overstay_{caution}", "yes")
for entry, stays in [("2025-05-01", ["2025-01-01..2025-02-09"]), ("2025-05-01", ["2025-01-01..2025-01-10"]),
                     ("2025-07-01", ["2025-01-01..2025-03-31"]), ("2024-06-01", ["2024-01-15..2024-02-29"]),
                     ("2026-09-01", ["2026-02-01..2026-02-28", "2026-05-01..2026-05-31"]),
                     ("2028-05-01", ["2028-02-29..2028-03-31"])]:
    earlier = [tuple(map(d, stay.split(".."))) for stay in stays]
    facts = f"where=kazakhstan stay=visa_free entry_date={entry} " + " ".join(f"stay_in={stay}" for stay in stays)
    last = last_day(d(entry), earlier)
    row(entry, facts, "= visa_free_last_day", last)
    row(last, facts + " cannot_leave=no", "leaf stay", "visa_free_urgent")
    row(last + days(1), facts, "leaf stay", "visa_free_over")

# Other stays: 30 days and 7 days before their own last day; a certificate is renewed in its last 30 days.
for ends in ["2024-02-29", "2026-03-31", "2028-03-01"]:
    ends = d(ends)
    facts = f"where=kazakhstan stay=residence_permit cannot_leave=no stay_expires={ends}"
    for left, leaf in [(31, "dated_ok"), (30, "dated_plan"), (8, "dated_plan"), (7, "dated_urgent"), (0, "dated_urgent"), (-1, "dated_over")]:
        row(ends - days(left), facts, "leaf stay", leaf)
    facts = f"where=kazakhstan stay=asylum_certificate stay_expires={ends}"
    row(ends - days(60), facts, "from renew_asylum_certificate", ends - days(30))
    row(ends, facts, "by renew_asylum_certificate", ends)
    row(ends + days(1), facts, "leaf stay", "certificate_over")

# Asylum: the day of arrival, or of learning of the danger, is the first of five; one day after an irregular entry.
for arrival, known in [("2025-03-01", "2025-03-01"), ("2024-02-27", "2023-12-31"), ("2026-12-29", "2026-12-29"), ("2025-01-10", "2025-02-26")]:
    facts = f"where=kazakhstan stay=visa_free fear=yes wants_asylum=yes applied_for_asylum=no entry_date={arrival} danger_known_on={known}"
    start = max(d(arrival), d(known))
    regular = facts + " irregular_entry=no"
    row(start, regular, "by apply_asylum", start + days(4))
    for passed, leaf in [(4, "in_time"), (5, "last_count"), (6, "late")]:
        row(start + days(passed), regular, "leaf asylum", leaf)
    row(start, facts + " irregular_entry=yes", "by apply_asylum", start)
    row(start, facts + " irregular_entry=yes", "leaf asylum", "irregular_in_time")
    row(start + days(1), facts + " irregular_entry=yes", "leaf asylum", "irregular_late")

# The host reports an arrival within three working days; weeks without public holidays.
for entry in (d("2026-02-02") + days(n) for n in range(7)):
    day, left = entry, 3
    while left:
        day += days(1)
        left -= day.weekday() < 5
    facts = f"where=kazakhstan stay=visa_free earlier_days=0 entry_date={entry}"
    row(entry, facts, "by host_notification", day)

# Registration from 1 July 2026 is asked about; the day of crossing is the first of thirty.
facts = "where=kazakhstan stay=visa_free earlier_days=0 entry_date=2026-06-20"
row("2026-06-30", facts, "says stay_ok caution.order_923", "no")
row("2026-07-01", facts, "says stay_ok caution.order_923", "yes")
row("2026-07-10", "", "= 2026-07-10 + 29 days", d("2026-07-10") + days(29))
row("2026-07-10", "", "= days from 2026-07-10 through 2026-08-08", 30)

# Pets: rabies at least 20 days before the entry and not more than 12 months; examined in the last 14 days.
for entry in map(d, ["2026-05-10", "2024-03-14", "2028-02-29", "2027-03-01"]):
    pet = "where=third_country pet.species=dog pet.vet_passport=yes pet.eu_transit=no entry_date="
    fresh, old, exam = entry - days(20), entry - relativedelta(years=1), entry - days(14)
    on = entry - days(2)
    table = [(fresh, exam, "ready"), (fresh + days(1), exam, "prepare"), (old, exam, "ready"), (old - days(1), exam, "prepare"),
             (fresh, exam - days(1), "prepare"), (fresh, on, "ready")]
    for rabies, examined, leaf in table:
        row(on, f"{pet}{entry} pet.rabies_vaccinated_on={rabies} pet.examined_on={examined}", "leaf pet", leaf)
    on = entry - days(40)
    bare = f"{pet.replace('vet_passport=yes', 'vet_passport=no')}{entry}"
    row(on, bare, "by vaccinate_pet", fresh)
    row(on, bare, "from pet_exam", exam)

# Birthdays: 16 and 18 of a child, 18 and 60 of a man; a year is full on 28 February for one born on the 29th.
for born in map(d, ["2008-02-29", "2008-03-01", "2007-08-31", "2006-12-31"]):
    of_age = born + relativedelta(years=18)
    sixteen = born + relativedelta(years=16)
    facts = f"where=third_country child.passport=none child.parent_here=yes child.birth_certificate=yes child.born={born}"
    row(sixteen - days(1), facts, "leaf child", "paste")
    row(sixteen, facts, "leaf child", "paste_ask")
    row(of_age - days(1), facts, "leaf child", "no_passport" if of_age > NEW else "paste_ask")
    row(of_age, facts, "leaf child", "grown_up")
for born in map(d, ["2008-02-29", "1966-02-28", "1964-12-31", "2007-07-01"]):
    for years, inside in [(18, "true"), (60, "false")]:
        turns = born + relativedelta(years=years)
        facts = f"sex=male born={born}"
        row(turns, facts, "= man_of_military_age", inside)
        row(turns - days(1), facts, "= man_of_military_age", "true" if inside == "false" else "false")
for on, needed in [("2024-05-17", "false"), ("2024-05-18", "true")]:
    row(on, "sex=male born=1990-01-01 military_document=none", "= military_document_needed", needed)
for on, stopped in [("2024-04-22", "false"), ("2024-04-23", "true"), ("2024-05-17", "true"), ("2024-05-18", "false")]:
    row(on, "sex=male born=1990-01-01", "= services_for_men_stopped", stopped)

# COVID papers until 7 June 2022.
row("2022-06-07", "", "leaf covid", "in_force")
row("2022-06-08", "", "leaf covid", "ended")

# The calendar itself.
for start, unit, count in [("2024-02-29", "year", 1), ("2024-02-29", "year", 4), ("2023-01-31", "month", 1), ("2024-01-31", "month", 1),
                           ("2024-03-31", "month", -1), ("2023-03-31", "month", -1), ("2024-12-31", "month", 2), ("2028-01-30", "month", 1)]:
    moved = d(start) + (relativedelta(years=count) if unit == "year" else months(count))
    sign = "-" if count < 0 else "+"
    row(start, "", f"= {start} {sign} {abs(count)} {unit}{'s' if abs(count) > 1 else ''}", moved)

print("as of\tfacts\tquestion\tanswer")
for columns in rows:
    print("\t".join(columns))
