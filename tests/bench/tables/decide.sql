-- The 18 decisions in DuckDB: the branch that each takes, in the order of `peer::ORDER`.
-- A date plus an interval of months ends on the last day of a shorter month, as the workload wants.
COPY (
  SELECT id, list_concat(list_concat([
    CASE WHEN place = 'abroad' AND travel <= today + 14 THEN 0 ELSE 1 END,
    CASE WHEN city = 'astana' THEN 0 WHEN city IN ('almaty', 'shymkent') THEN 1 ELSE 2 END,
    CASE WHEN passport IN ('id_card', 'none') THEN 0 WHEN passport_expires < today THEN 1
         WHEN today >= passport_expires - INTERVAL 10 MONTH THEN 2 ELSE 3 END,
    CASE WHEN place <> 'here' THEN 9 WHEN stay = 'none' THEN 0
         WHEN stay = 'visa_free' AND today >= travel + 89 - 30 THEN 1
         WHEN stay IN ('visa', 'residence_permit') AND today >= stay_expires - INTERVAL 1 MONTH THEN 2 ELSE 3 END,
    CASE WHEN wants_asylum AND place <> 'abroad' THEN 0 WHEN fear THEN 1 ELSE 2 END,
    CASE WHEN work = 'offer' THEN 0 WHEN work = 'in_demand' AND stay <> 'residence_permit' THEN 1 ELSE 2 END,
    CASE WHEN treatment = 'emergency' THEN 0 WHEN treatment = 'planned' THEN 1 ELSE 2 END,
    CASE WHEN cannot_leave AND stay = 'visa' AND stay_expires < today + INTERVAL 1 MONTH THEN 0 ELSE 1 END,
    CASE WHEN len(list_filter(pets, lambda pet: pet.species IN ('dog', 'cat'))) > 2 THEN 0 ELSE 1 END,
    CASE WHEN place <> 'here' AND passport IN ('biometric', 'non_biometric')
              AND passport_expires < travel + INTERVAL 6 MONTH THEN 0 ELSE 1 END,
    CASE WHEN passport = 'non_biometric' AND passport_expires >= today
              AND today >= passport_expires - INTERVAL 4 MONTH THEN 0 ELSE 1 END,
    CASE WHEN len(list_filter(children, lambda child: child.passport <> 'own')) > 0 THEN 0 ELSE 1 END,
    CASE WHEN place = 'here' AND today <= travel + 5 THEN 0 ELSE 1 END,
    CASE WHEN passport = 'none' AND place = 'here' THEN 0 ELSE 1 END
  ], flatten(list_transform(children, lambda child: [
    CASE WHEN child.born + INTERVAL 192 MONTH > today AND child.born + INTERVAL 192 MONTH <= today + 60
         THEN 0 ELSE 1 END,
    CASE WHEN child.passport = 'none' THEN 0
         WHEN child.passport = 'entered' AND child.born + INTERVAL 192 MONTH <= travel THEN 1
         WHEN child.passport = 'own' AND child.passport_expires < travel + INTERVAL 6 MONTH THEN 2 ELSE 3 END
  ]))), flatten(list_transform(pets, lambda pet: [
    CASE WHEN NOT pet.vet_passport THEN 0 WHEN pet.examined_on < travel - 14 THEN 1 ELSE 2 END,
    CASE WHEN pet.species NOT IN ('dog', 'cat', 'ferret') THEN 9
         WHEN pet.rabies_vaccinated_on < travel - INTERVAL 12 MONTH THEN 0
         WHEN pet.rabies_vaccinated_on > travel - 20 THEN 1 ELSE 2 END
  ]))) AS branches
  FROM (
    SELECT *, "where" AS place, travel_date AS travel, DATE '2026-11-22' AS today
    FROM read_ndjson(getvariable('cases'), columns = {
      id: 'VARCHAR', "where": 'VARCHAR', travel_date: 'DATE', city: 'VARCHAR', passport: 'VARCHAR',
      passport_expires: 'DATE', stay: 'VARCHAR', stay_expires: 'DATE', fear: 'BOOLEAN', wants_asylum: 'BOOLEAN',
      work: 'VARCHAR', treatment: 'VARCHAR', cannot_leave: 'BOOLEAN',
      children: 'STRUCT(born DATE, passport VARCHAR, passport_expires DATE)[]',
      pets: 'STRUCT(species VARCHAR, vet_passport BOOLEAN, rabies_vaccinated_on DATE, examined_on DATE)[]' })
  )
) TO '/dev/stdout' (FORMAT json);
