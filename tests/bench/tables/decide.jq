# The 18 decisions in jq: the branch that each takes, in the order of `peer::ORDER`. Days compare as texts.

def two: tostring | if length < 2 then "0" + . else . end;
def date($y; $m; $d): "\($y)-\($m | two)-\($d | two)";
def days_in($y; $m):
  if $m == 2 then (if $y % 4 == 0 and ($y % 100 != 0 or $y % 400 == 0) then 29 else 28 end)
  elif $m == 4 or $m == 6 or $m == 9 or $m == 11 then 30
  else 31 end;
def plus_months($n):
  (.[0:4] | tonumber) as $y | (.[5:7] | tonumber) as $m | (.[8:10] | tonumber) as $d
  | ($y * 12 + $m - 1 + $n) as $count
  | (($count / 12) | floor) as $year | ($count % 12 + 1) as $month
  | date($year; $month; [$d, days_in($year; $month)] | min);
def plus_days($n): (. + "T00:00:00Z" | fromdate) + $n * 86400 | todate | .[0:10];

"2026-11-22" as $today | ($today | plus_days(14)) as $in_14_days | ($today | plus_days(60)) as $in_60_days
| ($today | plus_months(1)) as $in_a_month
| inputs
| .travel_date as $travel | ($travel | plus_months(6)) as $enough_until
| (.passport_expires // "") as $expires
| { id, branches: ([
  (if .where == "abroad" and $travel <= $in_14_days then 0 else 1 end),
  (if .city == "astana" then 0 elif .city == "almaty" or .city == "shymkent" then 1 else 2 end),
  (if .passport == "id_card" or .passport == "none" then 0
   elif $expires < $today then 1
   elif $today >= ($expires | plus_months(-10)) then 2 else 3 end),
  (if .where != "here" then 9
   elif .stay == "none" then 0
   elif .stay == "visa_free" and $today >= ($travel | plus_days(59)) then 1
   elif (.stay == "visa" or .stay == "residence_permit") and $today >= (.stay_expires | plus_months(-1)) then 2
   else 3 end),
  (if .wants_asylum and .where != "abroad" then 0 elif .fear then 1 else 2 end),
  (if .work == "offer" then 0 elif .work == "in_demand" and .stay != "residence_permit" then 1 else 2 end),
  (if .treatment == "emergency" then 0 elif .treatment == "planned" then 1 else 2 end),
  (if .cannot_leave and .stay == "visa" and .stay_expires < $in_a_month then 0 else 1 end),
  (if ([.pets[] | select(.species == "dog" or .species == "cat")] | length) > 2 then 0 else 1 end),
  (if .where != "here" and (.passport == "biometric" or .passport == "non_biometric") and $expires < $enough_until
   then 0 else 1 end),
  (if .passport == "non_biometric" and $expires >= $today and $today >= ($expires | plus_months(-4)) then 0 else 1 end),
  (if any(.children[]; .passport != "own") then 0 else 1 end),
  (if .where == "here" and $today <= ($travel | plus_days(5)) then 0 else 1 end),
  (if .passport == "none" and .where == "here" then 0 else 1 end)
  ] + [.children[] | (.born | plus_months(192)) as $sixteen
  | (if $sixteen > $today and $sixteen <= $in_60_days then 0 else 1 end),
    (if .passport == "none" then 0
     elif .passport == "entered" and $sixteen <= $travel then 1
     elif .passport == "own" and .passport_expires < $enough_until then 2 else 3 end)
  ] + [.pets[]
  | (if .vet_passport | not then 0 elif .examined_on < ($travel | plus_days(-14)) then 1 else 2 end),
    (if .species != "dog" and .species != "cat" and .species != "ferret" then 9
     elif .rabies_vaccinated_on < ($travel | plus_months(-12)) then 0
     elif .rabies_vaccinated_on > ($travel | plus_days(-20)) then 1 else 2 end)
  ]) }
