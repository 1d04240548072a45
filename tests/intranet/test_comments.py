"""Comments: who may read and write them, once, never lost, and only to people who may see the record."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed
from backoffice.core.models import User
from backoffice.intranet import errors, queries, services
from backoffice.intranet.models import Comment, CommentVersion, Notice
from backoffice.intranet.services import CommentDraft, PostedComment
from tests.intranet.conftest import Hire, actor
from tests.racing import at_once


def say(user: User, order: str, text: str, at: datetime, *, token: UUID | None = None, kind: str = "order") -> PostedComment:
    draft = CommentDraft(kind=kind, key=order, text=text, token=token or uuid4())
    return services.post_comment(draft=draft, by=actor(user), at=at)


def test_a_comment_stands_in_the_timeline_with_its_author(order: str, renata: User, diego: User, at: datetime) -> None:
    posted = say(renata, order, "A tábua está na bancada 2.\nConfere?", at)

    [row] = queries.get_conversation(kind="order", key=order, actor=actor(diego), only="comments").rows
    assert (row.source, row.who, row.at) == ("comment", "Renata Moura", at)
    assert row.comment is not None
    assert (row.comment.id, row.comment.version, row.comment.is_own) == (posted.id, 1, False)
    assert row.comment.html == "A tábua está na bancada 2.<br>Confere?"


def test_what_looks_like_markup_is_shown_as_text(order: str, renata: User, at: datetime) -> None:
    say(renata, order, '<script>alert(1)</script> <img src=x onerror=alert(1)> & "x" https://a.example/?a=1&b="><i>', at)

    [comment] = queries.list_comments(kind="order", key=order, actor=actor(renata), limit=10)

    assert comment.html == (
        "&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=alert(1)&gt; &amp; &quot;x&quot; "
        '<a class="rg-link" href="https://a.example/?a=1&amp;b=" rel="noopener noreferrer nofollow" target="_blank">'
        "https://a.example/?a=1&amp;b=</a>&quot;&gt;&lt;i&gt;"
    )


def test_only_web_addresses_become_links(order: str, renata: User, at: datetime) -> None:
    say(renata, order, "javascript:alert(1) data:text/html,x ftp://x (https://jatoba.example/p.)", at)

    [comment] = queries.list_comments(kind="order", key=order, actor=actor(renata), limit=10)

    assert comment.html.count("<a ") == 1
    assert 'href="https://jatoba.example/p"' in comment.html
    assert comment.html.endswith("</a>.)")


def test_who_may_not_see_the_record_neither_reads_nor_writes(order: str, helena: User, at: datetime) -> None:
    with pytest.raises(NotAllowed):
        say(helena, order, "Oi", at)
    with pytest.raises(NotAllowed):
        queries.get_conversation(kind="order", key=order, actor=actor(helena))

    assert Comment.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "key"), [("order", "99999999"), ("nothing", "1"), ("order", "1\x00"), ("stock_reconciliation", "x"), ("variant", "NO-SUCH")]
)
def test_a_comment_on_nothing_is_refused(kind: str, key: str, order: str, renata: User, at: datetime) -> None:
    with pytest.raises(errors.UnknownSubject):
        say(renata, key, "Oi", at, kind=kind)

    assert Comment.objects.count() == 0


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001])
def test_an_empty_or_endless_comment_is_refused(text: str, order: str, renata: User, at: datetime) -> None:
    with pytest.raises(errors.UnfitComment):
        say(renata, order, text, at)

    assert Comment.objects.count() == 0


def test_four_thousand_characters_fit(order: str, renata: User, at: datetime) -> None:
    say(renata, order, "ç" * 4000, at)

    assert CommentVersion.objects.get().text == "ç" * 4000


def test_the_same_form_sent_twice_is_one_comment(order: str, renata: User, diego: User, at: datetime) -> None:
    token = uuid4()
    first = say(renata, order, "@diego confere?", at, token=token)

    again = say(renata, order, "@diego confere?", at, token=token)

    assert (again.id, again.is_new, first.is_new) == (first.id, False, True)
    assert (Comment.objects.count(), Notice.objects.count()) == (1, 1)


def test_a_used_form_with_other_words_is_refused_so_that_they_are_not_lost(order: str, renata: User, at: datetime) -> None:
    token = uuid4()
    say(renata, order, "Primeiro", at, token=token)

    with pytest.raises(errors.CommentTokenReused):
        say(renata, order, "Segundo", at, token=token)

    assert list(CommentVersion.objects.values_list("text", flat=True)) == ["Primeiro"]


@pytest.mark.django_db(transaction=True)
def test_two_posts_of_one_form_at_the_same_moment_are_one_comment(order: str, renata: User, diego: User, at: datetime) -> None:
    posted: list[Any] = at_once(*[partial(say, renata, order, "@diego confere?", at, token=uuid4())] * 4)

    assert sorted(each.is_new for each in posted) == [False, False, False, True]
    assert len({each.id for each in posted}) == 1
    assert (Comment.objects.count(), CommentVersion.objects.count(), Notice.objects.count()) == (1, 1, 1)


def test_a_call_tells_the_person_and_stands_by_name(order: str, renata: User, diego: User, at: datetime) -> None:
    posted = say(renata, order, "@Diego, a tábua está na bancada 2. Escreva a ana@example.com.", at)

    [comment] = queries.list_comments(kind="order", key=order, actor=actor(renata), limit=10)
    assert comment.html.startswith('<span class="rg-at">@Diego Ramos</span>, a tábua')
    assert comment.html.count("rg-at") == 1
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.url) == (diego, "mention", f"/pedidos/{order}/#comment-{posted.id}")


def test_calling_oneself_tells_nobody(order: str, renata: User, at: datetime) -> None:
    say(renata, order, "@renata lembrar", at)

    assert Notice.objects.count() == 0


def test_calling_somebody_who_may_not_see_the_record_is_said_at_once(
    order: str, renata: User, diego: User, helena: User, at: datetime
) -> None:
    with pytest.raises(errors.MentionRefused) as refusal:
        say(renata, order, "@diego e @helena, vejam", at)

    assert refusal.value.data["names"] == ["Helena Prado"]
    assert (Comment.objects.count(), Notice.objects.count()) == (0, 0)


def test_calling_a_person_who_left_is_refused(order: str, renata: User, hire: Hire, at: datetime) -> None:
    hire("Carlos Mota", "sales", is_active=False)

    with pytest.raises(errors.MentionRefused):
        say(renata, order, "@carlos?", at)

    assert Comment.objects.count() == 0


def test_a_word_behind_an_at_that_is_nobody_stays_text_and_is_said(order: str, renata: User, at: datetime) -> None:
    posted = say(renata, order, "A cliente é @jatoba.casa no Instagram.", at)

    assert posted.unknown == ("jatoba.casa",)
    [comment] = queries.list_comments(kind="order", key=order, actor=actor(renata), limit=10)
    assert comment.html == "A cliente é @jatoba.casa no Instagram."


def test_more_than_ten_calls_are_refused(order: str, renata: User, hire: Hire, at: datetime) -> None:
    for index in range(11):
        hire(f"Pessoa{index} Silva", "sales")

    with pytest.raises(errors.TooManyMentions):
        say(renata, order, " ".join(f"@pessoa{index}" for index in range(11)), at)

    assert Comment.objects.count() == 0


def test_a_correction_is_a_new_version_and_tells_only_who_is_called_anew(
    order: str, renata: User, diego: User, hire: Hire, at: datetime
) -> None:
    paulo = hire("Paulo Tavares", "finance")
    posted = say(renata, order, "@diego conferre", at)

    services.correct_comment(comment_id=posted.id, text="@diego e @paulo, confere", seen_version=1, by=actor(renata), at=at)

    [comment] = queries.list_comments(kind="order", key=order, actor=actor(renata), limit=10)
    assert (comment.version, comment.text) == (2, "@diego e @paulo, confere")
    assert [version.number for version in queries.get_history(comment_id=posted.id, actor=actor(diego)).versions] == [2, 1]
    assert sorted(Notice.objects.values_list("recipient_id", flat=True)) == sorted([diego.pk, paulo.pk])


def test_only_the_author_corrects(order: str, renata: User, diego: User, at: datetime) -> None:
    posted = say(renata, order, "Meu", at)

    with pytest.raises(errors.NotTheAuthor):
        services.correct_comment(comment_id=posted.id, text="Seu", seen_version=1, by=actor(diego), at=at)

    assert CommentVersion.objects.count() == 1


def test_a_correction_of_words_that_changed_meanwhile_is_refused(order: str, renata: User, at: datetime) -> None:
    posted = say(renata, order, "um", at)
    services.correct_comment(comment_id=posted.id, text="dois", seen_version=1, by=actor(renata), at=at)

    with pytest.raises(errors.CommentChanged):
        services.correct_comment(comment_id=posted.id, text="três", seen_version=1, by=actor(renata), at=at)
    repeated = services.correct_comment(comment_id=posted.id, text="dois", seen_version=1, by=actor(renata), at=at)

    assert repeated.number == 2
    assert CommentVersion.objects.count() == 2


@pytest.mark.parametrize("model", [Comment, CommentVersion])
def test_the_database_refuses_to_change_or_delete_what_was_said(model: type, order: str, renata: User, at: datetime) -> None:
    say(renata, order, "Fica", at)

    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        model.objects.update(written_at=at)  # type: ignore[attr-defined]
    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")  # type: ignore[attr-defined]

    assert CommentVersion.objects.get().text == "Fica"


def test_every_refusal_has_words() -> None:
    refusals: list[BusinessError] = [
        errors.UnfitComment(length=4210, limit=4000),
        errors.MentionRefused(names=["Helena Prado"]),
        errors.TooManyMentions(count=11, limit=10),
        errors.NotTheAuthor(author="Renata Moura"),
    ]

    assert "4.210" in text_of(refusals[0])
    assert text_of(refusals[1]).startswith("Helena Prado não pode ver")
    assert all(text_of(refusal) for refusal in refusals)
