"""The invented persons: valid, always the same, never two in one."""

from stdnum.br import cpf

from backoffice.olist.people import invent_documents, invent_person

PERSONS = [f"{number:032x}" for number in range(2_000)]


def test_every_document_is_a_valid_cpf_and_belongs_to_one_person() -> None:
    documents = invent_documents(PERSONS)

    assert all(cpf.is_valid(document) for document in documents.values())
    assert len(set(documents.values())) == len(PERSONS)


def test_persons_whose_numbers_fall_together_get_two() -> None:
    # Of so many, by the birthday rule, some draw the same nine digits.
    crowd = [f"{number:x}" for number in range(60_000)]

    documents = invent_documents(crowd)

    drawn = [next(iter(invent_documents([person]).values())) for person in crowd]
    assert len(set(drawn)) < len(crowd), "this crowd proves nothing: take a larger one"
    assert len(set(documents.values())) == len(crowd)


def test_the_same_person_is_always_invented_the_same() -> None:
    first, second = (invent_person(PERSONS[7], invent_documents(PERSONS)[PERSONS[7]]) for _ in range(2))

    assert first == second
    assert first.email == f"{PERSONS[7]}@olist.example"
    assert len(first.name.split()) in (2, 3)
