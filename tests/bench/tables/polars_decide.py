"""The decisions in Polars: polars_decide.py CASES. The number of threads is POLARS_MAX_THREADS.

`list.eval` cannot read the columns of the household, so children and pets are exploded and grouped again.
"""

import datetime
import sys

import polars as pl

TODAY = datetime.date(2026, 11, 22)
CHILD = pl.Struct({"born": pl.String, "passport": pl.String, "passport_expires": pl.String})
PET = pl.Struct({"species": pl.String, "vet_passport": pl.Boolean, "rabies_vaccinated_on": pl.String, "examined_on": pl.String})
TEXTS = ["id", "where", "travel_date", "city", "passport", "passport_expires", "stay", "stay_expires", "work", "treatment"]
SCHEMA = {name: pl.String for name in TEXTS}
SCHEMA |= {name: pl.Boolean for name in ["fear", "wants_asylum", "cannot_leave"]}
SCHEMA |= {"children": pl.List(CHILD), "pets": pl.List(PET)}


def days(*names):
    return [pl.col(name).str.to_date("%Y-%m-%d") for name in names]


def ladder(*branches, otherwise):
    chain = pl
    for condition, branch in branches:
        chain = chain.when(condition).then(pl.lit(branch, pl.Int64))
    return chain.otherwise(pl.lit(otherwise, pl.Int64))


def is_one_of(name, *words):
    return pl.col(name).is_in(list(words))


col, today = pl.col, pl.lit(TODAY)
travel, expires, stay_expires = col("travel_date"), col("passport_expires"), col("stay_expires")
here, abroad = col("where") == "here", col("where") == "abroad"
enough_until = travel.dt.offset_by("6mo")

cases = pl.read_ndjson(sys.argv[1], schema=SCHEMA).lazy().with_row_index("row")
cases = cases.with_columns(days("travel_date", "passport_expires", "stay_expires"))


def of_members(members, decide):
    """The branches of all children or pets of a row, one list for each row that has any."""
    exploded = cases.filter(col(members).list.len() > 0).select("row", travel, members).explode(members)
    member = exploded.select("row", "travel_date", col(members).struct.unnest())
    branches = member.with_columns(decide["days"]).select("row", pl.concat_list(decide["branches"]).alias(members))
    return branches.group_by("row").agg(col(members).list.explode())


sixteen = col("born").dt.offset_by("192mo")
children = of_members("children", {
    "days": days("born", "passport_expires"),
    "branches": [
        ladder(((sixteen > today) & (sixteen <= today + pl.duration(days=60)), 0), otherwise=1),
        ladder(
            (col("passport") == "none", 0),
            ((col("passport") == "entered") & (sixteen <= travel), 1),
            ((col("passport") == "own") & (expires < enough_until), 2),
            otherwise=3,
        ),
    ],
})
pets = of_members("pets", {
    "days": days("rabies_vaccinated_on", "examined_on"),
    "branches": [
        ladder((~col("vet_passport"), 0), (col("examined_on") < travel - pl.duration(days=14), 1), otherwise=2),
        ladder(
            (~is_one_of("species", "dog", "cat", "ferret"), 9),
            (col("rabies_vaccinated_on") < travel.dt.offset_by("-12mo"), 0),
            (col("rabies_vaccinated_on") > travel - pl.duration(days=20), 1),
            otherwise=2,
        ),
    ],
})
element = pl.element().struct
dogs_and_cats = col("pets").list.eval(element.field("species").is_in(["dog", "cat"]).cast(pl.Int64)).list.sum()
household = [
    ladder((abroad & (travel <= today + pl.duration(days=14)), 0), otherwise=1),
    ladder((col("city") == "astana", 0), (is_one_of("city", "almaty", "shymkent"), 1), otherwise=2),
    ladder(
        (is_one_of("passport", "id_card", "none"), 0),
        (expires < today, 1),
        (today >= expires.dt.offset_by("-10mo"), 2),
        otherwise=3,
    ),
    ladder(
        (~here, 9),
        (col("stay") == "none", 0),
        ((col("stay") == "visa_free") & (today >= travel + pl.duration(days=59)), 1),
        (is_one_of("stay", "visa", "residence_permit") & (today >= stay_expires.dt.offset_by("-1mo")), 2),
        otherwise=3,
    ),
    ladder((col("wants_asylum") & ~abroad, 0), (col("fear"), 1), otherwise=2),
    ladder((col("work") == "offer", 0), ((col("work") == "in_demand") & (col("stay") != "residence_permit"), 1), otherwise=2),
    ladder((col("treatment") == "emergency", 0), (col("treatment") == "planned", 1), otherwise=2),
    ladder((col("cannot_leave") & (col("stay") == "visa") & (stay_expires < today.dt.offset_by("1mo")), 0), otherwise=1),
    ladder((dogs_and_cats > 2, 0), otherwise=1),
    ladder((~here & is_one_of("passport", "biometric", "non_biometric") & (expires < enough_until), 0), otherwise=1),
    ladder(
        ((col("passport") == "non_biometric") & (expires >= today) & (today >= expires.dt.offset_by("-4mo")), 0),
        otherwise=1,
    ),
    ladder((col("children").list.eval(element.field("passport") != "own").list.any(), 0), otherwise=1),
    ladder((here & (today <= travel + pl.duration(days=5)), 0), otherwise=1),
    ladder(((col("passport") == "none") & here, 0), otherwise=1),
]
none = pl.lit([], pl.List(pl.Int64))
decided = cases.select("row", "id", pl.concat_list(household).alias("mine"))
decided = decided.join(children, on="row", how="left").join(pets, on="row", how="left").sort("row")
lists = ["mine", col("children").fill_null(none), col("pets").fill_null(none)]
decided.select("id", pl.concat_list(lists).alias("branches")).collect().write_ndjson(sys.stdout.buffer)
