package workload

journey := 0 if { input.place == "abroad"; input.travel_date <= input.in_14_days } else := 1

consul := 0 if input.city == "astana" else := 1 if input.city in {"almaty", "shymkent"} else := 2

passport := 0 if { input.passport in {"id_card", "none"} } else := 1 if {
  input.passport_expires < input.today
} else := 2 if { input.today >= input.renewal_opens } else := 3

stay := 9 if { input.place != "here" } else := 0 if { input.stay == "none" } else := 1 if {
  input.stay == "visa_free"
  input.today >= input.visa_free_alarm
} else := 2 if {
  input.stay in {"visa", "residence_permit"}
  input.today >= input.stay_opens
} else := 3

asylum := 0 if { input.wants_asylum; input.place != "abroad" } else := 1 if { input.fear } else := 2

work := 0 if { input.work == "offer" } else := 1 if {
  input.work == "in_demand"
  input.stay != "residence_permit"
} else := 2

health := 0 if { input.treatment == "emergency" } else := 1 if { input.treatment == "planned" } else := 2

force_majeure := 0 if {
  input.cannot_leave
  input.stay == "visa"
  input.stay_expires < input.in_a_month
} else := 1

pet_limit := 0 if { count([1 | some pet in input.pets; pet.species in {"dog", "cat"}]) > 2 } else := 1

entry_validity := 0 if {
  input.place != "here"
  input.passport in {"biometric", "non_biometric"}
  input.passport_expires < input.enough_until
} else := 1

extension := 0 if {
  input.passport == "non_biometric"
  input.passport_expires >= input.today
  input.today >= input.extension_opens
} else := 1

# `some … in` an empty list makes the whole rule undefined in the virtual machine, whatever `else` says; so they are counted.
family_papers := 0 if { count([1 | some child in input.children; child.passport in {"entered", "none"}]) > 0 } else := 1

host_notice := 0 if { input.place == "here"; input.today <= input.host_until } else := 1

travel_home := 0 if { input.passport == "none"; input.place == "here" } else := 1

child_sixteen(child) := 0 if { child.sixteen > child.today; child.sixteen <= child.in_60_days } else := 1

child_passport(child) := 0 if { child.passport == "none" } else := 1 if {
  child.passport == "entered"
  child.sixteen <= child.travel_date
} else := 2 if {
  child.passport == "own"
  child.passport_expires < child.enough_until
} else := 3

pet_papers(pet) := 0 if { not pet.vet_passport } else := 1 if { pet.examined < pet.examined_from } else := 2

rabies(pet) := 9 if { not pet.species in {"dog", "cat", "ferret"} } else := 0 if {
  pet.vaccinated < pet.year_before
} else := 1 if { pet.vaccinated > pet.fresh_after } else := 2

answer := [
  journey, consul, passport, stay, asylum, work, health, force_majeure, pet_limit,
  entry_validity, extension, family_papers, host_notice, travel_home,
  [[child_sixteen(child), child_passport(child)] | some child in input.children],
  [[pet_papers(pet), rabies(pet)] | some pet in input.pets],
]
